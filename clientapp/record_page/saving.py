"""Saving what a form holds: a new record, or one merged with what others saved meanwhile."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sqlmodel import Session

from clientapp.editing.picking import problems_of
from clientapp.editing.uniqueness import still_free, taken
from clientapp.editing.validation import Rejected
from clientapp.ledger.changed import Changed, Conflict, changed_since
from clientapp.ledger.circles import circle_problems, hold_circles
from clientapp.ledger.recording import Actor, begin, finish
from clientapp.ledger.sharing import close, hold_with_sharers
from clientapp.models import Operation
from clientapp.problem import Problem
from clientapp.record_page.editable import Editable, Problems, Values
from clientapp.settings import settings


class UnknownRecord(LookupError):
    """There is no such record."""


class Saved(NamedTuple):
    """A record after a save: its version, and what others changed meanwhile in other fields."""

    version: int
    merged: dict[str, Changed]


def create_record(
    session: Session,
    actor: Actor,
    editable: Editable,
    values: Mapping[str, Any],
    add: Callable[[Operation], int],
    problems: Mapping[str, str] | None = None,
) -> int:
    """Create one record from what the form read.

    Args:
        values: by field name, with defaults filled in.
        add: inserts it, and what else the form held, in an open operation; gives its id.
        problems: what is wrong with what else the form held, by field name.

    Returns:
        Its id.

    Raises:
        Rejected: with a sentence for each field that does not do.
    """
    if found := {**(problems or {}), **_problems(session, editable, 0, values, values)}:
        raise Rejected(found)
    label = f"New {editable.record.label} {editable.display_name(values)}"
    operation = begin(session, actor, "create", label, record_kind=editable.kind)
    with still_free(session, editable.kind, values, values):
        created = add(operation)
    finish(session, operation)
    return created


def update_record(
    session: Session,
    actor: Actor,
    editable: Editable,
    record_id: int,
    values: Mapping[str, Any],
    base_version: int,
    begun_at: Mapping[str, int] | None = None,
) -> Saved:
    """Save what a form holds, merged with what others saved since it was loaded.

    Args:
        values: fields as the form holds them; those equal to the base are not the user's changes.
        base_version: the version that the form was loaded with.
        begun_at: by field name, the version that the user saw when a change was begun. What is
            named here is the user's change, whatever it is equal to.

    Raises:
        UnknownRecord: if it does not exist.
        Problem: if it is in Trash.
        Rejected: with a sentence for each changed field that does not do.
        Conflict: if somebody else changed one of the changed fields since, to another value.
    """
    kind, parent = editable.kind, editable.record.parent
    if parent and values.get(parent.name) is not None:
        hold_circles(session)
    hold_with_sharers(session, kind, record_id)
    current = _current(session, editable, record_id)
    begun = begun_at or {}
    fields = editable.form_fields
    changed = changed_since(session, kind, record_id, base_version, fields, begun)
    base = current | {name: each.original for name, each in changed.items()}
    mine = {n: value for n, value in values.items() if n in begun or value != base[n]}
    differing = {name: value for name, value in mine.items() if value != current[name]}
    whole = {**current, **differing}
    if problems := _problems(session, editable, record_id, whole, differing):
        raise Rejected(problems)
    if clashes := {name: each for name, each in changed.items() if name in differing}:
        raise Conflict(clashes, {n: current[n] for n in clashes}, current["version"])
    merged = {n: c for n, c in changed.items() if n not in mine and c.original != current[n]}
    if not differing:
        return Saved(current["version"], merged)
    label = f"Edit of {current['display_name']}"
    operation = begin(session, actor, "edit", label, record_kind=kind)
    with still_free(session, kind, whole, differing, record_id):
        editable.save_values(session, operation, record_id, current, differing)
    close(session, operation)
    return Saved(current["version"] + 1, merged)


def _problems(
    session: Session,
    editable: Editable,
    record_id: int,
    whole: Mapping[str, Any],
    differing: Mapping[str, Any],
) -> Problems:
    """What is wrong with the fields that differ, by field name; the id of a new record is 0."""
    return (
        editable.check(whole, differing, settings().country, new=not record_id)
        | circle_problems(session, editable.record, record_id, differing)
        | problems_of(session, editable.form_fields, differing)
        | taken(session, editable.kind, whole, differing, record_id)
    )


def _current(session: Session, editable: Editable, record_id: int) -> Values:
    """What is stored of a record that can be changed."""
    current = editable.read_values(session, [record_id]).get(record_id)
    if current is None:
        raise UnknownRecord(f"There is no {editable.record.label} {record_id}.")
    if current["trashed_at"] is not None:
        raise Problem(f"{current['display_name']} is in Trash. Restore it before you change it.")
    return current
