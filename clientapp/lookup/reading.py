"""What there is to know of the records that may be meant, in a few statements each."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session, col

from clientapp import routes
from clientapp.customers.known import Known, Person, Place, known_of
from clientapp.customers.warnings import REASONS, warnings
from clientapp.ledger.dialect import among, dialect_of
from clientapp.lookup import things
from clientapp.models import (
    Address,
    Contact,
    Customer,
    CustomerAddress,
    CustomerContact,
    Organization,
    OrganizationContact,
    Property,
    PropertyContact,
    Status,
)

Row = Mapping[Any, Any]
Warnings = tuple[tuple[str, str], ...]

PLACE = [getattr(Address, name) for name in Place._fields[1:]]
CUSTOMER: list[Any] = [
    *(getattr(Customer, name) for name in ("id", "display_name", "name_key", "company_name")),
    *(getattr(Customer, name) for name in ("phone", "phone2", "email", "website")),
    *(getattr(Customer, name) for name in (*things.KEYS, *REASONS, *REASONS.values())),
]
ORGANIZATION: list[Any] = [
    *(getattr(Organization, name) for name in ("id", "name", "name_key", "status", "address_id")),
    *(getattr(Organization, name) for name in things.ORGANIZATION),
    *PLACE,
]
PROPERTY: list[Any] = [
    *(getattr(Property, name) for name in ("id", "name", "display_name", "name_key")),
    *(getattr(Property, name) for name in ("external_id", "address_id")),
    *PLACE,
]
"""What is read of their own rows, and of the place of an organization or a property."""

PEOPLE: dict[str, tuple[Any, Any]] = {
    "organization": (OrganizationContact, col(OrganizationContact.organization_id)),
    "property": (PropertyContact, col(PropertyContact.property_id)),
}


class Holder(NamedTuple):
    """A record at which something is found, or which is found itself."""

    kind: str
    id: int
    title: str
    name_key: str
    url: str
    warnings: Warnings


class Found(NamedTuple):
    """A live record with what is known of it."""

    holder: Holder
    row: Row
    known: Known


def customers(session: Session, ids: Collection[int]) -> Iterator[Found]:
    """Live customers."""
    rows = _live(session, select(*CUSTOMER), Customer, ids)
    known = known_of(session, [row["id"] for row in rows]) if rows else {}
    for row in rows:
        named = row["id"], row["display_name"], row["name_key"], routes.customer(row["id"])
        yield Found(Holder("customer", *named, warnings(row)), row, known[row["id"]])


def organizations(session: Session, ids: Collection[int]) -> Iterator[Found]:
    """Live organizations, with how many customers and properties each has."""
    counted = [
        select(func.count())
        .where(col(model.organization_id) == Organization.id, col(model.trashed_at).is_(None))
        .scalar_subquery()
        .label(name)
        for model, name in ((Customer, "customers"), (Property, "properties"))
    ]
    asked = select(*ORGANIZATION, *counted).outerjoin(
        Address, col(Address.id) == Organization.address_id
    )
    rows = _live(session, asked, Organization, ids)
    people = _people(session, "organization", [row["id"] for row in rows])
    for row in rows:
        named = row["id"], row["name"], row["name_key"], routes.organization(row["id"])
        inactive = (("Inactive", ""),) if row["status"] == Status.INACTIVE else ()
        places = [_place(row)] if row["address_id"] else []
        known = Known(people.get(row["id"], []), places)
        yield Found(Holder("organization", *named, inactive), row, known)


def properties(
    session: Session, ids: Collection[int], places: Collection[int] = ()
) -> Iterator[Found]:
    """Live properties of these ids, and those that are at one of these places."""
    dialect = dialect_of(session)
    asked = select(*PROPERTY).join(Address, col(Address.id) == Property.address_id)
    either = among(dialect, Property.id, ids) | among(dialect, Property.address_id, places)
    live: Any = asked.where(col(Property.trashed_at).is_(None), either)
    some = bool(ids or places)
    rows: list[Row] = [*session.connection().execute(live).mappings()] if some else []
    people = _people(session, "property", [row["id"] for row in rows])
    for row in rows:
        named = row["id"], row["display_name"], row["name_key"], routes.property_page(row["id"])
        known = Known(people.get(row["id"], []), [_place(row)])
        yield Found(Holder("property", *named, ()), row, known)


def _place(row: Row) -> Place:
    return Place(row["address_id"], *(row[name] for name in Place._fields[1:]))


def warned(session: Session, places: Collection[int]) -> dict[int, Warnings]:
    """What everybody is to know of the oldest live customer at each of these places."""
    first = customers_having(session, (), places)
    flags: list[Any] = [
        Customer.id,
        *(getattr(Customer, name) for name in (*REASONS, *REASONS.values())),
    ]
    rows = _live(session, select(*flags), Customer, first.values())
    raised = {row["id"]: warnings(row) for row in rows}
    return {place: raised[customer] for (_kind, place), customer in first.items()}


def customers_having(
    session: Session, contacts: Collection[int], places: Collection[int]
) -> dict[tuple[str, int], int]:
    """Of contacts and places, by kind and id, the oldest live customer that has each."""
    found: dict[tuple[str, int], int] = {}
    for kind, link, row, ids in (
        ("contact", CustomerContact, col(CustomerContact.contact_id), contacts),
        ("place", CustomerAddress, col(CustomerAddress.address_id), places),
    ):
        if ids:
            holder: Any = col(link.customer_id)
            live: Any = (
                select(row, func.min(holder))
                .join(Customer, col(Customer.id) == holder)
                .where(col(Customer.trashed_at).is_(None), col(link.trashed_at).is_(None))
                .where(row.in_(ids))
                .group_by(row)
            )
            firsts: Any = session.connection().execute(live)
            found |= {(kind, at): first for at, first in firsts}
    return found


def _live(session: Session, statement: Any, model: Any, ids: Collection[int]) -> list[Row]:
    if not ids:
        return []
    live = statement.where(col(model.id).in_(ids), col(model.trashed_at).is_(None))
    return list(session.connection().execute(live).mappings())


def _people(session: Session, kind: str, ids: Collection[int]) -> dict[int, list[Person]]:
    """The contacts of organizations or properties, the primary one first."""
    if not ids:
        return {}
    link, holder = PEOPLE[kind]
    columns = [getattr(Contact, name) for name in Person._fields]
    of_them = (
        select(holder, *columns)
        .join(Contact, col(Contact.id) == link.contact_id)
        .where(holder.in_(ids), col(link.trashed_at).is_(None))
        .order_by(holder, col(link.is_primary).desc(), col(link.id))
    )
    people: dict[int, list[Person]] = {}
    for holder_id, *values in session.connection().execute(of_them):
        people.setdefault(holder_id, []).append(Person(*values))
    return people
