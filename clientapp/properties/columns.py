"""The columns that the list of properties can show: every field, the place in one line, and who
has it."""

from typing import Any

from sqlalchemy import func, select, union_all
from sqlmodel import col

from clientapp.listing import sources
from clientapp.listing.columns import LOW
from clientapp.listing.holding import column
from clientapp.listing.sources import Source, Sources
from clientapp.models import Customer, Property
from clientapp.properties.fields import PROPERTY, PROPERTY_FIELDS
from clientapp.properties.reading import HOLDING
from clientapp.properties.whose import customers_of_property

PLACE, CUSTOMERS = "place", "customers"
USUAL = ("type", PLACE, CUSTOMERS, "organization")
"""What is shown to who chose nothing."""

PLACES = {"type": "corner", PLACE: "rest", CUSTOMERS: "lead", "organization": LOW}


def _customers() -> Source:
    """The first of its customers by name, and how many others there are."""
    live = (
        col(Customer.id).in_(union_all(*customers_of_property())),
        col(Customer.trashed_at).is_(None),
    )
    named = select(col(Customer.display_name)).where(*live).correlate(Property)
    first = named.order_by(col(Customer.name_key), col(Customer.id)).limit(1)
    count = select(func.count()).select_from(Customer).where(*live).correlate(Property)

    def said(row: Any) -> str:
        more = (row.customer_count or 0) - 1
        return f"{row.customer_name} and {more} more" if more > 0 else row.customer_name or ""

    reads: dict[str, Any] = {
        "customer_name": first.scalar_subquery(),
        "customer_count": count.scalar_subquery(),
    }
    return Source(reads, said)


PROPERTY_SOURCES = Sources(
    HOLDING,
    Source({"display_name": column(Property.display_name)}, lambda row: row.display_name),
    sources.field_columns(
        PROPERTY_FIELDS,
        HOLDING,
        {
            PLACE: sources.place(HOLDING),
            CUSTOMERS: _customers(),
            **sources.made_by(Property),
        },
        group=PROPERTY,
        headings={},
        before={"organization": (CUSTOMERS, "Customers"), "label": (PLACE, "Place")},
        places=PLACES,
        looks={"type": "tag"},
    ),
)
"""The columns with where their texts come from."""

COLUMNS = PROPERTY_SOURCES.columns
"""The columns by their names."""
