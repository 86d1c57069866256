"""A group of customers."""

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field

from clientapp.models.base import (
    NEVER_REUSED,
    KeyText,
    Stamped,
    Tracked,
    derived,
    key,
    reference,
    unique_while_live,
    where_index,
)
from clientapp.models.customer import Status

LIVE = "trashed_at IS NULL"


class Organization(Stamped, table=True):
    """A company that groups customers, properties and branches; each keeps its own record.

    `address_id` is the place of its headquarters, `parent_id` the organization that it is a branch
    of. `billing_…` say where its invoices go; what is empty is as the company itself has it.

    The derived columns are computed in Python: `name_key`, `place_key` and `city_key` are folded,
    `phone_e164` is E.164, `match_key` is a hash of what an import finds the organization by.
    """

    id: int | None = key()
    name: str
    status: str = Field(default=Status.ACTIVE)
    tax_identifier: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    external_id: str | None = None
    description: str | None = None
    billing_name: str | None = None
    billing_email: str | None = None
    billing_address: str | None = None
    payment_term_id: int | None = reference("picklist_option.id")
    tax_rate_id: int | None = reference("picklist_option.id")
    communication_preference_id: int | None = reference("picklist_option.id")
    industry_id: int | None = reference("picklist_option.id")
    category_id: int | None = reference("picklist_option.id")
    address_id: int | None = reference("address.id")
    parent_id: int | None = reference("organization.id")

    name_key: str = derived(default="", index=True, sa_type=KeyText)
    place_key: str | None = derived(default=None, sa_type=KeyText)
    city_key: str | None = derived(default=None, sa_type=KeyText)
    match_key: int | None = derived(default=None, sa_type=BigInteger)
    phone_e164: str | None = derived(default=None)
    phone_extension: str | None = derived(default=None)

    __table_args__ = (
        where_index("ix_organization_live_name", ("name_key", "id")),
        where_index("ix_organization_live_place", ("place_key", "id")),
        where_index("ix_organization_live_match", ("match_key",)),
        where_index("ix_organization_live_parent", ("parent_id", "name_key", "id")),
        Index("ix_organization_address_id", "address_id"),
        where_index("ix_organization_trashed", ("trashed_at", "id"), "trashed_at IS NOT NULL"),
        where_index(
            "uq_organization_live_external_id",
            ("external_id",),
            f"{LIVE} AND external_id IS NOT NULL",
            unique=True,
        ),
        NEVER_REUSED,
    )


class OrganizationContact(Tracked, table=True):
    """What a person is to an organization."""

    __tablename__ = "organization_contact"  # pyright: ignore[reportAssignmentType]

    id: int | None = key()
    organization_id: int = reference("organization.id", required=True)
    contact_id: int = reference("contact.id", required=True, index=True)
    role_id: int | None = reference("picklist_option.id")
    is_primary: bool = Field(default=False)

    __table_args__ = (
        Index("uq_organization_contact_pair", "organization_id", "contact_id", unique=True),
        unique_while_live("uq_organization_contact_primary", "organization_id", "is_primary"),
        NEVER_REUSED,
    )


class OrganizationTag(Tracked, table=True):
    """A tag on an organization."""

    __tablename__ = "organization_tag"  # pyright: ignore[reportAssignmentType]

    id: int | None = key()
    organization_id: int = reference("organization.id", required=True)
    tag_id: int = reference("picklist_option.id", required=True)

    __table_args__ = (
        Index("uq_organization_tag_pair", "organization_id", "tag_id", unique=True),
        Index(
            "ix_organization_tag_live",
            "tag_id",
            "organization_id",
            sqlite_where=text(LIVE),
            postgresql_where=text(LIVE),
        ),
        NEVER_REUSED,
    )


class OrganizationNote(Stamped, table=True):
    """What somebody wrote down about an organization. A pinned one stands in its header."""

    __tablename__ = "organization_note"  # pyright: ignore[reportAssignmentType]

    id: int | None = key()
    organization_id: int = reference("organization.id", required=True, index=True)
    body: str
    is_pinned: bool = Field(default=False)

    __table_args__ = (NEVER_REUSED,)
