"""Rows that go from one record to another: a change of them stands in the histories of both."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from clientapp.ledger.dialect import dialect_of, ids_value, json_of, listed, stored, typed
from clientapp.ledger.recording import log_row, touch
from clientapp.ledger.rows import move_rows
from clientapp.ledger.versions import stamps, version_after
from clientapp.models import Action, Operation
from clientapp.models.base import Tracked
from clientapp.record import Part, registry


def give_rows(
    session: Session,
    operation: Operation,
    model: type[Tracked],
    ids: Collection[int],
    values: Mapping[str, Any],
) -> None:
    """Give rows to another record, in a few statements whatever their number.

    Args:
        values: the column with the record that they belong to, and whatever else of the rows is
            true at that record only. All of it is written down, so that an undo puts all of it
            back.
    """
    part, dialect = registry.part_of(model), dialect_of(session)
    columns = [part.table.c[name] for name in values]
    new = {c.name: typed(dialect, f"v_{c.name}", c) for c in columns}
    bound = {f"v_{c.name}": stored(dialect, c, values[c.name]) for c in columns}
    bound["ids"] = ids_value(dialect, ids)
    before = json_of(dialect, {name: f"t.{name}" for name in values}, {})
    after, execute = json_of(dialect, new, {}), session.connection().execute
    for kind, record in _before_and_after(part, new):
        these = (
            f"FROM {part.table.name} AS t JOIN {registry.parts[kind].table.name} AS r "
            f"ON r.id = {record} WHERE {listed(dialect, 't.id')}"
        )
        found = execute(text(f"SELECT DISTINCT r.id {these}"), bound)
        touch(session, operation, kind, found.scalars())
        execute(
            text(
                "INSERT INTO change (operation_id, record_kind, record_id, about_kind, about_id, "
                f"version, action, before, after) SELECT {operation.id}, '{part.kind}', t.id, "
                f"'{kind}', r.id, {version_after(part, kind, operation)}, "
                f"'{Action.UPDATE}', {before}, {after} {these} ORDER BY t.id"
            ),
            bound,
        )
    settings = [f"{name} = {value}" for name, value in new.items()] + stamps(part, operation)
    written = f"UPDATE {part.table.name} AS t SET {', '.join(settings)}"
    execute(text(f"{written} WHERE {listed(dialect, 't.id')}"), bound)


def _before_and_after(part: Part, new: Mapping[str, str]) -> list[tuple[str, str]]:
    """The kinds of the records that rows `t` belong to, or will, and SQL for their ids."""
    return [
        (kind, record)
        for kind, column in part.holders.items()
        for record in dict.fromkeys((f"t.{column}", new.get(column, f"t.{column}")))
    ]


def retire(
    session: Session, operation: Operation, model: type[Tracked], ids: Collection[int]
) -> None:
    """Move live records to Trash in an operation that takes rows from them too: their versions
    rise once, when it is settled."""
    part = registry.part_of(model)
    for row_id in sorted(ids):
        log_row(session, operation, part, row_id, Action.TRASH)
    move_rows(session, operation, part, ids, Action.TRASH, stamped=False)
