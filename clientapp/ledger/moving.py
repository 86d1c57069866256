"""Rows that go from one record to another: a change of them stands in the histories of both."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from clientapp.ledger.dialect import dialect_of, ids_value, json_of, listed, stored, typed
from clientapp.ledger.recording import log_row, stamps, touch
from clientapp.ledger.setting import move_rows
from clientapp.models import Action, Operation
from clientapp.models.base import Tracked
from clientapp.record import registry


def give_rows(
    session: Session,
    operation: Operation,
    model: type[Tracked],
    ids: Collection[int],
    values: Mapping[str, Any],
) -> None:
    """Give rows to another record, in a few statements whatever their number.

    Args:
        values: the owner's column, and whatever else of the rows is true at that record only. All
            of it is written down, so that an undo puts all of it back.
    """
    part, dialect = registry.part_of(model), dialect_of(session)
    record = registry.parts[part.about_kind].table.name
    columns = [part.table.c[name] for name in values]
    new = {c.name: typed(dialect, f"v_{c.name}", c) for c in columns}
    bound = {f"v_{c.name}": stored(dialect, c, values[c.name]) for c in columns}
    bound["ids"] = ids_value(dialect, ids)
    before = json_of(dialect, {name: f"t.{name}" for name in values}, {})
    these = f"FROM {part.table.name} AS t WHERE {listed(dialect, 't.id')}"
    execute = session.connection().execute
    found = execute(text(f"SELECT DISTINCT t.{part.owner} {these}"), {"ids": bound["ids"]})
    concerned = {*found.scalars(), values[part.owner]}
    for whose in (f"t.{part.owner}", new[part.owner]):
        execute(
            text(
                "INSERT INTO change (operation_id, record_kind, record_id, about_kind, about_id, "
                f"version, action, before, after) SELECT {operation.id}, '{part.kind}', t.id, "
                f"'{part.about_kind}', r.id, r.version + 1, '{Action.UPDATE}', {before}, "
                f"{json_of(dialect, new, {})} FROM {part.table.name} AS t "
                f"JOIN {record} AS r ON r.id = {whose} "
                f"WHERE {listed(dialect, 't.id')} ORDER BY t.id"
            ),
            bound,
        )
    settings = [f"{name} = {value}" for name, value in new.items()] + stamps(part)
    written = f"UPDATE {part.table.name} AS t SET {', '.join(settings)}"
    execute(text(f"{written} WHERE {listed(dialect, 't.id')}"), bound)
    touch(session, operation, part.about_kind, concerned)


def retire(
    session: Session, operation: Operation, model: type[Tracked], ids: Collection[int]
) -> None:
    """Move live records to Trash in an operation that takes rows from them too: their versions
    rise once, when it is settled."""
    part = registry.part_of(model)
    for row_id in sorted(ids):
        log_row(session, operation, part, row_id, Action.TRASH)
    move_rows(session, operation, part, ids, Action.TRASH, stamped=False)
