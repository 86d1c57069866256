"""What customers are to a property: owner, tenant, manager, from when to when; and handing over.

Any number of them may be anything to it at once, but owners follow each other. Once the owner of
today is another one, the place becomes a site of the new one (`properties.sites`).
"""

from collections.abc import Collection, Generator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from clientapp.addresses.roles import ROLE, time_label
from clientapp.editing.validation import Rejected
from clientapp.formatting import date_label
from clientapp.ledger.changed import Clash
from clientapp.ledger.recording import Actor, begin, update_row
from clientapp.ledger.setting import lock_rows, trash_rows
from clientapp.ledger.sharing import close, hold, sharers
from clientapp.models import Customer, Operation, Property, PropertyCustomer, PropertyRole
from clientapp.problem import Problem
from clientapp.properties.owners import insert_role, owners_of, settle, today, write_owners
from clientapp.properties.ownership import (
    Overlap,
    Owner,
    checked,
    handed_over,
    on,
    retimed,
    settled,
)
from clientapp.properties.sites import move_site
from clientapp.record import registry

UNTIL_HANDED_OVER = "An owner owns it until it is handed over to the next"


class Held(NamedTuple):
    """A property that is locked: what it is called, its place, and who owns it today."""

    id: int
    title: str
    address_id: int
    owner: int | None


def link_customer(
    session: Session,
    actor: Actor,
    property_id: int,
    customer_id: int,
    role: str,
    from_date: date | None,
    until_date: date | None,
) -> int | None:
    """Say what a customer is to a property.

    Returns:
        The operation.

    Raises:
        Rejected: with a sentence by field name: "customer", "role", "from_date", "until_date".
        Problem: if the property is not there any more.
    """
    held = hold_property(session, property_id, {customer_id})
    name = _live_customer(session, customer_id)
    row = Owner(None, customer_id, from_date, until_date)
    _refuse(session, held, row, role)
    operation = _begin(session, actor, f"{name} added to {held.title} as {role}")
    insert_role(session, operation, property_id, customer_id, role, from_date, until_date)
    return _close(session, operation, held)


def edit_customer(
    session: Session,
    actor: Actor,
    property_id: int,
    row_id: int,
    values: Mapping[str, Any],
    base: Mapping[str, Any],
) -> int | None:
    """Change what a customer is to a property, or from when to when; who owned it just before or
    after moves along.

    Args:
        values: "role", "from_date", "until_date", as far as they are to change.
        base: what the dialog was opened with.

    Returns:
        The operation; None if nothing changed.

    Raises:
        Rejected, Problem: as `link_customer`.
        Clash: if somebody else changed the same meanwhile.
    """
    held = hold_property(session, property_id, ())
    stored = _stored(session, property_id, row_id)
    was = {name: getattr(stored, name) for name in ("role", "from_date", "until_date")}
    mine = {n: v for n, v in values.items() if n in was and v != base.get(n)}
    if theirs := {n: was[n] for n in mine if was[n] not in (base.get(n), mine[n])}:
        raise Clash(theirs)
    now = was | mine
    row = Owner(row_id, stored.customer_id, now["from_date"], now["until_date"])
    name = registry.records["customer"].titles(session, [row.customer_id])[row.customer_id]
    owners = owners_of(session, property_id)
    stays_owner = was["role"] == now["role"] == PropertyRole.OWNER
    if not stays_owner:
        _refuse(session, held, row, now["role"])
    label = f"{name} as {now['role']} of {held.title} changed"
    operation = _begin(session, actor, label)
    if stays_owner:
        _check_times(row)
        if mine.get("until_date", row.until) and owners[-1].row == row_id:
            raise Rejected({"until_date": UNTIL_HANDED_OVER})
        with _said_of_overlaps(session):
            wanted = retimed(owners, row_id, row.since, row.until)
        write_owners(session, operation, property_id, owners, wanted)
    else:
        update_row(session, operation, PropertyCustomer, row_id, now)
    return _close(session, operation, held)


def remove_customer(session: Session, actor: Actor, property_id: int, row_id: int) -> int | None:
    """Take back that a customer was anything to a property: whoever owned it before such an owner
    owns it until the next one.

    Returns:
        The operation.

    Raises:
        Problem: if it is not there any more.
    """
    held = hold_property(session, property_id, ())
    stored = _stored(session, property_id, row_id)
    name = registry.records["customer"].titles(session, [stored.customer_id])[stored.customer_id]
    label = f"{name} removed from {held.title} as {stored.role}"
    operation = _begin(session, actor, label)
    trash_rows(session, operation, PropertyCustomer, [row_id])
    settle(session, operation, [property_id])
    return _close(session, operation, held)


def hand_over(
    session: Session,
    actor: Actor,
    property_id: int,
    customer_id: int,
    day: date,
    so_far: int | None = None,
) -> int | None:
    """Let a customer own a property from a day on: one operation.

    A day to come is kept, and carried out when it is there (`properties.due`).

    Args:
        so_far: the customer who owned it until then, where no owner is stated.

    Returns:
        The operation.

    Raises:
        Rejected: with a sentence by field name: "customer", "from_date".
        Problem: if the property is not there any more.
    """
    held = hold_property(session, property_id, {customer_id, so_far or customer_id})
    name = _live_customer(session, customer_id)
    was = owners_of(session, property_id)
    stated = settled(was)
    if not stated and so_far not in (None, customer_id):
        _live_customer(session, so_far or 0)
        stated = [Owner(None, so_far or 0, None, None)]
    wanted = handed_over(stated, customer_id, day)
    if wanted == stated:
        raise Rejected({"customer": f"{name} owns it on {date_label(day)} already"})
    operation = _begin(session, actor, f"Hand over of {held.title} to {name}")
    write_owners(session, operation, property_id, was, wanted)
    owner = on(stated, today())
    return _close(session, operation, held._replace(owner=owner.customer_id if owner else None))


def hold_property(session: Session, property_id: int, customer_ids: Collection[int]) -> Held:
    """Lock a property with the customers concerned, these first and in rising order."""
    found = session.get(Property, property_id)
    address_id = found.address_id if found else 0
    concerned = sharers(session, "address", [address_id]).get("customer", set()) | {*customer_ids}
    lock_rows(session, Customer, concerned)
    title = hold(session, "property", property_id)
    owner = on(owners_of(session, property_id), today())
    return Held(property_id, title, address_id, owner.customer_id if owner else None)


def _begin(session: Session, actor: Actor, label: str) -> Operation:
    return begin(session, actor, "edit", label, record_kind="property")


def _close(session: Session, operation: Operation, held: Held) -> int | None:
    """End an operation; who owns the property today from now on gets the place as a site."""
    day = today()
    owner = on(owners_of(session, held.id), day)
    if owner and owner.customer_id != held.owner:
        ids = held.id, held.address_id
        move_site(session, operation, *ids, held.owner, owner.customer_id, day)
    return close(session, operation)


def _refuse(session: Session, held: Held, row: Owner, role: str) -> None:
    """Refuse a role that is none, a time that is none, and an owner while there is another."""
    if role not in ROLE:
        raise Rejected({"role": f"Role is {', '.join(ROLE.values())}"})
    _check_times(row)
    if role == PropertyRole.OWNER:
        if row.until is not None:
            raise Rejected({"until_date": UNTIL_HANDED_OVER})
        with _said_of_overlaps(session):
            checked([*(o for o in owners_of(session, held.id) if o.row != row.row), row], row)


def _check_times(row: Owner) -> None:
    if row.since and row.until and row.since >= row.until:
        raise Rejected({"until_date": "Until is later than from"})


@contextmanager
def _said_of_overlaps(session: Session) -> Generator[None]:
    """Say whose time another one reaches into."""
    try:
        yield
    except Overlap as overlap:
        other = overlap.other
        name = registry.records["customer"].titles(session, [other.customer_id])[other.customer_id]
        owns = f"{name} owns it {time_label(other.since, other.until)}".strip()
        raise Rejected({"role": f"{owns}. Hand it over instead"}) from overlap


def _live_customer(session: Session, customer_id: int) -> str:
    """What a customer is called, who is to have something to do with a property."""
    live = select(Customer.display_name).where(
        Customer.id == customer_id, col(Customer.trashed_at).is_(None)
    )
    name = session.exec(live).first()
    if name is None:
        raise Rejected({"customer": "Choose a customer from the list"})
    return name


def _stored(session: Session, property_id: int, row_id: int) -> PropertyCustomer:
    found = select(PropertyCustomer).where(
        PropertyCustomer.id == row_id,
        PropertyCustomer.property_id == property_id,
        col(PropertyCustomer.trashed_at).is_(None),
    )
    stored = session.exec(found.execution_options(populate_existing=True)).first()
    if stored is None:
        raise Problem("This customer was removed meanwhile.")
    return stored
