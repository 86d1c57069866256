"""What customers are to bulk edit: what speaks against deleting them, and what goes along."""

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from clientapp.bulk.kind import BulkKind, Goes, Group
from clientapp.customers.fields import CUSTOMER_FIELDS
from clientapp.customers.queries import CUSTOMERS
from clientapp.formatting import counted
from clientapp.models import Customer, CustomerAddress, CustomerContact


def _shared() -> ColumnElement[bool]:
    """Whether the site of a customer is another customer's too."""
    here, there = aliased(CustomerAddress), aliased(CustomerAddress)
    other = aliased(Customer)
    return (
        exists()
        .where(col(here.customer_id) == col(Customer.id), col(here.is_site))
        .where(col(here.trashed_at).is_(None), col(there.trashed_at).is_(None))
        .where(col(there.address_id) == col(here.address_id))
        .where(col(there.customer_id) != col(here.customer_id))
        .where(col(other.id) == col(there.customer_id), col(other.trashed_at).is_(None))
    )


def _goes(session: Session, chosen: Select[int]) -> Goes:
    """Their contacts go with customers, their places stay."""
    contacts = select(func.count(func.distinct(col(CustomerContact.contact_id)))).where(
        col(CustomerContact.trashed_at).is_(None), col(CustomerContact.customer_id).in_(chosen)
    )
    places = select(func.count(func.distinct(col(CustomerAddress.address_id)))).where(
        col(CustomerAddress.trashed_at).is_(None), col(CustomerAddress.customer_id).in_(chosen)
    )
    persons, sites = (session.connection().execute(n).scalar_one() for n in (contacts, places))
    stays = f"{counted(sites, 'place', 'places')} {'stays' if sites == 1 else 'stay'}"
    return Goes(
        along=counted(persons, "contact", "contacts") if persons else "",
        stays=stays if sites else "",
    )


SHARED = Group(
    "shared",
    words="at a site of another customer too",
    left="at a site of another customer",
    alone="Its site is also that of another customer.",
    holds=_shared,
)
CUSTOMER_BULK = BulkKind(CUSTOMERS, CUSTOMER_FIELDS, (SHARED,), _goes)
"""How many customers are written at once."""
