"""Writing an import: one operation, in transactions so short that nobody waits long for one.

Each transaction judges its rows anew, as the database stands then, so that an import beside
another one, or one that was cut off and is run again, doubles nothing.
"""

from time import monotonic

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from clientapp.importing.choices import Choices
from clientapp.importing.judging import Judged, Verdict
from clientapp.importing.rehearsal import Import
from clientapp.importing.report import Report
from clientapp.importing.translation import Row
from clientapp.ledger.recording import Actor, begin, finish, savepoint, settle
from clientapp.ledger.running import (
    Transaction,
    note_alive,
    stop_cut_off,
    take_turn,
    this_process,
)
from clientapp.ledger.sharing import refresh
from clientapp.models import Operation, OperationStatus
from clientapp.problem import Problem

FIRST_ROWS = 500
FEWEST, MOST = 400, 5_000
SECONDS = 0.1
"""How long a transaction should take; nobody should wait much longer for the lock."""


class Interrupted(Problem):
    """The operation of this import was ended by somebody else."""


def apply(transaction: Transaction, actor: Actor, work: Import, name: str) -> Report:
    """Import a file under one operation, "Import of `name`".

    Where it ends early, what was committed stays, the operation is marked as stopped, and running
    the import again takes the rest.

    Raises:
        UnreadableFile: where the file cannot be read to its end, before anything is written.
    """
    work.sheet.read_through()
    work.judge.writes = True
    with transaction() as session:
        work.report.stopped = stop_cut_off(session)
    writing = _Writing(transaction, actor, work, name)
    try:
        for rows in work.batches(lambda: writing.size):
            writing.write(rows)
    except BaseException:
        writing.end(OperationStatus.STOPPED)
        raise
    work.report.check()
    writing.end(OperationStatus.DONE)
    return work.report


class _Writing:
    """The transactions of one import, and how many rows the next one should have."""

    def __init__(self, transaction: Transaction, actor: Actor, work: Import, name: str) -> None:
        self.size = FIRST_ROWS
        self._transaction = transaction
        self._actor = actor
        self._work = work
        self._name = name

    def write(self, rows: list[Row]) -> None:
        """Judge rows, and write what they change, in one transaction."""
        work, report = self._work, self._work.report
        with self._transaction(bulk=True) as session:
            started = monotonic()
            take_turn(session)
            choices = Choices(session, work.importable, work.matching)
            judged = work.judged(session, rows, choices)
            new = choices.new_in(each.changes for each in judged)
            operation = None
            if any(each.changes for each in judged):
                operation = self._operation(session)
                choices.add(session, operation, new, [each.changes for each in judged])
                judged = self._write(session, operation, judged)
                operation.cursor = max(operation.cursor, rows[-1].line.number)
                note_alive(operation)
        self._fit(monotonic() - started)
        report.operation = operation.id if operation else report.operation
        report.choices(new)
        work.note(judged, choices)

    def end(self, status: OperationStatus) -> None:
        """Close the operation, if there is one."""
        if self._work.report.operation is None:
            return
        with self._transaction() as session:
            operation = session.get_one(Operation, self._work.report.operation)
            finish(session, operation, status)

    def _write(self, session: Session, operation: Operation, judged: list[Judged]) -> list[Judged]:
        """Write what rows change; who took an external ID at this very moment keeps it, and the row
        is refused."""
        try:
            with savepoint(session, operation):
                self._store(session, operation, judged)
        except IntegrityError:
            judged = self._work.judge.refused_now(session, judged)
            self._store(session, operation, judged)
        written = [each.existing.id for each in judged if each.existing and each.changes]
        refresh(session, settle(session, operation), {self._work.importable.kind: written})
        return judged

    def _store(self, session: Session, operation: Operation, judged: list[Judged]) -> None:
        created = [each.changes for each in judged if each.verdict == Verdict.CREATE]
        updated = [(e.existing, e.changes) for e in judged if e.existing and e.changes]
        importable = self._work.importable
        if created:
            self._work.judge.created(importable.create(session, operation, created)[0])
        if updated:
            importable.update(session, operation, updated)

    def _operation(self, session: Session) -> Operation:
        """The operation of this import, opened when the first row is written."""
        opened = self._work.report.operation
        if opened is None:
            label, kind = f"Import of {self._name}", self._work.importable.kind
            return begin(session, self._actor, "import", label, record_kind=kind, **this_process())
        operation = session.get_one(Operation, opened)
        if operation.status != OperationStatus.RUNNING:
            raise Interrupted(f"The import was stopped after line {operation.cursor}.")
        return operation

    def _fit(self, seconds: float) -> None:
        """Choose the next size by how long this one took."""
        wanted = int(self.size * min(2.0, SECONDS / max(seconds, 0.001)))
        self.size = min(MOST, max(FEWEST, wanted))
