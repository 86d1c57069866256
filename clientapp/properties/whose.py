"""Which customers have something to do with a property: by a role, whenever, or since its place
is a site of theirs. As SQL in two halves; a pair may be found by both.

Each half looks for its own key. Databases do not reach into a union of all pairs: they would read
all of it for each property.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import aliased
from sqlmodel import col

from clientapp.listing.holding import column
from clientapp.models import CustomerAddress, Property, PropertyCustomer

_ROLE = col(PropertyCustomer.trashed_at).is_(None)
_SITE = col(CustomerAddress.is_site) & col(CustomerAddress.trashed_at).is_(None)

Halves = tuple[Select[int], Select[int]]


def pairs() -> tuple[Select[int, int], Select[int, int]]:
    """All of them: `property_id` and `customer_id`."""
    by_role = select(col(PropertyCustomer.property_id), col(PropertyCustomer.customer_id))
    by_site = (
        select(column(Property.id).label("property_id"), col(CustomerAddress.customer_id))
        .select_from(CustomerAddress)
        .join(Property, col(Property.address_id) == CustomerAddress.address_id)
    )
    return by_role.where(_ROLE), by_site.where(_SITE)


def customers_of_property(among: list[Any] | None = None) -> Halves:
    """The ids of the customers of the property of the statement around it.

    Args:
        among: only those of these ids.
    """
    here: Any = col(PropertyCustomer.property_id) == Property.id
    there: Any = col(CustomerAddress.address_id) == Property.address_id
    by_role = select(col(PropertyCustomer.customer_id)).where(here, _ROLE)
    by_site = select(col(CustomerAddress.customer_id)).where(there, _SITE)
    return (
        by_role.where(_is_in(PropertyCustomer.customer_id, among)).correlate(Property),
        by_site.where(_is_in(CustomerAddress.customer_id, among)).correlate(Property),
    )


def properties_of_customers(ids: list[Any]) -> Halves:
    """The ids of the properties of customers."""
    place = aliased(Property)
    by_role = select(col(PropertyCustomer.property_id))
    by_site = (
        select(column(place.id))
        .select_from(CustomerAddress)
        .join(place, col(place.address_id) == CustomerAddress.address_id)
    )
    return (
        by_role.where(_ROLE, _is_in(PropertyCustomer.customer_id, ids)),
        by_site.where(_SITE, _is_in(CustomerAddress.customer_id, ids)),
    )


def _is_in(of: Any, ids: list[Any] | None) -> ColumnElement[bool]:
    return true() if ids is None else col(of).in_(ids)
