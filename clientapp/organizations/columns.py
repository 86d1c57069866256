"""The columns that the list of organizations can show: every field, the headquarters in one line,
and how many belong to each."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from clientapp.listing import sources
from clientapp.listing.columns import LOW
from clientapp.listing.holding import column
from clientapp.listing.sources import Source, Sources
from clientapp.models import Customer, Organization, Property
from clientapp.organizations.fields import ORGANIZATION, ORGANIZATION_FIELDS
from clientapp.organizations.reading import HOLDING

PLACE, CUSTOMERS, PROPERTIES = "place", "customers", "properties"
USUAL = ("category", "phone", PLACE, CUSTOMERS, PROPERTIES, "status")
"""What is shown to who chose nothing."""

PLACES = {
    "category": "corner",
    "phone": "foot-start",
    PLACE: "rest",
    PROPERTIES: LOW,
    "status": "foot-end",
}


def _count(name: str, model: Any) -> Source:
    """How many live records of another kind belong to an organization."""
    held = select(func.count()).where(
        model.organization_id == Organization.id, model.trashed_at.is_(None)
    )
    count = f"{name}_count"
    return Source(
        {count: held.correlate(Organization).scalar_subquery()},
        lambda row: f"{getattr(row, count):,}",
    )


def _parent() -> Source:
    """The parent; one in Trash is not there (decision 18)."""
    parent: Any = aliased(Organization)
    joins = ((parent, (parent.id == Organization.parent_id) & parent.trashed_at.is_(None)),)
    return Source({"parent_name": parent.name}, lambda row: row.parent_name or "", joins)


ORGANIZATION_SOURCES = Sources(
    HOLDING,
    Source({"display_name": column(Organization.name)}, lambda row: row.display_name),
    sources.field_columns(
        ORGANIZATION_FIELDS,
        HOLDING,
        {
            PLACE: sources.place(HOLDING),
            CUSTOMERS: _count(CUSTOMERS, Customer),
            PROPERTIES: _count(PROPERTIES, Property),
            "phone": sources.first_phone(Organization),
            "parent": _parent(),
            **sources.made_by(Organization),
        },
        group=ORGANIZATION,
        headings={},
        before={
            "industry": (CUSTOMERS, "Customers"),
            "category": (PROPERTIES, "Properties"),
            "street": (PLACE, "Headquarters"),
        },
        places=PLACES,
        looks={"category": "tag", "status": "status"},
    ),
)
"""The columns with where their texts come from."""

COLUMNS = ORGANIZATION_SOURCES.columns
"""The columns by their names."""
