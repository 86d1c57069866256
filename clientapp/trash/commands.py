"""Out of Trash: back, or gone for good (docs/decisions.md, 18)."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from sqlmodel import Session

from clientapp.bulk.in_trash import InTrash, last_move
from clientapp.bulk.report import Report, Tally
from clientapp.bulk.restoring import (
    INDEXING_AT_ONCE,
    Reports,
    restore_chosen,
    restore_together,
)
from clientapp.bulk.writing import Work, run
from clientapp.ledger.recording import SYSTEM, Actor, now
from clientapp.ledger.running import Progress, Transaction
from clientapp.ledger.setting import purge_rows
from clientapp.models import Operation
from clientapp.record import Record, registry
from clientapp.trash.queries import moved


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


def restore_moved(
    transaction: Transaction, actor: Actor, moves: Collection[int], *, any_ones: bool
) -> Reports:
    """The same for records of any kinds, named by the changes that moved them to Trash: as one
    operation, or one for each kind where they are too many for one transaction."""
    with transaction() as session:
        ids = moved(session, moves)
    if len(ids) > 1 and sum(map(len, ids.values())) <= INDEXING_AT_ONCE:
        chosen = [InTrash(registry.records[kind], ids=some) for kind, some in ids.items()]
        return restore_together(transaction, actor, chosen, any_ones=any_ones)
    return {kind: restore(transaction, actor, kind, ids[kind], any_ones=any_ones) for kind in ids}


def restore_operation(
    transaction: Transaction,
    actor: Actor,
    operation_id: int,
    *,
    any_ones: bool,
    progress: Progress | None = None,
) -> Reports:
    """Take out of Trash what an operation moved there and what still lies there: the records that
    it was about, then those of other kinds that did not come back with them.

    Raises:
        LookupError: if there is no such operation on records.
    """
    with transaction() as session:
        operation = session.get(Operation, operation_id)
        about = operation.record_kind if operation else ""
    kept = {record.kind: record for record in registry.kept_in_trash()}
    if about not in kept:
        raise LookupError(f"There is no operation {operation_id}.")
    reports: Reports = {}
    for record in sorted(kept.values(), key=lambda each: each.kind != about):
        chosen = InTrash(record, last_move(record) == operation_id)
        done = restore_chosen(transaction, actor, chosen, any_ones=any_ones, progress=progress)
        if record.kind == about or done.done or done.left:
            reports[record.kind] = done
    return reports


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


def purge_moved(transaction: Transaction, actor: Actor, moves: Collection[int]) -> Reports:
    """The same for records of any kinds, named by the changes that moved them to Trash."""
    with transaction() as session:
        ids = moved(session, moves)
    return {kind: purge(transaction, actor, kind, ids[kind]) for kind in ids}


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
