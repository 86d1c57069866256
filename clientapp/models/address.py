"""A place, and its links to customers."""

from sqlalchemy import Index
from sqlmodel import Field

from clientapp.models.base import NEVER_REUSED, Tracked, key, reference, unique_while_live


class Address(Tracked, table=True):
    """A place. It stands once, however many customers use it; everything is text as typed.

    `access_…` is the person who lets one in (a tenant, a letting agent) and how one gets in.
    """

    id: int | None = key()
    label: str | None = None
    street: str | None = None
    street2: str | None = None
    city: str | None = None
    state: str | None = None
    postal_code: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    access_name: str | None = None
    access_role_id: int | None = reference("picklist_option.id")
    access_phone: str | None = None
    access_email: str | None = None
    access_notes: str | None = None
    scheduling_notes: str | None = None

    __table_args__ = (NEVER_REUSED,)


class CustomerAddress(Tracked, table=True):
    """What a place is to a customer: exactly one is for billing, any number are sites."""

    __tablename__ = "customer_address"  # pyright: ignore[reportAssignmentType]

    id: int | None = key()
    customer_id: int = reference("customer.id", required=True)
    address_id: int = reference("address.id", required=True, index=True)
    is_billing: bool = Field(default=False)
    is_site: bool = Field(default=False)
    is_primary_site: bool = Field(default=False)

    __table_args__ = (
        Index("uq_customer_address_pair", "customer_id", "address_id", unique=True),
        unique_while_live("uq_customer_address_billing", "customer_id", "is_billing"),
        unique_while_live("uq_customer_address_primary_site", "customer_id", "is_primary_site"),
        NEVER_REUSED,
    )
