"""Which records lie in Trash, and which operation moved each of them there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select
from sqlmodel import Session, col

from clientapp.ledger.dialect import among, dialect_of
from clientapp.models import Action, Change, Operation
from clientapp.record import Record


@dataclass(frozen=True)
class InTrash:
    """Records in Trash that meet a condition (`bulk.writing.Choice`)."""

    record: Record
    condition: ColumnElement[bool] | None = None
    ids: Collection[int] | None = None

    def all(self, session: Session) -> list[int]:
        """Their ids, rising."""
        statement = self._select()
        if self.ids is not None:
            statement = statement.where(among(dialect_of(session), self._id, self.ids))
        return sorted(session.connection().execute(statement).scalars())

    def still(self, session: Session, ids: Iterable[int]) -> list[int]:
        """Those of the ids that are in Trash now, rising."""
        some = self._select().where(among(dialect_of(session), self._id, list(ids)))
        return sorted(session.connection().execute(some).scalars())

    @property
    def _id(self) -> ColumnElement[int]:
        return self.record.parts[0].table.c["id"]

    def _select(self) -> Select[int]:
        table = self.record.parts[0].table
        lying = select(self._id).where(table.c["trashed_at"].is_not(None))
        return lying if self.condition is None else lying.where(self.condition)


def last_move(record: Record) -> ColumnElement[int]:
    """The operation that moved a row of the record's table to Trash, as SQL."""
    return _last(record, Change.operation_id)


def last_move_change(record: Record) -> ColumnElement[int]:
    """The change by which a row of the record's table went to Trash, as SQL."""
    return _last(record, Change.id)


def _last(record: Record, column: object) -> ColumnElement[int]:
    table = record.parts[0].table
    return (
        select(col(column))
        .where(col(Change.about_id) == table.c["id"], col(Change.about_kind) == record.kind)
        .where(col(Change.record_kind) == record.kind, col(Change.action) == Action.TRASH)
        .order_by(col(Change.id).desc())
        .limit(1)
        .correlate(table)
        .scalar_subquery()
    )


def trashed_by(
    session: Session, record: Record, ids: Collection[int], user_id: int | None
) -> list[int]:
    """Those of the records that a user moved to Trash, rising."""
    table = record.parts[0].table
    own = (
        select(table.c["id"])
        .join(Operation, col(Operation.id) == last_move(record))
        .where(among(dialect_of(session), table.c["id"], ids))
        .where(col(Operation.actor_id) == user_id)
    )
    return sorted(session.connection().execute(own).scalars())
