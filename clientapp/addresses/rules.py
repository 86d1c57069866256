"""What may be stored of a place. Pure: no database, no page.

Values are keyed by field name and typed as their columns are.
"""

from collections.abc import Collection, Mapping
from typing import Any

from clientapp.addresses.fields import PLACE_FIELD
from clientapp.addresses.forms import LINES, address_problems
from clientapp.editing.validation import email_problem, read_form
from clientapp.formatting import country_code, read_phone

Values = dict[str, Any]
Problems = dict[str, str]

RANGES = {"latitude": 90, "longitude": 180}


def read(form: Mapping[str, str]) -> Values:
    """Read what a form holds of an address; what is no field of it is left out.

    Raises:
        Rejected: with a sentence for each field that cannot be read.
    """
    return read_form(PLACE_FIELD, form)


def check(values: Mapping[str, Any], changed: Collection[str], home_country: str) -> Problems:
    """Check the changed fields of an address.

    Args:
        values: all fields of the address.
        changed: the names to check; what was stored before stays acceptable. With the country,
            all that it wants is checked.
        home_country: the two letters of the settings' country.

    Returns:
        A sentence by field name.
    """
    problems: Problems = {}
    if {*changed} & {*LINES} and not any(values.get(name) for name in LINES):
        problems["street"] = "An address needs a street or a city"
    wanted = address_problems(values, home_country)
    problems |= {n: why for n, why in wanted.items() if n in changed or "country" in changed}
    for name in changed:
        if problem := _problem(name, values, home_country):
            problems[name] = problem
    return problems


def title_of(values: Mapping[Any, Any]) -> str:
    """What a place is called: its label, else its first line."""
    for name in ("label", "street", "city"):
        if values.get(name):
            return str(values[name])
    return "without a street"


def _problem(name: str, values: Mapping[str, Any], home_country: str) -> str | None:
    value = values.get(name)
    if value is None:
        other = {"latitude": "longitude", "longitude": "latitude"}.get(name)
        if other and values.get(other) is not None:
            return f"Latitude and longitude go together: the {name} is missing"
        return None
    if name == "access_email":
        return email_problem(value)
    if name == "access_phone":
        return read_phone(value, country_code(values.get("country")), home_country).problem
    if name in RANGES and abs(value) > RANGES[name]:
        return f"A {name} lies between -{RANGES[name]} and {RANGES[name]}"
    return None
