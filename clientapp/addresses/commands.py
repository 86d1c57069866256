"""Every write to the places of a customer. The session is passed in.

A customer that has addresses has exactly one billing address among them; one that has sites has
exactly one primary site. Each command locks the customers concerned first, so that two people at
once cannot make it two, or none. How ticks move is `addresses.ticking`.
"""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from clientapp.addresses import rules, ticking
from clientapp.addresses.fields import PLACE_FIELD, PLACE_FIELDS
from clientapp.addresses.queries import stored_address
from clientapp.addresses.ticking import Ticks
from clientapp.editing.options import live_label
from clientapp.editing.validation import Rejected
from clientapp.ledger.changed import Clash
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import Actor, begin, insert_rows, update_row
from clientapp.ledger.setting import restore_rows, trash_rows
from clientapp.ledger.sharing import close, elsewhere, hold
from clientapp.models import Address, CustomerAddress, Operation
from clientapp.problem import Problem
from clientapp.settings import settings

Values = Mapping[str, Any]


def save_address(
    session: Session,
    actor: Actor,
    customer_id: int,
    address_id: int | None,
    values: Values,
    base: Values,
    *,
    is_billing: bool,
    is_site: bool,
    is_primary_site: bool = False,
) -> int | None:
    """Save what the dialog of one address holds.

    Args:
        address_id: None for a new one.
        values: by field name, typed as columns (`rules.read`).
        base: what the dialog was opened with, typed too; equal values are not the user's changes.
        is_billing: ticked by itself on the first address; ticking it moves it from another.
        is_primary_site: ticking it moves it from another; left out, the primary one stays, and
            the first site is it by itself.

    Returns:
        The operation; None if nothing changed.

    Raises:
        Rejected: with a sentence by field name; the ticks are "is_billing" and "is_site".
        Clash: if somebody else changed one of the changed fields meanwhile, to another value.
        Problem: if customer or address are not there any more.
    """
    ticks = Ticks(is_billing, is_site, is_primary_site)
    customer = hold(session, "customer", customer_id, "address", [address_id] if address_id else [])
    if address_id is None:
        return _create(session, actor, customer_id, customer, values, ticks)
    stored = _stored(session, customer_id, address_id)
    mine = {n: v for n, v in values.items() if n in PLACE_FIELD and v != base.get(n)}
    changed = {name: value for name, value in mine.items() if value != stored[name]}
    problems = check(session, {**stored, **changed}, changed)
    problems |= ticking.problems(ticks, was_billing=stored["is_billing"])
    if problems:
        raise Rejected(problems)
    if theirs := {n: stored[n] for n in changed if n in base and stored[n] != base[n]}:
        raise Clash(theirs)
    title = rules.title_of({**stored, **changed})
    operation = begin(session, actor, "edit", f"Edit of address {title} of {customer}")
    if changed:
        row = {PLACE_FIELD[name].stored_as: value for name, value in changed.items()}
        update_row(session, operation, Address, address_id, row)
    ticking.tick(session, operation, customer_id, stored["link_id"], ticks)
    return close(session, operation)


def check(session: Session, values: Values, changed: Values | None = None) -> rules.Problems:
    """What does not do of an address, by field name.

    Args:
        changed: the fields to check; all of them for a new address.
    """
    names = {*PLACE_FIELD} if changed is None else {*changed}
    problems = rules.check(values, names, settings().country)
    role = values.get("access_role")
    if "access_role" in names and role and live_label(session, "contact_role", role) is None:
        problems["access_role"] = "Choose access role from the list"
    return problems


def add_address(
    session: Session, operation: Operation, customer_id: int, values: Values, ticks: Ticks
) -> int:
    """Add an address in an open operation, its values being checked; the address's id."""
    own = ticking.make_room(session, operation, customer_id, ticks)
    address_id = reserve_ids(session, Address, 1)[0]
    place = {"id": address_id, **{f.stored_as: values.get(f.name) for f in PLACE_FIELDS}}
    link = _link_row(session, customer_id, address_id, own)
    insert_rows(session, operation, {Address: [place], CustomerAddress: [link]})
    if own.is_site:
        ticking.ensure_property(session, operation, address_id)
    return address_id


def link_address(
    session: Session, actor: Actor, customer_id: int, address_id: int, *, is_site: bool = True
) -> int | None:
    """Let this customer use a place of another one too: as a site, or else to be billed there.

    Returns:
        The operation; None if it is an address of this customer already.

    Raises:
        Problem: if customer or place are not there any more.
    """
    customer = hold(session, "customer", customer_id, "address", [address_id])
    if stored_address(session, customer_id, address_id) is not None:
        return None
    if not elsewhere(session, "address", [address_id], customer_id):
        raise Problem("This address is not there any more.")
    title = rules.title_of(session.get_one(Address, address_id).model_dump())
    operation = begin(session, actor, "edit", f"Address {title} added to {customer}")
    link_place(session, operation, customer_id, address_id, Ticks(not is_site, is_site))
    return close(session, operation)


def link_place(
    session: Session, operation: Operation, customer_id: int, address_id: int, ticks: Ticks
) -> None:
    """Let a customer use a place that is none of its own yet, in an open operation.

    Args:
        ticks: what it is to the customer; the first one is billed, the first site is primary.
    """
    own = ticking.make_room(session, operation, customer_id, ticks)
    _link_again(session, operation, customer_id, address_id, own)
    if own.is_site:
        ticking.ensure_property(session, operation, address_id)


def remove_address(session: Session, actor: Actor, customer_id: int, address_id: int) -> int:
    """Take an address from a customer: the link goes to Trash, the place and its property stay.

    Returns:
        The operation.

    Raises:
        Problem: if it is billed while there are others, or not there any more.
    """
    customer = hold(session, "customer", customer_id, "address", [address_id])
    stored = _stored(session, customer_id, address_id)
    title = rules.title_of(stored)
    alone = len(ticking.links_of(session, [customer_id])[customer_id]) == 1
    if stored["is_billing"] and not alone:
        raise Problem(
            f"{title} is the billing address. Tick Billing address on another address first."
        )
    operation = begin(session, actor, "edit", f"Address {title} removed from {customer}")
    ticking.untick(session, operation, customer_id, stored["link_id"])
    trash_rows(session, operation, CustomerAddress, [stored["link_id"]])
    return close(session, operation) or 0


def same_as_billing(session: Session, actor: Actor, customer_id: int) -> int | None:
    """Let the billing address be a site too, the primary one if there is none.

    Returns:
        The operation; None if it is a site already.

    Raises:
        Problem: if the customer has no billing address, or is not there any more.
    """
    customer = hold(session, "customer", customer_id, "address", [])
    links = ticking.links_of(session, [customer_id]).get(customer_id, {})
    link_id = next((key for key, link in links.items() if link.ticks.is_billing), None)
    if link_id is None:
        raise Problem("There is no billing address yet.")
    label = f"Billing address of {customer} ticked as a site"
    operation = begin(session, actor, "edit", label)
    ticking.tick(session, operation, customer_id, link_id, Ticks(True, True))
    return close(session, operation)


def _create(
    session: Session, actor: Actor, customer_id: int, customer: str, values: Values, ticks: Ticks
) -> int | None:
    problems = check(session, values)
    first = not ticking.links_of(session, [customer_id])
    problems |= ticking.problems(ticks._replace(is_billing=ticks.is_billing or first))
    if problems:
        raise Rejected(problems)
    operation = begin(
        session, actor, "edit", f"Address {rules.title_of(values)} added to {customer}"
    )
    add_address(session, operation, customer_id, values, ticks)
    return close(session, operation)


def _stored(session: Session, customer_id: int, address_id: int) -> dict[str, Any]:
    stored = stored_address(session, customer_id, address_id)
    if stored is None:
        raise Problem("This address was removed meanwhile.")
    return stored


def _link_row(session: Session, customer_id: int, address_id: int, ticks: Ticks) -> dict[str, Any]:
    link_id = reserve_ids(session, CustomerAddress, 1)[0]
    pair = {"customer_id": customer_id, "address_id": address_id}
    return {"id": link_id, **pair, **ticks._asdict()}


def _link_again(
    session: Session, operation: Operation, customer_id: int, address_id: int, ticks: Ticks
) -> None:
    """Link a place to a customer; a link that was removed comes out of Trash."""
    removed = session.exec(
        select(CustomerAddress.id).filter_by(customer_id=customer_id, address_id=address_id)
    ).first()
    if removed is None:
        link = _link_row(session, customer_id, address_id, ticks)
        insert_rows(session, operation, {CustomerAddress: [link]})
    else:
        update_row(session, operation, CustomerAddress, removed, ticks._asdict())
        restore_rows(session, operation, CustomerAddress, [removed])
