"""The bill-to party, residential or commercial."""

from datetime import date
from enum import StrEnum

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field

from clientapp.models.base import NEVER_REUSED, KeyText, Stamped, derived, key, reference


class Kind(StrEnum):
    """The toggle of the form; `type` is the picklist behind CustomerType."""

    RESIDENTIAL = "residential"
    COMMERCIAL = "commercial"


class Status(StrEnum):
    """Whether work may be done for the customer; it can be set, never cleared."""

    ACTIVE = "active"
    INACTIVE = "inactive"


LIVE = text("trashed_at IS NULL")


class Customer(Stamped, table=True):
    """A customer. First and last name are those of its primary `Contact`.

    The derived columns are computed in Python, never in SQL, so that both databases sort and
    search alike: `name_key` and `place_key` are folded, `phone_e164` is E.164, `match_key` is a
    hash of what an import finds the customer by (name, street and post code).
    """

    id: int | None = key()
    number: str = Field(unique=True, sa_type=KeyText)
    kind: str = Field(default=Kind.RESIDENTIAL)
    status: str = Field(default=Status.ACTIVE)
    company_name: str | None = None
    tax_identifier: str | None = None
    email: str | None = None
    phone: str | None = None
    phone2: str | None = None
    fax: str | None = None
    website: str | None = None
    external_id: str | None = None
    external_id2: str | None = None
    reference_no: str | None = None
    employees: str | None = None
    area: str | None = None
    description: str | None = None
    customer_since: date | None = None
    communication_preference: str | None = None
    type_id: int | None = reference("picklist_option.id")
    industry_id: int | None = reference("picklist_option.id")
    category_id: int | None = reference("picklist_option.id")
    service_zone_id: int | None = reference("picklist_option.id")
    source_id: int | None = reference("picklist_option.id")
    payment_term_id: int | None = reference("picklist_option.id")
    tax_rate_id: int | None = reference("picklist_option.id")
    organization_id: int | None = reference("organization.id")

    display_name: str = derived(default="")
    name_key: str = derived(default="", sa_type=KeyText)
    place_key: str | None = derived(default=None, sa_type=KeyText)
    match_key: int | None = derived(default=None, sa_type=BigInteger)
    phone_e164: str | None = derived(default=None)
    phone_extension: str | None = derived(default=None)

    __table_args__ = (
        Index("ix_customer_live_name", "name_key", "id", sqlite_where=LIVE, postgresql_where=LIVE),
        Index(
            "ix_customer_live_place", "place_key", "id", sqlite_where=LIVE, postgresql_where=LIVE
        ),
        Index("ix_customer_live_match", "match_key", sqlite_where=LIVE, postgresql_where=LIVE),
        Index(
            "ix_customer_live_industry",
            "industry_id",
            "name_key",
            "id",
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        ),
        Index(
            "ix_customer_live_category",
            "category_id",
            "name_key",
            "id",
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        ),
        Index(
            "uq_customer_live_external_id",
            "external_id",
            unique=True,
            sqlite_where=text("trashed_at IS NULL AND external_id IS NOT NULL"),
            postgresql_where=text("trashed_at IS NULL AND external_id IS NOT NULL"),
        ),
        NEVER_REUSED,
    )
