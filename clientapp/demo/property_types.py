"""What the sites of generated customers are: most are homes, the others by what is done there."""

from collections.abc import Mapping
from random import Random
from typing import Any

from clientapp.models import Kind

SHARE = 0.4
"""Of the sites: the others came from a list that did not say."""

STORES = frozenset({"Restaurant", "Retail", "Beauty", "Automotive", "Fitness", "Veterinary"})
WAREHOUSES = frozenset({"Warehouse", "Manufacturing", "Agriculture", "Construction"})


def type_of(drawn: Mapping[str, Any]) -> str | None:
    """The label of the property type of a customer's site, by its values with labels, if somebody
    said it; the same every time."""
    if Random(f"type {drawn['street']}").random() >= SHARE:  # noqa: S311
        return None
    if drawn["kind"] == Kind.RESIDENTIAL:
        return "Home"
    industry = drawn.get("industry")
    return "Store" if industry in STORES else "Warehouse" if industry in WAREHOUSES else "Office"
