"""Out of Trash: back, or gone for good (docs/decisions.md, 18)."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from sqlmodel import Session

from clientapp.bulk.in_trash import InTrash, last_move
from clientapp.bulk.report import Report, Tally
from clientapp.bulk.restoring import restore_chosen
from clientapp.bulk.writing import Work, run
from clientapp.ledger.recording import SYSTEM, Actor, now
from clientapp.ledger.running import Progress, Transaction
from clientapp.ledger.setting import purge_rows
from clientapp.models import Operation
from clientapp.record import Record, registry


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
    return restore_chosen(transaction, actor, chosen, any_ones=any_ones, progress=progress)


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
    return restore_chosen(transaction, actor, chosen, any_ones=any_ones, progress=progress)


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
