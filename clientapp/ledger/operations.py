"""Reading operations: the list of them, one of them, and the records that it touched."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlmodel import Session, col

from clientapp.ledger.history import lines_of
from clientapp.ledger.undo import UndoReport, undo_report
from clientapp.models import Action, Change, Operation, OperationStatus, PicklistOption
from clientapp.record import registry

FOR_GOOD = (Action.PURGE, Action.LOOK)
"""What no undo takes back."""


@dataclass(frozen=True)
class OperationRow:
    """An operation as a list shows it.

    Attributes:
        kind: what sort of thing was done, such as "bulk edit".
        kinds: to which kinds of record, mostly one.
        when: it began, UTC.
        rows: how many records it touched.
        undone_by_id: the operation that undid it.
        undoes_id: the operation that it undid.
    """

    id: int
    label: str
    kind: str
    kinds: list[str]
    who: str
    actor_id: int | None
    source: str
    when: datetime
    finished: datetime | None
    rows: int
    status: str
    undone_by_id: int | None
    undoes_id: int | None


@dataclass(frozen=True)
class OperationDetail(OperationRow):
    """One operation.

    Attributes:
        records: how many records `operation_records` knows of it.
        details: further facts, such as the file of an import.
        undoable: whether it can be undone, by whoever may.
        report: of an undo, what it did.
        titles: what the records that an undo left are called, by kind and id.
    """

    records: int
    details: dict[str, Any]
    undoable: bool
    report: UndoReport | None = None
    titles: dict[tuple[str, int], str] = field(default_factory=dict[tuple[str, int], str])


@dataclass(frozen=True)
class TouchedRecord:
    """A record that an operation touched.

    Attributes:
        title: what it is called now, empty if it is purged.
        words: what was done to it, such as "Category from Standard to VIP".
    """

    kind: str
    id: int
    title: str
    words: tuple[str, ...]


def operation_page(session: Session, page: int, size: int, search: str = "") -> list[OperationRow]:
    """A page of the operations on records, newest first.

    Args:
        search: words that each occur in the label or in who did it.
    """
    found = (
        searched(select(Operation), search)
        .order_by(col(Operation.id).desc())
        .offset((page - 1) * size)
        .limit(size)
    )
    return [OperationRow(**_row(operation)) for operation in session.scalars(found)]


def operation_rows(session: Session, ids: Collection[int]) -> list[OperationRow]:
    """The operations of these ids, newest first."""
    found = select(Operation).where(col(Operation.id).in_(ids)).order_by(col(Operation.id).desc())
    return [OperationRow(**_row(operation)) for operation in session.scalars(found)]


def operation_total(session: Session, search: str = "") -> int:
    """How many operations there are that a search finds."""
    counted = searched(select(func.count(col(Operation.id))), search)
    return session.connection().execute(counted).scalar_one()


def searched(statement: Select[Any], search: str) -> Select[Any]:
    """What was done to users is no matter of everybody's, and left out."""
    statement = statement.where(col(Operation.record_kind).in_(registry.records))
    for word in search.split():
        statement = statement.where(
            or_(
                col(Operation.label).icontains(word, autoescape=True),
                col(Operation.actor_name).icontains(word, autoescape=True),
            )
        )
    return statement


def _row(operation: Operation) -> dict[str, Any]:
    return {
        "id": operation.id or 0,
        "label": operation.label,
        "kind": operation.kind,
        "kinds": operation.kinds,
        "who": operation.actor_name,
        "actor_id": operation.actor_id,
        "source": operation.source,
        "when": operation.started_at,
        "finished": operation.finished_at,
        "rows": operation.rows,
        "status": operation.status,
        "undone_by_id": operation.undone_by_id,
        "undoes_id": operation.undoes_id,
    }


def operation_detail(session: Session, operation_id: int) -> OperationDetail | None:
    """One operation on records; None if there is no such."""
    operation = session.get(Operation, operation_id)
    if operation is None or operation.record_kind not in registry.records:
        return None
    records = select(func.count()).select_from(_touched(operation_id).subquery())
    report = undo_report(session, operation_id) if operation.undoes_id else None
    return OperationDetail(
        **_row(operation),
        records=session.connection().execute(records).scalar_one(),
        details=operation.details,
        undoable=_undoable(session, operation),
        report=report,
        titles=_titles(session, [(kind, row) for kind, row, _why in report.kept] if report else []),
    )


def _undoable(session: Session, operation: Operation) -> bool:
    if operation.status == OperationStatus.RUNNING or operation.undone_by_id is not None:
        return False
    back = select(col(Change.id)).where(
        col(Change.operation_id) == operation.id, col(Change.action).not_in(FOR_GOOD)
    )
    return session.connection().execute(back.limit(1)).first() is not None


def _touched(operation_id: int) -> Any:
    """The records in whose history an operation stands."""
    return (
        select(col(Change.about_kind), col(Change.about_id))
        .where(col(Change.operation_id) == operation_id)
        .where(col(Change.about_kind).in_(registry.records))
        .distinct()
    )


def operation_records(
    session: Session, operation_id: int, page: int, size: int
) -> list[TouchedRecord]:
    """A page of the records that an operation touched, by kind and id, with what it did to each."""
    operation = session.get(Operation, operation_id)
    if operation is None:
        return []
    ordered = _touched(operation_id).order_by(col(Change.about_kind), col(Change.about_id))
    found: Any = session.connection().execute(ordered.offset((page - 1) * size).limit(size))
    touched: list[tuple[str, int]] = [(kind, row) for kind, row in found]
    titles = _titles(session, touched)
    words = _words(session, operation, touched)
    return [
        TouchedRecord(kind, row, titles.get((kind, row), ""), words[kind, row])
        for kind, row in touched
    ]


def _titles(session: Session, records: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    ids: dict[str, list[int]] = {}
    for kind, row in records:
        ids.setdefault(kind, []).append(row)
    return {
        (kind, row): title
        for kind, some in ids.items()
        if kind in registry.records
        for row, title in registry.records[kind].titles(session, some).items()
    }


def _words(
    session: Session, operation: Operation, touched: Sequence[tuple[str, int]]
) -> dict[tuple[str, int], tuple[str, ...]]:
    """What an operation did to records, in the words of their history."""
    words: dict[tuple[str, int], tuple[str, ...]] = {}
    for kind in {kind for kind, _row in touched}:
        about = select(Change).where(
            col(Change.operation_id) == operation.id,
            col(Change.about_kind) == kind,
            col(Change.about_id).in_([row for each, row in touched if each == kind]),
        )
        changes = session.scalars(about).all()
        purged = [c.record_id for c in changes if (c.record_kind, c.action) == (kind, Action.PURGE)]
        told = lines_of(
            session,
            kind,
            operation,
            [change for change in changes if change.action != Action.PURGE],
            registry.records[kind].fields,
            lambda ids: _option_labels(session, ids),
        )
        words |= {(kind, row): lines for row, lines in told.items()}
        words |= {(kind, row): ("Deleted for good",) for row in purged}
    return words


def _option_labels(session: Session, ids: set[int]) -> dict[int, str]:
    labels = select(col(PicklistOption.id), col(PicklistOption.label))
    found = session.connection().execute(labels.where(col(PicklistOption.id).in_(ids)))
    return {row[0] or 0: row[1] for row in found}
