"""Undo of any operation, field by field and set by set.

A value goes back where the row still holds what the operation wrote. What the operation created
goes to Trash if nobody touched it since and nothing live needs it. The rest is kept and reported
by reason. Changes are undone newest first, so that what needs something goes before it.

An undo is an operation itself: it can be undone, and a large one runs in several transactions
(`begin_undo`, then `undo_step` until it returns False).
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session, col, func, select

from clientapp.ledger.recording import Actor, begin, finish, settle
from clientapp.ledger.undoing import Undoing
from clientapp.models import Change, Operation, OperationStatus
from clientapp.problem import Problem
from clientapp.record import registry

STEP = 5_000
"""Changes undone in one transaction."""


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
    """Open the undo of an operation.

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
        raise CannotUndo(
            f"Operation {operation_id} was undone by operation {original.undone_by_id}."
        )
    if original.status == OperationStatus.RUNNING:
        raise CannotUndo(f"Operation {operation_id} is still running.")
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
    original.undone_by_id = undo.id
    session.flush()
    return undo


def undo_step(session: Session, undo_id: int) -> bool:
    """Undo the next few thousand changes.

    Returns:
        Whether more are left.
    """
    undo = session.get_one(Operation, undo_id)
    window = (
        session.connection()
        .execute(
            text(
                "SELECT min(id), max(id), count(*) FROM (SELECT id FROM change "
                "WHERE operation_id = :o AND (:cursor = 0 OR id < :cursor) "
                "ORDER BY id DESC LIMIT :step) AS w"
            ),
            {"o": undo.undoes_id, "cursor": undo.cursor, "step": STEP},
        )
        .one()
    )
    first, last, count = window
    if count:
        Undoing(session, undo, first, last).run()
        undo.cursor = first
    for kind, ids in settle(session, undo).items():
        if kind in registry.records:
            registry.records[kind].refresh(session, ids)
    if count < STEP:
        _close(session, undo)
    session.flush()
    return count == STEP


def _close(session: Session, undo: Operation) -> None:
    """Count what was put back; where nothing could be, the operation stays as not undone."""
    finish(session, undo)
    own = select(func.count(func.distinct(col(Change.about_id)))).where(
        Change.operation_id == undo.id, Change.about_kind == undo.record_kind
    )
    undo.rows = session.exec(own).one()
    undo.details = undo.details | {"restored": undo.rows}
    if session.exec(select(Change.id).where(Change.operation_id == undo.id)).first() is None:
        session.get_one(Operation, undo.undoes_id).undone_by_id = None


def undo_report(session: Session, undo_id: int) -> UndoReport:
    """The report of an undo, as far as it has come."""
    undo = session.get_one(Operation, undo_id)
    kept = [(str(kind), int(row), str(why)) for kind, row, why in undo.details["kept"]]
    return UndoReport(undo_id, undo.details["restored"], dict(undo.details["reasons"]), kept)


def undo_all(
    transaction: Callable[[], AbstractContextManager[Session]],
    actor: Actor,
    operation_id: int,
    *,
    others: bool = True,
) -> UndoReport:
    """Undo a whole operation, in as many transactions as it takes, each opened by the caller's
    `transaction`.

    Raises:
        CannotUndo: if there is nothing to undo.
    """
    with transaction() as session:
        undo_id = begin_undo(session, actor, operation_id, others=others).id or 0
    while True:
        with transaction() as session:
            if not undo_step(session, undo_id):
                return undo_report(session, undo_id)
