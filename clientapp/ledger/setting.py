"""Writing many rows together with their changes, in a few statements whatever their number.

The statement that sets values raises the versions of the records and stamps them too.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, text
from sqlmodel import Session

from clientapp.ledger.dialect import (
    TRASHED,
    dialect_of,
    ids_value,
    json_of,
    listed,
    same,
    stored,
    typed,
)
from clientapp.ledger.rows import Ids, found_rows, log_rows, move_rows, run, set_rows
from clientapp.models import Action, Operation
from clientapp.models.base import Tracked
from clientapp.record import Part, registry


def lock_rows(session: Session, model: type[Tracked], ids: Ids) -> None:
    """Lock rows in rising order, so that two large writes cannot wait for each other.

    SQLite's transactions hold the only write lock already.
    """
    if dialect_of(session).name != "sqlite":
        found_rows(session, registry.part_of(model), "TRUE", ids, then="FOR UPDATE")


def update_rows(
    session: Session,
    operation: Operation,
    model: type[Tracked],
    ids: Ids,
    values: Mapping[str, Any],
) -> list[int]:
    """Give columns of many rows the same values; rows that have them already are left alone.

    Returns:
        The ids of the rows that changed, rising.
    """
    part, dialect = registry.part_of(model), dialect_of(session)
    columns = [part.table.c[name] for name in values]
    bound = {f"v_{c.name}": stored(dialect, c, values[c.name]) for c in columns}
    new = {c.name: typed(dialect, f"v_{c.name}", c) for c in columns}
    equal = {name: same(f"t.{name}", value) for name, value in new.items()}
    lock_rows(session, model, ids)
    changed = found_rows(session, part, f"NOT ({' AND '.join(equal.values())})", ids, bound)
    if changed:
        but = equal if len(values) > 1 else {}
        before = json_of(dialect, {name: f"t.{name}" for name in values}, but)
        after = json_of(dialect, new, but)
        log_rows(session, operation, part, changed, Action.UPDATE, before, after, bound)
        set_rows(session, operation, part, changed, new, bound)
    return changed


def trash_rows(session: Session, operation: Operation, model: type[Tracked], ids: Ids) -> list[int]:
    """Move rows to Trash; those in it already are left alone. Returns the ids of the others."""
    return _move(session, operation, model, ids, Action.TRASH)


def restore_rows(
    session: Session, operation: Operation, model: type[Tracked], ids: Ids
) -> list[int]:
    """Take rows out of Trash; those outside are left alone. Returns the ids of the others.

    Which of them cannot be restored is the caller's to ask first (`taken`).
    """
    return _move(session, operation, model, ids, Action.RESTORE)


def taken(session: Session, part: Part, ids: Ids) -> dict[int, str]:
    """The rows that cannot leave Trash, since a row outside, or one of the others with a lower id,
    has what must be unique; with the reason."""
    reasons: dict[int, str] = {}
    for unique in (each for each in part.unique if not each.lasting):
        table, columns = part.table.name, ", ".join(f"o.{name}" for name in unique.columns)
        live = (
            f"EXISTS (SELECT 1 FROM {table} AS o WHERE o.trashed_at IS NULL "
            f"AND {unique.rival('o', 't')})"
        )
        filled = [f"o.{name} IS NOT NULL" for name in unique.columns]
        filled += [f"o.{unique.only}"] if unique.only else []
        later = (
            f"t.id IN (SELECT id FROM (SELECT o.id, row_number() OVER (PARTITION BY {columns} "
            f"ORDER BY o.id) AS place FROM {table} AS o WHERE "
            f"{listed(dialect_of(session), 'o.id')} AND {' AND '.join(filled)}) AS p "
            "WHERE place > 1)"
        )
        taken_now = found_rows(session, part, f"{TRASHED} AND ({live} OR {later})", ids)
        reasons |= dict.fromkeys(taken_now, unique.reason)
    return reasons


def _move(
    session: Session, operation: Operation, model: type[Tracked], ids: Ids, action: Action
) -> list[int]:
    part = registry.part_of(model)
    lock_rows(session, model, ids)
    was = "t.trashed_at IS NULL" if action == Action.TRASH else TRASHED
    moved = found_rows(session, part, was, ids)
    if moved:
        log_rows(session, operation, part, moved, action)
        move_rows(session, operation, part, moved, action)
    return moved


def purge_rows(session: Session, operation: Operation, model: type[Tracked], ids: Ids) -> list[int]:
    """Delete records that are in Trash, the rows that they own, and those that they shared and
    nobody else has, of whatever kind; what refers to them refers to nothing then. The ledger keeps
    the fact.

    Returns:
        The ids of the records that are gone.
    """
    part = registry.part_of(model)
    lock_rows(session, model, ids)
    gone = found_rows(session, part, TRASHED, ids)
    parts = [each for each in registry.parts.values() if part.kind in each.kinds]
    left = {each.kind: _left_alone(session, each, part, gone) for each in parts}
    for each in parts:  # while their links still say about whom it is
        if left[each.kind]:
            log_rows(session, operation, each, left[each.kind], Action.PURGE)
    for each in parts:
        if column := each.holders.get(part.kind):
            owned = found_rows(session, each, "TRUE", gone, column=column)
            _delete(session, operation, each, owned)
    for each in parts:
        _delete_logged(session, each, left[each.kind])
    _let_go(session, operation, part, gone)
    _delete(session, operation, part, gone)
    if part.kind == operation.record_kind:
        operation.rows += len(gone)
    return gone


def _left_alone(session: Session, part: Part, owner: Part, gone: Ids) -> list[int]:
    """The shared rows of a part that nobody has but records that go."""
    if not part.goes_with_last or not gone:
        return []
    mine = next(links for links in part.links if links.kind == owner.kind)
    those = ids_value(dialect_of(session), gone)
    others = (
        f"SELECT 1 FROM {links.table} AS o WHERE o.{links.row} = l.{mine.row}"
        + (f" AND NOT ({listed(dialect_of(session), f'o.{links.record}')})" * (links is mine))
        for links in part.links
    )
    alone = " AND ".join(f"NOT EXISTS ({each})" for each in others)
    found = session.connection().execute(
        text(
            f"SELECT DISTINCT l.{mine.row} FROM {mine.table} AS l "
            f"WHERE {listed(dialect_of(session), f'l.{mine.record}')} AND {alone}"
        ),
        {"ids": those},
    )
    return sorted(found.scalars())


def _let_go(session: Session, operation: Operation, part: Part, gone: Ids) -> None:
    """Empty what refers to records that go, such as the organization of a customer."""
    if not gone:
        return
    rows = operation.rows
    for each, column in referring(part.table.name):
        others = found_rows(session, each, "TRUE", gone, column=column.name)
        kept = sorted({*others} - ({*gone} if each is part else set()))
        changed = update_rows(session, operation, each.model, kept, {column.name: None})
        if each.is_record and column.name in each.derives and each.kind in registry.records:
            registry.records[each.kind].refresh(session, changed)
    operation.rows = rows  # the records that are gone are those that count


def referring(table: str) -> list[tuple[Part, Column[Any]]]:
    """The columns of parts that may name a record of a table, and may be empty."""
    return [
        (part, column)
        for part in registry.parts.values()
        for column in part.columns
        if column.nullable and any(key.column.table.name == table for key in column.foreign_keys)
    ]


def _delete(session: Session, operation: Operation, part: Part, ids: Ids) -> None:
    if ids:
        log_rows(session, operation, part, ids, Action.PURGE)
        _delete_logged(session, part, ids)


def _delete_logged(session: Session, part: Part, ids: Ids) -> None:
    if ids:
        run(session, f"DELETE FROM {part.table.name} AS t WHERE {{listed}}", ids, {})
