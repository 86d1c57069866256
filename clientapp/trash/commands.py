"""Out of Trash: back, or gone for good (docs/decisions.md, 18)."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, select
from sqlmodel import Session

from clientapp.bulk.report import Report, Tally
from clientapp.bulk.writing import Work, run
from clientapp.ledger.dialect import among, dialect_of
from clientapp.ledger.merges import merged_away
from clientapp.ledger.recording import SYSTEM, Actor, now
from clientapp.ledger.running import Progress, Transaction
from clientapp.ledger.setting import purge_rows, restore_rows, taken
from clientapp.models import Operation
from clientapp.record import Record, registry
from clientapp.trash.queries import last_move, trashed_by

OTHERS = "moved to Trash by somebody else"
MERGED = "merged into another one, to be unmerged instead"
INDEXING_AT_ONCE = 1_000
"""Records of one transaction, where a search document is written for each."""


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


def restore(
    transaction: Transaction,
    actor: Actor,
    kind: str,
    ids: Collection[int],
    *,
    any_ones: bool,
    progress: Progress | None = None,
) -> Report:
    """Take records out of Trash, with all that belongs to them.

    Args:
        ids: those that are not in Trash are left alone.
        any_ones: whether the actor may restore what others moved to Trash.
    """
    chosen = InTrash(registry.records[kind], ids=ids)
    return _restore(transaction, actor, chosen, any_ones, progress)


def restore_operation(
    transaction: Transaction,
    actor: Actor,
    operation_id: int,
    *,
    any_ones: bool,
    progress: Progress | None = None,
) -> Report:
    """Take out of Trash what an operation moved there and what still lies there.

    Raises:
        LookupError: if there is no such operation on records.
    """
    with transaction() as session:
        operation = session.get(Operation, operation_id)
        kind = operation.record_kind if operation else ""
    if kind not in [record.kind for record in registry.kept_in_trash()]:
        raise LookupError(f"There is no operation {operation_id}.")
    record = registry.records[kind]
    chosen = InTrash(record, last_move(record) == operation_id)
    return _restore(transaction, actor, chosen, any_ones, progress)


def _restore(
    transaction: Transaction,
    actor: Actor,
    chosen: InTrash,
    any_ones: bool,
    progress: Progress | None,
) -> Report:
    record = chosen.record

    def write(session: Session, operation: Operation, ids: list[int], tally: Tally) -> None:
        free = ids if any_ones else trashed_by(session, record, ids, actor.user_id)
        tally.left(OTHERS, len(ids) - len(free))
        merged = merged_away(session, record.kind, free)
        tally.left(MERGED, len(merged))
        free = [row for row in free if row not in merged]
        reasons = taken(session, record.parts[0], free)
        for reason in reasons.values():
            tally.left(reason, 1)
        free = [row for row in free if row not in reasons]
        restored = restore_rows(session, operation, record.parts[0].model, free)
        record.reindex(session, restored)
        tally.done("restored", len(restored))

    label = "Restore of {}".format
    work = Work("restore", record.kind, label, chosen, write, at_once=INDEXING_AT_ONCE)
    return run(transaction, actor, lambda _session: work, progress)


def purge(
    transaction: Transaction,
    actor: Actor,
    kind: str,
    ids: Collection[int],
    progress: Progress | None = None,
) -> Report:
    """Delete records in Trash for good; the ledger keeps that they were.

    Args:
        ids: those that are not in Trash are left alone.
    """
    chosen = InTrash(registry.records[kind], ids=ids)
    return _purge(transaction, actor, chosen, "Purge of {}".format, progress)


def purge_expired(transaction: Transaction, days: int) -> int:
    """Delete for good what has been in Trash for longer than so many days; how many records."""
    before = now() - timedelta(days=days)
    return sum(_purge_older(transaction, record, before) for record in registry.kept_in_trash())


def _purge_older(transaction: Transaction, record: Record, before: datetime) -> int:
    chosen = InTrash(record, record.parts[0].table.c["trashed_at"] < before)
    label = "Purge of {} whose time in Trash was over".format
    report = _purge(transaction, SYSTEM, chosen, label, None)
    return sum(count for _what, count in report.done)


def _purge(
    transaction: Transaction,
    actor: Actor,
    chosen: InTrash,
    label: Callable[[str], str],
    progress: Progress | None,
) -> Report:
    record = chosen.record

    def write(session: Session, operation: Operation, ids: list[int], tally: Tally) -> None:
        gone = purge_rows(session, operation, record.parts[0].model, ids)
        tally.done("deleted for good", len(gone))

    work = Work("purge", record.kind, label, chosen, write)
    return run(transaction, actor, lambda _session: work, progress)
