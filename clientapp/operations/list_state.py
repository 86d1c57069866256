"""The list of operations: what `/operations` holds."""

from datetime import UTC, datetime
from typing import Any, ClassVar, NamedTuple

import reflex as rx

from clientapp import routes
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.database import reading
from clientapp.formatting import ago, moment_label
from clientapp.ledger.operations import OperationRow, operation_page, operation_total
from clientapp.listing.request import ListRequest
from clientapp.listing.state import ListState
from clientapp.operations.wording import source_words, status_words
from clientapp.settings import settings


class OperationLine(NamedTuple):
    """An operation as the list shows it; texts are ready to be read."""

    id: int
    label: str
    who: str
    when: str
    at: str
    source: str
    records: str
    status: str
    tone: str
    undone_by: int


class OperationListState(ListState, rx.State):
    """Everything that was done, newest first."""

    rows: list[OperationLine] = []

    ADDRESS: ClassVar = routes.OPERATIONS
    NOUN: ClassVar = ("operation", "operations")

    @rx.event
    @requires(Permission.SEE)
    async def open(self) -> Events:
        """The page was opened: read anew, for an operation can go on without a newer one."""
        self._seen = -1
        async for event in super().open():
            yield event

    @classmethod
    def _read(cls, request: ListRequest, known: int | None) -> tuple[list[Any], int | None]:
        with reading() as session:
            found = operation_page(session, request.page, request.size, request.search)
        now = datetime.now(UTC)
        return [_line(row, now) for row in found], known

    @classmethod
    def _count(cls, request: ListRequest) -> int:
        with reading() as session:
            return operation_total(session, request.search)

    @classmethod
    def _newest(cls) -> int:
        return 0


def _line(row: OperationRow, now: datetime) -> OperationLine:
    status, tone = status_words(row.status, row.undone_by_id is not None)
    return OperationLine(
        id=row.id,
        label=row.label,
        who=row.who,
        when=ago(row.when, now),
        at=moment_label(row.when, settings().zone),
        source=source_words(row.source),
        records=f"{row.rows:,}",
        status=status,
        tone=tone,
        undone_by=row.undone_by_id or 0,
    )
