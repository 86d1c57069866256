"""A customer's values by field name, gathered from the rows that hold them."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from clientapp.customers.fields import STORED, at_home
from clientapp.customers.rules import person_name
from clientapp.field import Field, Home
from clientapp.formatting import place_line
from clientapp.models import (
    Address,
    Contact,
    Customer,
    CustomerAddress,
    CustomerContact,
    PicklistOption,
    User,
)

BillingLink = aliased(CustomerAddress)
BillingAddress = aliased(Address)

HOLDERS: dict[Home, Any] = {
    Home.RECORD: Customer,
    Home.SYSTEM: Customer,
    Home.PRIMARY_CONTACT: Contact,
    Home.SITE: Address,
    Home.BILLING: BillingAddress,
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
            CustomerContact,
            and_(
                col(CustomerContact.customer_id) == Customer.id,
                col(CustomerContact.is_primary),
                col(CustomerContact.trashed_at).is_(None),
            ),
        )
        .outerjoin(Contact, col(Contact.id) == CustomerContact.contact_id)
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


def with_billing(statement: Any) -> Any:
    """Join the billing address too."""
    link = and_(
        col(BillingLink.customer_id) == Customer.id,
        col(BillingLink.is_billing),
        col(BillingLink.trashed_at).is_(None),
    )
    joined = statement.outerjoin(BillingLink, link)
    return joined.outerjoin(BillingAddress, col(BillingAddress.id) == BillingLink.address_id)


def read_values(session: Session, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """All stored fields of customers, in one statement, with their ids and system columns, and
    their derived names.

    Returns:
        By customer id; ids that do not exist are left out. `contact_id`, `address_id` and
        `billing_id` are the rows of the primary contact, the primary site and the billing address,
        or None.
    """
    columns: list[Any] = [
        col(Contact.id).label("contact_id"),
        col(Address.id).label("address_id"),
        col(BillingAddress.id).label("billing_id"),
        *(column_of(field).label(field.name) for field in STORED),
        *(getattr(Customer, name).label(name) for name in EXTRA),
    ]
    joined = with_billing(with_parts(select(*columns).select_from(Customer)))
    rows = session.connection().execute(joined.where(col(Customer.id).in_(ids))).mappings()
    return {row["id"]: _with_names(dict(row)) for row in rows}


def _with_names(values: dict[str, Any]) -> dict[str, Any]:
    names = {"name": values["display_name"], "contact_name": person_name(values) or None}
    return values | names


def read_derived(session: Session, ids: Collection[int]) -> dict[int, dict[str, str | None]]:
    """What is put together from several rows when it is read, by customer id: the fields whose
    home is `DERIVED`. Commands and the system are no users: what they did was done by nobody."""
    category, creator, modifier = aliased(PicklistOption), aliased(User), aliased(User)
    columns: list[Any] = [
        Customer.id,
        col(Customer.display_name).label("name"),
        Contact.first_name,
        Contact.last_name,
        col(category.code).label("category_code"),
        col(creator.email).label("created_by"),
        col(creator.name).label("created_by_name"),
        col(modifier.name).label("modified_by_name"),
    ]
    found = (
        with_parts(select(*columns).select_from(Customer))
        .outerjoin(category, col(category.id) == Customer.category_id)
        .outerjoin(creator, col(creator.id) == Customer.created_by_id)
        .outerjoin(modifier, col(modifier.id) == Customer.modified_by_id)
        .where(col(Customer.id).in_(ids))
    )
    rows = session.connection().execute(found).mappings()
    return {row["id"]: _derived(row) for row in rows}


def _derived(row: Mapping[Any, Any]) -> dict[str, str | None]:
    values = {**row, "contact_name": person_name(row) or None}
    return {field.name: values[field.name] for field in at_home(Home.DERIVED)}


def holders(session: Session, ids: Collection[int]) -> dict[int, dict[Home, int | None]]:
    """The rows that hold customers' fields of each home but their own, by the customers' ids."""
    homes = {
        Home.PRIMARY_CONTACT: col(CustomerContact.contact_id),
        Home.SITE: col(CustomerAddress.address_id),
        Home.BILLING: col(BillingLink.address_id),
    }
    named: Any = select(col(Customer.id), *homes.values()).select_from(Customer)
    rows = session.connection().execute(
        with_billing(with_parts(named)).where(col(Customer.id).in_(ids))
    )
    return {row[0]: dict(zip(homes, row[1:], strict=True)) for row in rows}


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
