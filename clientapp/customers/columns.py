"""The columns that the list of customers can show: every field, and the place in one line."""

from typing import Any

from sqlmodel import col

from clientapp.customers.fields import BILLING, CUSTOMER, CUSTOMER_FIELDS, FIELD
from clientapp.customers.reading import HOLDING
from clientapp.customers.rules import person_name
from clientapp.field import Home
from clientapp.listing import sources
from clientapp.listing.columns import LOW
from clientapp.listing.sources import Source, Sources, Values
from clientapp.models import Customer, PicklistOption

PLACE = "place"
USUAL = ("kind", "industry", "category", "phone", PLACE, "status")
"""What is shown to who chose nothing."""

PLACES = {
    "kind": LOW,
    "industry": "lead",
    "category": "corner",
    "phone": "foot-start",
    PLACE: "rest",
    "status": "foot-end",
}
LOOKS = {"category": "tag", "status": "status"}

WARNED = ("do_not_service", "do_not_service_reason", "bad_debt", "bad_debt_reason")


def contact_name(row: Values) -> str:
    """The name of the primary contact."""
    return person_name({"first_name": row.first_name, "last_name": row.last_name})


_ALWAYS: dict[str, Any] = {
    "display_name": col(Customer.display_name),
    **{name: HOLDING.column(FIELD[name]) for name in ("first_name", "last_name", *WARNED)},
}
_CATEGORY = col(Customer.category_id)

CUSTOMER_SOURCES = Sources(
    HOLDING,
    Source(_ALWAYS, lambda row: row.display_name, homes=(Home.PRIMARY_CONTACT,)),
    sources.field_columns(
        CUSTOMER_FIELDS,
        HOLDING,
        {
            PLACE: sources.place(HOLDING),
            "phone": sources.first_phone(Customer),
            "contact_name": Source({}, contact_name),
            "category_code": sources.named("category", _CATEGORY, PicklistOption, "code"),
            **sources.made_by(Customer),
        },
        group=CUSTOMER,
        headings={Home.BILLING: BILLING},
        before={"street": (PLACE, "Place")},
        places=PLACES,
        looks=LOOKS,
    ),
)
"""The columns with where their texts come from, and what stands beside every name."""

COLUMNS = CUSTOMER_SOURCES.columns
"""The columns by their names."""
