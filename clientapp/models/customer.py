"""The bill-to party, residential or commercial."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import BigInteger, Index, Numeric, SmallInteger
from sqlmodel import Field

from clientapp.models.base import (
    NEVER_REUSED,
    KeyText,
    Stamped,
    derived,
    key,
    reference,
    where_index,
)


class Kind(StrEnum):
    """The toggle of the form; `type` is the picklist behind CustomerType."""

    RESIDENTIAL = "residential"
    COMMERCIAL = "commercial"


class Status(StrEnum):
    """Whether work may be done for the customer; it can be set, never cleared."""

    ACTIVE = "active"
    INACTIVE = "inactive"


LIVE = "trashed_at IS NULL"
FILTERED = (
    "status",
    "kind",
    "industry_id",
    "category_id",
    "type_id",
    "service_zone_id",
    "organization_id",
    "problems",
    "city_key",
    "created_at",
    "trashed_at",
)
"""What the filters look at. An index that holds it all is read without the table; SQLite believes
that only if it holds the column of its own condition too."""


def _filled(name: str, column: str) -> Index:
    """An index over the live rows that have a value, in the order of their names."""
    return where_index(name, (column, "name_key", "id"), f"{LIVE} AND {column} IS NOT NULL")


class Customer(Stamped, table=True):
    """A customer. First and last name are those of its primary `Contact`.

    The derived columns are computed in Python, never in SQL, so that both databases sort and
    search alike: `name_key`, `place_key` and `city_key` are folded, `phone_e164` is E.164,
    `match_key` is a hash of what an import finds the customer by (name, street and post code).
    `problems` is the sum of what is open: 1 no named contact, 2 no phone or e-mail, 4 a phone that
    could not be read, 8 not to be serviced, 16 bad debt; null where nothing is.

    `service_days` are names of days with commas ("mon,wed"), `service_from` and `service_until`
    times of the place ("08:30").
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
    description: str | None = None
    customer_since: date | None = None
    credit_limit: Decimal | None = Field(default=None, sa_type=Numeric(14, 2))  # pyright: ignore[reportArgumentType]
    service_days: str | None = None
    service_from: str | None = None
    service_until: str | None = None
    preferred_technician: str | None = None
    reached_by: str | None = None
    do_not_service: bool = Field(default=False)
    do_not_service_reason: str | None = None
    bad_debt: bool = Field(default=False)
    bad_debt_reason: str | None = None
    type_id: int | None = reference("picklist_option.id")
    industry_id: int | None = reference("picklist_option.id")
    category_id: int | None = reference("picklist_option.id")
    service_zone_id: int | None = reference("picklist_option.id")
    sector_id: int | None = reference("picklist_option.id")
    sub_sector_id: int | None = reference("picklist_option.id")
    area_id: int | None = reference("picklist_option.id")
    source_id: int | None = reference("picklist_option.id")
    payment_term_id: int | None = reference("picklist_option.id")
    tax_rate_id: int | None = reference("picklist_option.id")
    communication_preference_id: int | None = reference("picklist_option.id")
    organization_id: int | None = reference("organization.id")

    display_name: str = derived(default="")
    name_key: str = derived(default="", sa_type=KeyText)
    place_key: str | None = derived(default=None, sa_type=KeyText)
    match_key: int | None = derived(default=None, sa_type=BigInteger)
    phone_e164: str | None = derived(default=None)
    phone_extension: str | None = derived(default=None)

    city_key: str | None = derived(default=None, sa_type=KeyText)
    problems: int | None = derived(default=None, sa_type=SmallInteger)

    __table_args__ = (
        where_index("ix_customer_live_name", ("name_key", "id", *FILTERED)),
        where_index("ix_customer_live_place", ("place_key", "id", *FILTERED)),
        where_index("ix_customer_live_match", ("match_key",)),
        where_index("ix_customer_live_industry", ("industry_id", "name_key", "id")),
        where_index("ix_customer_live_category", ("category_id", "name_key", "id")),
        _filled("ix_customer_live_type", "type_id"),
        _filled("ix_customer_live_service_zone", "service_zone_id"),
        _filled("ix_customer_live_sector", "sector_id"),
        _filled("ix_customer_live_sub_sector", "sub_sector_id"),
        _filled("ix_customer_live_area", "area_id"),
        _filled("ix_customer_live_source", "source_id"),
        _filled("ix_customer_live_payment_term", "payment_term_id"),
        _filled("ix_customer_live_tax_rate", "tax_rate_id"),
        _filled("ix_customer_live_preference", "communication_preference_id"),
        _filled("ix_customer_live_organization", "organization_id"),
        _filled("ix_customer_live_city", "city_key"),
        _filled("ix_customer_live_problems", "problems"),
        where_index("ix_customer_live_created", ("created_at",)),
        where_index("ix_customer_trashed", ("trashed_at", "id"), "trashed_at IS NOT NULL"),
        where_index(
            "uq_customer_live_external_id",
            ("external_id",),
            f"{LIVE} AND external_id IS NOT NULL",
            unique=True,
        ),
        NEVER_REUSED,
    )
