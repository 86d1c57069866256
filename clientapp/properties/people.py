"""The customers of a property, as its page shows them."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from clientapp.addresses.roles import NOW, ROLE, in_order, standing, time_label
from clientapp.ledger.merges import merged_away
from clientapp.listing.holding import column
from clientapp.models import Customer, CustomerAddress, Property, PropertyCustomer


class CustomerAt(NamedTuple):
    """A customer of a property.

    Attributes:
        id: of the row that says its role; 0 where the place is its site and no role is said.
        time: from when to when, in words.
        standing: whether that is now, to come or over (`addresses.roles.standing`).
    """

    id: int
    customer_id: int
    name: str
    role: str
    time: str
    standing: str
    in_trash: bool


NAMED: tuple[Any, ...] = (
    column(Customer.id).label("customer_id"),
    col(Customer.display_name),
    col(Customer.trashed_at),
)


def customers_of(session: Session, property_id: int, day: date) -> list[CustomerAt]:
    """The customers of a property: those of a day first, the owner before others; then those to
    come, and the former ones, the latest first."""
    at = PropertyCustomer
    by_role = (
        select(*NAMED, col(at.id), col(at.role), col(at.from_date), col(at.until_date))
        .join(at, col(at.customer_id) == Customer.id)
        .where(col(at.property_id) == property_id, col(at.trashed_at).is_(None))
    )
    rows = list(session.connection().execute(by_role))
    rows.sort(key=lambda row: in_order(row.role, row.from_date, row.until_date, day))
    stated = [_stated(row, day) for row in rows]
    now = [each for each in stated if each.standing == NOW]
    there = {each.customer_id for each in now}
    at_site = [each for each in sites_of(session, property_id) if each.customer_id not in there]
    return [*now, *at_site, *(each for each in stated if each.standing != NOW)]


def sites_of(session: Session, property_id: int) -> list[CustomerAt]:
    """The customers that have the place as a site, by name, as such of whom no role is said. One
    that was merged into another keeps its link where the other has one too: it is not told."""
    found = (
        select(*NAMED)
        .join(CustomerAddress, col(CustomerAddress.customer_id) == Customer.id)
        .join(Property, col(Property.address_id) == CustomerAddress.address_id)
        .where(col(Property.id) == property_id, col(CustomerAddress.is_site))
        .where(col(CustomerAddress.trashed_at).is_(None))
        .order_by(col(Customer.name_key), col(Customer.id))
    )
    rows = list(session.connection().execute(found))
    gone = [row.customer_id for row in rows if row.trashed_at is not None]
    merged = merged_away(session, "customer", gone) if gone else {}
    told = [row for row in rows if row.customer_id not in merged]
    return [CustomerAt(0, *row[:2], "", "", NOW, row.trashed_at is not None) for row in told]


def _stated(row: Any, day: date) -> CustomerAt:
    time = row.from_date, row.until_date
    who = row.id, row.customer_id, row.display_name, ROLE[row.role]
    return CustomerAt(*who, time_label(*time), standing(*time, day), row.trashed_at is not None)
