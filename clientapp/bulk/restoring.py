"""Out of Trash, back: one record from its own page, or many (docs/decisions.md, 18)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlmodel import Session, col

from clientapp.bulk.in_trash import InTrash, last_move, trashed_by
from clientapp.bulk.report import Report, Tally
from clientapp.bulk.writing import Work, run
from clientapp.formatting import counted
from clientapp.ledger.dialect import among, dialect_of
from clientapp.ledger.merges import merged_away
from clientapp.ledger.news import last_trashed
from clientapp.ledger.recording import Actor, begin, discard, finish
from clientapp.ledger.running import Progress, Transaction, take_turn
from clientapp.ledger.setting import lock_rows, restore_rows, taken
from clientapp.models import Action, Change, Operation
from clientapp.problem import Problem
from clientapp.record import Record, registry

OTHERS = "moved to Trash by somebody else"
MERGED = "merged into another one, to be unmerged instead"
INDEXING_AT_ONCE = 1_000
"""Records of one transaction, where a search document is written for each."""

Reports = dict[str, Report]
"""What was done to records, by their kind."""


class CannotRestore(Problem):
    """The record stays in Trash; the text says why."""


def restore_one(
    session: Session, actor: Actor, kind: str, record_id: int, *, any_ones: bool
) -> int:
    """Take a record out of Trash with all that belongs to it.

    Args:
        any_ones: whether the actor may restore what others moved to Trash.

    Returns:
        The operation that did it.

    Raises:
        CannotRestore: if it is not in Trash, or must stay there.
    """
    record = registry.records[kind]
    lock_rows(session, record.parts[0].model, [record_id])
    if not InTrash(record).still(session, [record_id]):
        raise CannotRestore(f"This {record.label} is not in Trash.")
    if reasons := _staying(session, record, [record_id], actor, any_ones):
        raise CannotRestore(_said(session, record, record_id, reasons[record_id]))
    title = record.titles(session, [record_id]).get(record_id, "")
    operation = begin(session, actor, "restore", f"Restore of {title}", record_kind=kind)
    _bring_back(session, operation, record, [record_id])
    finish(session, operation)
    return operation.id or 0


def restore_chosen(
    transaction: Transaction,
    actor: Actor,
    chosen: InTrash,
    *,
    any_ones: bool,
    progress: Progress | None = None,
) -> Report:
    """Take records out of Trash, with all that belongs to them, as one operation.

    Args:
        any_ones: whether the actor may restore what others moved to Trash; else they stay, and
            are reported, as what was merged away is and what has lost to another what is unique.
    """
    record = chosen.record

    def write(session: Session, operation: Operation, ids: list[int], tally: Tally) -> None:
        reasons = _staying(session, record, ids, actor, any_ones)
        _count(tally, reasons)
        free = [row for row in ids if row not in reasons]
        tally.done("restored", len(_bring_back(session, operation, record, free)))

    label = "Restore of {}".format
    work = Work("restore", record.kind, label, chosen, write, at_once=INDEXING_AT_ONCE)
    return run(transaction, actor, lambda _session: work, progress)


def restore_together(
    transaction: Transaction, actor: Actor, kinds: Sequence[InTrash], *, any_ones: bool
) -> Reports:
    """The same for records of several kinds, not many, as one operation in one transaction.

    Args:
        kinds: in this order, so that what comes back with one kind is there before the next.

    Returns:
        What was done to each kind, all with the same operation.
    """
    tallies = {chosen.record.kind: Tally() for chosen in kinds}
    with transaction() as session:
        take_turn(session)
        about = kinds[0].record.kind
        operation = begin(session, actor, "restore", "Restore", record_kind=about, kinds=[*tallies])
        back: dict[str, int] = {}
        for chosen in kinds:
            record = chosen.record
            lock_rows(session, record.parts[0].model, chosen.all(session))
            ids = chosen.all(session)
            reasons = _staying(session, record, ids, actor, any_ones)
            _count(tallies[record.kind], reasons)
            free = [row for row in ids if row not in reasons]
            back[record.kind] = len(_bring_back(session, operation, record, free))
            tallies[record.kind].done("restored", back[record.kind])
        finish(session, operation)
        operation.label = f"Restore of {records_in_words(back)}"
        operation.rows = sum(back.values())
        operation_id = operation.id
        if not any(back.values()):
            discard(session, operation)
            operation_id = None
    return {kind: tally.report(operation_id) for kind, tally in tallies.items()}


def records_in_words(counts: Mapping[str, int]) -> str:
    """Records of several kinds, counted: "2 customers and 1 property"."""
    named = [
        counted(count, registry.records[kind].label, registry.records[kind].plural)
        for kind, count in counts.items()
        if count
    ]
    return " and ".join(filter(None, (", ".join(named[:-1]), *named[-1:])))


def _count(tally: Tally, reasons: Mapping[int, str]) -> None:
    for reason, count in Counter(reasons.values()).items():
        tally.left(reason, count)


def _staying(
    session: Session, record: Record, ids: list[int], actor: Actor, any_ones: bool
) -> dict[int, str]:
    """Those of some records in Trash that stay there, with the reason."""
    free = ids if any_ones else trashed_by(session, record, ids, actor.user_id)
    reasons = dict.fromkeys(set(ids).difference(free), OTHERS)
    reasons |= dict.fromkeys(merged_away(session, record.kind, free), MERGED)
    return reasons | taken(session, record.parts[0], [row for row in ids if row not in reasons])


def _said(session: Session, record: Record, record_id: int, reason: str) -> str:
    """Why a record stays in Trash, for whoever has it before them."""
    if reason == OTHERS:
        moved = last_trashed(session, record.kind, record_id)
        who = moved.actor_name if moved else "Somebody else"
        return f"{who} moved it to Trash; a manager can restore it."
    if reason == MERGED:
        merge = merged_away(session, record.kind, [record_id])[record_id]
        into = record.titles(session, [merge.survivor_id]).get(merge.survivor_id, "another one")
        return f"It was merged into {into}. Unmerge it instead."
    return f"It stays in Trash: {reason}."


def _bring_back(
    session: Session, operation: Operation, record: Record, ids: list[int]
) -> list[int]:
    """Take records out of Trash, after what went there with them; those that were there."""
    for kind, along in _went_along(session, record, ids).items():
        part = registry.parts[kind]
        lost = taken(session, part, along)
        back = restore_rows(
            session, operation, part.model, [row for row in along if row not in lost]
        )
        if part.is_record and kind in registry.records:
            registry.records[kind].reindex(session, back)
    restored = restore_rows(session, operation, record.parts[0].model, ids)
    record.reindex(session, restored)
    return restored


def _went_along(session: Session, record: Record, ids: Collection[int]) -> dict[str, list[int]]:
    """The rows that the operations which moved records to Trash took there with them, by kind of
    part: the undo of an import takes people and places along."""
    table = record.parts[0].table
    moves = (
        select(col(Change.record_kind), col(Change.record_id), col(Change.operation_id))
        .join(table, table.c["id"] == col(Change.about_id))
        .where(among(dialect_of(session), table.c["id"], ids))
        .where(col(Change.about_kind) == record.kind, col(Change.action) == Action.TRASH)
        .where(col(Change.operation_id) == last_move(record))
    )
    rows = session.connection().execute(moves).all()
    found: dict[str, list[int]] = {}
    for row in rows:
        if row.record_kind != record.kind:
            found.setdefault(row.record_kind, []).append(row.record_id)
    operations = {row.operation_id for row in rows}
    for kind, belonging in record.along(session, ids).items():
        found[kind] = _moved_by(session, kind, belonging, operations)
    return {kind: sorted({*rows}) for kind, rows in found.items() if rows}


def _moved_by(
    session: Session, kind: str, ids: Collection[int], operations: Collection[int]
) -> list[int]:
    """Those of the records of a kind that some operations moved to Trash, and that lie there."""
    if not operations or kind not in registry.records:
        return []
    by = among(dialect_of(session), last_move(registry.records[kind]), operations)
    return InTrash(registry.records[kind], by, ids).all(session)
