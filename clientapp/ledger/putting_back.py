"""Putting back one field of a record to what it was before one change, whatever else that changed.

It is an operation of its own and can be undone. The field is put back only if it still holds what
the change wrote (docs/decisions.md, 16).
"""

from typing import Any, NamedTuple

from sqlalchemy import Column, Table
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from clientapp.field import Field
from clientapp.formatting import ago
from clientapp.ledger.changed import FieldsOf
from clientapp.ledger.circles import circle_problems, hold_circles
from clientapp.ledger.recording import Actor, begin, from_json, now, update_row
from clientapp.ledger.sharing import close, hold_with_sharers
from clientapp.models import Action, Change, Operation
from clientapp.problem import Problem
from clientapp.record import Part, Record, registry


class CannotPutBack(Problem):
    """The field stays as it is; the text says why."""


class _Place(NamedTuple):
    """Where a change wrote a field."""

    change: Change
    part: Part
    column: Column[Any]


def put_back(
    session: Session,
    actor: Actor,
    kind: str,
    record_id: int,
    change_id: int,
    field_name: str,
    *,
    others: bool,
) -> int:
    """Put back one field of a record to what it was before a change.

    Args:
        change_id, field_name: as a line of the record's history names them (`history.Line`).
        others: whether the actor may undo what somebody else did.

    Returns:
        The operation that did it.

    Raises:
        CannotPutBack: if the field holds something else by now, or must stay for another reason.
    """
    record, field = registry.records[kind], field_named(kind, field_name)
    if field and field == record.parent:
        hold_circles(session)
    _lock(session, record, record_id)
    place = _place(session, record, record_id, change_id, field_name) if field else None
    if field is None or place is None:
        raise CannotPutBack("This change cannot be undone from here.")
    original = session.get_one(Operation, place.change.operation_id)
    if not others and original.actor_id != actor.user_id:
        raise CannotPutBack(f"{original.actor_name} did this; a manager can undo it.")
    value = _value_before(session, place, field)
    if circle := circle_problems(session, record, record_id, {field.name: value}):
        raise CannotPutBack(f"{field.label} stays. {circle[field.name]}.")
    title = record.titles(session, [record_id])[record_id]
    label = f"Put back {field.label} of {title}"
    operation = begin(session, actor, "put back", label, record_kind=kind)
    try:
        row_id, name = place.change.record_id, place.column.name
        update_row(session, operation, place.part.model, row_id, {name: value})
    except IntegrityError as taken:
        reason = f"{field.label} stays: another {record.label} has that value now."
        raise CannotPutBack(reason) from taken
    return close(session, operation) or operation.id or 0


def field_named(kind: str, name: str) -> Field | None:
    """A field of a record, or of a part of it, by the name that a line of its history has."""
    part, dot, own = name.partition(".")
    if not dot:
        return next((each for each in registry.records[kind].fields if each.name == name), None)
    telling = registry.parts[part].told_at(kind) if part in registry.parts else None
    fields = telling.fields if telling else ()
    return next((each for each in fields if each.name == own), None)


def _lock(session: Session, record: Record, record_id: int) -> None:
    """Hold the record until the transaction ends; one that is gone or in Trash is left alone."""
    hold_with_sharers(session, record.kind, record_id)
    table = record.parts[0].table
    live = select(table.c.id).where(table.c.id == record_id, table.c.trashed_at.is_(None))
    if session.connection().execute(live).first() is None:
        raise CannotPutBack(f"This {record.label} is in Trash, or gone: restore it first.")


def _place(
    session: Session, record: Record, record_id: int, change_id: int, name: str
) -> _Place | None:
    """Where a change of this record wrote the field of this name, if it did."""
    change = session.get(Change, change_id)
    field = field_named(record.kind, name)
    if change is None or (change.about_kind, change.about_id) != (record.kind, record_id):
        return None
    wrote = change.action == Action.UPDATE or (
        change.action == Action.CREATE and change.record_kind != record.kind
    )
    if not wrote or field is None or field.read_only:
        return None
    column, part = field.stored_as, registry.parts[change.record_kind]
    if "." in name:
        known = name == f"{part.kind}.{field.name}"
    else:
        held = record.held(session, [record_id])[record_id]
        known = field in FieldsOf(record.kind, record.fields, held).of(change, column)
    if not known or column not in (change.after or {}):
        return None
    return _Place(change, part, part.table.c[column])


def _value_before(session: Session, place: _Place, field: Field) -> Any:
    """What the field was before, if it holds what the change wrote."""
    change, _part, column = place
    table: Table = column.table
    before, after = (
        from_json(column, (document or {}).get(column.name))
        for document in (change.before, change.after)
    )
    row = (
        session.connection()
        .execute(select(column, table.c.trashed_at).where(table.c.id == change.record_id))
        .one_or_none()
    )
    if row is None or row.trashed_at is not None or row[0] != after:
        if row is not None and row.trashed_at is None and row[0] == before:
            raise CannotPutBack(f"{field.label} is back already.")
        raise CannotPutBack(_changed_again(session, place, field))
    if before is None and field.never_empty:
        raise CannotPutBack(f"{field.label} cannot be empty.")
    for key in column.foreign_keys:
        target = key.column.table
        there = select(target.c.id).where(target.c.id == before, target.c.trashed_at.is_(None))
        if before is not None and session.connection().execute(there).first() is None:
            raise CannotPutBack(f"{field.label} stays: the choice it had was removed.")
    return before


def _changed_again(session: Session, place: _Place, field: Field) -> str:
    """Who changed the field since, and when."""
    change, _part, column = place
    later = session.exec(
        select(Change, Operation)
        .join(Operation, col(Operation.id) == Change.operation_id)
        .where(Change.about_kind == change.about_kind, Change.about_id == change.about_id)
        .where(Change.record_kind == change.record_kind, Change.record_id == change.record_id)
        .where(col(Change.id) > change.id)
        .order_by(col(Change.id).desc())
    )
    for each, operation in later:
        if column.name in (each.after or {}) or each.action == Action.TRASH:
            when = ago(operation.started_at, now())
            who = operation.actor_name
            return f"{field.label} was changed again by {who} {when}; put it back by hand."
    return f"{field.label} holds something else by now; put it back by hand."
