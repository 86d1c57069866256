"""A place where work is done."""

from datetime import date
from enum import StrEnum

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from clientapp.models.base import (
    NEVER_REUSED,
    BigId,
    KeyText,
    Stamped,
    Tracked,
    derived,
    key,
    reference,
    unique_while_live,
    where_index,
)

LIVE = "trashed_at IS NULL"


class Property(Stamped, table=True):
    """What is known of a site beyond its place. It belongs to at most one organization.

    `parent_id` is the property that it is a unit of. The derived columns are computed in Python:
    `display_name` is its name, else that of its place; the keys are folded; `match_key` is a hash
    of what an import finds the property by.
    """

    id: int | None = key()
    address_id: int = Field(foreign_key="address.id", unique=True, sa_type=BigId)
    name: str | None = None
    external_id: str | None = None
    type_id: int | None = reference("picklist_option.id")
    organization_id: int | None = reference("organization.id", index=True)
    parent_id: int | None = reference("property.id")

    display_name: str = derived(default="")
    name_key: str = derived(default="", sa_type=KeyText)
    place_key: str | None = derived(default=None, sa_type=KeyText)
    city_key: str | None = derived(default=None, sa_type=KeyText)
    match_key: int | None = derived(default=None, sa_type=BigInteger)

    __table_args__ = (
        where_index("ix_property_live_name", ("name_key", "id")),
        where_index("ix_property_live_place", ("place_key", "id")),
        where_index("ix_property_live_match", ("match_key",)),
        where_index(
            "ix_property_live_type",
            ("type_id", "name_key", "id"),
            f"{LIVE} AND type_id IS NOT NULL",
        ),
        where_index(
            "ix_property_live_organization",
            ("organization_id", "name_key", "id"),
            f"{LIVE} AND organization_id IS NOT NULL",
        ),
        where_index(
            "ix_property_live_parent",
            ("parent_id", "name_key", "id"),
            f"{LIVE} AND parent_id IS NOT NULL",
        ),
        where_index(
            "ix_property_live_city",
            ("city_key", "name_key", "id"),
            f"{LIVE} AND city_key IS NOT NULL",
        ),
        where_index("ix_property_trashed", ("trashed_at", "id"), "trashed_at IS NOT NULL"),
        where_index(
            "uq_property_live_external_id",
            ("external_id",),
            f"{LIVE} AND external_id IS NOT NULL",
            unique=True,
        ),
        NEVER_REUSED,
    )


class PropertyContact(Tracked, table=True):
    """What a person is to a property."""

    __tablename__ = "property_contact"  # pyright: ignore[reportAssignmentType]

    id: int | None = key()
    property_id: int = reference("property.id", required=True)
    contact_id: int = reference("contact.id", required=True, index=True)
    role_id: int | None = reference("picklist_option.id")
    is_primary: bool = Field(default=False)

    __table_args__ = (
        Index("uq_property_contact_pair", "property_id", "contact_id", unique=True),
        unique_while_live("uq_property_contact_primary", "property_id", "is_primary"),
        NEVER_REUSED,
    )


class PropertyRole(StrEnum):
    """What a customer is to a property."""

    OWNER = "owner"
    TENANT = "tenant"
    MANAGER = "manager"


class PropertyCustomer(Tracked, table=True):
    """What a customer is, was or will be to a property, and from when to when.

    `from_date` is the first day, None for always; `until_date` the day after the last one, on which
    the next owner begins, None for still.
    """

    __tablename__ = "property_customer"  # pyright: ignore[reportAssignmentType]

    id: int | None = key()
    property_id: int = reference("property.id", required=True, index=True)
    customer_id: int = reference("customer.id", required=True, index=True)
    role: str = Field(default=PropertyRole.OWNER)
    from_date: date | None = None
    until_date: date | None = None

    __table_args__ = (
        where_index(
            "ix_property_customer_until",
            ("until_date",),
            f"{LIVE} AND until_date IS NOT NULL",
        ),
        NEVER_REUSED,
    )


class PropertyResource(Tracked, table=True):
    """Something at a property that one has to know: a meter, where to park, a gate code.

    The value of a secret one is shown only to those with the permission, and every look is kept.
    """

    __tablename__ = "property_resource"  # pyright: ignore[reportAssignmentType]

    id: int | None = key()
    property_id: int = reference("property.id", required=True, index=True)
    name: str
    value: str
    is_secret: bool = Field(default=False)

    __table_args__ = (NEVER_REUSED,)
