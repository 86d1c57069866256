"""A customer's values by field name, gathered from the rows that hold them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlmodel import Session, col

from clientapp.customers.fields import CUSTOMER_FIELDS
from clientapp.field import Field, Home
from clientapp.formatting import place_line
from clientapp.models import Address, Contact, Customer, CustomerAddress

HOLDERS = {
    Home.RECORD: Customer,
    Home.SYSTEM: Customer,
    Home.PRIMARY_CONTACT: Contact,
    Home.SITE: Address,
}
"""The table that holds a field, by its home."""

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


def column_of(field: Field) -> ColumnElement[Any]:
    """The column that holds a field."""
    return getattr(HOLDERS[field.home], field.stored_as)


def with_parts(statement: Any) -> Any:
    """Join the primary contact and the primary site to a statement over customers."""
    return (
        statement.outerjoin(
            Contact,
            and_(
                col(Contact.customer_id) == Customer.id,
                col(Contact.is_primary),
                col(Contact.trashed_at).is_(None),
            ),
        )
        .outerjoin(
            CustomerAddress,
            and_(
                col(CustomerAddress.customer_id) == Customer.id,
                col(CustomerAddress.is_primary_site),
                col(CustomerAddress.trashed_at).is_(None),
            ),
        )
        .outerjoin(Address, col(Address.id) == CustomerAddress.address_id)
    )


def read_values(session: Session, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """All fields of customers, in one statement, with their ids and system columns.

    Returns:
        By customer id; ids that do not exist are left out. `contact_id` and `address_id` are the
        rows of the primary contact and the primary site, or None.
    """
    columns: list[Any] = [
        col(Customer.id).label("id"),
        col(Contact.id).label("contact_id"),
        col(Address.id).label("address_id"),
        *(column_of(field).label(field.name) for field in CUSTOMER_FIELDS),
        *(getattr(Customer, name).label(name) for name in EXTRA),
    ]
    statement = with_parts(select(*columns).select_from(Customer)).where(col(Customer.id).in_(ids))
    return {row["id"]: dict(row) for row in session.connection().execute(statement).mappings()}


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
