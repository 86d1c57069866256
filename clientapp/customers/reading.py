"""A customer's values by field name, gathered from the rows that hold them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from clientapp.customers.fields import STORED
from clientapp.customers.rules import person_name
from clientapp.field import Home
from clientapp.formatting import place_line
from clientapp.ledger.dialect import among, dialect_of
from clientapp.listing.holding import Holding, linked
from clientapp.models import (
    Address,
    Contact,
    Customer,
    CustomerAddress,
    CustomerContact,
    Property,
)

BillingLink = aliased(CustomerAddress)
BillingAddress = aliased(Address)

HOLDING = Holding(
    Customer,
    {
        Home.PRIMARY_CONTACT: linked(
            *(col(Customer.id), CustomerContact, "customer_id", "is_primary"),
            *("contact_id", Contact),
        ),
        Home.SITE: linked(
            *(col(Customer.id), CustomerAddress, "customer_id", "is_primary_site"),
            *("address_id", Address),
        ),
        Home.BILLING: linked(
            *(col(Customer.id), BillingLink, "customer_id", "is_billing"),
            *("address_id", BillingAddress),
        ),
    },
)
"""Where the fields of a customer are held."""

EXTRA = (
    "version",
    "trashed_at",
    "display_name",
    "name_key",
    "place_key",
    "match_key",
    "phone_e164",
    "phone_extension",
    "city_key",
    "problems",
)


def with_parts(statement: Any) -> Any:
    """Join the primary contact and the primary site to a statement over customers."""
    return HOLDING.joined(statement, (Home.PRIMARY_CONTACT, Home.SITE))


def with_billing(statement: Any) -> Any:
    """Join the billing address too."""
    return HOLDING.joined(statement, (Home.BILLING,))


def read_values(session: Session, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """All stored fields of customers, in one statement, with their ids and system columns, and
    their derived names.

    Returns:
        By customer id; ids that do not exist are left out. `contact_id`, `address_id` and
        `billing_id` are the rows of the primary contact, the primary site and the billing address,
        or None.
    """
    found = HOLDING.values(session, ids, STORED, _MORE)
    for values in found.values():
        values["name"] = values["display_name"]
        values["contact_name"] = person_name(values) or None
    return found


_MORE: dict[str, Any] = {
    "contact_id": col(Contact.id),
    "address_id": col(Address.id),
    "billing_id": col(BillingAddress.id),
    **{name: getattr(Customer, name) for name in EXTRA},
}


def titles(session: Session, ids: Collection[int]) -> dict[int, str]:
    """What customers are called, by their ids, those in Trash too."""
    named = select(col(Customer.id), col(Customer.display_name)).where(col(Customer.id).in_(ids))
    return {row[0] or 0: row[1] for row in session.connection().execute(named)}


def facts(session: Session, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """The numbers and the places of customers in one line each, by their ids."""
    columns: list[Any] = [Customer.id, Customer.number, Address.street, Address.city]
    found = with_parts(select(*columns).select_from(Customer)).where(col(Customer.id).in_(ids))
    rows = session.connection().execute(found)
    return {row.id: (row.number, place_line(row.street, row.city)) for row in rows}


def properties(session: Session, ids: Collection[int]) -> dict[str, list[int]]:
    """The properties at the places of customers, as a record names others that belong to it."""
    link = CustomerAddress
    there = (
        select(col(Property.id))
        .join(link, col(link.address_id) == Property.address_id)
        .where(among(dialect_of(session), link.customer_id, ids), col(link.trashed_at).is_(None))
    )
    return {"property": [row or 0 for row in session.connection().execute(there).scalars()]}
