"""Where it is written who stands at which record, and in which country that record is."""

from typing import Any

from sqlalchemy import select
from sqlmodel import col

from clientapp.editing.owned import owned
from clientapp.models import (
    Address,
    CustomerAddress,
    CustomerContact,
    OrganizationContact,
    PropertyContact,
)
from clientapp.record import registry

PEOPLE = owned(customer=CustomerContact, organization=OrganizationContact, property=PropertyContact)
"""The links of people by the kind of record that they stand at."""


def country_of(kind: str, record_id: int) -> Any:
    """SQL for the country of a record, as it is written: that of its primary site, of its
    headquarters, or of its own place. Phones of its people are read by it."""
    country = select(col(Address.country))
    if kind == "customer":
        at_site = country.join(CustomerAddress, col(CustomerAddress.address_id) == Address.id)
        live = col(CustomerAddress.is_primary_site), col(CustomerAddress.trashed_at).is_(None)
        return at_site.where(col(CustomerAddress.customer_id) == record_id, *live).scalar_subquery()
    record: Any = registry.parts[kind].model
    at_place = country.join(record, record.address_id == Address.id)
    return at_place.where(record.id == record_id).scalar_subquery()
