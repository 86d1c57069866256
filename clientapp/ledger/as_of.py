"""A record as it was: its rows as they stand now, walked back change by change."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from clientapp.ledger.dialect import among, dialect_of
from clientapp.ledger.recording import from_json
from clientapp.models import Action, Change, Operation
from clientapp.record import registry

Key = tuple[str, int]
"""The part of a row, such as "contact", and its id."""


@dataclass
class Row:
    """One row at some moment: the columns that the ledger keeps, and whether it was in Trash."""

    values: dict[str, Any]
    in_trash: bool


def rows_at(session: Session, kind: str, ids: Collection[int], moment: datetime) -> dict[Key, Row]:
    """The rows of records and of their parts as they were just before a moment.

    Args:
        ids: of the records; their parts are those that stand in their histories.
        moment: with a time zone. An operation counts from when it began.

    Returns:
        The rows that existed, those in Trash too. What was purged since is not known any more.
    """
    about = select(Change, Operation.started_at).join(
        Operation, col(Operation.id) == Change.operation_id
    )
    found = session.exec(
        about.where(
            Change.about_kind == kind, among(dialect_of(session), Change.about_id, ids)
        ).order_by(col(Change.id))
    ).all()
    rows = rows_now(session, (change for change, _started in found))
    for change, started in reversed(found):
        if started >= moment:
            step_back(rows, change)
    return rows


def rows_now(session: Session, changes: Iterable[Change]) -> dict[Key, Row]:
    """The rows that changes are about, as they stand now; those that were purged are left out."""
    wanted: dict[str, set[int]] = {}
    for change in changes:
        wanted.setdefault(change.record_kind, set()).add(change.record_id)
    return rows_of(session, wanted)


def rows_of(session: Session, wanted: Mapping[str, Collection[int]]) -> dict[Key, Row]:
    """Rows as they stand now, by the kinds of their parts; those that were purged are left out."""
    rows: dict[Key, Row] = {}
    for kind, ids in wanted.items():
        table, columns = registry.parts[kind].table, registry.parts[kind].columns
        statement = select(table.c.id, table.c.trashed_at, *columns).where(
            among(dialect_of(session), table.c.id, ids)
        )
        for row in session.connection().execute(statement).mappings():
            values = {column.name: row[column.name] for column in columns}
            rows[kind, row["id"]] = Row(values, row["trashed_at"] is not None)
    return rows


def step_back(rows: dict[Key, Row], change: Change) -> None:
    """Make rows what they were before a change, the newest of those not yet walked back."""
    key = (change.record_kind, change.record_id)
    if key not in rows:
        return
    match change.action:
        case Action.CREATE:
            del rows[key]
        case Action.TRASH | Action.RESTORE:
            rows[key].in_trash = change.action == Action.RESTORE
        case _:
            columns = registry.parts[change.record_kind].table.c
            for name, value in (change.before or {}).items():
                if name in columns:
                    rows[key].values[name] = from_json(columns[name], value)
