"""What may be stored of a customer. Pure: no database, no page.

Values are keyed by field name and typed as their columns are (`editing.validation.read_value`).
"""

from collections.abc import Collection, Mapping
from typing import Any

from clientapp.customers.fields import FIELD
from clientapp.editing.validation import Invalid, Rejected, email_problem, read_value
from clientapp.formatting import country_code, read_phone
from clientapp.models import Kind, Status

Values = dict[str, Any]
Problems = dict[str, str]

NAMES = ("first_name", "last_name")


def clean(typed: Mapping[str, str]) -> tuple[Values, Problems]:
    """Read what was typed, field by field.

    Returns:
        The values that could be read, and a sentence for each that could not.
    """
    values: Values = {}
    problems: Problems = {}
    for name, text in typed.items():
        if FIELD[name].read_only:
            continue
        try:
            values[name] = read_value(FIELD[name], text)
        except Invalid as problem:
            problems[name] = str(problem)
    return values, problems


def read(form: Mapping[str, str]) -> Values:
    """Read a form; what it holds besides the fields is left out.

    Raises:
        Rejected: with a sentence for each field that cannot be read.
    """
    values, problems = clean({name: text for name, text in form.items() if name in FIELD})
    if problems:
        raise Rejected(problems)
    return values


def check(
    values: Mapping[str, Any], changed: Collection[str], home_country: str, *, new: bool = False
) -> Problems:
    """Check the changed fields of a whole record as typed in the form.

    Args:
        values: all fields of the record.
        changed: the names to check; what was stored before stays acceptable (decision 3).
        home_country: the two letters of the settings' country.
        new: first and last name are required when a customer is created in the form.
    """
    problems: Problems = {}
    for name in changed:
        problem = _problem(name, values, home_country)
        if problem:
            problems[name] = problem
    for name in NAMES:
        if (new or name in changed) and not values.get(name):
            label = FIELD[name].label
            problems[name] = f"{label} is required" if new else f"{label} cannot be emptied"
    return problems


def _problem(name: str, values: Mapping[str, Any], home_country: str) -> str | None:
    value = values.get(name)
    if value is None:
        return f"{FIELD[name].label} cannot be empty" if FIELD[name].never_empty else None
    if name == "email":
        return email_problem(value)
    if name == "phone":
        country = country_code(values.get("country"))
        return read_phone(value, country, home_country).problem
    return None


def display_name(values: Mapping[str, Any]) -> str:
    """How the customer is called: the kind decides which of its names (decision 3)."""
    company = values.get("company_name") or ""
    person = person_name(values)
    first, second = (
        (company, person) if values.get("kind") == Kind.COMMERCIAL else (person, company)
    )
    return first or second or values.get("email") or values.get("phone") or values["number"]


def person_name(values: Mapping[str, Any]) -> str:
    """First and last name of the primary contact, empty where there is none."""
    return " ".join(part for part in (values.get("first_name"), values.get("last_name")) if part)


def with_defaults(values: Mapping[str, Any]) -> Values:
    """Values of a new customer: active, and commercial where a company is named."""
    kind = Kind.COMMERCIAL if values.get("company_name") else Kind.RESIDENTIAL
    chosen = {"kind": kind.value, "status": Status.ACTIVE.value}
    return chosen | {name: value for name, value in values.items() if value is not None}
