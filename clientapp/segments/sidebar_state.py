"""The segments in the sidebar, each with the number of records that it finds.

They are brought by an event of their own after the rows of a page, which holds no lock while it
reads. They are counted while nobody waits for rows, one after the other in one thread: however many
tabs and segments there are, rows never stand in line behind counts.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import reflex as rx

from clientapp import routes
from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import requires
from clientapp.database import reading
from clientapp.listing.quiet import quiet
from clientapp.problem import said_if_unreadable
from clientapp.record import registry
from clientapp.segments.address import opened
from clientapp.segments.queries import SegmentRead, found_by, segments_of, team_segment
from clientapp.segments.segment import LISTS

COUNTING = ThreadPoolExecutor(1, thread_name_prefix="segments")


class NavLine(NamedTuple):
    """A segment as the sidebar shows it; `found` is empty while it is being counted."""

    id: int
    name: str
    found: str
    href: str


class Known:
    """The segments of somebody, how many records each finds, and the default of the team's list
    that is open."""

    def __init__(self) -> None:
        self.segments: list[SegmentRead] = []
        self.counts: dict[int, int] = {}
        self.of_team = 0
        self.problem = ""


class SegmentsNavState(rx.State):
    """The lines of the sidebar by the kind of their records: one's own, and the team's. `current`
    is the open segment's id, `counting` tells that their counts may be old."""

    own: dict[str, list[NavLine]] = {kind: [] for kind in routes.LISTS}
    shared: dict[str, list[NavLine]] = {kind: [] for kind in routes.LISTS}
    current: int = 0
    counting: bool = False
    problem: str = ""

    _asked: int = 0

    @rx.event(background=True)
    @requires(Permission.SEE)
    async def open(self) -> None:
        """A page was opened, or a segment written: show the names, then the counts."""
        user_id = current_user().user_id
        async with self:
            self._asked += 1
            asked, url = self._asked, self.router.url
        paths = {path: kind for kind, path in routes.LISTS.items() if kind in LISTS}
        here = paths.get(url.path.rstrip("/"), "")
        found = await asyncio.to_thread(_known, user_id, here)
        current = opened(dict(url.query_parameters), found.of_team) if here else 0
        async with self:
            if self._asked == asked:
                self._show(found, current, counting=bool(found.segments))
        await _count(found)
        async with self:
            if self._asked == asked:
                self._show(found, current, counting=False)

    def _show(self, found: Known, current: int, *, counting: bool) -> None:
        told: dict[str, Any] = {"problem": found.problem, "counting": counting}
        if found.segments or not found.problem:
            shown = [*self.own.values(), *self.shared.values()]
            before = {row: words for lines in shown for row, _name, words, _href in lines}
            own, shared = (_lines(found, before, shared=shared) for shared in (False, True))
            told |= {"own": own, "shared": shared, "current": current}
        for name, value in told.items():
            if getattr(self, name) != value:
                setattr(self, name, value)


def _lines(known: Known, before: dict[int, str], *, shared: bool) -> dict[str, list[NavLine]]:
    lines: dict[str, list[NavLine]] = {kind: [] for kind in routes.LISTS}
    for each in known.segments:
        if each.is_shared == shared:
            lines[each.record_kind].append(_line(each, known, before))
    return lines


def _line(segment: SegmentRead, known: Known, before: dict[int, str]) -> NavLine:
    """A line; while it is counted anew it has the count that it had before."""
    count = known.counts.get(segment.id)
    words = before.get(segment.id, "") if count is None else f"{count:,}"
    return NavLine(segment.id, segment.name, words, routes.segment(segment.id, segment.record_kind))


def _known(user_id: int, here: str) -> Known:
    """What there is, and the default of the list of the kind that is open, if one is."""
    known = Known()
    with said_if_unreadable(known, "list of segments"), reading() as session:
        known.segments = segments_of(session, LISTS, user_id)
        known.of_team = team_segment(session, registry.records[here].plural) if here else 0
    return known


async def _count(known: Known) -> None:
    """Count one after the other, each with a session of its own, so that no read lasts long."""
    loop = asyncio.get_running_loop()
    for each in known.segments:
        await quiet.come()
        await loop.run_in_executor(COUNTING, _count_one, known, each)


def _count_one(known: Known, segment: SegmentRead) -> None:
    with said_if_unreadable(known, "number of records in a segment"), reading() as session:
        known.counts[segment.id] = found_by(session, LISTS[segment.record_kind], segment.query)
