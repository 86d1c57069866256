"""A property's values by field name, and what is known of it besides."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from clientapp.field import Home
from clientapp.formatting import place_line
from clientapp.ledger.dialect import among, dialect_of
from clientapp.listing.holding import Holding, column, referred
from clientapp.models import (
    Address,
    Contact,
    Property,
    PropertyContact,
    PropertyResource,
)
from clientapp.properties.fields import PROPERTY_FIELDS

HOLDING = Holding(Property, {Home.SITE: referred(column(Property.address_id), Address)})
"""A property's own row, and that of its place."""

STORED = tuple(field for field in PROPERTY_FIELDS if field.home != Home.DERIVED)
"""The fields that a column holds."""

_EXTRA = (
    *("version", "trashed_at", "address_id"),
    *("display_name", "name_key", "place_key", "city_key", "match_key"),
)


def read_values(session: Session, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """All stored fields of properties in one statement, with their system and derived columns and
    `address_id`, by their ids; unknown ids are left out."""
    more = {name: getattr(Property, name) for name in _EXTRA}
    return HOLDING.values(session, ids, STORED, more)


def titles(session: Session, ids: Collection[int]) -> dict[int, str]:
    """What properties are called, by their ids, those in Trash too."""
    named = select(col(Property.id), col(Property.display_name))
    rows = session.connection().execute(named.where(among(dialect_of(session), Property.id, ids)))
    return {row[0] or 0: row[1] for row in rows}


def facts(session: Session, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """No number, and the places of properties in one line each, by their ids."""
    placed = select(col(Property.id), col(Address.street), col(Address.city)).join(
        Address, col(Address.id) == Property.address_id
    )
    rows = session.connection().execute(placed.where(among(dialect_of(session), Property.id, ids)))
    return {row[0] or 0: ("", place_line(row[1], row[2])) for row in rows}


def known_of(session: Session, ids: Collection[int]) -> dict[int, list[list[str | None]]]:
    """The live contact persons of properties, each with names, email and phones, and what their
    resources say that are not secret, by the properties' ids."""
    if not ids:
        return {}
    people: list[Any] = [
        getattr(Contact, name) for name in ("first_name", "last_name", "email", "phone", "phone2")
    ]
    contacts = (
        select(col(PropertyContact.property_id), *people)
        .join(Contact, col(Contact.id) == PropertyContact.contact_id)
        .where(col(PropertyContact.trashed_at).is_(None))
    )
    resources = select(
        col(PropertyResource.property_id), col(PropertyResource.name), col(PropertyResource.value)
    ).where(col(PropertyResource.trashed_at).is_(None), col(PropertyResource.is_secret).is_(False))
    found: dict[int, list[list[str | None]]] = {property_id: [] for property_id in ids}
    for statement, owner in (
        (contacts, PropertyContact.property_id),
        (resources, PropertyResource.property_id),
    ):
        some = statement.where(among(dialect_of(session), owner, ids))
        for property_id, *texts in session.connection().execute(some):
            found[property_id].append(texts)
    return found
