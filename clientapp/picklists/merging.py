"""Merging one choice into another: what has the first gets the second, and the first goes to Trash.

It is one operation. A large one runs in several transactions, so short that nobody waits long for
the lock; if it is cut off, what was moved stays, and the operation can be undone
(docs/decisions.md, 8 and 15). The first choice goes in the last transaction, with what was given it
meanwhile.
"""

from time import monotonic
from typing import NamedTuple

from sqlalchemy import select, union_all
from sqlmodel import Session

from clientapp.formatting import counted
from clientapp.ledger.dialect import among, dialect_of
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
from clientapp.ledger.setting import restore_rows, trash_rows, update_rows
from clientapp.models import Operation, OperationStatus, Picklist, PicklistOption
from clientapp.picklists.commands import UnknownOption
from clientapp.picklists.option import KIND
from clientapp.picklists.references import Reference, references_to
from clientapp.picklists.usage import Usage, usage_of
from clientapp.problem import Problem

AT_ONCE = 5_000
"""Rows that are moved in one transaction, all or nothing."""

FIRST = 1_000
"""Rows of the first transaction, where there are more; the next ones fit its speed."""

CUSTOMERS = "customer"


class Merged(NamedTuple):
    """What a merge did: its operation, and how many rows have the other choice now."""

    operation_id: int
    rows: int


class MergePreview(NamedTuple):
    """What a merge would move: how many rows, by what they are called."""

    source: str
    target: str
    moved: dict[tuple[str, str], Usage]

    @property
    def words(self) -> str:
        """In a line: "1,204 customers, 3 contacts"; what is in Trash is counted too."""
        parts = [counted(live + gone, *noun) for noun, (live, gone) in self.moved.items()]
        return ", ".join(parts)


def merge_preview(session: Session, source_id: int, target_id: int) -> MergePreview:
    """Look at what a merge would do.

    Raises:
        Problem: if the two cannot be merged.
    """
    source, target, of = _checked(session, source_id, target_id)
    return MergePreview(source.label, target.label, usage_of(session, of.name, source_id))


def merge_options(
    transaction: Transaction,
    actor: Actor,
    source_id: int,
    target_id: int,
    progress: Progress | None = None,
) -> Merged:
    """Give everything that has the one choice the other one, and move the first to Trash.

    Raises:
        Problem: if the two cannot be merged, or somebody else ended it.
    """
    with transaction() as session:
        take_turn(session)
        stop_cut_off(session)
        source, target, of = _checked(session, source_id, target_id)
        merging = _Merging(of.name, source_id, target_id)
        total = merging.left(session)
        label = f"Merge of {source.label} into {target.label} in {of.label}"
        merging.begin(session, actor, label, large=total > AT_ONCE)
        if total <= AT_ONCE:
            return merging.end(session)
    try:
        merging.run(transaction, total, progress)
    except BaseException:
        with transaction() as session:
            merging.stop(session)
        raise
    with transaction() as session:
        take_turn(session)
        return merging.end(session)


def _checked(
    session: Session, source_id: int, target_id: int
) -> tuple[PicklistOption, PicklistOption, Picklist]:
    """The two choices and their list."""
    source, target = (session.get(PicklistOption, each) for each in (source_id, target_id))
    if source is None or target is None or source.trashed_at or target.trashed_at:
        raise UnknownOption
    if source_id == target_id or source.picklist_id != target.picklist_id:
        raise Problem("A choice is merged into another one of its list.")
    return source, target, session.get_one(Picklist, source.picklist_id)


class _Merging:
    """One merge on its way."""

    def __init__(self, picklist: str, source_id: int, target_id: int) -> None:
        self.picklist = picklist
        self.source_id = source_id
        self.target_id = target_id
        self.references = references_to(picklist)
        self.operation_id = 0
        self.rows = 0

    def begin(self, session: Session, actor: Actor, label: str, *, large: bool) -> None:
        """Open the operation: one on customers where it may touch some, so that lists of them
        know of it."""
        about = {each.part.about_kind for each in self.references if self._ids(session, each)}
        kind = CUSTOMERS if CUSTOMERS in about else KIND
        process = this_process() if large else {}
        operation = begin(session, actor, "merge", label, record_kind=kind, **process)
        self.operation_id = operation.id or 0

    def left(self, session: Session) -> int:
        """How many rows have the first choice."""
        return sum(len(self._ids(session, each)) for each in self.references)

    def held(self, session: Session) -> Operation:
        """The operation, locked; an error if somebody ended it."""
        operation = session.get_one(Operation, self.operation_id, with_for_update=True)
        if operation.status != OperationStatus.RUNNING:
            raise Problem(f"{operation.label} was stopped by somebody else.")
        return operation

    def run(self, transaction: Transaction, total: int, progress: Progress | None) -> None:
        """Move rows in several transactions, until few are left."""
        size, more = FIRST, True
        while more:
            with transaction(bulk=True) as session:
                take_turn(session)
                began = monotonic()
                operation = self.held(session)
                moved = self._move(session, operation, size)
                settle(session, operation)
                note_alive(operation)
            more = moved == size
            size = fitting(size, monotonic() - began)
            if progress:
                progress(min(self.rows, total), total)

    def stop(self, session: Session) -> None:
        """Close the operation as one that was cut off, unless somebody did."""
        operation = session.get_one(Operation, self.operation_id, with_for_update=True)
        if operation.status == OperationStatus.RUNNING:
            finish(session, operation, OperationStatus.STOPPED)

    def end(self, session: Session) -> Merged:
        """Move what is left, take the first choice out of its list, and close."""
        operation = self.held(session)
        source = session.get_one(PicklistOption, self.source_id, with_for_update=True)
        target = session.get_one(PicklistOption, self.target_id, with_for_update=True)
        if source.trashed_at or target.trashed_at:
            raise UnknownOption
        while self._move(session, operation, AT_ONCE):
            settle(session, operation)
        trash_rows(session, operation, PicklistOption, [self.source_id])
        finish(session, operation)
        return Merged(self.operation_id, self.rows)

    def _move(self, session: Session, operation: Operation, size: int) -> int:
        """Move so many rows; how many it were."""
        moved = 0
        for reference in self.references:
            ids = self._ids(session, reference)[: size - moved]
            if ids:
                self._give(session, operation, reference, ids)
            moved += len(ids)
        self.rows += moved
        return moved

    def _give(
        self, session: Session, operation: Operation, reference: Reference, ids: list[int]
    ) -> None:
        """Give rows the other choice. A row whose pair with that one is there already goes, and
        the pair comes back if it was in Trash."""
        model = reference.part.model
        pairs = self._pairs(session, reference, ids) if reference.pair else {}
        trash_rows(session, operation, model, list(pairs))
        restore_rows(session, operation, model, list(pairs.values()))
        rest = [row for row in ids if row not in pairs]
        update_rows(session, operation, model, rest, {reference.column.name: self.target_id})

    def _ids(self, session: Session, reference: Reference) -> list[int]:
        """The rows that have the first choice, rising. Where a pair stands only once, a row in
        Trash is left: it was taken away, and no restore brings it back."""
        table, column = reference.table, reference.column
        having = select(table.c["id"]).where(column == self.source_id)
        rows = having.where(table.c["trashed_at"].is_(None))
        if not reference.pair:  # by itself each half finds its index
            rows = union_all(rows, having.where(table.c["trashed_at"].is_not(None)))
        return sorted(session.connection().execute(rows).scalars())

    def _pairs(self, session: Session, reference: Reference, ids: list[int]) -> dict[int, int]:
        """Of rows, the other one of the same pair that has the other choice."""
        table, pair = reference.table, reference.pair
        other = table.alias()
        same = (other.c[pair] == table.c[pair]) & (other.c[reference.column.name] == self.target_id)
        found = select(table.c["id"], other.c["id"]).join(other, same)
        chosen = found.where(among(dialect_of(session), table.c["id"], ids))
        return {row[0]: row[1] for row in session.connection().execute(chosen)}
