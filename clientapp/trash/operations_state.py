"""What lies in Trash, by operation: the other way of looking at `/trash`."""

from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, NamedTuple

import reflex as rx

from clientapp import routes
from clientapp.access.identity import SignedIn, current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk.report_state import acting
from clientapp.database import reading, transaction
from clientapp.formatting import ago, day_label, moment_label
from clientapp.listing.request import ListRequest
from clientapp.listing.state import ListState
from clientapp.settings import settings
from clientapp.trash import commands
from clientapp.trash.queries import (
    TrashOperation,
    newest_move,
    trash_operations,
    trash_operations_total,
)
from clientapp.trash.report_state import carry_out
from clientapp.trash.state import OPERATIONS


class TrashOperationLine(NamedTuple):
    """An operation whose records are in Trash, as the list shows it."""

    id: int
    label: str
    who: str
    when: str
    at: str
    left: str
    until: str
    restorable: bool


class TrashOperationsState(ListState, rx.State):
    """The operations that moved what is in Trash there, newest first."""

    rows: list[TrashOperationLine] = []
    busy: bool = False

    ADDRESS: ClassVar = routes.TRASH
    NOUN: ClassVar = ("operation", "operations")

    @rx.event
    @requires(Permission.SEE)
    async def open(self) -> Events:
        """The page was opened, or its URL changed."""
        if self.router.url.query_parameters.get("view") == OPERATIONS:
            async for event in super().open():
                yield event

    @rx.event
    @requires(Permission.RESTORE_OWN)
    async def restore_all(self, operation_id: int) -> Events:
        """The button "Restore all": what an operation moved to Trash and is there still."""
        if self.busy:
            return
        self.busy = True
        yield
        actor, any_ones = acting(), current_user().may(Permission.RESTORE_ANY)
        try:
            await carry_out(
                self,
                lambda: commands.restore_operation(
                    transaction, actor, operation_id, any_ones=any_ones
                ),
            )
        finally:
            self.busy = False
        async for event in self.refresh():
            yield event

    def _query(self, request: ListRequest) -> dict[str, str]:
        return {"view": OPERATIONS} | super()._query(request)

    @classmethod
    def _read(cls, request: ListRequest, known: int | None) -> tuple[list[Any], int | None]:
        with reading() as session:
            found = trash_operations(session, request.page, request.size, request.search)
        user, now = current_user(), datetime.now(UTC)
        return [_line(row, user, now) for row in found], known

    @classmethod
    def _count(cls, request: ListRequest) -> int:
        with reading() as session:
            return trash_operations_total(session, request.search)

    @classmethod
    def _newest(cls) -> int:
        with reading() as session:
            return newest_move(session)


def _line(row: TrashOperation, user: SignedIn, now: datetime) -> TrashOperationLine:
    zone, done = settings().zone, row.operation
    until = done.when + timedelta(days=settings().trash_days)
    return TrashOperationLine(
        id=done.id,
        label=done.label,
        who=done.who,
        when=ago(done.when, now),
        at=moment_label(done.when, zone),
        left=f"{row.in_trash:,} of {row.moved:,}",
        until=day_label(until, zone),
        restorable=user.may_restore(done.actor_id),
    )
