"""Pieces of long work: asked for, claimed by one process, moved on, ended.

There is at most one open piece of a kind. What it needs to go on stands in its `details`, written
in the same transaction as what it did, so that whoever claims it next goes on from there.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from clientapp.ledger.recording import Actor, now
from clientapp.ledger.running import is_cut_off, this_process
from clientapp.models import BackgroundWork, WorkStatus

OPEN = (WorkStatus.WAITING, WorkStatus.RUNNING)
PROCESS = "process"
"""Under which name the details say which process runs it."""


class Taken(Exception):
    """Somebody else runs the piece by now, or it has ended: nothing of this transaction is kept."""


@dataclass(frozen=True)
class Work:
    """A piece of long work as it stands. Times are UTC.

    Attributes:
        kind: what is done, such as "duplicates".
        done, total: how far it came, of how many; a total of 0 is not known yet.
        details: what it needs to go on.
        problem: why it failed, in words for people.
        asked_by: the name of who asked for it.
    """

    id: int
    kind: str
    status: str
    done: int
    total: int
    details: dict[str, Any]
    problem: str | None
    asked_by: str
    asked_at: datetime
    finished_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.status in OPEN


def ask(session: Session, kind: str, actor: Actor, details: dict[str, Any] | None = None) -> int:
    """Ask for a piece of work; its id. While one of its kind is open, that one is the answer."""
    while True:
        if found := session.exec(_open().where(BackgroundWork.kind == kind)).first():
            return found.id or 0
        asked = BackgroundWork(
            kind=kind,
            details=details or {},
            asked_by_id=actor.user_id,
            asked_by_name=actor.name,
            asked_at=now(),
        )
        try:
            with session.begin_nested():
                session.add(asked)
                session.flush()
        except IntegrityError:  # somebody else asked at the same time
            continue
        return asked.id or 0


def standing(session: Session, kind: str) -> Work | None:
    """The newest piece of a kind, open or ended."""
    newest = select(BackgroundWork).where(BackgroundWork.kind == kind)
    found = session.exec(newest.order_by(col(BackgroundWork.id).desc()).limit(1)).first()
    return _work(found) if found else None


def last_done(session: Session, kind: str) -> Work | None:
    """The newest piece of a kind that came to its end."""
    done = select(BackgroundWork).where(
        BackgroundWork.kind == kind, BackgroundWork.status == WorkStatus.DONE
    )
    found = session.exec(done.order_by(col(BackgroundWork.id).desc()).limit(1)).first()
    return _work(found) if found else None


def waits(session: Session) -> bool:
    """Whether there is work that nobody does: asked for, or cut off."""
    return any(map(_is_free, session.exec(_open())))


def claim(session: Session) -> Work | None:
    """Take the oldest piece that nobody does; None if there is none.

    Two processes never get the same one: its row is locked, and then names this process.
    """
    for row in session.exec(_open().with_for_update(skip_locked=True)):
        if _is_free(row):
            row.status = WorkStatus.RUNNING
            row.details = {**row.details, PROCESS: this_process()}
            row.seen_at = now()
            session.flush()
            return _work(row)
    return None


def advance(
    session: Session, work: Work, done: int, total: int | None = None, **details: Any
) -> None:
    """Note how far a piece came, in the transaction that brought it there.

    Args:
        total: if it is known by now.
        details: what it needs to go on from here; what is not named stays.

    Raises:
        Taken: if it is not this process's any more.
    """
    row = _held(session, work)
    row.done = done
    row.total = row.total if total is None else total
    row.details = {**row.details, **details}
    row.seen_at = now()
    session.flush()


def finish(session: Session, work: Work) -> None:
    """It came to its end.

    Raises:
        Taken: if it is not this process's any more.
    """
    _end(_held(session, work), WorkStatus.DONE)
    session.flush()


def fail(session: Session, work: Work, problem: str) -> None:
    """It cannot go on.

    Args:
        problem: why, in words for people.

    Raises:
        Taken: if it is not this process's any more.
    """
    row = _held(session, work)
    _end(row, WorkStatus.FAILED)
    row.problem = problem
    session.flush()


def read(session: Session, work_id: int) -> Work:
    """A piece as it stands now."""
    return _work(session.get_one(BackgroundWork, work_id, populate_existing=True))


def _open() -> SelectOfScalar[BackgroundWork]:
    return (
        select(BackgroundWork)
        .where(col(BackgroundWork.status).in_(OPEN))
        .order_by(col(BackgroundWork.id))
    )


def _is_free(row: BackgroundWork) -> bool:
    if row.status == WorkStatus.WAITING:
        return True
    seen = (row.seen_at or row.asked_at).isoformat()
    return is_cut_off({**row.details[PROCESS], "seen": seen})


def _held(session: Session, work: Work) -> BackgroundWork:
    """The locked row of a piece that this process runs."""
    row = session.get_one(BackgroundWork, work.id, with_for_update=True, populate_existing=True)
    if row.status != WorkStatus.RUNNING or row.details[PROCESS] != work.details[PROCESS]:
        raise Taken(f"{work.kind} {work.id} is done by somebody else")
    return row


def _end(row: BackgroundWork, status: WorkStatus) -> None:
    row.status = status
    row.finished_at = row.seen_at = now()


def _work(row: BackgroundWork) -> Work:
    return Work(
        id=row.id or 0,
        kind=row.kind,
        status=row.status,
        done=row.done,
        total=row.total,
        details=dict(row.details),
        problem=row.problem,
        asked_by=row.asked_by_name,
        asked_at=row.asked_at,
        finished_at=row.finished_at,
    )
