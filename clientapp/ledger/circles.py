"""That no record is part of itself: the chain of what it is part of ends somewhere.

Records in Trash count too, so that a restore cannot close a circle.
"""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from clientapp.ledger.dialect import dialect_of, ids_value, listed
from clientapp.ledger.recording import update_row
from clientapp.models import Operation
from clientapp.record import Record

PART_OF_ITSELF = "would be part of itself"
"""Why an undo left a record part of nothing."""

ABOVE = """
WITH RECURSIVE above (id, parent) AS (
    SELECT t.id, t.{column} FROM {table} AS t WHERE t.id = :start
    UNION SELECT t.id, t.{column} FROM {table} AS t JOIN above AS a ON t.id = a.parent
) SELECT id, parent FROM above
"""


def hold_circles(session: Session) -> None:
    """Let nobody else change what is part of what until the transaction ends; taken before any row
    is locked, so that two cannot wait for each other. SQLite's transactions hold the only write
    lock already."""
    if dialect_of(session).name != "sqlite":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(hashtext('part of'))"))


def above(session: Session, record: Record, record_id: int) -> dict[int, int | None]:
    """What a record is part of, and so on, itself first: by id the id of the next."""
    own, parent = record.parts[0], record.parent
    statement = ABOVE.format(table=own.table.name, column=parent.stored_as if parent else "id")
    rows = session.connection().execute(text(statement), {"start": record_id})
    return {row.id: row.parent for row in rows}


def circle_problems(
    session: Session, record: Record, record_id: int, values: Mapping[str, Any]
) -> dict[str, str]:
    """What is wrong with the record that values make another one part of, by field name; nothing
    is part of a new one, whose id is 0."""
    parent = record.parent
    if not record_id or parent is None or (chosen := values.get(parent.name)) is None:
        return {}
    return {parent.name: record.circle} if record_id in above(session, record, chosen) else {}


def mend_circles(
    session: Session, operation: Operation, record: Record, ids: Collection[int]
) -> dict[int, str]:
    """Make those of the records part of nothing that an undo made part of themselves; the reason
    for its report, by id."""
    if record.parent is None:
        return {}
    hold_circles(session)
    own, column = record.parts[0], record.parent.stored_as
    dialect = dialect_of(session)
    found = session.connection().execute(
        text(
            f"SELECT id, {column} AS parent FROM {own.table.name} "
            f"WHERE {listed(dialect, 'id')} AND {column} IS NOT NULL ORDER BY id"
        ),
        {"ids": ids_value(dialect, ids)},
    )
    left: dict[int, str] = {}
    for row in found.all():
        if row.id in above(session, record, row.parent):
            update_row(session, operation, own.model, row.id, {column: None})
            left[row.id] = PART_OF_ITSELF
    return left
