"""The picklists by name, and what their choices have besides a label."""

from typing import Final

TAG = "tag"

ORDER = (
    *("type", "sector", "sub_sector", "industry", "category", "service_zone", "area", "source"),
    *("payment_term", "tax_rate", "communication_preference", "contact_role", "property_type", TAG),
)
"""The order in which the lists are shown; others come behind them."""

CODED = frozenset(
    {
        *("type", "industry", "category", "service_zone"),
        *("sector", "sub_sector", "area", "source"),
    }
)
"""Lists whose choices have a code, by which other programs know them."""

EXTRAS: Final = {"payment_term": "days", "tax_rate": "rate", TAG: "colour"}
"""The one thing more that the choices of these lists have."""


def extra_of(picklist: str) -> str:
    """The column of what the choices of a list have besides a label; "" where there is nothing."""
    return "code" if picklist in CODED else EXTRAS.get(picklist, "")
