"""What may be stored of a person. Pure: no database, no page.

Values are keyed by field name and typed as their columns are.
"""

from collections.abc import Collection, Mapping
from typing import Any

from clientapp.contacts.fields import CONTACT_FIELD
from clientapp.editing.validation import email_problem, read_form
from clientapp.formatting import country_code, read_phone

Values = dict[str, Any]
Problems = dict[str, str]

NAMES = ("first_name", "last_name")
PRIMARY = "primary"
"""The name under which a sentence about the tick "Primary contact" stands."""


def read(form: Mapping[str, str]) -> Values:
    """Read what a form holds of a contact; what is no field of it is left out.

    Raises:
        Rejected: with a sentence for each field that cannot be read.
    """
    return read_form(CONTACT_FIELD, form)


def check(
    values: Mapping[str, Any],
    changed: Collection[str],
    country: str | None,
    home_country: str,
    *,
    keeps: Collection[str] = (),
) -> Problems:
    """Check the changed fields of a contact.

    Args:
        values: all fields of the contact.
        changed: the names to check; what was stored before stays acceptable.
        country: of the record, as it is written; phones are read by it.
        home_country: the two letters of the settings' country.
        keeps: names that cannot be emptied: those that the primary contact has (decision 3).

    Returns:
        A sentence by field name.
    """
    problems: Problems = {}
    for name in changed:
        if problem := _problem(name, values.get(name), country, home_country):
            problems[name] = problem
        elif name in keeps and not values.get(name):
            problems[name] = f"{CONTACT_FIELD[name].label} cannot be emptied"
    if {*NAMES} & {*changed} and not any(values.get(name) for name in NAMES):
        problems.setdefault("first_name", "A contact needs a first or a last name")
    return problems


def _problem(name: str, value: Any, country: str | None, home_country: str) -> str | None:
    if not value:
        return None
    if name == "email":
        return email_problem(value)
    if name in ("phone", "phone2"):
        return read_phone(value, country_code(country), home_country).problem
    return None


def person_name(values: Mapping[Any, Any]) -> str:
    """First and last name in one, empty where there is none."""
    return " ".join(values[name] for name in NAMES if values.get(name))
