"""Every write to a customer. Each is one operation in the ledger; the session is passed in."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlmodel import Session

from clientapp.addresses import given
from clientapp.addresses.forms import address_problems
from clientapp.contacts import commands as contacts
from clientapp.customers import creating, rules
from clientapp.customers.derived import SEARCH, derive, new_document
from clientapp.customers.fields import FORM_FIELDS, at_home
from clientapp.customers.reading import read_values
from clientapp.editing.validation import Rejected
from clientapp.field import Home
from clientapp.ledger.changed import Changed, Conflict, changed_since
from clientapp.ledger.ids import reserve_ids, reserve_numbers
from clientapp.ledger.recording import Actor, begin, finish, insert_rows, update_row
from clientapp.ledger.sharing import close, hold_with_sharers
from clientapp.models import Customer, Operation
from clientapp.models.base import Tracked
from clientapp.problem import Problem
from clientapp.searching import index
from clientapp.settings import settings

NUMBERS = "customer"
OWN = [(field.stored_as, field.name) for field in at_home(Home.RECORD)]
"""The column and the name of each field that the customer's own row holds."""

SITE = [(field.stored_as, field.name) for field in at_home(Home.SITE)]
BILLING = [(field.stored_as, field.name) for field in at_home(Home.BILLING)]


class UnknownCustomer(LookupError):
    """There is no such customer."""


class Saved(NamedTuple):
    """A customer after a save: its version, and what others changed meanwhile in other fields."""

    version: int
    merged: dict[str, Changed]


def create_customer(
    session: Session,
    actor: Actor,
    values: Mapping[str, Any],
    *,
    addresses: creating.Blocks = (),
    contacts: creating.Blocks = (),
    whole_address: bool = False,
) -> int:
    """Create one customer from what the form read.

    Args:
        addresses, contacts: further ones, beside those that the values name.
        whole_address: whether the address that the values name has all that its country wants.

    Returns:
        Its id.

    Raises:
        Rejected: with a sentence for each field that does not do; one of a further address or
            contact is named with its number: "address-1-postal_code".
    """
    filled = rules.with_defaults(values)
    problems = rules.check(filled, filled.keys(), settings().country, new=True)
    if whole_address:
        problems = address_problems(filled, settings().country) | problems
    if problems := problems | creating.problems_of(session, filled, addresses, contacts):
        raise Rejected(problems)
    name = rules.display_name({"number": "", **filled})
    operation = begin(session, actor, "create", f"New customer {name}")
    created = add_customers(session, operation, [filled])[0]
    creating.add(session, operation, created, addresses, contacts)
    finish(session, operation)
    return created


def add_customers(
    session: Session, operation: Operation, customers: Sequence[Mapping[str, Any]]
) -> range:
    """Insert many customers with contacts, places and search documents in an open operation.

    Args:
        customers: values by field name, with defaults filled in.

    Returns:
        Their ids, in order.
    """
    ids = reserve_ids(session, Customer, len(customers))
    numbers = reserve_numbers(session, NUMBERS, len(customers))
    numbered = [
        {**values, "number": number} for values, number in zip(customers, numbers, strict=True)
    ]
    derived = [derive(values) for values in numbered]
    rows: dict[type[Tracked], list[dict[str, Any]]] = {
        Customer: [
            {
                "id": row_id,
                "number": values["number"],
                **{column: values.get(name) for column, name in OWN},
                **columns,
            }
            for row_id, values, columns in zip(ids, numbered, derived, strict=True)
        ],
        **contacts.contact_rows(session, _having(contacts.COLUMNS, ids, numbered)),
        **given.place_rows(session, _places(ids, numbered)),
    }
    insert_rows(session, operation, rows)
    documents = [new_document(session, *each) for each in zip(numbered, derived, strict=True)]
    index.add(session, SEARCH, zip(ids, documents, strict=True))
    return ids


def _having(
    columns: Sequence[str], ids: Sequence[int], customers: Sequence[Mapping[str, Any]]
) -> list[tuple[int, Mapping[str, Any]]]:
    """The customers that have any of these fields."""
    pairs = zip(ids, customers, strict=True)
    return [(row_id, values) for row_id, values in pairs if any(map(values.get, columns))]


def _places(
    ids: Sequence[int], customers: Sequence[Mapping[str, Any]]
) -> list[tuple[int, given.Place]]:
    """The places of new customers, each with the customer's id."""
    return [
        (row_id, place)
        for row_id, values in zip(ids, customers, strict=True)
        for place in given.places(
            {column: values.get(name) for column, name in SITE},
            {column: values.get(name) for column, name in BILLING},
        )
    ]


def update_customer(
    session: Session,
    actor: Actor,
    customer_id: int,
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
        UnknownCustomer: if it does not exist.
        Problem: if it is in Trash.
        Rejected: with a sentence for each changed field that does not do.
        Conflict: if somebody else changed one of the changed fields since, to another value.
    """
    hold_with_sharers(session, "customer", customer_id)
    current = read_values(session, [customer_id]).get(customer_id)
    if current is None:
        raise UnknownCustomer(f"There is no customer {customer_id}.")
    if current["trashed_at"] is not None:
        raise Problem(f"{current['display_name']} is in Trash. Restore it before you change it.")
    begun = begun_at or {}
    changed = changed_since(session, "customer", customer_id, base_version, FORM_FIELDS, begun)
    base = current | {name: each.original for name, each in changed.items()}
    mine = {n: value for n, value in values.items() if n in begun or value != base[n]}
    differing = {name: value for name, value in mine.items() if value != current[name]}
    if problems := rules.check({**current, **differing}, differing, settings().country):
        raise Rejected(problems)
    if clashes := {name: each for name, each in changed.items() if name in differing}:
        raise Conflict(clashes, {n: current[n] for n in clashes}, current["version"])
    merged = {n: c for n, c in changed.items() if n not in mine and c.original != current[n]}
    if not differing:
        return Saved(current["version"], merged)
    operation = begin(session, actor, "edit", f"Edit of {current['display_name']}")
    save_values(session, operation, customer_id, current, differing)
    close(session, operation)
    return Saved(current["version"] + 1, merged)


def save_values(
    session: Session,
    operation: Operation,
    customer_id: int,
    current: Mapping[str, Any],
    values: Mapping[str, Any],
) -> None:
    """Write each value to the row that holds it, in an open operation.

    Args:
        values: by field name. A billing address that is empty or equal to the site is no place of
            its own: the site is billed. One that is not named follows the place it is at.
    """
    own, contact, site, billing = (
        {f.stored_as: values[f.name] for f in at_home(home) if f.name in values}
        for home in (Home.RECORD, Home.PRIMARY_CONTACT, Home.SITE, Home.BILLING)
    )
    if own:
        update_row(session, operation, Customer, customer_id, own)
    if contact:
        contact_id = current["contact_id"]
        contacts.write_primary_contact(session, operation, customer_id, contact_id, contact)
    if site or billing:
        given.write_given(
            session,
            operation,
            customer_id,
            given.Held(current["address_id"], {column: current[name] for column, name in SITE}),
            given.Held(current["billing_id"], {column: current[name] for column, name in BILLING}),
            site,
            billing,
        )
