"""A list that can be a segment: which one is open, and whether it was changed since."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import urlencode

import reflex as rx

from clientapp import routes
from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.database import reading
from clientapp.listing.column_state import ColumnState
from clientapp.listing.columns import View, known
from clientapp.listing.request import ListRequest
from clientapp.segments import address
from clientapp.segments.address import Columns, Stored
from clientapp.segments.queries import SegmentRead, kind_of, segment_of, team_segment

GONE = (
    "This segment is not there. It was deleted, or it is private to somebody else. "
    "Here is the list without it."
)

FOLLOW = (
    "((full) => { const url = new URL(window.location.href);"
    " if (!url.searchParams.has('q') || url.searchParams.has('segment')) return;"
    " new URLSearchParams(full).forEach("
    "(value, name) => url.searchParams.has(name) || url.searchParams.set(name, value));"
    " window.history.replaceState(window.history.state, '', url); })"
)
"""Names the team's segment in the URL of who searched in it before the page knew that it opens."""


@dataclass(frozen=True)
class SegmentShown:
    """The open segment as the page says it; `id` is 0 where none is open.

    `may_change` and `may_share` tell what whoever is signed in may do to it, `may_hide` whether
    they may make it private again; `is_default` that the team's list opens with it.
    """

    id: int = 0
    name: str = ""
    is_shared: bool = False
    may_change: bool = False
    may_share: bool = False
    may_hide: bool = False
    is_default: bool = False


class Found(NamedTuple):
    """What a URL opens: the segment, if it is there, and the one that the team's list opens with
    (0 for none); `is_gone` where it names one that is not there."""

    segment: SegmentRead | None
    of_team: int
    is_gone: bool


class SegmentState(ColumnState, mixin=True):
    """A list with segments.

    `segment` is the open one, `changed` whether the list is not as it is stored any more;
    `has_default` tells that the team's list opens with a segment. While one with columns of its own
    is open, these are shown and not those that the reader chose.
    """

    segment: SegmentShown = SegmentShown()
    changed: bool = False
    segment_problem: str = ""
    has_default: bool = False

    _segment_stored: Stored | None = None
    _segment_query: str = ""
    _url_columns: Columns | None = None

    @rx.event
    @requires(Permission.SEE)
    async def open(self) -> Events:
        """The page was opened, or its URL changed: show what the URL asks for."""
        async for event in super().open():
            yield event
        asked = routes.number(self.router.url.query_parameters.get(address.SEGMENT, ""))
        if self.segment_problem and (kind := await asyncio.to_thread(_kind_of, asked)):
            yield rx.redirect(routes.segment(asked, kind), replace=True)
        if self.segment.is_default and address.SEGMENT not in self.router.url.query_parameters:
            yield rx.call_script(f"{FOLLOW}({json.dumps(self.full_query)})")

    @rx.event
    @requires(Permission.SEE)
    async def refresh(self) -> Events:
        """Show the same list as it is stored now, and what became of its segment."""
        await self._look_again()
        async for event in super().refresh():
            yield event

    @rx.event
    @requires(Permission.SEE)
    async def reset_segment(self) -> Events:
        """ "Reset": the segment as it is stored."""
        if self._segment_stored is None:
            return
        if self._segment_stored.columns is not None:
            self._see(known(self._segment_stored.columns, self.COLUMNS), self.compact)
        request = replace(address.read(self._segment_query, self.LISTED), size=self.size)
        async for event in self._go(request):
            yield event

    @rx.event
    @requires(Permission.SEE)
    async def reset_columns(self) -> Events:
        """ "Reset" of the columns: as the segment has them, else as the team sees the list."""
        own = self._segment_columns
        events = super().reset_columns() if own is None else self._arrange(own)
        async for event in events:
            yield event

    @rx.event
    @requires(Permission.SEE)
    async def stand_close(self, compact: bool) -> None:
        """ "Compact rows" is kept for the reader, the columns of a segment are not."""
        if self._segment_columns is None:
            await super().stand_close(compact)
            return
        user_id = current_user().user_id
        _team, mine = await asyncio.to_thread(self._stored, user_id)
        await asyncio.to_thread(self._keep, user_id, View(mine.columns, compact))
        self._see(self._chosen, compact)

    @property
    def _segment_columns(self) -> Columns | None:
        """The columns that the open segment has stored, of those that there are."""
        if self._segment_stored is None or self._segment_stored.columns is None:
            return None
        return known(self._segment_stored.columns, self.COLUMNS)

    @property
    def _is_arranged(self) -> bool:
        """Whether other columns are shown than the open segment has."""
        return self._segment_columns is not None and self._chosen != self._segment_columns

    async def _asked(self, query: Mapping[str, str]) -> ListRequest:
        found = await asyncio.to_thread(self._find_segment, query, current_user().user_id)
        self._show_segment(found)
        columns = address.columns_in(query, self._segment_stored)
        self._url_columns = None if columns is None else known(columns, self.COLUMNS)
        return address.request_in(query, self._segment_stored, self.LISTED)

    async def _arrive(self) -> bool:
        before = list(self.column_names)
        await super()._arrive()
        if self._url_columns is not None:
            self._see(self._url_columns, self.compact)
        self._compare_segment()
        return before != self.column_names

    async def _look_again(self, segment_id: int = 0) -> None:
        """Show how the open segment, or another one, is stored now; the list stays as it is."""
        wanted = segment_id or self.segment.id
        query = {address.SEGMENT: str(wanted)} if wanted else {address.EVERYTHING: "1"}
        self._show_segment(
            await asyncio.to_thread(self._find_segment, query, current_user().user_id)
        )
        self._compare_segment()

    async def _arrange(self, chosen: Columns) -> Events:
        if self._segment_columns is None:
            async for event in super()._arrange(chosen):
                yield event
        elif chosen != self._chosen:
            self._see(chosen, self.compact)
            async for event in self._go(self._request()):
                yield event

    def _see(self, chosen: Sequence[str], compact: bool) -> bool:
        others = super()._see(chosen, compact)
        if self._segment_columns is not None:
            self._put(own=tuple(chosen) != self._segment_columns)
        return others

    def _take(self, request: ListRequest) -> None:
        super()._take(request)
        self._compare_segment()

    def _query(self, request: ListRequest) -> dict[str, str]:
        return self._in_url(request, changed=self.changed)

    def _in_url(self, request: ListRequest, *, changed: bool) -> dict[str, str]:
        return address.to_query(
            super()._query(request),
            self.segment.id,
            changed=changed,
            columns=self._chosen if self._is_arranged else None,
            of_team=self.has_default,
        )

    def _compare_segment(self) -> None:
        """Tell whether the list is as the segment has it, and what the URL would say if not."""
        request = self._request()
        others = address.written(request) != self._segment_query
        full = {address.EVERYTHING: "1"} if self.has_default else {}
        if self.segment.id:
            full = self._in_url(request.at_page(1), changed=True)
        changed = self.segment.id > 0 and (others or self._is_arranged)
        self._put(changed=changed, full_query=urlencode(full))

    def _show_segment(self, found: Found) -> None:
        segment, user = found.segment, current_user()
        self._segment_stored, self._segment_query, shown = None, "", SegmentShown()
        if segment is not None:
            own, may_share = segment.owner_id == user.user_id, user.may(Permission.SHARED_SEGMENTS)
            self._segment_stored = segment.stored
            self._segment_query = address.written(address.read(segment.query, self.LISTED))
            shown = SegmentShown(
                id=segment.id,
                name=segment.name,
                is_shared=segment.is_shared,
                may_change=may_share if segment.is_shared else own,
                may_share=may_share,
                may_hide=may_share and own,
                is_default=segment.id == found.of_team,
            )
        self._put(segment=shown, has_default=found.of_team > 0)
        self._put(segment_problem=GONE if found.is_gone else "")

    @classmethod
    def _find_segment(cls, query: Mapping[str, str], user_id: int) -> Found:
        with reading() as session:
            of_team = team_segment(session, cls.VIEW)
            wanted = address.opened(query, of_team)
            segment = segment_of(session, cls.LISTED.kind, user_id, wanted) if wanted else None
        return Found(segment, of_team, is_gone=address.SEGMENT in query and segment is None)


def _kind_of(segment_id: int) -> str:
    """Of what list a segment is that another one was asked for, as a link without the kind does;
    "" where there is none."""
    with reading() as session:
        return kind_of(session, current_user().user_id, segment_id)
