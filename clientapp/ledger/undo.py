"""Undo of any operation, field by field and set by set.

A value goes back where the row still holds what the operation wrote. What the operation created
goes to Trash if nobody touched it since and nothing live needs it. The rest is kept and reported
by reason. Changes are undone newest first, so that what needs something goes before it.

An undo is an operation itself: it can be undone, and a large one runs in several transactions.
"""

from dataclasses import dataclass
from time import monotonic

from sqlalchemy import case, literal
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from clientapp.ledger import merges
from clientapp.ledger.putting import add_to_report
from clientapp.ledger.recording import Actor, begin, finish, settle
from clientapp.ledger.running import (
    Progress,
    Transaction,
    fitting,
    note_alive,
    stop_cut_off,
    take_turn,
    this_process,
)
from clientapp.ledger.undoing import Undoing
from clientapp.models import Change, Operation, OperationStatus
from clientapp.problem import Problem
from clientapp.record import registry

STEP = 5_000
"""Changes that are undone in one transaction, all or nothing."""

FIRST_STEP = 1_000
"""Changes of the first transaction, where there are more."""


class CannotUndo(Problem):
    """The operation cannot be undone; the text says why."""


@dataclass(frozen=True)
class UndoReport:
    """What an undo did.

    Attributes:
        operation_id: of the undo itself.
        restored: records put back, in whole or in part.
        reasons: records left as they are in whole or in part, counted by reason.
        kept: (record kind, record id, reason) of the first thousand records concerned.
    """

    operation_id: int
    restored: int
    reasons: dict[str, int]
    kept: list[tuple[str, int, str]]


def begin_undo(
    session: Session, actor: Actor, operation_id: int, *, others: bool = True
) -> Operation:
    """Open the undo of an operation, or the one that was cut off.

    Args:
        others: whether the actor may undo what somebody else did.

    Raises:
        CannotUndo: if it does not exist, still runs, has been undone, or is not the actor's own.
    """
    original = session.get(Operation, operation_id, with_for_update=True)
    if original is None:
        raise CannotUndo(f"There is no operation {operation_id}.")
    if original.record_kind not in registry.records:
        raise CannotUndo(f"{original.label}: this cannot be undone.")
    if not others and original.actor_id != actor.user_id:
        raise CannotUndo(f"{original.actor_name} did this; a manager can undo it.")
    if original.undone_by_id is not None:
        earlier = session.get_one(Operation, original.undone_by_id, with_for_update=True)
        if earlier.status == OperationStatus.STOPPED and earlier.undone_by_id is None:
            earlier.status, earlier.finished_at = OperationStatus.RUNNING, None
            return earlier
        raise CannotUndo(
            f"Operation {operation_id} was undone by operation {original.undone_by_id}."
        )
    if original.status == OperationStatus.RUNNING:
        raise CannotUndo(f"Operation {operation_id} is still running.")
    if reason := merges.why_not_undone(session, original):
        raise CannotUndo(reason)
    undo = begin(
        session,
        actor,
        "undo",
        f"Undo of {original.label[:1].lower()}{original.label[1:]}",
        record_kind=original.record_kind,
        restored=0,
        reasons={},
        kept=[],
    )
    undo.undoes_id = operation_id
    if "kinds" in original.details:
        undo.details = undo.details | {"kinds": original.details["kinds"]}
    made = select(func.min(Change.id), func.max(Change.id))
    lowest, highest = session.exec(made.where(Change.operation_id == operation_id)).one()
    undo.details = {**undo.details, "span": [lowest or 0, highest or -1]}
    original.undone_by_id = undo.id
    session.flush()
    return undo


def undo_step(session: Session, undo_id: int, size: int) -> bool:
    """Undo the changes among the next ids, as many as `size` says.

    Returns:
        Whether there are more.
    """
    undo = session.get_one(Operation, undo_id, with_for_update=True)
    lowest, highest = undo.details["span"]
    last = min(undo.cursor - 1, highest) if undo.cursor else highest
    first = max(last - size + 1, lowest)
    if lowest < first <= last:
        first = _whole_row(session, undo, first)
    if first <= last:
        Undoing(session, undo, first, last).run()
        undo.cursor = first
    settle(session, undo)
    session.flush()
    return first > lowest


def _whole_row(session: Session, undo: Operation, first: int) -> int:
    """The first change of a step: what one change did stands in several histories, and is undone in
    one step."""
    at, same = aliased(Change), aliased(Change)
    found = (
        select(func.min(same.id))
        .join(at, (col(at.record_kind) == same.record_kind) & (col(at.record_id) == same.record_id))
        .where(at.id == first, same.operation_id == at.operation_id, same.action == at.action)
        .where(at.operation_id == undo.undoes_id)
    )
    return session.exec(found).one() or first


def _close(session: Session, undo_id: int) -> UndoReport:
    """Count what was put back; where nothing could be, the operation stays as not undone."""
    undo = session.get_one(Operation, undo_id)
    finish(session, undo)
    add_to_report(undo, merges.edited_meanwhile(session, undo))
    own = [
        func.count(func.distinct(case((col(Change.about_kind) == kind, col(Change.about_id)))))
        for kind in undo.kinds
    ]
    written = select(sum(own, literal(0)), func.min(Change.id))
    undo.rows, first = session.exec(written.where(Change.operation_id == undo.id)).one()
    undo.details = undo.details | {"restored": undo.rows}
    if first is None:
        session.get_one(Operation, undo.undoes_id).undone_by_id = None
    return undo_report(session, undo_id)


def undo_report(session: Session, undo_id: int) -> UndoReport:
    """The report of an undo, as far as it has come."""
    undo = session.get_one(Operation, undo_id)
    kept = [(str(kind), int(row), str(why)) for kind, row, why in undo.details["kept"]]
    return UndoReport(undo_id, undo.details["restored"], dict(undo.details["reasons"]), kept)


def undo_all(
    transaction: Transaction,
    actor: Actor,
    operation_id: int,
    *,
    others: bool = True,
    progress: Progress | None = None,
) -> UndoReport:
    """Undo a whole operation: a small one in one transaction, a large one in several.

    One that is cut off is marked as stopped, and goes on when it is asked for again.

    Raises:
        CannotUndo: if there is nothing to undo.
    """
    with transaction() as session:
        take_turn(session)
        stop_cut_off(session)
        undo = begin_undo(session, actor, operation_id, others=others)
        undo_id = undo.id or 0
        lowest, highest = undo.details["span"]
        total = highest - lowest + 1
        if total <= STEP:
            undo_step(session, undo_id, STEP)
            return _close(session, undo_id)
        undo.details = undo.details | this_process()
    try:
        _undo_steps(transaction, undo_id, total, progress)
    except BaseException:
        with transaction() as session:
            finish(session, session.get_one(Operation, undo_id), OperationStatus.STOPPED)
        raise
    with transaction() as session:
        return _close(session, undo_id)


def _undo_steps(
    transaction: Transaction, undo_id: int, total: int, progress: Progress | None
) -> None:
    size, done, more = FIRST_STEP, 0, True
    while more:
        with transaction(bulk=True) as session:
            take_turn(session)
            began = monotonic()
            more = undo_step(session, undo_id, size)
            note_alive(session.get_one(Operation, undo_id))
        done += size
        size = fitting(size, monotonic() - began)
        if progress:
            progress(min(done, total), total)
