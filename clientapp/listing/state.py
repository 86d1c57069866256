"""What any list does: search, sort, turn pages; the URL says the same as the screen."""

import asyncio
import json
from collections.abc import Collection, Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

import reflex as rx

from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.listing.filters import Filter
from clientapp.listing.listed import Listed
from clientapp.listing.quiet import quiet
from clientapp.listing.relevance import reachable
from clientapp.listing.request import Condition, ListRequest
from clientapp.problem import said_if_unreadable

SHOW_SEARCH = (
    """((otherwise) => { const box = document.querySelector('input[name="q"]');"""
    " const url = new URL(window.location.href).searchParams;"
    " const asked = url.get('q') ?? (url.has('changed') ? '' : otherwise);"
    " if (box && box.value.trim() !== asked) box.value = asked; return asked; })"
)
"""Puts the search of the URL into the box, or what is searched for where the URL says nothing of
the request. What is being typed is in the URL already."""


class ListState(rx.State, mixin=True):
    """The part of a list's state that is alike for every kind of record.

    A record's state adds `rows` and says what it lists in the class variables and in `_read`,
    `_count` and `_newest`, which run in a thread. Handlers bring the rows; the URL follows.

    `full_query` is what the URL says once the list is searched, where it says less before that.
    """

    search: str = ""
    sort: str = "name"
    descending: bool = False
    page: int = 1
    pages: int = 1
    size: int = 50
    status: str = ""
    shown: str = ""
    loaded: bool = False
    problem: str = ""
    news: str = ""
    full_query: str = ""

    _filters: tuple[Condition, ...] = ()
    _total: int | None = None
    _seen: int = -1
    _looked: int = -1

    LISTED: ClassVar[Listed]
    SORTS: ClassVar[Collection[str]] = ()
    FILTERS: ClassVar[Mapping[str, Filter]] = {}
    ADDRESS: ClassVar[str] = ""
    NOUN: ClassVar[tuple[str, str]] = ("record", "records")

    @classmethod
    def _read(cls, request: ListRequest, known: int | None) -> tuple[list[Any], int | None]:
        """The rows of one page, and the total where it needs no counting."""
        raise NotImplementedError

    @classmethod
    def _count(cls, request: ListRequest) -> int:
        """How many rows there are on all pages."""
        raise NotImplementedError

    @classmethod
    def _newest(cls) -> int:
        """The newest operation on this kind of record."""
        raise NotImplementedError

    @classmethod
    def _changed(cls, request: ListRequest, since: int, shown: Collection[int]) -> int:
        """How many records of the list were changed by operations after `since`."""
        raise NotImplementedError

    @rx.event
    @requires(Permission.SEE)
    async def open(self) -> Events:
        """The page was opened, or its URL changed: show what the URL asks for."""
        query = dict(self.router.url.query_parameters)
        asked = await self._asked(query)
        newest = await asyncio.to_thread(self._newest)
        others = await self._arrive()
        same = asked == self._request() and newest == self._seen
        if self.loaded and same and not others:
            return
        if asked.search != self.search:
            otherwise = json.dumps("" if "q" in query else asked.search)
            yield rx.call_script(f"{SHOW_SEARCH}({otherwise})", callback=type(self).catch_up)
        self._take(asked)
        async for event in self._anew(newest):
            yield event

    @rx.event
    @requires(Permission.SEE)
    async def refresh(self) -> Events:
        """Show the same list as it is stored now: "show", or after something was done to it."""
        newest = await asyncio.to_thread(self._newest)
        async for event in self._anew(newest):
            yield event

    @rx.event
    @requires(Permission.SEE)
    async def look_around(self) -> None:
        """Every few seconds: say what others changed in what the list shows; nothing moves."""
        if not self.loaded:
            return
        newest = await asyncio.to_thread(self._newest)
        if newest in (self._seen, self._looked):
            return
        self._looked = newest
        shown = [row[0] for row in self.rows]
        within = self._within(self._request())
        count = await asyncio.to_thread(self._changed, within, self._seen, shown)
        self._put(news=f"{count:,} changed" if count else "")

    @rx.event(supersedes=True)
    @requires(Permission.SEE)
    async def search_for(self, text: str) -> Events:
        """Another key was pressed in the search box; the browser's URL has followed already."""
        self._take(self._request().searched(text))
        async for event in self._show():
            yield event

    @rx.event
    @requires(Permission.SEE)
    async def catch_up(self, text: str) -> Events:
        """The URL's search by now: letters typed while a page connects arrive before its `open`."""
        if self._request().searched(text).search != self.search:
            async for event in self.search_for(text):
                yield event

    @rx.event
    @requires(Permission.SEE)
    async def sort_by(self, column: str) -> Events:
        """The head of a column was pressed."""
        if column in self.SORTS:
            async for event in self._go(self._request().sorted_by(column)):
                yield event

    @rx.event
    @requires(Permission.SEE)
    async def turn_page(self, page: int) -> Events:
        """Another page was asked for by its number."""
        async for event in self._go(self._request().at_page(min(page, self.pages))):
            yield event

    @rx.event
    @requires(Permission.SEE)
    async def jump(self, form: dict[str, str]) -> Events:
        """A page number was typed; what is no number is left alone."""
        typed = form.get("page", "")
        if typed.isascii() and typed.isdecimal() and len(typed) < 10:
            async for event in self._go(self._request().at_page(min(int(typed), self.pages))):
                yield event

    @rx.event
    @requires(Permission.SEE)
    async def resize(self, size: str) -> Events:
        """Another number of rows a page was chosen."""
        asked = ListRequest.from_query({"size": size}, self.SORTS)
        async for event in self._go(self._request().sized(asked.size)):
            yield event

    @rx.event
    @requires(Permission.SEE)
    async def retry(self) -> Events:
        """The list could not be read and is asked for again."""
        async for event in self._show():
            yield event

    async def _anew(self, newest: int) -> Events:
        if newest != self._seen:
            self._total = None
        self._seen = newest
        self._put(news="")
        async for event in self._show():
            yield event

    async def _go(self, request: ListRequest) -> Events:
        self._take(request)
        query = urlencode(self._query(request))
        address = f"{self.ADDRESS}?{query}" if query else self.ADDRESS
        async for event in self._show(rx.redirect(address)):
            yield event

    async def _show(self, then: Any = None) -> Events:
        """Bring the rows, then, without holding them up, the total and what stands beside.

        Args:
            then: an event that goes with the rows, such as the new URL: who presses Back as soon
                as the rows are there goes back from it.
        """
        request = self._request()
        with said_if_unreadable(self, "list"), quiet.reading_rows():
            self.rows, self._total = await self._page(request, self._total)
            self._put(problem="", loaded=True)
            self._rows_changed()
            if self._total is not None:
                self._describe(request, self._total)
        yield then
        with said_if_unreadable(self, "list"):
            if self._total is None:
                self._total = await asyncio.to_thread(self._count, self._within(request))
                self._describe(request, self._total)
            if request.page > self.pages:
                self._take(request.at_page(self.pages))
                self.rows, _ = await self._page(self._request(), self._total)
                self._rows_changed()
                self._describe(self._request(), self._total)
            yield
            await self._beside(self._request())

    async def _asked(self, query: Mapping[str, str]) -> ListRequest:
        """What the parameters of the URL ask for."""
        return ListRequest.from_query(query, self.SORTS, self.FILTERS)

    async def _arrive(self) -> bool:
        """Learn what else decides how the rows are shown; whether it is not as it was."""
        return False

    async def _page(
        self, request: ListRequest, known_total: int | None
    ) -> tuple[list[Any], int | None]:
        return await asyncio.to_thread(self._read, self._within(request), known_total)

    def _within(self, request: ListRequest) -> ListRequest:
        """What a request asks of all records, where the list never shows all."""
        return request

    def _query(self, request: ListRequest) -> dict[str, str]:
        """What the URL says of a request."""
        return request.to_query()

    def _rows_changed(self) -> None:
        """Other rows are shown."""

    def _finds_others(self) -> None:
        """The search or a filter changed."""

    async def _beside(self, request: ListRequest) -> None:
        """Bring what stands beside the rows, such as the words of the filters."""

    def _describe(self, request: ListRequest, total: int) -> None:
        one, many = self.NOUN
        last = min(request.offset + request.size, total)
        self._put(
            status=f"{total:,} {one if total == 1 else many}",
            pages=max(1, -(-reachable(total, bool(request.search)) // request.size)),
            shown=f"{request.offset + 1:,}–{last:,} of {total:,}" if total else "",
        )

    def _request(self) -> ListRequest:
        order = self.sort, self.descending
        return ListRequest(self.search, *order, self.page, self.size, self._filters)

    def _take(self, request: ListRequest) -> None:
        if (request.search, request.filters) != (self.search, self._filters):
            self._total = None
            self._finds_others()
        self._filters = request.filters
        self._put(
            search=request.search,
            sort=request.sort,
            descending=request.descending,
            page=request.page,
            size=request.size,
        )

    def _put(self, **values: Any) -> None:
        """Set variables; one that is set to what it was would be sent all the same."""
        for name, value in values.items():
            if getattr(self, name) != value:
                setattr(self, name, value)
