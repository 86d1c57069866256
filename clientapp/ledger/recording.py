"""Writing rows together with their changes: the only way that a tracked row changes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, insert, select, text, update
from sqlmodel import Session

from clientapp.ledger.dialect import dialect_of, ids_value, json_filled, listed, stored
from clientapp.ledger.inserting import insert_many
from clientapp.models import Action, Change, Operation, OperationStatus
from clientapp.models.base import Stamped, Tracked
from clientapp.record import Part, registry


@dataclass(frozen=True)
class Actor:
    """Who acts, and from where ("web", "command line", "system")."""

    user_id: int | None
    name: str
    source: str


SYSTEM = Actor(None, "Clientapp", "system")


def now() -> datetime:
    """The current time in UTC."""
    return datetime.now(UTC)


def begin(
    session: Session,
    actor: Actor,
    kind: str,
    label: str,
    *,
    record_kind: str = "customer",
    **details: Any,
) -> Operation:
    """Open an operation.

    Args:
        kind: what sort of thing is done, such as "edit" or "import".
        label: in words for people, such as "Import of customers.csv".
        details: further facts, as JSON.
    """
    operation = Operation(
        kind=kind,
        label=label,
        record_kind=record_kind,
        actor_id=actor.user_id,
        actor_name=actor.name,
        source=actor.source,
        details=details,
        started_at=now(),
    )
    session.add(operation)
    session.flush()
    return operation


def finish(
    session: Session, operation: Operation, status: OperationStatus = OperationStatus.DONE
) -> Operation:
    """Raise the versions of the records that were touched since the last call, and close."""
    settle(session, operation)
    operation.status = status
    operation.finished_at = now()
    session.flush()
    return operation


def discard(session: Session, operation: Operation) -> None:
    """Take back an operation that came to nothing; its id is not given again."""
    session.delete(operation)
    session.flush()


def insert_rows(
    session: Session,
    operation: Operation,
    rows: Mapping[type[Tracked], Sequence[dict[str, Any]]],
) -> None:
    """Insert new rows with their ids given, one following the other, and their changes.

    The tables are filled in the given order, so what is referred to comes first. All rows of a
    table have the same keys.
    """
    stamp = {"version": 1, "trashed_at": None}
    made = {"created_at": operation.started_at, "modified_at": operation.started_at}
    by = {"created_by_id": operation.actor_id, "modified_by_id": operation.actor_id}
    filled = {model: values for model, values in rows.items() if values}
    for model, values in filled.items():
        stamped = stamp | (made | by if issubclass(model, Stamped) else {})
        insert_many(session, registry.part_of(model).table, [stamped | row for row in values])
    new_records = {registry.part_of(model).kind for model in filled}
    for model, values in reversed(filled.items()):  # an undo goes from the newest change back
        part = registry.part_of(model)
        ids = [row["id"] for row in values]
        _log_created(session, operation, part, ids, about_is_new=part.about_kind in new_records)
        if part.kind == operation.record_kind:
            operation.rows += len(ids)


def _log_created(
    session: Session, operation: Operation, part: Part, ids: Sequence[int], *, about_is_new: bool
) -> None:
    version = "1"
    if not about_is_new:
        record = registry.parts[part.about_kind].table.name
        version = (
            f"(SELECT {_version_of(part, operation)} FROM {record} AS r WHERE r.id = {part.about})"
        )
    session.connection().execute(
        text(f"""
            INSERT INTO change (operation_id, record_kind, record_id, about_kind, about_id,
                                version, action, after)
            SELECT :operation, '{part.kind}', t.id, '{part.about_kind}', {part.about},
                   {version}, '{Action.CREATE}', {json_filled(dialect_of(session), part)}
            FROM {part.table.name} AS t WHERE t.id BETWEEN :first AND :last ORDER BY t.id
        """),
        {"operation": operation.id, "first": ids[0], "last": ids[-1]},
    )
    if not about_is_new:
        about = text(
            f"SELECT DISTINCT {part.about} FROM {part.table.name} AS t "
            "WHERE t.id BETWEEN :first AND :last"
        )
        found = session.connection().execute(about, {"first": ids[0], "last": ids[-1]}).scalars()
        touch(session, operation, part.about_kind, found)


def _version_of(part: Part, operation: Operation) -> str:
    """SQL for the version that the record `r` of a part will have after this operation."""
    made_here = (
        f"EXISTS (SELECT 1 FROM change AS made WHERE made.operation_id = {operation.id} AND "
        f"made.record_kind = '{part.about_kind}' AND made.record_id = r.id "
        f"AND made.action = '{Action.CREATE}')"
    )
    return f"r.version + CASE WHEN {made_here} OR {unraised(part)} THEN 0 ELSE 1 END"


def unraised(part: Part) -> str:
    """SQL telling whether a change of a part leaves the version of the record `r` as it is: of
    those in Trash that share a row only the history grows, so that they can still be restored."""
    return "(r.trashed_at IS NULL) = FALSE" if part.links else "FALSE"


def update_row(
    session: Session,
    operation: Operation,
    model: type[Tracked],
    row_id: int,
    values: Mapping[str, Any],
) -> bool:
    """Change columns of one row; what is equal already is left alone.

    Returns:
        Whether anything changed.

    Raises:
        LookupError: if there is no such row.
    """
    part = registry.part_of(model)
    table = part.table
    names = list(values)
    current = (
        session.connection()
        .execute(
            select(*(table.c[name] for name in names)).where(table.c.id == row_id).with_for_update()
        )
        .one_or_none()
    )
    if current is None:
        raise LookupError(f"{part.kind} {row_id} does not exist")
    before = dict(zip(names, current, strict=True))
    changed = {name: value for name, value in values.items() if before[name] != value}
    if not changed:
        return False
    raised = {} if part.is_record else {"version": table.c.version + 1}
    session.connection().execute(
        update(table).where(table.c.id == row_id).values(**changed, **raised)
    )
    kept = {column.name for column in part.columns}
    after = {name: value for name, value in changed.items() if name in kept}
    if after:
        was = {name: before[name] for name in after}
        log_row(session, operation, part, row_id, Action.UPDATE, was, after)
    return True


def log_row(
    session: Session,
    operation: Operation,
    part: Part,
    row_id: int,
    action: Action,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Write the change of one row, which the caller has written or is about to."""
    rows = session.connection().execute(
        text(
            f"SELECT r.id, {_version_of(part, operation)} AS version, r.trashed_at "
            f"FROM {concerned(part)} WHERE t.id = :id ORDER BY r.id"
        ),
        {"id": row_id},
    )
    found = rows.all()
    change = {
        "operation_id": operation.id,
        "record_kind": part.kind,
        "record_id": row_id,
        "about_kind": part.about_kind,
        "action": action,
        "before": None if before is None else as_json(before),
        "after": None if after is None else as_json(after),
    }
    abouts = [{**change, "about_id": row.id, "version": row.version} for row in found]
    session.connection().execute(insert(Change), abouts)
    ids = (row.id for row in found if part.links is None or row.trashed_at is None)
    touch(session, operation, part.about_kind, ids)


def concerned(part: Part) -> str:
    """SQL for the rows `t` of a part joined with the records `r` in whose histories a change of
    them stands: all that have a row through its links, or else all that had it."""
    record = registry.parts[part.about_kind].table.name
    links = part.links
    if links is None:
        return f"{part.table.name} AS t JOIN {record} AS r ON r.id = {part.about}"
    has_none = (
        f"NOT EXISTS (SELECT 1 FROM {links.table} AS o "
        f"WHERE o.{links.row} = t.id AND o.trashed_at IS NULL)"
    )
    return (
        f"{part.table.name} AS t JOIN {links.table} AS l ON l.{links.row} = t.id "
        f"AND (l.trashed_at IS NULL OR {has_none}) JOIN {record} AS r ON r.id = l.{links.record}"
    )


def as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Column values as the ledger keeps them: dates in ISO 8601, decimals as numbers."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def from_json(column: Column[Any], value: Any) -> Any:
    """A value that the ledger kept, in the type of its column again."""
    python = column.type.python_type
    if value is None or isinstance(value, python):
        return value
    if hasattr(python, "fromisoformat"):
        return python.fromisoformat(value)
    return python(str(value)) if python is Decimal else python(value)


def touch(session: Session, operation: Operation, kind: str, ids: Iterable[int]) -> None:
    """Note that records changed, so that `settle` raises their versions once."""
    touched: set[tuple[str, int]] = session.info.setdefault(("touched", operation.id), set())
    touched.update((kind, record_id) for record_id in ids)


def settle(session: Session, operation: Operation) -> dict[str, list[int]]:
    """Raise the versions of the older records touched since the last call, and count them.

    Returns:
        Their ids, by kind.
    """
    touched: set[tuple[str, int]] = session.info.pop(("touched", operation.id), set())
    by_kind: dict[str, list[int]] = {}
    for kind, record_id in sorted(touched):
        by_kind.setdefault(kind, []).append(record_id)
    for kind, ids in by_kind.items():
        _raise_versions(session, operation, kind, ids)
    operation.rows += len(by_kind.get(operation.record_kind, ()))
    return by_kind


def _raise_versions(
    session: Session, operation: Operation, kind: str, ids: Collection[int]
) -> None:
    part, dialect = registry.parts[kind], dialect_of(session)
    made_here = (
        "EXISTS (SELECT 1 FROM change AS made WHERE made.operation_id = :operation AND "
        f"made.record_kind = '{kind}' AND made.record_id = t.id AND "
        f"made.action = '{Action.CREATE}')"
    )
    session.connection().execute(
        text(
            f"UPDATE {part.table.name} AS t SET {', '.join(stamps(part))} "
            f"WHERE {listed(dialect, 't.id')} AND NOT {made_here}"
        ),
        {
            "ids": ids_value(dialect, ids),
            "operation": operation.id,
            **stamp(session, operation, part),
        },
    )


def stamps(part: Part) -> list[str]:
    """SQL settings that raise the version of a row `t`, and stamp a record with `stamp`."""
    raised = ["version = t.version + 1"]
    if part.is_record and issubclass(part.model, Stamped):
        raised += ["modified_at = :now", "modified_by_id = :actor"]
    return raised


def stamp(session: Session, operation: Operation, part: Part) -> dict[str, Any]:
    """Who writes, and when, as `stamps` take it."""
    if not (part.is_record and issubclass(part.model, Stamped)):
        return {}
    moment = stored(dialect_of(session), part.table.c["modified_at"], now())
    return {"now": moment, "actor": operation.actor_id}
