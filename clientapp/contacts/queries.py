"""Reading the people of a customer."""

from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from clientapp.contacts.fields import CONTACT_FIELDS, PERSON_FIELDS
from clientapp.contacts.rules import person_name
from clientapp.editing.validation import shown_value
from clientapp.formatting import fold, spoken_phone
from clientapp.ledger.dialect import dialect_of
from clientapp.ledger.sharing import elsewhere
from clientapp.models import (
    Address,
    Contact,
    Customer,
    CustomerAddress,
    CustomerContact,
    PicklistOption,
)
from clientapp.searching import index, query
from clientapp.settings import settings

SEARCH = "customer_search"
MOST_CUSTOMERS = 50
"""Customers that a search for people looks into."""


PERSON: list[Any] = [col(Contact.id), *(getattr(Contact, field.name) for field in PERSON_FIELDS)]


class ContactShown(NamedTuple):
    """A contact as its card shows it; empty texts where there is nothing.

    `others` is where else the person stands: "also at Ford Street Market and 2 more".
    """

    id: int
    name: str
    title: str
    role: str
    email: str
    phone: str
    phone2: str
    note: str
    is_primary: bool
    others: str


class PersonFound(NamedTuple):
    """A person of another customer; `detail` says whose: "Harbor Tap Room, (501) 555-0108"."""

    id: int
    name: str
    detail: str


def contacts_of(session: Session, customer_id: int, limit: int | None = None) -> list[ContactShown]:
    """The contacts of a customer, the primary one first, then by name.

    Args:
        limit: how many at most; all of them if left out.
    """
    columns: list[Any] = [
        *PERSON,
        col(CustomerContact.is_primary),
        col(PicklistOption.label).label("role"),
        site_country(customer_id).label("country"),
    ]
    found = (
        _linked(select(*columns), customer_id)
        .outerjoin(PicklistOption, col(PicklistOption.id) == CustomerContact.role_id)
        .where(col(CustomerContact.trashed_at).is_(None))
    )
    people = list(session.connection().execute(found).mappings())
    people.sort(key=lambda row: (not row["is_primary"], fold(person_name(row)), row["id"]))
    people = people[:limit]
    others = elsewhere(session, "contact", [row["id"] for row in people], customer_id)
    home = settings().country
    return [
        ContactShown(
            id=row["id"],
            name=person_name(row) or "No name",
            title=row["job_title"] or "",
            role=row["role"] or "",
            email=row["email"] or "",
            phone=spoken_phone(row["phone"], row["country"], home),
            phone2=spoken_phone(row["phone2"], row["country"], home),
            note=row["note"] or "",
            is_primary=row["is_primary"],
            others=f"also at {others[row['id']]}" if row["id"] in others else "",
        )
        for row in people
    ]


def contact_count(session: Session, customer_id: int) -> int:
    """How many contacts a customer has."""
    count = select(func.count()).select_from(CustomerContact)
    own = count.where(col(CustomerContact.customer_id) == customer_id)
    return session.connection().execute(own.where(_live(CustomerContact))).scalar_one()


def contact_values(session: Session, customer_id: int, contact_id: int) -> dict[str, str] | None:
    """The fields of a contact as a form holds them, by name; None if the customer has no such
    contact."""
    values = stored_contact(session, customer_id, contact_id)
    if values is None:
        return None
    return {field.name: shown_value(values[field.name]) for field in CONTACT_FIELDS}


def stored_contact(session: Session, customer_id: int, contact_id: int) -> dict[str, Any] | None:
    """The fields of a contact as they are stored, by name, with `link_id` and `is_primary`; None
    if the customer has no such contact."""
    columns: list[Any] = [
        *PERSON,
        col(CustomerContact.role_id).label("role"),
        col(CustomerContact.id).label("link_id"),
        col(CustomerContact.is_primary).label("is_primary"),
    ]
    found = _linked(select(*columns), customer_id).where(col(Contact.id) == contact_id)
    row = session.connection().execute(found.where(_live(CustomerContact))).mappings().first()
    return dict(row) if row else None


def people_found(
    session: Session, customer_id: int, text: str, limit: int = 8
) -> list[PersonFound]:
    """People of other customers, for a contact may stand at several.

    Args:
        text: what was typed; it is looked up as "Search customers" does. Those whose own names
            have it come first.
    """
    words = query.terms(text)
    if not words:
        return []
    matching = index.matching(dialect_of(session).name, SEARCH, words)
    columns: list[Any] = [
        *PERSON,
        col(Customer.display_name).label("customer"),
        col(Customer.phone).label("customer_phone"),
    ]
    found = (
        select(*columns)
        .join(CustomerContact, col(CustomerContact.contact_id) == Contact.id)
        .join(Customer, col(Customer.id) == CustomerContact.customer_id)
        .where(col(Customer.id).in_(matching), col(Customer.trashed_at).is_(None))
        .where(_live(CustomerContact), col(Contact.id).not_in(_people_of(customer_id)))
        .order_by(col(Customer.name_key), col(Contact.id))
        .limit(MOST_CUSTOMERS)
    )
    people: dict[int, PersonFound] = {}
    for row in session.connection().execute(found).mappings():
        phone = spoken_phone(row["phone"] or row["customer_phone"], None, settings().country)
        detail = ", ".join(part for part in (row["customer"], phone) if part)
        people.setdefault(row["id"], PersonFound(row["id"], person_name(row), detail))
    named = [person for person in people.values() if person.name]
    named.sort(key=lambda person: not all(word in fold(person.name) for word in words))
    return named[:limit]


def site_country(customer_id: int) -> Any:
    """SQL for the country of a customer's primary site, as it is written."""
    return (
        select(col(Address.country))
        .join(CustomerAddress, col(CustomerAddress.address_id) == Address.id)
        .where(col(CustomerAddress.customer_id) == customer_id)
        .where(col(CustomerAddress.is_primary_site), _live(CustomerAddress))
        .scalar_subquery()
    )


def _linked(statement: Any, customer_id: int) -> Select[Any]:
    joined = statement.select_from(CustomerContact).join(
        Contact, col(Contact.id) == CustomerContact.contact_id
    )
    return joined.where(col(CustomerContact.customer_id) == customer_id)


def _people_of(customer_id: int) -> Any:
    own = select(col(CustomerContact.contact_id)).where(_live(CustomerContact))
    return own.where(col(CustomerContact.customer_id) == customer_id)


def _live(model: Any) -> Any:
    return model.trashed_at.is_(None)
