"""Writing many rows together with their changes, in a few statements whatever their number.

An operation touches each record once through these: the statement that sets values raises the
version and stamps the record too.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import text
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
from clientapp.ledger.recording import concerned, now, stamp, stamps, touch, unraised
from clientapp.models import Action, Operation
from clientapp.models.base import Tracked
from clientapp.record import Part, registry

Ids = Collection[int]
Bound = Mapping[str, Any]


def lock_rows(session: Session, model: type[Tracked], ids: Ids) -> None:
    """Lock rows in rising order, so that two large writes cannot wait for each other.

    SQLite's transactions hold the only write lock already.
    """
    if dialect_of(session).name != "sqlite":
        _found(session, registry.part_of(model), "TRUE", ids, then="FOR UPDATE")


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
    changed = _found(session, part, f"NOT ({' AND '.join(equal.values())})", ids, bound)
    if changed:
        but = equal if len(values) > 1 else {}
        before = json_of(dialect, {name: f"t.{name}" for name in values}, but)
        after = json_of(dialect, new, but)
        _log(session, operation, part, changed, Action.UPDATE, before, after, bound)
        _set(session, operation, part, changed, new, bound)
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


def purge_rows(session: Session, operation: Operation, model: type[Tracked], ids: Ids) -> list[int]:
    """Delete records that are in Trash, the rows that they own, and those that they shared and
    nobody else has; the ledger keeps the fact.

    Returns:
        The ids of the records that are gone.
    """
    part = registry.part_of(model)
    lock_rows(session, model, ids)
    gone = _found(session, part, TRASHED, ids)
    parts = [each for each in registry.parts.values() if each.about_kind == part.kind]
    left = {each.kind: _left_alone(session, each, gone) for each in parts if each.goes_with_last}
    for each in parts:
        if each.kind in left:  # while their links still say about whom it is
            _log(session, operation, each, left[each.kind], Action.PURGE)
    for each in parts:
        if each.owner:
            owned = _found(session, each, "TRUE", gone, column=each.owner)
            _delete(session, operation, each, owned)
    for each in parts:
        _delete_logged(session, each, left.get(each.kind, ()))
    _delete(session, operation, part, gone)
    if part.kind == operation.record_kind:
        operation.rows += len(gone)
    return gone


def _left_alone(session: Session, part: Part, gone: Ids) -> list[int]:
    """The shared rows of a part that nobody has but records that go."""
    links = part.links
    if links is None or not gone:
        return []
    theirs = listed(dialect_of(session), f"l.{links.record}")
    others = listed(dialect_of(session), f"o.{links.record}")
    found = session.connection().execute(
        text(
            f"SELECT DISTINCT l.{links.row} FROM {links.table} AS l WHERE {theirs} AND NOT EXISTS "
            f"(SELECT 1 FROM {links.table} AS o WHERE o.{links.row} = l.{links.row} "
            f"AND NOT ({others}))"
        ),
        {"ids": ids_value(dialect_of(session), gone)},
    )
    return sorted(found.scalars())


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
        found = _found(session, part, f"{TRASHED} AND ({live} OR {later})", ids)
        reasons |= dict.fromkeys(found, unique.reason)
    return reasons


def _move(
    session: Session, operation: Operation, model: type[Tracked], ids: Ids, action: Action
) -> list[int]:
    part = registry.part_of(model)
    lock_rows(session, model, ids)
    was = "t.trashed_at IS NULL" if action == Action.TRASH else TRASHED
    moved = _found(session, part, was, ids)
    if moved:
        _log(session, operation, part, moved, action)
        move_rows(session, operation, part, moved, action)
    return moved


def move_rows(
    session: Session,
    operation: Operation,
    part: Part,
    ids: Ids,
    action: Action,
    *,
    stamped: bool = True,
) -> None:
    """Set that rows are in Trash, or out of it; their changes are the caller's to write.

    Args:
        stamped: whether this raises the version of a record, and not `recording.settle`.
    """
    dialect, column = dialect_of(session), part.table.c["trashed_at"]
    moment: datetime | None = now() if action == Action.TRASH else None
    new = {"trashed_at": typed(dialect, "v_trashed_at", column)}
    bound = {"v_trashed_at": stored(dialect, column, moment)}
    _set(session, operation, part, ids, new, bound, stamped=stamped)


def _set(
    session: Session,
    operation: Operation,
    part: Part,
    ids: Ids,
    new: Mapping[str, str],
    bound: Bound,
    *,
    stamped: bool = True,
) -> None:
    settings = [f"{name} = {value}" for name, value in new.items()]
    if stamped or not part.is_record:
        settings += stamps(part)
    statement = f"UPDATE {part.table.name} AS t SET {', '.join(settings)} WHERE {{listed}}"
    _run(session, statement, ids, {**bound, **stamp(session, operation, part)})
    if stamped and part.kind == operation.record_kind:
        operation.rows += len(ids)


def _log(
    session: Session,
    operation: Operation,
    part: Part,
    ids: Ids,
    action: Action,
    before: str = "NULL",
    after: str = "NULL",
    bound: Bound | None = None,
) -> None:
    """Write one change for each row, with the version that its record will have."""
    rows, r = (f"{part.table.name} AS t", "t") if part.is_record else (concerned(part), "r")
    version = f"{r}.version + CASE WHEN {unraised(part)} THEN 0 ELSE 1 END"
    statement = (
        "INSERT INTO change (operation_id, record_kind, record_id, about_kind, about_id, version, "
        f"action, before, after) SELECT {operation.id}, '{part.kind}', t.id, '{part.about_kind}', "
        f"{r}.id, {version}, '{action}', {before}, {after} "
        f"FROM {rows} WHERE {{listed}} ORDER BY t.id"
    )
    _run(session, statement, ids, bound or {})
    if not part.is_record and action != Action.PURGE:
        live = "TRUE" if part.links is None else "r.trashed_at IS NULL"
        found = f"SELECT DISTINCT r.id FROM {rows} WHERE {{listed}} AND {live}"
        touch(session, operation, part.about_kind, _run(session, found, ids, {}).scalars())


def _delete(session: Session, operation: Operation, part: Part, ids: Ids) -> None:
    if ids:
        _log(session, operation, part, ids, Action.PURGE)
        _delete_logged(session, part, ids)


def _delete_logged(session: Session, part: Part, ids: Ids) -> None:
    if ids:
        _run(session, f"DELETE FROM {part.table.name} AS t WHERE {{listed}}", ids, {})


def _found(
    session: Session,
    part: Part,
    condition: str,
    ids: Ids,
    bound: Bound | None = None,
    *,
    column: str = "id",
    what: str = "t.id",
    then: str = "",
) -> list[int]:
    """The rows `t`, by rising id, that meet a condition and whose column is one of the ids."""
    dialect = dialect_of(session)
    statement = text(
        f"SELECT {what} FROM {part.table.name} AS t "
        f"WHERE {listed(dialect, f't.{column}')} AND ({condition}) ORDER BY t.id {then}"
    )
    values = {**(bound or {}), "ids": ids_value(dialect, ids)}
    return list(session.connection().execute(statement, values).scalars())


def _run(session: Session, statement: str, ids: Ids, bound: Bound) -> Any:
    dialect = dialect_of(session)
    clause = text(statement.replace("{listed}", listed(dialect, "t.id")))
    return session.connection().execute(clause, {**bound, "ids": ids_value(dialect, ids)})
