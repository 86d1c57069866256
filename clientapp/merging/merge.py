"""Merging records into one: the values that were chosen, and all that belongs to the others.

It is one operation in one transaction. The others go to Trash, and undoing the operation brings
them back: "Unmerge" (docs/decisions/0016).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from clientapp.field import Field, Home
from clientapp.ledger.dialect import among, dialect_of
from clientapp.ledger.merges import MERGE, together
from clientapp.ledger.moving import retire
from clientapp.ledger.recording import Actor, begin, finish, log_row, update_row
from clientapp.ledger.setting import lock_rows
from clientapp.ledger.sharing import abouts, refresh
from clientapp.merging.moving import move_part, owned_parts
from clientapp.models import Action
from clientapp.problem import Problem
from clientapp.record import Record, registry

FEWEST, MOST = 2, 10
"""Records that are merged at once, with the one that stays."""

HOMES = (Home.PRIMARY_CONTACT, Home.SITE, Home.BILLING)
"""The parts of which a record has one that holds fields of its own; which one, is chosen."""

Rows = Mapping[int, Mapping[Any, Any]]
"""The rows of records by their ids."""


class Stale(Problem):
    """A record changed since it was looked at."""


def merge(
    session: Session,
    actor: Actor,
    kind: str,
    survivor_id: int,
    others: Sequence[int],
    chosen: Mapping[str, int],
    seen: Mapping[int, int] | None = None,
) -> int:
    """Merge two to ten live records into one of them.

    Args:
        others: those that are merged into the survivor and go to Trash.
        chosen: the record whose value is kept, by the name of a field of the record's own or of one
            of `HOMES`. What is not named is kept of the survivor.
        seen: the versions that the records had when they were looked at, by their ids.

    Returns:
        The operation.

    Raises:
        Stale: if a record has another version by now.
        Problem: if a record is in Trash or gone, or what was chosen does not fit.
    """
    record, ids = registry.records[kind], [survivor_id, *others]
    check_number(ids)
    rows = _held(session, record, ids)
    titles = record.titles(session, ids)
    for each, version in (seen or {}).items():
        if each in rows and rows[each]["version"] != version:
            raise Stale(f"{titles[each]} was changed meanwhile. Look again before you merge.")
    values = _values(record, rows, survivor_id, chosen)
    names = [titles[each] for each in others]
    operation = begin(
        session,
        actor,
        MERGE,
        f"Merge of {together(names)} into {titles[survivor_id]}",
        record_kind=kind,
        survivor=survivor_id,
        merged=[*others],
        into=titles[survivor_id],
        names=names,
    )
    moved = {
        part.kind: move_part(session, operation, part, survivor_id, others, chosen)
        for part in owned_parts(kind)
    }
    operation.details = operation.details | {"moved": {k: n for k, n in moved.items() if n}}
    own = record.parts[0]
    retire(session, operation, own.model, others)
    log_row(session, operation, own, survivor_id, Action.MERGE)
    if values:  # what is unique is free by now
        update_row(session, operation, own.model, survivor_id, values)
    record.mend(session, operation, [survivor_id])
    finish(session, operation)
    record.refresh(session, [survivor_id])
    record.reindex(session, others)
    refresh(session, abouts(session, operation), {kind: ids})
    return operation.id or 0


def check_number(ids: Sequence[int]) -> None:
    """Raise a Problem unless it is two to ten different records."""
    if len(set(ids)) != len(ids) or not FEWEST <= len(ids) <= MOST:
        raise Problem(f"Choose {FEWEST} to {MOST} different records to merge.")


def own_fields(record: Record) -> list[Field]:
    """The fields of which one value is kept: those that a record's own row holds."""
    return [field for field in record.fields if field.home == Home.RECORD]


def _held(session: Session, record: Record, ids: Sequence[int]) -> Rows:
    """The rows of live records, locked until the transaction ends."""
    part = record.parts[0]
    lock_rows(session, part.model, ids)
    found = select(*part.table.c).where(among(dialect_of(session), part.table.c["id"], ids))
    rows = {row["id"]: row for row in session.connection().execute(found).mappings()}
    gone = [each for each in ids if each not in rows or rows[each]["trashed_at"] is not None]
    if gone:
        title = record.titles(session, gone).get(gone[0], f"One of the {record.plural}")
        raise Problem(f"{title} is in Trash, or gone.")
    return rows


def _values(
    record: Record, rows: Rows, survivor_id: int, chosen: Mapping[str, int]
) -> dict[str, Any]:
    """The columns of the survivor. What no field shows is filled where it has none."""
    fields = {field.name: field.stored_as for field in own_fields(record)}
    known = {*fields, *HOMES}
    if not (chosen.keys() <= known and rows.keys() >= set(chosen.values())):
        raise Problem("Choose every value from one of the records that are merged.")
    values = {fields[n]: rows[each][fields[n]] for n, each in chosen.items() if n in fields}
    shown = {field.stored_as for field in record.fields}
    for column in record.parts[0].columns:
        if column.name not in shown and rows[survivor_id][column.name] is None:
            held = (row[column.name] for row in rows.values())
            values[column.name] = next((each for each in held if each is not None), None)
    return values
