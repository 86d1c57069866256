"""Who came into a list of customers since a day, who went out, and the list as it was then."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any, NamedTuple

import reflex as rx
from sqlmodel import Session

from clientapp import routes
from clientapp.access.permissions import Permission
from clientapp.access.requires import requires
from clientapp.customers.desk.list_state import CustomerListState
from clientapp.customers.movement.asked import (
    CAME,
    THEN,
    VIEWS,
    WENT,
    Asked,
    read_asked,
    read_day,
    usual_since,
)
from clientapp.customers.movement.queries import (
    Counts,
    Moved,
    Past,
    came_in,
    counts,
    listed_then,
    went_out,
)
from clientapp.customers.queries import CUSTOMERS
from clientapp.database import reading
from clientapp.formatting import ago, date_label, moment_label
from clientapp.listing.choices import CHOICES, Chip, chips
from clientapp.listing.request import ListRequest
from clientapp.problem import said_if_unreadable
from clientapp.record_page.past import start_of
from clientapp.settings import settings

EVERY = 0.3
"""Seconds between two looks at how far a walk has come."""

MOST_LINES = 4
"""Of what an operation did to one customer, no more lines than this are shown."""


class MovedLine(NamedTuple):
    """A customer that came in or went out, and by what; texts are ready to be read.

    `address` is that of the operation, "" where none is known.
    """

    id: int
    name: str
    place: str
    in_trash: bool
    lines: list[str]
    label: str
    address: str
    who: str
    when: str
    at: str


class View(NamedTuple):
    """One of the three views: its name, how many it has, in which words, and its address."""

    name: str
    number: str
    words: str
    address: str


class Superseded(Exception):
    """Something else is asked for by now."""


@dataclass
class Walk:
    """How far a walk has come, and whether anybody still waits for it."""

    done: int = 0
    total: int = 0
    wanted: bool = True

    def note(self, done: int, total: int) -> None:
        """Take note of how many of how many customers were walked back."""
        if not self.wanted:
            raise Superseded
        self.done, self.total = done, total


@dataclass
class Found:
    """What was read for the page; `request` is the one asked for, at a page that there is."""

    request: ListRequest
    counts: Counts
    filters: list[str]
    moved: list[Moved] = field(default_factory=list[Moved])
    past: list[Past] = field(default_factory=list[Past])


class CustomerMovementState(rx.State):
    """The movement of the list that the URL names; `view` is "in", "out" or "then".

    `day` is the day in words, empty while there is none; `complaint` is what is wrong with what was
    typed as one. A walk through many customers runs beside the events of its tab, so that the page
    answers meanwhile.
    """

    since: str = ""
    day: str = ""
    complaint: str = ""
    filters: list[str] = []
    search: str = ""
    view: str = CAME
    views: list[View] = []
    list_address: str = routes.CUSTOMERS
    moved: list[MovedLine] = []
    past: list[Past] = []
    page: int = 1
    pages: int = 1
    shown: str = ""
    progress: str = ""
    problem: str = ""
    loaded: bool = False

    _ticket: int = 0

    @rx.event(background=True)
    @requires(Permission.SEE)
    async def open(self) -> None:
        """The page was opened, or its URL changed."""
        await self._load()

    @rx.event(background=True)
    @requires(Permission.SEE)
    async def refresh(self) -> None:
        """Show the same as it is stored now."""
        await self._load()

    @rx.event
    @requires(Permission.SEE)
    async def look(self, form: dict[str, str]) -> Any:
        """Another day was chosen: "Show"."""
        day, problem = read_day(form.get("since", "").strip(), today())
        self.complaint = problem or ("" if day else "Choose a day.")
        return rx.redirect(self._asked().address(since=day.isoformat())) if day else None

    @rx.event
    @requires(Permission.SEE)
    async def turn_page(self, page: int) -> Any:
        """Another page was asked for by its number; the URL brings it."""
        return self._turned(page)

    @rx.event
    @requires(Permission.SEE)
    async def jump(self, form: dict[str, str]) -> Any:
        """A page number was typed; what is no number is left alone."""
        typed = routes.number(form.get("page", ""))
        return self._turned(typed) if typed else None

    @rx.event
    @requires(Permission.SEE)
    async def from_list(self) -> Any:
        """ "Changes since" on the list of customers: the movement of the list that is shown."""
        listed = await self.get_state(CustomerListState)
        request = listed._request()  # pyright: ignore[reportPrivateUsage] (a public method could be called by any browser)
        return rx.redirect(Asked(usual_since(today()), CAME, request).address())

    def _asked(self) -> Asked:
        return read_asked(dict(self.router.url.query_parameters), today())

    def _turned(self, page: int) -> Any:
        page = min(max(page, 1), self.pages)
        return rx.redirect(self._asked().address(page=str(page) if page > 1 else ""))

    async def _load(self) -> None:
        """Read in a thread, saying how far it has come; what is asked later goes first."""
        async with self:
            self._ticket += 1
            ticket, asked = self._ticket, self._asked()
            self._begin(asked)
        if asked.day is None:
            return
        walk = Walk()
        task = asyncio.create_task(asyncio.to_thread(_read, asked, asked.day, walk.note))
        while not (await asyncio.wait([task], timeout=EVERY))[0]:
            async with self:
                walk.wanted = self._ticket == ticket
                if walk.wanted and walk.total:
                    self.progress = f"{walk.done:,} of {walk.total:,} changed customers looked at"
        async with self:
            if self._ticket != ticket:
                task.exception()  # nobody waits for what came of it
                return
            self.progress = ""
            with said_if_unreadable(self, "list"):
                self._show(asked, task.result())

    def _begin(self, asked: Asked) -> None:
        other = (asked.since, asked.view) != (self.since, self.view)
        self.since, self.view = asked.since, asked.view
        self.search, self.complaint = asked.request.search, asked.problem
        self.day = date_label(asked.day) if asked.day else ""
        self.list_address = asked.list_address
        self.problem = self.progress = ""
        if other or asked.day is None:
            self.moved, self.past, self.shown = [], [], ""
            self.loaded = False
        if asked.day is None:
            self.views, self.filters = [], []

    def _show(self, asked: Asked, found: Found) -> None:
        came, went, then = found.counts
        request, total = found.request, found.counts[VIEWS.index(asked.view)]
        last = min(request.offset + request.size, total)
        now = datetime.now(UTC)
        self.views = [
            View(CAME, f"{came:,}", "came in", asked.address(view=CAME)),
            View(WENT, f"{went:,}", "went out", asked.address(view=WENT)),
            View(THEN, f"{then:,}", "on the list then", asked.address(view=THEN)),
        ]
        self.filters = found.filters
        self.moved = [_line(each, now) for each in found.moved]
        self.past = found.past
        self.pages = max(1, -(-total // request.size))
        self.page = request.page
        self.shown = f"{request.offset + 1:,}–{last:,} of {total:,}" if last else ""
        self.loaded = True


def today() -> date:
    """The day that it is in the time zone of the settings."""
    return datetime.now(settings().zone).date()


def _read(asked: Asked, day: date, note: Callable[[int, int], None]) -> Found:
    moment, request = start_of(day), asked.request
    with reading() as session:
        totals = counts(session, request, moment, note)
        pages = max(1, -(-totals[VIEWS.index(asked.view)] // request.size))
        request = request.at_page(min(request.page, pages))
        found = Found(request, totals, _in_words(session, asked))
        if asked.view == THEN:
            found.past = listed_then(session, request, moment, note)
        else:
            read = came_in if asked.view == CAME else went_out
            found.moved = read(session, request, moment, note)
        return found


def _in_words(session: Session, asked: Asked) -> list[str]:
    """The filters as their chips say them, alternatives in one."""
    told = chips(session, CUSTOMERS, asked.request)
    single = [_said(chip) for chip in told if not chip.group]
    groups = groupby([chip for chip in told if chip.group], lambda chip: chip.group)
    return [*single, *(" or ".join(map(_said, some)) for _group, some in groups)]


def _said(chip: Chip) -> str:
    colon = ":" if CUSTOMERS.filters[chip.name].shape == CHOICES else ""
    return f"{chip.label}{colon} {chip.words}"


def _line(moved: Moved, now: datetime) -> MovedLine:
    edit = moved.edit
    lines = list(edit.lines) if edit else []
    more = len(lines) - MOST_LINES
    if more > 0:
        lines = [*lines[:MOST_LINES], f"and {more} more"]
    return MovedLine(
        *(moved.id, moved.name, moved.place, moved.in_trash, lines),
        label=edit.label if edit else "",
        address=routes.operation(edit.operation_id) if edit else "",
        who=edit.who if edit else "",
        when=ago(edit.when, now) if edit else "",
        at=moment_label(edit.when, settings().zone) if edit else "",
    )
