"""An organization's values by field name, and how many belong to it."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session, col

from clientapp.field import Home
from clientapp.formatting import counted, place_line
from clientapp.ledger.dialect import among, dialect_of
from clientapp.listing.holding import Holding, column, referred
from clientapp.models import Address, Customer, Organization, Property
from clientapp.organizations.fields import ORGANIZATION_FIELDS

HOLDING = Holding(Organization, {Home.SITE: referred(column(Organization.address_id), Address)})
"""An organization's own row, and that of its headquarters."""

STORED = tuple(field for field in ORGANIZATION_FIELDS if field.home != Home.DERIVED)
"""The fields that a column holds."""

DERIVED = ("name_key", "place_key", "city_key", "match_key", "phone_e164", "phone_extension")


def read_values(session: Session, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """All stored fields of organizations in one statement, with their system and derived columns,
    `display_name` and `address_id`, by their ids; unknown ids are left out."""
    names = ("version", "trashed_at", "address_id", *DERIVED)
    more = {name: getattr(Organization, name) for name in names}
    return HOLDING.values(session, ids, STORED, {**more, "display_name": Organization.name})


def titles(session: Session, ids: Collection[int]) -> dict[int, str]:
    """What organizations are called, by their ids, those in Trash too."""
    return {row.id: row.name for row in _of(session, ids, Organization.name)}


def facts(session: Session, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """No number, and the headquarters of organizations in one line each, by their ids."""
    return {
        row_id: ("", place_line(street, city))
        for row_id, street, city in _of(session, ids, Address.street, Address.city)
    }


def _of(session: Session, ids: Collection[int], *columns: Any) -> Any:
    named: Any = select(col(Organization.id), *columns)
    found = HOLDING.joined(named.select_from(Organization))
    return session.connection().execute(
        found.where(among(dialect_of(session), Organization.id, ids))
    )


class Members(NamedTuple):
    """How many live records belong to an organization."""

    customers: int
    properties: int
    branches: int

    def words(self) -> str:
        """Its customers and properties: "3 customers and 1 property"; "" where it has none."""
        if not self.customers and not self.properties:
            return ""
        customers = counted(self.customers, "customer", "customers")
        return f"{customers} and {counted(self.properties, 'property', 'properties')}"


def members(session: Session, organization_id: int) -> Members:
    """How many live customers, properties and branches belong to an organization."""

    def count(model: Any, owner: Any) -> int:
        held = select(func.count()).where(owner == organization_id, model.trashed_at.is_(None))
        return session.connection().execute(held.select_from(model)).scalar_one()

    return Members(
        count(Customer, Customer.organization_id),
        count(Property, Property.organization_id),
        count(Organization, Organization.parent_id),
    )
