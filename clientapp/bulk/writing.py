"""Running a write over many records: one operation, in one transaction or in several.

Up to 5,000 records are written in one transaction, all or nothing. More are written in several, so
short that nobody waits long for the lock; what was committed stays when it ends early, and the
operation is marked as stopped, so that it can be undone (docs/decisions.md, 15).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Protocol

from sqlmodel import Session, select

from clientapp.bulk.report import Report, Tally
from clientapp.formatting import counted
from clientapp.ledger.recording import Actor, begin, discard, finish, settle
from clientapp.ledger.running import (
    Progress,
    Transaction,
    fitting,
    note_alive,
    stop_cut_off,
    take_turn,
    this_process,
)
from clientapp.ledger.setting import lock_rows
from clientapp.ledger.sharing import refresh
from clientapp.models import Change, Operation, OperationStatus
from clientapp.problem import Problem
from clientapp.record import registry

AT_ONCE = 5_000
"""Records that are written in one transaction."""

BATCH = 1_000
"""Records of the first transaction, where there are more; the next ones fit its speed."""

GONE = "no longer found"
"""Why a record is left that the selection held at the start and does not hold any more."""


class CountChanged(Problem):
    """The selection holds another number of records than was confirmed.

    Attributes:
        count: how many it holds now.
    """

    def __init__(self, count: int) -> None:
        super().__init__(f"There are {count:,} now. Please confirm again.")
        self.count = count


class Interrupted(Problem):
    """The operation was ended by somebody else."""


class Choice(Protocol):
    """Which records are written: asked at the start, and again in each transaction."""

    def all(self, session: Session) -> list[int]:
        """Their ids, rising."""
        ...

    def still(self, session: Session, ids: Sequence[int]) -> list[int]:
        """Those of the ids that are chosen now."""
        ...


@dataclass(frozen=True)
class Work:
    """A write over many records.

    Attributes:
        kind: of the operation, such as "delete".
        record_kind: of the records.
        label: the operation in words, from whom it concerns: "40 customers", or one by its title.
        choice: which records.
        write: writes the records of one transaction, in an open operation, and counts.
        expected: how many there should be; None where nobody has confirmed a number.
        at_once: how many are written in one transaction at most, all or nothing; None is usual.
    """

    kind: str
    record_kind: str
    label: Callable[[str], str]
    choice: Choice
    write: Callable[[Session, Operation, list[int], Tally], None]
    expected: int | None = None
    at_once: int | None = None


def run(
    transaction: Transaction,
    actor: Actor,
    plan: Callable[[Session], Work],
    progress: Progress | None = None,
) -> Report:
    """Do what is planned under one operation; without one where there is nothing to write.

    Args:
        plan: is asked in the first transaction, and raises what speaks against it.

    Raises:
        CountChanged: before anything is written.
    """
    with transaction() as session:
        take_turn(session)
        stop_cut_off(session)
        writing = _Writing(actor, plan(session))
        ids = writing.begin(session)
        if not writing.large:
            writing.write(session, ids)
            return writing.end(session)
    try:
        writing.write_all(transaction, ids, progress)
    except BaseException:
        with transaction() as session:
            writing.end(session, OperationStatus.STOPPED)
        raise
    with transaction() as session:
        return writing.end(session)


class _Writing:
    """One operation on its way."""

    def __init__(self, actor: Actor, work: Work) -> None:
        self.large = False
        self._actor = actor
        self._work = work
        self._at_once = AT_ONCE if work.at_once is None else work.at_once
        self._record = registry.records[work.record_kind]
        self._model = self._record.parts[0].model
        self._tally = Tally()
        self._operation_id = 0

    def begin(self, session: Session) -> list[int]:
        """Open the operation; the ids that it is about, locked where they are few."""
        work = self._work
        ids = work.choice.all(session)
        self.large = len(ids) > self._at_once
        if not self.large:
            lock_rows(session, self._model, ids)
            ids = work.choice.still(session, ids)
        if work.expected is not None and len(ids) != work.expected:
            raise CountChanged(len(ids))
        process = this_process() if self.large else {}
        label = work.label(self._counted(len(ids)))
        kind = work.record_kind
        operation = begin(session, self._actor, work.kind, label, record_kind=kind, **process)
        self._operation_id = operation.id or 0
        return ids

    def write_all(
        self, transaction: Transaction, ids: list[int], progress: Progress | None
    ) -> None:
        """Write in several transactions, each as large as the one before was quick."""
        size, start = min(BATCH, self._at_once), 0
        while start < len(ids):
            batch = ids[start : start + size]
            with transaction(bulk=True) as session:
                take_turn(session)
                began = monotonic()
                self.write(session, batch)
            start += len(batch)
            size = fitting(size, monotonic() - began)
            if progress:
                progress(start, len(ids))

    def write(self, session: Session, ids: list[int]) -> None:
        """Write the records of one transaction, as far as they are still chosen."""
        operation = session.get_one(Operation, self._operation_id, with_for_update=True)
        if operation.status != OperationStatus.RUNNING:
            raise Interrupted(f"{operation.label} was stopped by somebody else.")
        lock_rows(session, self._model, ids)
        chosen = self._work.choice.still(session, ids)
        self._tally.left(GONE, len(ids) - len(chosen))
        self._work.write(session, operation, chosen, self._tally)
        refresh(session, settle(session, operation), {self._work.record_kind: ids})
        operation.cursor = max(ids, default=0)
        if self.large:
            note_alive(operation)

    def end(self, session: Session, status: OperationStatus = OperationStatus.DONE) -> Report:
        """Close the operation under the number that it came to; one that wrote nothing goes."""
        operation = session.get_one(Operation, self._operation_id)
        finish(session, operation, status)
        if not operation.rows:
            discard(session, operation)
            return self._tally.report(None)
        operation.label = self._work.label(self._whom(session, operation))
        return self._tally.report(operation.id)

    def _whom(self, session: Session, operation: Operation) -> str:
        """Whom the operation concerned: how many, or the one by its title."""
        if operation.rows > 1:
            return self._counted(operation.rows)
        only = select(Change.about_id).where(Change.operation_id == operation.id)
        row_id = session.exec(only.where(Change.about_kind == self._work.record_kind)).first() or 0
        return self._record.titles(session, [row_id]).get(row_id) or self._counted(1)

    def _counted(self, count: int) -> str:
        return counted(count, self._record.label, self._record.plural)
