"""Reading what lies in Trash."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select, union_all
from sqlmodel import Session, col

from clientapp.bulk.in_trash import last_move
from clientapp.ledger.merges import merged_away
from clientapp.ledger.operations import OperationRow, operation_rows, searched
from clientapp.models import Operation
from clientapp.record import Record, registry
from clientapp.searching.query import terms


@dataclass(frozen=True)
class TrashRow:
    """A record in Trash.

    Attributes:
        name: what it is called.
        number, place: as people read them, empty where there is none.
        who: moved it there, in the `operation` of that label.
        when: UTC.
        merged: whether it was merged into another record, and is unmerged instead of restored.
    """

    kind: str
    id: int
    name: str
    number: str
    place: str
    who: str
    actor_id: int | None
    when: datetime
    operation_id: int
    operation: str
    merged: bool


@dataclass(frozen=True)
class TrashOperation:
    """An operation of whose records some still lie in Trash, and how many."""

    operation: OperationRow
    in_trash: int


def trash_page(session: Session, page: int, size: int, search: str = "") -> list[TrashRow]:
    """A page of what lies in Trash, newest first.

    Args:
        search: words that each occur in the name, the number or the place.
    """
    lying = _lying(search).subquery()
    newest = (
        select(lying)
        .order_by(lying.c.trashed_at.desc(), lying.c.id.desc(), lying.c.kind)
        .offset((page - 1) * size)
        .limit(size)
    )
    rows = session.connection().execute(newest).all()
    shown: dict[tuple[str, int], TrashRow] = {}
    for kind in {row.kind for row in rows}:
        ids = [row.id for row in rows if row.kind == kind]
        shown |= {(kind, row.id): row for row in _rows(session, registry.records[kind], ids)}
    return [shown[row.kind, row.id] for row in rows]


def trash_total(session: Session, search: str = "") -> int:
    """How many records lie in Trash that a search finds."""
    lying = _lying(search).subquery()
    return session.connection().execute(select(func.count()).select_from(lying)).scalar_one()


def _lying(search: str) -> Any:
    """Kind, id and time of the records in Trash."""
    each = [_lying_of(record, search) for record in registry.kept_in_trash()]
    return union_all(*each)


def _lying_of(record: Record, search: str) -> Any:
    table = record.parts[0].table
    statement = select(
        literal(record.kind).label("kind"), table.c["id"], table.c["trashed_at"]
    ).where(table.c["trashed_at"].is_not(None))
    for term in terms(search):
        found: list[ColumnElement[bool]] = [
            func.lower(table.c[name]).contains(term, autoescape=True) for name in record.found_by
        ]
        statement = statement.where(_any(found))
    return statement


def _any(conditions: list[ColumnElement[bool]]) -> ColumnElement[bool]:
    first, *others = conditions
    for other in others:
        first = first | other
    return first


def _rows(session: Session, record: Record, ids: list[int]) -> list[TrashRow]:
    table = record.parts[0].table
    titles, facts = record.titles(session, ids), record.facts(session, ids)
    merged = merged_away(session, record.kind, ids)
    moved: Any = (
        select(table.c["id"], table.c["trashed_at"], Operation)
        .join(Operation, col(Operation.id) == last_move(record))
        .where(table.c["id"].in_(ids))
    )
    read: Any = session.exec
    return [
        TrashRow(
            record.kind,
            row_id,
            titles[row_id],
            *facts[row_id],
            who=operation.actor_name,
            actor_id=operation.actor_id,
            when=when,
            operation_id=operation.id or 0,
            operation=operation.label,
            merged=row_id in merged,
        )
        for row_id, when, operation in read(moved)
    ]


def trash_operations(
    session: Session, page: int, size: int, search: str = ""
) -> list[TrashOperation]:
    """A page of the operations whose records lie in Trash, newest first.

    Args:
        search: words that each occur in the label or in who did it.
    """
    moves = _moves().subquery()
    counted = (
        select(moves.c.operation_id, func.count())
        .where(moves.c.operation_id.in_(searched(select(col(Operation.id)), search)))
        .group_by(moves.c.operation_id)
        .order_by(moves.c.operation_id.desc())
        .offset((page - 1) * size)
        .limit(size)
    )
    counts = {row[0]: row[1] for row in session.connection().execute(counted)}
    return [TrashOperation(row, counts[row.id]) for row in operation_rows(session, counts)]


def trash_operations_total(session: Session, search: str = "") -> int:
    """How many operations there are whose records lie in Trash, and that a search finds."""
    moves = _moves().subquery()
    counted = select(func.count(func.distinct(moves.c.operation_id))).where(
        moves.c.operation_id.in_(searched(select(col(Operation.id)), search))
    )
    return session.connection().execute(counted).scalar_one()


def _moves() -> Any:
    """The operation that moved each record in Trash there."""
    return union_all(
        *(
            select(last_move(record).label("operation_id")).where(
                record.parts[0].table.c["trashed_at"].is_not(None)
            )
            for record in registry.kept_in_trash()
        )
    )
