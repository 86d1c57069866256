"""Every write to a customer. Each is one operation in the ledger; the session is passed in."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlmodel import Session

from clientapp.addresses import commands as addresses
from clientapp.contacts import commands as contacts
from clientapp.customers import rules
from clientapp.customers.derived import SEARCH, derive, refresh, search_document
from clientapp.customers.fields import CUSTOMER_FIELDS, at_home
from clientapp.customers.reading import read_values
from clientapp.editing.validation import Rejected
from clientapp.field import Home
from clientapp.ledger.changed import Changed, Conflict, changed_since
from clientapp.ledger.ids import reserve_ids, reserve_numbers
from clientapp.ledger.recording import Actor, begin, finish, insert_rows, update_row
from clientapp.models import Contact, Customer, Operation
from clientapp.models.base import Tracked
from clientapp.problem import Problem
from clientapp.searching import index
from clientapp.settings import settings

NUMBERS = "customer"
OWN = [(field.stored_as, field.name) for field in at_home(Home.RECORD)]
"""The column and the name of each field that the customer's own row holds."""


class UnknownCustomer(LookupError):
    """There is no such customer."""


class Saved(NamedTuple):
    """A customer after a save: its version, and what others changed meanwhile in other fields."""

    version: int
    merged: dict[str, Changed]


def create_customer(session: Session, actor: Actor, values: Mapping[str, Any]) -> int:
    """Create one customer from what the form read.

    Returns:
        Its id.

    Raises:
        Rejected: with a sentence for each field that does not do.
    """
    filled = rules.with_defaults(values)
    if problems := rules.check(filled, filled.keys(), settings().country, new=True):
        raise Rejected(problems)
    name = rules.display_name({"number": "", **filled})
    operation = begin(session, actor, "create", f"New customer {name}")
    created = add_customers(session, operation, [filled])[0]
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
        Contact: contacts.contact_rows(session, _having(contacts.COLUMNS, ids, numbered)),
        **addresses.site_rows(session, _having(addresses.COLUMNS, ids, numbered)),
    }
    insert_rows(session, operation, rows)
    documents = map(search_document, numbered, derived)
    index.add(session, SEARCH, zip(ids, documents, strict=True))
    return ids


def _having(
    columns: Sequence[str], ids: Sequence[int], customers: Sequence[Mapping[str, Any]]
) -> list[tuple[int, Mapping[str, Any]]]:
    """The customers that have any of these fields."""
    pairs = zip(ids, customers, strict=True)
    return [(row_id, values) for row_id, values in pairs if any(map(values.get, columns))]


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
    session.get(Customer, customer_id, with_for_update=True)
    current = read_values(session, [customer_id]).get(customer_id)
    if current is None:
        raise UnknownCustomer(f"There is no customer {customer_id}.")
    if current["trashed_at"] is not None:
        raise Problem(f"{current['display_name']} is in Trash. Restore it before you change it.")
    begun = begun_at or {}
    changed = changed_since(session, "customer", customer_id, base_version, CUSTOMER_FIELDS, begun)
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
    finish(session, operation)
    refresh(session, [customer_id])
    return Saved(current["version"] + 1, merged)


def save_values(
    session: Session,
    operation: Operation,
    customer_id: int,
    current: Mapping[str, Any],
    values: Mapping[str, Any],
) -> None:
    """Write each value to the row that holds it, in an open operation."""
    own, contact, site = (
        {f.stored_as: values[f.name] for f in at_home(home) if f.name in values}
        for home in (Home.RECORD, Home.PRIMARY_CONTACT, Home.SITE)
    )
    if own:
        update_row(session, operation, Customer, customer_id, own)
    if contact:
        contact_id = current["contact_id"]
        contacts.write_primary_contact(session, operation, customer_id, contact_id, contact)
    if site:
        address_id = current["address_id"]
        addresses.write_primary_site(session, operation, customer_id, address_id, site)
