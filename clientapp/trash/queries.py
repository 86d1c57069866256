"""Reading what lies in Trash."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, false, func, literal, or_, select, union_all
from sqlmodel import Session, col

from clientapp.bulk.in_trash import last_move, last_move_change
from clientapp.ledger.dialect import among, dialect_of
from clientapp.ledger.merges import merged_away
from clientapp.ledger.operations import OperationRow, operation_rows, searched
from clientapp.listing.remembered import newest_operation
from clientapp.models import Action, Change, Operation
from clientapp.record import Record, registry
from clientapp.searching.query import terms


@dataclass(frozen=True)
class TrashRow:
    """A record in Trash.

    Attributes:
        move: the change that moved it there: one number for records of every kind.
        name: what it is called.
        number, place: as people read them, empty where there is none.
        who: moved it there, in the `operation` of that label.
        when: UTC.
        merged: whether it was merged into another record, and is unmerged instead of restored.
    """

    move: int
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
    """An operation of whose records some still lie in Trash: how many, of how many."""

    operation: OperationRow
    in_trash: int
    moved: int


def trash_page(
    session: Session, page: int, size: int, search: str = "", kinds: Collection[str] = ()
) -> list[TrashRow]:
    """A page of what lies in Trash, newest first.

    Args:
        search: words that each occur in the name, the number or the place.
        kinds: those of the records that are shown; all without one.
    """
    newest = union_all(
        *(select(_newest(lying, page * size)) for lying in _lying(search, kinds))
    ).subquery()
    ordered = newest.c.trashed_at.desc(), newest.c.id.desc(), newest.c.kind
    shown = select(newest).order_by(*ordered).offset((page - 1) * size).limit(size)
    rows = session.connection().execute(shown).all()
    found: dict[tuple[str, int], TrashRow] = {}
    for kind in {row.kind for row in rows}:
        ids = [row.id for row in rows if row.kind == kind]
        found |= {(kind, row.id): row for row in _rows(session, registry.records[kind], ids)}
    return [found[row.kind, row.id] for row in rows]


def trash_total(session: Session, search: str = "", kinds: Collection[str] = ()) -> int:
    """How many records lie in Trash that a search finds."""
    lying = union_all(*_lying(search, kinds)).subquery()
    return session.connection().execute(select(func.count()).select_from(lying)).scalar_one()


def newest_move(session: Session) -> int:
    """The id of the newest operation on records that can be in Trash, 0 before the first."""
    return max(newest_operation(session, record.kind) for record in registry.kept_in_trash())


def moved(session: Session, moves: Collection[int]) -> dict[str, list[int]]:
    """The ids of the records that some changes moved to Trash, rising, by kind."""
    kinds = [record.kind for record in registry.kept_in_trash()]
    of_records = (
        select(col(Change.record_kind), col(Change.record_id))
        .where(among(dialect_of(session), Change.id, moves))
        .where(col(Change.record_kind).in_(kinds), col(Change.action) == Action.TRASH)
    )
    found: dict[str, set[int]] = {}
    for kind, row_id in session.connection().execute(of_records):
        found.setdefault(kind, set()).add(row_id)
    return {kind: sorted(found[kind]) for kind in kinds if kind in found}


def _lying(search: str, kinds: Collection[str]) -> list[Any]:
    """Kind, id and time of the records in Trash, a statement for each kind."""
    kept = registry.kept_in_trash()
    return [_lying_of(record, search) for record in kept if not kinds or record.kind in kinds]


def _newest(lying: Any, count: int) -> Any:
    """So many at most: whatever the page holds of one kind, an index finds it."""
    columns = lying.selected_columns
    ordered = lying.order_by(columns["trashed_at"].desc(), columns["id"].desc())
    return ordered.limit(count).subquery()


def _lying_of(record: Record, search: str) -> Any:
    table = record.parts[0].table
    statement = select(
        literal(record.kind).label("kind"), table.c["id"], table.c["trashed_at"]
    ).where(table.c["trashed_at"].is_not(None))
    for term in terms(search):
        found: list[ColumnElement[bool]] = [
            func.lower(table.c[name]).contains(term, autoescape=True) for name in record.found_by
        ]
        statement = statement.where(or_(false(), *found))
    return statement


def _rows(session: Session, record: Record, ids: list[int]) -> list[TrashRow]:
    table = record.parts[0].table
    titles, facts = record.titles(session, ids), record.facts(session, ids)
    merged = merged_away(session, record.kind, ids)
    moves: Any = (
        select(col(Change.id), table.c["id"], table.c["trashed_at"], Operation)
        .join(Change, col(Change.id) == last_move_change(record))
        .join(Operation, col(Operation.id) == Change.operation_id)
        .where(table.c["id"].in_(ids))
    )
    read: Any = session.exec
    return [
        TrashRow(
            move,
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
        for move, row_id, when, operation in read(moves)
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
    moved = _moved_by(session, counts)
    return [
        TrashOperation(row, counts[row.id], moved[row.id])
        for row in operation_rows(session, counts)
    ]


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


def _moved_by(session: Session, operations: Collection[int]) -> dict[int, int]:
    """How many records each of some operations moved to Trash."""
    kinds = [record.kind for record in registry.kept_in_trash()]
    counted = (
        select(col(Change.operation_id), func.count())
        .where(col(Change.operation_id).in_(operations), col(Change.action) == Action.TRASH)
        .where(col(Change.record_kind).in_(kinds))
        .group_by(col(Change.operation_id))
    )
    return {row[0]: row[1] for row in session.connection().execute(counted)}
