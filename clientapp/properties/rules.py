"""What may be stored of a property. Pure: no database, no page."""

from collections.abc import Collection, Mapping
from typing import Any

from clientapp.addresses.forms import LINES
from clientapp.addresses.single import place_problems

Problems = dict[str, str]

NEEDS_NAME = "A property needs a name or an address"

OWN_UNIT = "A property is no part of itself or of its units"
"""Said beside the property that would make it one."""


def is_named(values: Mapping[str, Any]) -> bool:
    """Whether it can be called anything."""
    return any(values.get(name) for name in ("name", *LINES))


def check(
    values: Mapping[str, Any], changed: Collection[str], home_country: str, *, new: bool
) -> Problems:
    """Check the changed fields of a property.

    Args:
        values: all fields of the property.
        changed: the names to check; what was stored before stays acceptable.
        home_country: the two letters of the settings' country.
        new: one that is created in the form has all that its country wants of an address.

    Returns:
        A sentence by field name.
    """
    problems = {} if is_named(values) else {"name": NEEDS_NAME}
    return problems | place_problems(values, changed, home_country, new=new)
