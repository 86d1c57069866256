"""What lies in Trash, by record: the first of the two ways of looking at `/trash`."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar

import reflex as rx

from clientapp import routes
from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk.report_state import acting, undo_and_report
from clientapp.bulk.selection_state import SelectionState
from clientapp.database import reading, transaction
from clientapp.listing.request import ListRequest
from clientapp.record import registry
from clientapp.settings import settings
from clientapp.trash import commands
from clientapp.trash.commands import Reports
from clientapp.trash.line import TrashLine, line
from clientapp.trash.queries import newest_move, trash_page, trash_total
from clientapp.trash.report_state import carry_out, counted_of, what_goes

RECORDS, OPERATIONS = "records", "operations"
KIND = "kind"
"""The parameter of the URL that names the kind of the records that are shown."""


class OfKind:
    """The filter of that name: one of the kinds of record that can be in Trash."""

    def reads(self, value: str) -> bool:
        """Whether it is such a kind."""
        return value in [record.kind for record in registry.kept_in_trash()]


class TrashState(SelectionState, rx.State):
    """The records in Trash, newest first; `kind` is that of those that are shown, "" for all.
    `asking` is what would be deleted for good: "2 customers"."""

    rows: list[TrashLine] = []
    view: str = RECORDS
    kind: str = ""
    days: int = 30
    asking: str = ""
    busy: bool = False

    ADDRESS: ClassVar = routes.TRASH
    FILTERS: ClassVar[Any] = {KIND: OfKind()}

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
    async def restore(self, move: int) -> Events:
        """The button "Restore" of a row."""
        async for event in self._restore([move]):
            yield event

    @rx.event
    @requires(Permission.RESTORE_OWN)
    async def restore_ticked(self) -> Events:
        """The button "Restore" above the rows."""
        async for event in self._restore(sorted(self._ids)):
            yield event

    @rx.event
    @requires(Permission.UNDO_OWN)
    async def unmerge(self, move: int) -> Events:
        """The button "Unmerge" of a row that was merged into another one."""
        row = next((each for each in self.rows if each.id == move and each.merged), None)
        if row is not None and not self.busy:
            await undo_and_report(self, row.operation_id)
            async for event in self.refresh():
                yield event

    @rx.event
    @requires(Permission.PURGE)
    async def ask_purge(self) -> None:
        """The button "Delete forever": ask first."""
        self.asking = await asyncio.to_thread(what_goes, sorted(self._ids))

    @rx.event
    @requires(Permission.PURGE)
    async def cancel_purge(self) -> None:
        """Leave everything as it is."""
        self.asking = ""

    @rx.event
    @requires(Permission.PURGE)
    async def purge(self) -> Events:
        """Delete what is ticked for good."""
        if not self.asking:
            return
        self.asking = ""
        actor, moves = acting(), sorted(self._ids)
        async for event in self._do(lambda: commands.purge_moved(transaction, actor, moves)):
            yield event

    async def _restore(self, moves: list[int]) -> Events:
        actor, any_ones = acting(), current_user().may(Permission.RESTORE_ANY)
        async for event in self._do(
            lambda: commands.restore_moved(transaction, actor, moves, any_ones=any_ones),
            undoable=True,
        ):
            yield event

    async def _do(self, command: Callable[[], Reports], *, undoable: bool = False) -> Events:
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

    @classmethod
    def _read(cls, request: ListRequest, known: int | None) -> tuple[list[Any], int | None]:
        with reading() as session:
            found = trash_page(session, request.page, request.size, request.search, _kinds(request))
        user, now = current_user(), datetime.now(UTC)
        return [line(row, user, now) for row in found], known

    @classmethod
    def _count(cls, request: ListRequest) -> int:
        with reading() as session:
            return trash_total(session, request.search, _kinds(request))

    @classmethod
    def _newest(cls) -> int:
        with reading() as session:
            return newest_move(session)

    def _take(self, request: ListRequest) -> None:
        super()._take(request)
        self._put(kind=next(iter(_kinds(request)), ""))

    def _describe(self, request: ListRequest, total: int) -> None:
        super()._describe(request, total)
        if self.kind:
            self._put(status=counted_of(self.kind, total))

    def _mark(self, ids: list[int], ticked: bool) -> None:
        """Only what this user may do something about can be ticked."""
        may = {row.id for row in self.rows if row.tickable}
        super()._mark([row_id for row_id in ids if row_id in may], ticked)


def _kinds(request: ListRequest) -> tuple[str, ...]:
    """The kind of the records that are asked for; none for all."""
    condition = request.condition(KIND)
    return condition.values[:1] if condition and not condition.negated else ()
