"""What every write of many rows is made of: finding them, writing them, and their changes."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from clientapp.ledger.about import Whose, concerned
from clientapp.ledger.dialect import dialect_of, ids_value, listed, stored, typed
from clientapp.ledger.recording import note_raised, now, stamp, touch
from clientapp.ledger.versions import stamps, version_after
from clientapp.models import Action, Operation
from clientapp.record import Part

Ids = Collection[int]
Bound = Mapping[str, Any]

NOTHING = "CAST(NULL AS jsonb)"


def found_rows(
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


def run(session: Session, statement: str, ids: Ids, bound: Bound) -> Any:
    """Run a statement over the rows `t` of these ids; "{listed}" stands in it for them."""
    dialect = dialect_of(session)
    clause = text(statement.replace("{listed}", listed(dialect, "t.id")))
    return session.connection().execute(clause, {**bound, "ids": ids_value(dialect, ids)})


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
    set_rows(session, operation, part, ids, new, bound, stamped=stamped)


def set_rows(
    session: Session,
    operation: Operation,
    part: Part,
    ids: Ids,
    new: Mapping[str, str],
    bound: Bound,
    *,
    stamped: bool = True,
) -> None:
    """Give columns of rows new values, by name as SQL; their changes are the caller's to write."""
    settings = [f"{name} = {value}" for name, value in new.items()]
    if stamped or not part.is_record:
        settings += stamps(part, operation)
    statement = f"UPDATE {part.table.name} AS t SET {', '.join(settings)} WHERE {{listed}}"
    run(session, statement, ids, {**bound, **stamp(session, operation, part)})
    if stamped and part.is_record:
        note_raised(session, operation, part.kind, ids)
    if stamped and part.kind == operation.record_kind:
        operation.rows += len(ids)


def log_rows(
    session: Session,
    operation: Operation,
    part: Part,
    ids: Ids,
    action: Action,
    before: str = NOTHING,
    after: str = NOTHING,
    bound: Bound | None = None,
) -> None:
    """Write one change for each row and each record that it is about, with the version that this
    will have."""
    own = [Whose(part.kind, f"{part.table.name} AS t")]
    whose, r = (own, "t") if part.is_record else (concerned(part), "r")
    each = " UNION ALL ".join(
        f"SELECT {operation.id}, '{part.kind}', t.id, '{kind}', {r}.id, "
        f"{version_after(part, kind, operation, r)}, '{action}', "
        f"{before}, {after} FROM {source} WHERE {{listed}}"
        for kind, source in whose
    )
    statement = (
        "INSERT INTO change (operation_id, record_kind, record_id, about_kind, about_id, version, "
        f"action, before, after) {each} ORDER BY 3"
    )
    run(session, statement, ids, bound or {})
    if not part.is_record:
        _touch(session, operation, part, ids, action)


def _touch(session: Session, operation: Operation, part: Part, ids: Ids, action: Action) -> None:
    """Note that the records of rows changed. Of rows that go with their record, only the others
    are there to be noted."""
    live = "r.trashed_at IS NULL" if part.links or part.also else "TRUE"
    whose = [
        each
        for each in concerned(part)
        if action != Action.PURGE or (part.also and each.kind != operation.record_kind)
    ]
    each = (
        f"SELECT DISTINCT '{kind}' AS kind, r.id FROM {source} WHERE {{listed}} AND {live}"
        for kind, source in whose
    )
    if whose:
        for kind, row_id in run(session, " UNION ALL ".join(each), ids, {}):
            touch(session, operation, kind, [row_id])
