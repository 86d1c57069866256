"""Reading the places of a customer."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from clientapp.addresses.fields import ACCESS_FIELDS, PLACE_FIELDS
from clientapp.addresses.forms import lines
from clientapp.addresses.rules import title_of
from clientapp.editing.validation import shown_value
from clientapp.formatting import fold, spoken_phone
from clientapp.ledger.dialect import dialect_of
from clientapp.ledger.sharing import elsewhere
from clientapp.models import Address, Customer, CustomerAddress, PicklistOption, Property
from clientapp.searching import index, query
from clientapp.settings import settings

SEARCH = "customer_search"
MOST_CUSTOMERS = 50
"""Customers that a search for places looks into."""

TICKS = ("is_billing", "is_site", "is_primary_site")


PLACE: list[Any] = [
    col(Address.id),
    *(getattr(Address, field.stored_as).label(field.name) for field in PLACE_FIELDS),
]


class AddressShown(NamedTuple):
    """An address as its card shows it; empty texts where there is nothing.

    `title` is its label, else its first line; `lines` the place as its country writes it, in one
    line; `property_id` the property that a site is, 0 for what is none; `others` by whom else it is
    used: "also used by Ford Street Market and 2 more".
    """

    id: int
    title: str
    lines: str
    is_billing: bool
    is_site: bool
    is_primary_site: bool
    has_access: bool
    property_id: int
    others: str


class PlaceFound(NamedTuple):
    """A place of another customer; `detail` says where it is and whose."""

    id: int
    title: str
    detail: str


class Access(NamedTuple):
    """Who lets one in at a place, how one gets in, and when; empty texts where there is nothing."""

    title: str
    name: str
    role: str
    phone: str
    email: str
    notes: str
    scheduling_notes: str


def addresses_of(
    session: Session, customer_id: int, limit: int | None = None
) -> list[AddressShown]:
    """The addresses of a customer: the primary site first, then the billing address, then by title.

    Args:
        limit: how many at most; all of them if left out.
    """
    ticks = [getattr(CustomerAddress, tick) for tick in TICKS]
    at_place = (col(Property.address_id) == Address.id) & col(Property.trashed_at).is_(None)
    columns: list[Any] = [*PLACE, *ticks, col(Property.id).label("property_id")]
    found = _linked(select(*columns), customer_id).outerjoin(Property, at_place)
    places = [(title_of(row), row) for row in session.connection().execute(found).mappings()]
    places.sort(key=_order)
    places = places[:limit]
    others = elsewhere(session, "address", [row["id"] for _title, row in places], customer_id)
    return [
        AddressShown(
            id=row["id"],
            title=title,
            lines=one_line(row),
            is_billing=row["is_billing"],
            is_site=row["is_site"],
            is_primary_site=row["is_primary_site"],
            has_access=any(row[field.name] for field in ACCESS_FIELDS),
            property_id=(row["property_id"] or 0) if row["is_site"] else 0,
            others=f"also used by {others[row['id']]}" if row["id"] in others else "",
        )
        for title, row in places
    ]


def _order(titled: tuple[str, Mapping[Any, Any]]) -> tuple[Any, ...]:
    title, row = titled
    return (not row["is_primary_site"], not row["is_billing"], fold(title), row["id"])


def address_count(session: Session, customer_id: int) -> int:
    """How many addresses a customer has."""
    count = _linked(select(func.count()), customer_id)
    return session.connection().execute(count).scalar_one()


def address_values(session: Session, customer_id: int, address_id: int) -> dict[str, str] | None:
    """The fields of an address as a form holds them, by name; None if the customer has no such
    address."""
    values = stored_address(session, customer_id, address_id)
    if values is None:
        return None
    return {field.name: shown_value(values[field.name]) for field in PLACE_FIELDS}


def stored_address(session: Session, customer_id: int, address_id: int) -> dict[str, Any] | None:
    """The fields of an address as they are stored, by name, with `link_id` and the ticks; None if
    the customer has no such address."""
    columns: list[Any] = [
        *PLACE,
        col(CustomerAddress.id).label("link_id"),
        *(getattr(CustomerAddress, tick).label(tick) for tick in TICKS),
    ]
    found = _linked(select(*columns), customer_id).where(col(Address.id) == address_id)
    row = session.connection().execute(found).mappings().first()
    return dict(row) if row else None


def place_of(session: Session, address_id: int) -> Mapping[Any, Any]:
    """The fields of a place as they are stored, by name, with its id."""
    found = select(*PLACE).where(col(Address.id) == address_id)
    return session.connection().execute(found).mappings().one()


def access_of(session: Session, customer_id: int, address_id: int) -> Access | None:
    """The access information of an address; None if the customer has no such address."""
    columns: list[Any] = [*PLACE, col(PicklistOption.label).label("role")]
    found = _linked(select(*columns), customer_id).outerjoin(
        PicklistOption, col(PicklistOption.id) == Address.access_role_id
    )
    place = found.where(col(Address.id) == address_id)
    row = session.connection().execute(place).mappings().first()
    if row is None:
        return None
    return Access(
        title=title_of(row),
        name=row["access_name"] or "",
        role=row["role"] or "",
        phone=spoken_phone(row["access_phone"], row["country"], settings().country),
        email=row["access_email"] or "",
        notes=row["access_notes"] or "",
        scheduling_notes=row["scheduling_notes"] or "",
    )


def places_found(session: Session, customer_id: int, text: str, limit: int = 8) -> list[PlaceFound]:
    """Places of other customers, for several may use one.

    Args:
        text: what was typed; it is looked up as "Search customers" does. Those that have it in
            their own address come first.
    """
    words = query.terms(text)
    if not words:
        return []
    matching = index.matching(dialect_of(session).name, SEARCH, words)
    columns: list[Any] = [*PLACE, col(Customer.display_name).label("customer")]
    found = (
        select(*columns)
        .join(CustomerAddress, col(CustomerAddress.address_id) == Address.id)
        .join(Customer, col(Customer.id) == CustomerAddress.customer_id)
        .where(col(Customer.id).in_(matching), col(Customer.trashed_at).is_(None))
        .where(col(CustomerAddress.trashed_at).is_(None))
        .where(col(Address.id).not_in(_places_of(customer_id)))
        .order_by(col(Customer.name_key), col(Address.id))
        .limit(MOST_CUSTOMERS)
    )
    places: dict[int, PlaceFound] = {}
    for row in session.connection().execute(found).mappings():
        detail = ", ".join(part for part in (one_line(row), row["customer"]) if part)
        places.setdefault(row["id"], PlaceFound(row["id"], title_of(row), detail))
    ranked = sorted(
        places.values(), key=lambda place: not all(word in fold(place.detail) for word in words)
    )
    return ranked[:limit]


def one_line(values: Mapping[Any, Any]) -> str:
    """A place as its country writes it, in one line."""
    return ", ".join(lines(values, settings().country))


def _linked(statement: Any, customer_id: int) -> Select[Any]:
    joined = statement.select_from(CustomerAddress).join(
        Address, col(Address.id) == CustomerAddress.address_id
    )
    own = joined.where(col(CustomerAddress.customer_id) == customer_id)
    return own.where(col(CustomerAddress.trashed_at).is_(None))


def _places_of(customer_id: int) -> Any:
    own = select(col(CustomerAddress.address_id))
    return own.where(
        col(CustomerAddress.customer_id) == customer_id, col(CustomerAddress.trashed_at).is_(None)
    )
