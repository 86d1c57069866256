"""Writing rows together with their changes: the only way that a tracked row changes."""

from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Row, insert, select, text, update
from sqlmodel import Session

from clientapp.ledger.about import came_with, concerned, when_undone
from clientapp.ledger.dialect import as_json, dialect_of, ids_value, json_filled, listed, stored
from clientapp.ledger.inserting import insert_many
from clientapp.ledger.versions import made_here, raised, stamps, version_after
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
    about: tuple[str, int] | None = None,
) -> None:
    """Insert new rows with their ids given, one following the other, and their changes.

    The tables are filled in the given order, so what is referred to comes first. All rows of a
    table have the same keys.

    Args:
        about: kind and id of the record that a shared row comes with, where the row that leads to
            it is not among these: an organization that gets its headquarters later.
    """
    stamp = {"version": 1, "trashed_at": None}
    made = {"created_at": operation.started_at, "modified_at": operation.started_at}
    by = {"created_by_id": operation.actor_id, "modified_by_id": operation.actor_id}
    filled = [(registry.part_of(model), values) for model, values in rows.items() if values]
    for part, values in filled:
        stamped = stamp | (made | by if issubclass(part.model, Stamped) else {})
        insert_many(session, part.table, [stamped | row for row in values])
    new = {part.kind for part, _values in filled}
    filled.reverse()  # an undo goes from the newest change back
    filled.sort(key=lambda pair: -when_undone(pair[0].kind, Action.CREATE))
    for part, values in filled:
        ids = [row["id"] for row in values]
        for kind, sql in came_with(part, new, about):
            _log_created(session, operation, part, ids, kind, sql, about_is_new=kind in new)
        if part.kind == operation.record_kind:
            operation.rows += len(ids)


def _log_created(
    session: Session,
    operation: Operation,
    part: Part,
    ids: Sequence[int],
    kind: str,
    about: str,
    *,
    about_is_new: bool,
) -> None:
    version, bound = "1", {"first": ids[0], "last": ids[-1]}
    if not about_is_new:
        record, raised = registry.parts[kind].table.name, version_after(part, kind, operation)
        version = f"(SELECT {raised} FROM {record} AS r WHERE r.id = {about})"
    told = session.connection().execute(
        text(f"""
            INSERT INTO change (operation_id, record_kind, record_id, about_kind, about_id,
                                version, action, after)
            SELECT :operation, '{part.kind}', t.id, '{kind}', {about},
                   {version}, '{Action.CREATE}', {json_filled(dialect_of(session), part)}
            FROM {part.table.name} AS t WHERE t.id BETWEEN :first AND :last ORDER BY t.id
            {"" if about_is_new else "RETURNING about_id"}
        """),
        {"operation": operation.id, **bound},
    )
    if not about_is_new:
        touch(session, operation, kind, told.scalars())


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
    version = {} if part.is_record else {"version": text(raised(operation, part, table.name))}
    session.connection().execute(
        update(table).where(table.c.id == row_id).values(**changed, **version)
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
    """Write the change of one row, which the caller has written or is about to.

    Raises:
        LookupError: if no record has the row, so that no history could tell of it.
    """
    found = _abouts(session, operation, part, row_id)
    change = {
        "operation_id": operation.id,
        "record_kind": part.kind,
        "record_id": row_id,
        "action": action,
        "before": None if before is None else as_json(before),
        "after": None if after is None else as_json(after),
    }
    told = (
        {**change, "about_kind": row.kind, "about_id": row.id, "version": row.raised}
        for row in found
    )
    session.connection().execute(insert(Change), list(told))
    shared = bool(part.links or part.also)
    for row in found:
        if not (shared and row.trashed_at is not None):
            touch(session, operation, row.kind, [row.id])


def log_look(session: Session, operation: Operation, part: Part, row_id: int) -> None:
    """Write down that somebody looked at a row that is a secret: no version rises, and no undo
    takes it back.

    Raises:
        LookupError: if no record has the row.
    """
    look = {"operation_id": operation.id, "record_kind": part.kind, "record_id": row_id}
    looks = [
        {
            **look,
            "action": Action.LOOK,
            "about_kind": r.kind,
            "about_id": r.id,
            "version": r.version,
        }
        for r in _abouts(session, operation, part, row_id)
    ]
    session.connection().execute(insert(Change), looks)
    operation.rows += sum(look["about_kind"] == operation.record_kind for look in looks)


def _abouts(session: Session, operation: Operation, part: Part, row_id: int) -> list[Row[Any]]:
    """The records in whose histories a change of a row stands, with their versions before and
    after it."""
    each = (
        f"SELECT '{whose.kind}' AS kind, r.id, r.version, r.trashed_at, "
        f"{version_after(part, whose.kind, operation)} AS raised FROM {whose.source} "
        "WHERE t.id = :id"
        for whose in concerned(part)
    )
    found = session.connection().execute(text(" UNION ALL ".join(each)), {"id": row_id}).all()
    if not found:
        raise LookupError(f"nobody has {part.kind} {row_id}")
    return sorted(found, key=lambda row: (row.kind, row.id))


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


@contextmanager
def savepoint(session: Session, operation: Operation) -> Generator[None]:
    """A part of an operation that is taken back alone where it raises."""
    key = ("touched", operation.id)
    touched: set[tuple[str, int]] = {*session.info.get(key, ())}
    try:
        with session.begin_nested():
            yield
    except BaseException:
        session.info[key] = touched
        raise


def note_raised(session: Session, operation: Operation, kind: str, ids: Iterable[int]) -> None:
    """Note that the versions of records were raised: all that was written so far is told with
    them."""
    touched: set[tuple[str, int]] = session.info.get(("touched", operation.id), set())
    touched.difference_update((kind, record_id) for record_id in ids)


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
        raised_now = _raise_versions(session, operation, kind, ids)
        operation.rows += raised_now * (kind == operation.record_kind)
    return by_kind


def _raise_versions(session: Session, operation: Operation, kind: str, ids: Collection[int]) -> int:
    """Raise the versions of those that the operation did not create; how many they are."""
    part, dialect = registry.parts[kind], dialect_of(session)
    done = session.connection().execute(
        text(
            f"UPDATE {part.table.name} AS t SET {', '.join(stamps(part, operation))} "
            f"WHERE {listed(dialect, 't.id')} AND NOT {made_here(operation, part, 't.id')}"
        ),
        {"ids": ids_value(dialect, ids), **stamp(session, operation, part)},
    )
    return done.rowcount


def stamp(session: Session, operation: Operation, part: Part) -> dict[str, Any]:
    """Who writes, and when, as `stamps` take it."""
    if not (part.is_record and issubclass(part.model, Stamped)):
        return {}
    moment = stored(dialect_of(session), part.table.c["modified_at"], now())
    return {"now": moment, "actor": operation.actor_id}
