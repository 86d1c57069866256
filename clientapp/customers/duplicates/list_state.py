"""The list of probable duplicates: what `/duplicates` holds."""

import asyncio
from datetime import UTC, datetime
from time import monotonic
from typing import Any, ClassVar, NamedTuple

import reflex as rx

from clientapp import routes
from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.background.starting import start_working
from clientapp.background.work import Work, ask, last_done, standing, waits
from clientapp.bulk.report_state import acting, report
from clientapp.customers.duplicates.sides import PairLine, pair_lines
from clientapp.customers.likeness import SCAN
from clientapp.customers.queries import CUSTOMERS
from clientapp.database import reading, transaction
from clientapp.formatting import ago
from clientapp.ledger.recording import Actor
from clientapp.listing.filter_state import FilterState
from clientapp.listing.request import ListRequest
from clientapp.listing.total import newest_operation
from clientapp.merging.dismissing import KIND as DISMISSALS
from clientapp.merging.dismissing import dismiss
from clientapp.merging.queries import pair_total
from clientapp.problem import Problem, said_if_unreadable

SIZE = 25
"""Pairs on a page."""

PATIENCE_SECONDS = 15
"""A scan that nobody does is started again no sooner than this."""


class Scanning(NamedTuple):
    """How the scans stand: the newest, the last whole one, and whether somebody has to begin."""

    newest: Work | None
    whole: Work | None
    waits: bool


class DuplicateListState(FilterState, rx.State):
    """Pairs of customers, and the scan that finds them."""

    rows: list[PairLine] = []
    allowed: bool = True
    scanned: bool = False
    scanning: bool = False
    share: int = 0
    last_scan: str = ""
    failure: str = ""

    _scan_id: int = 0
    _started: float = 0

    LISTED: ClassVar = CUSTOMERS
    SORTS: ClassVar = CUSTOMERS.sorts
    FILTERS: ClassVar = CUSTOMERS.filters
    FIRST: ClassVar = ("city", "status")
    ADDRESS: ClassVar = routes.DUPLICATES
    NOUN: ClassVar = ("pair", "pairs")

    @rx.event
    @requires(Permission.SEE)
    async def open(self) -> Events:
        """The page was opened, or its URL changed."""
        self.allowed = current_user().may(Permission.MERGE)
        if not self.allowed:
            self._put(rows=[], loaded=True)
            return
        self._seen = -1  # others merge and dismiss
        await self._look()
        async for event in super().open():
            yield event

    @rx.event
    @requires(Permission.MERGE)
    async def scan(self) -> None:
        """ "Scan for duplicates"."""
        with said_if_unreadable(self, "list"):
            await asyncio.to_thread(asked, acting())
            await asyncio.to_thread(start_working)
            self._started = monotonic()
            await self._look()

    @rx.event
    @requires(Permission.MERGE)
    async def follow(self) -> Events:
        """Every few seconds while a scan runs: how far it came, and at its end what it found."""
        before = self._scan_id
        with said_if_unreadable(self, "list"):
            found = await self._look()
            if found.waits and monotonic() - self._started > PATIENCE_SECONDS:
                self._started = monotonic()
                await asyncio.to_thread(start_working)
        if self._scan_id != before:
            self._total = None
            async for event in self._show():
                yield event

    @rx.event
    @requires(Permission.MERGE)
    async def dismiss(self, first_id: int, second_id: int) -> Events:
        """ "Not a duplicate"."""
        try:
            operation = await asyncio.to_thread(dismissed, acting(), first_id, second_id)
        except Problem as reason:
            await report(self, str(reason), partial=True)
        else:
            await report(self, "Marked as not the same", operation)
        self._total = None
        async for event in self._show():
            yield event

    @classmethod
    def _read(cls, request: ListRequest, known: int | None) -> tuple[list[Any], int | None]:
        with reading() as session:
            return pair_lines(session, request), known

    @classmethod
    def _count(cls, request: ListRequest) -> int:
        with reading() as session:
            return pair_total(session, CUSTOMERS, request)

    @classmethod
    def _newest(cls) -> int:
        with reading() as session:
            return max(newest_operation(session, kind) for kind in ("customer", DISMISSALS))

    async def _page(self, request: ListRequest, known_total: int | None) -> tuple[list[Any], Any]:
        if not current_user().may(Permission.MERGE):
            return [], 0
        return await super()._page(request, known_total)

    async def _asked(self, query: Any) -> ListRequest:
        return await super()._asked({**query, "size": str(SIZE)})

    def _query(self, request: ListRequest) -> dict[str, str]:
        return {name: value for name, value in request.to_query().items() if name != "size"}

    async def _look(self) -> Scanning:
        found = await asyncio.to_thread(how_scans_stand)
        newest, whole = found.newest, found.whole
        self._scan_id = whole.id if whole else 0
        done, total = (newest.done, newest.total) if newest else (0, 0)
        self._put(
            scanned=whole is not None,
            scanning=newest is not None and newest.is_open,
            share=min(done * 100 // total, 100) if total else 0,
            last_scan=_when(whole),
            failure=(newest.problem or "") if newest else "",
        )
        return found


def how_scans_stand() -> Scanning:
    """Read it; opens its own session."""
    with reading() as session:
        kind = SCAN.work_kind
        return Scanning(standing(session, kind), last_done(session, kind), waits(session))


def asked(actor: Actor) -> int:
    """Ask for a scan in a transaction of its own."""
    with transaction() as session:
        return ask(session, SCAN.work_kind, actor)


def dismissed(actor: Actor, first_id: int, second_id: int) -> int | None:
    """Dismiss a pair in a transaction of its own."""
    with transaction() as session:
        return dismiss(session, actor, SCAN.kind, first_id, second_id)


def _when(whole: Work | None) -> str:
    if whole is None or whole.finished_at is None:
        return ""
    return f"Last scan {ago(whole.finished_at, datetime.now(UTC))}"
