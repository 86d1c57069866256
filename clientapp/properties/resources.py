"""What one has to know at a property: a meter, where to park, a gate code.

The value of a secret one is read by `look` alone, which writes down who saw it.
"""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from clientapp.editing.validation import Rejected
from clientapp.field import Field
from clientapp.ledger.changed import Clash
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import Actor, begin, finish, insert_rows, log_look, update_row
from clientapp.ledger.setting import trash_rows
from clientapp.ledger.sharing import close, hold
from clientapp.models import PropertyResource
from clientapp.problem import Problem
from clientapp.record import registry

RESOURCE = "Resource"
RESOURCE_FIELDS = (
    Field("name", "Resource name", section=RESOURCE, width=6, required=True),
    Field("value", "Resource value", section=RESOURCE, width=6),
)
RESOURCE_FIELD = {field.name: field for field in RESOURCE_FIELDS}
TICK = "is_secret"

Values = Mapping[str, Any]


def resources_of(session: Session, property_id: int) -> list[PropertyResource]:
    """The resources of a property in the order of their names."""
    found = select(PropertyResource).where(
        PropertyResource.property_id == property_id, col(PropertyResource.trashed_at).is_(None)
    )
    fresh = found.execution_options(populate_existing=True)
    return sorted(session.exec(fresh), key=lambda each: (each.name.casefold(), each.id or 0))


def resource_of(session: Session, property_id: int, row_id: int) -> PropertyResource | None:
    """One resource of a property; None if it has no such."""
    return next((e for e in resources_of(session, property_id) if e.id == row_id), None)


def save_resource(
    session: Session,
    actor: Actor,
    property_id: int,
    row_id: int | None,
    values: Values,
    base: Values,
    *,
    is_secret: bool,
    may_look: bool,
) -> int | None:
    """Save what the dialog of one resource holds; it never holds the value of a secret one, which
    stays as it is where none is typed.

    Args:
        row_id: None for a new one.
        may_look: whether the actor may see secrets, and so make one none.

    Returns:
        The operation; None if nothing changed.

    Raises:
        Rejected: with a sentence by field name.
        Clash: if somebody else changed one of the changed fields meanwhile, to another value.
        Problem: if property or resource are not there any more.
    """
    title = hold(session, "property", property_id)
    stored = _stored(session, property_id, row_id) if row_id else None
    was: Values = stored.model_dump() if stored else {}
    now = {name: values.get(name, was.get(name)) for name in RESOURCE_FIELD}
    if was.get(TICK):
        now["value"] = now["value"] or was["value"]
    _check(now, was, is_secret=is_secret, may_look=may_look)
    shown = [n for n in values if not (n == "value" and was.get(TICK)) and n in base]
    if theirs := {n: was[n] for n in shown if was and was[n] not in (base[n], now[n])}:
        raise Clash(theirs)
    done = f"{now['name']} of {title} changed" if stored else f"{now['name']} added to {title}"
    operation = begin(session, actor, "edit", done, record_kind="property")
    if stored:
        update_row(session, operation, PropertyResource, stored.id or 0, now | {TICK: is_secret})
    else:
        row = {"id": reserve_ids(session, PropertyResource, 1)[0], "property_id": property_id}
        insert_rows(session, operation, {PropertyResource: [row | now | {TICK: is_secret}]})
    return close(session, operation)


def remove_resource(session: Session, actor: Actor, property_id: int, row_id: int) -> int | None:
    """Take a resource from a property.

    Returns:
        The operation.

    Raises:
        Problem: if property or resource are not there any more.
    """
    title = hold(session, "property", property_id)
    stored = _stored(session, property_id, row_id)
    label = f"{stored.name} removed from {title}"
    operation = begin(session, actor, "edit", label, record_kind="property")
    trash_rows(session, operation, PropertyResource, [row_id])
    return close(session, operation)


def look(session: Session, actor: Actor, property_id: int, row_id: int) -> str:
    """Read the value of a secret resource, which its property's history keeps.

    Raises:
        Problem: if property or resource are not there any more.
    """
    stored = _stored(session, property_id, row_id)
    if stored.is_secret:
        title = registry.records["property"].titles(session, [property_id])[property_id]
        label = f"{stored.name} of {title} seen"
        operation = begin(session, actor, "look", label, record_kind="property")
        log_look(session, operation, registry.parts["property_resource"], row_id)
        finish(session, operation)
    return stored.value


def _check(now: Values, was: Values, *, is_secret: bool, may_look: bool) -> None:
    problems = {name: f"{RESOURCE_FIELD[name].label} is required" for name in now if not now[name]}
    if was.get(TICK) and not is_secret and not may_look:
        problems[TICK] = "Only those who may see secrets can make one none"
    if problems:
        raise Rejected(problems)


def _stored(session: Session, property_id: int, row_id: int) -> PropertyResource:
    stored = resource_of(session, property_id, row_id)
    if stored is None:
        raise Problem("This resource was removed meanwhile.")
    return stored
