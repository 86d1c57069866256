"""What lies in Trash, by record: the first of the two ways of looking at `/trash`."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, NamedTuple

import reflex as rx

from clientapp import routes
from clientapp.access.identity import SignedIn, current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk.report import Report
from clientapp.bulk.report_state import acting, report, undo_and_report
from clientapp.bulk.selection_state import SelectionState
from clientapp.database import reading, transaction
from clientapp.formatting import ago, day_label, moment_label
from clientapp.listing.request import ListRequest
from clientapp.listing.total import newest_operation
from clientapp.problem import Problem
from clientapp.settings import settings
from clientapp.trash import commands
from clientapp.trash.queries import TrashRow, trash_page, trash_total

RECORDS, OPERATIONS = "records", "operations"
KIND = "customer"
"""The kind of record that can be in Trash by itself; the others follow theirs."""

NOUNS = ("customer", "customers")


class TrashLine(NamedTuple):
    """A record in Trash as the list shows it; texts are ready to be read."""

    id: int
    name: str
    number: str
    place: str
    who: str
    when: str
    at: str
    operation_id: int
    operation: str
    until: str
    restorable: bool
    tickable: bool
    merged: bool


class TrashState(SelectionState, rx.State):
    """The records in Trash, newest first."""

    rows: list[TrashLine] = []
    view: str = RECORDS
    days: int = 30
    asking: bool = False
    busy: bool = False

    ADDRESS: ClassVar = routes.TRASH
    NOUN: ClassVar = NOUNS

    @rx.var  # pyright: ignore[reportUnknownMemberType]
    def page_ticked(self) -> bool:
        """Whether every row of the page that can be ticked is."""
        return bool(self.ticked) and len(self.ticked) == sum(row.tickable for row in self.rows)

    @rx.event
    @requires(Permission.SEE)
    async def open(self) -> Events:
        """The page was opened, or its URL changed."""
        asked = self.router.url.query_parameters.get("view")
        self._put(view=OPERATIONS if asked == OPERATIONS else RECORDS, days=settings().trash_days)
        user = current_user()
        self._put(bulk=user.may(Permission.RESTORE_OWN) or user.may(Permission.PURGE))
        if self.view == RECORDS:
            async for event in super().open():
                yield event

    @rx.event
    @requires(Permission.RESTORE_OWN)
    async def restore(self, row_id: int) -> Events:
        """The button "Restore" of a row."""
        async for event in self._restore([row_id]):
            yield event

    @rx.event
    @requires(Permission.RESTORE_OWN)
    async def restore_ticked(self) -> Events:
        """The button "Restore" above the rows."""
        async for event in self._restore(sorted(self._ids)):
            yield event

    @rx.event
    @requires(Permission.UNDO_OWN)
    async def unmerge(self, row_id: int) -> Events:
        """The button "Unmerge" of a row that was merged into another one."""
        row = next((each for each in self.rows if each.id == row_id and each.merged), None)
        if row is not None and not self.busy:
            await undo_and_report(self, row.operation_id)
            async for event in self.refresh():
                yield event

    @rx.event
    @requires(Permission.PURGE)
    async def ask_purge(self) -> None:
        """The button "Delete forever": ask first."""
        self.asking = self.chosen > 0

    @rx.event
    @requires(Permission.PURGE)
    async def cancel_purge(self) -> None:
        """Leave everything as it is."""
        self.asking = False

    @rx.event
    @requires(Permission.PURGE)
    async def purge(self) -> Events:
        """Delete what is ticked for good."""
        if not self.asking:
            return
        self.asking = False
        ids = sorted(self._ids)
        async for event in self._do(lambda: commands.purge(transaction, acting(), KIND, ids)):
            yield event

    async def _restore(self, ids: list[int]) -> Events:
        actor, any_ones = acting(), current_user().may(Permission.RESTORE_ANY)
        async for event in self._do(
            lambda: commands.restore(transaction, actor, KIND, ids, any_ones=any_ones),
            undoable=True,
        ):
            yield event

    async def _do(self, command: Callable[[], Report], *, undoable: bool = False) -> Events:
        """Run a command, say what came of it, and show what is in Trash now."""
        if self.busy:
            return
        self.busy = True
        yield
        try:
            await carry_out(self, command, undoable=undoable)
        finally:
            self.busy = False
        self._unselect()
        async for event in self.refresh():
            yield event

    @staticmethod
    def _read(request: ListRequest, known: int | None) -> tuple[list[Any], int | None]:
        with reading() as session:
            found = trash_page(session, request.page, request.size, request.search)
        user, now = current_user(), datetime.now(UTC)
        return [_line(row, user, now) for row in found], known

    @staticmethod
    def _count(request: ListRequest) -> int:
        with reading() as session:
            return trash_total(session, request.search)

    @staticmethod
    def _newest() -> int:
        with reading() as session:
            return newest_operation(session, KIND)

    def _mark(self, ids: list[int], ticked: bool) -> None:
        """Only what this user may do something about can be ticked."""
        may = {row.id for row in self.rows if row.tickable}
        super()._mark([row_id for row_id in ids if row_id in may], ticked)


async def carry_out(
    state: rx.State, command: Callable[[], Report], *, undoable: bool = True
) -> None:
    """Run a command in a thread, and say on the page what came of it."""
    try:
        done = await asyncio.to_thread(command)
    except (Problem, LookupError) as reason:
        await report(state, str(reason), partial=True)
    else:
        way_back = done.operation_id if undoable else None
        await report(state, done.text(*NOUNS), way_back, partial=done.partial)


def _line(row: TrashRow, user: SignedIn, now: datetime) -> TrashLine:
    zone = settings().zone
    until = row.when + timedelta(days=settings().trash_days)
    restorable = user.may_restore(row.actor_id) and not row.merged
    return TrashLine(
        id=row.id,
        name=row.name,
        number=row.number,
        place=row.place,
        who=row.who,
        when=ago(row.when, now),
        at=moment_label(row.when, zone),
        operation_id=row.operation_id,
        operation=row.operation,
        until=day_label(until, zone),
        restorable=restorable,
        tickable=restorable or user.may(Permission.PURGE),
        merged=row.merged and user.may(Permission.UNDO_OWN),
    )
