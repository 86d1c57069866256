"""What properties are to bulk edit: what speaks against deleting them, and what stays."""

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from clientapp.bulk.kind import BulkKind, Goes, Group
from clientapp.formatting import counted
from clientapp.models import Customer, CustomerAddress, Property
from clientapp.properties.fields import PROPERTY_FIELDS
from clientapp.properties.queries import PROPERTIES


def _is_site() -> ColumnElement[bool]:
    """Whether the place is a site of a live customer, which needs it as a property."""
    link, customer = aliased(CustomerAddress), aliased(Customer)
    return (
        exists()
        .where(col(link.address_id) == col(Property.address_id), col(link.is_site))
        .where(col(link.trashed_at).is_(None), col(customer.id) == col(link.customer_id))
        .where(col(customer.trashed_at).is_(None))
    )


def _goes(session: Session, chosen: Select[int]) -> Goes:
    """Units stay: they are properties of their own."""
    units = select(func.count()).where(
        col(Property.parent_id).in_(chosen), col(Property.trashed_at).is_(None)
    )
    count = session.connection().execute(units).scalar_one()
    said = f"{counted(count, 'unit', 'units')} {'stays' if count == 1 else 'stay'}"
    return Goes(stays=said if count else "")


SITE = Group(
    "site",
    words="sites of customers, which stay",
    left="site of a customer",
    alone="It is the site of a customer.",
    holds=_is_site,
    actions=("skip",),
)

PROPERTY_BULK = BulkKind(PROPERTIES, PROPERTY_FIELDS, further=(SITE,), goes=_goes)
"""How many properties are written at once."""
