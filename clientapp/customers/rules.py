"""What may be stored of a customer. Pure: no database, no page.

Values are keyed by field name and typed as their columns are (`editing.validation.read_value`).
"""

from collections.abc import Collection, Mapping
from typing import Any

from clientapp.customers.fields import FIELD, FORM_FIELDS
from clientapp.customers.warnings import REASONS
from clientapp.editing.validation import Invalid, Rejected, email_problem, read_value
from clientapp.field import FieldKind
from clientapp.formatting import country_code, read_phone
from clientapp.models import Kind, Status

Values = dict[str, Any]
Problems = dict[str, str]

NAMES = ("first_name", "last_name")
FORM_NAMES = {field.name for field in FORM_FIELDS}
FLAGS = tuple(name for name, field in FIELD.items() if field.kind == FieldKind.FLAG)


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


def read(
    form: Mapping[str, str],
    shown: Mapping[str, str] | None = None,
    begun: Collection[str] = (),
) -> Values:
    """Read a form; what it holds besides the fields is left out.

    Args:
        shown: the texts that the inputs were drawn with. A text that is still the same is left out
            too: what was stored before may be nothing that can be typed today (decision 24).
        begun: the names of the fields that were typed into all the same.

    Raises:
        Rejected: with a sentence for each field that cannot be read.
    """
    known = shown or {}
    typed = {
        name: text
        for name, text in form.items()
        if name in FORM_NAMES and (name in begun or text != known.get(name))
    }
    values, problems = clean(typed)
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
    return together(values, changed) | problems


def _problem(name: str, values: Mapping[str, Any], home_country: str) -> str | None:
    value = values.get(name)
    if value is None:
        return f"{FIELD[name].label} cannot be empty" if FIELD[name].never_empty else None
    if name == "email":
        return email_problem(value)
    if FIELD[name].kind == FieldKind.PHONE:
        country = country_code(values.get("country"))
        return read_phone(value, country, home_country).problem
    return None


def together(values: Mapping[str, Any], changed: Collection[str]) -> Problems:
    """What is wrong with fields that mean something only beside each other."""
    problems: Problems = {}
    for flag, reason in REASONS.items():
        if not {flag, reason}.isdisjoint(changed) and values.get(reason) and not values.get(flag):
            label = FIELD[flag].label
            problems[reason] = f"Choose Yes for {label}, or empty the reason"
    start, end = values.get("service_from"), values.get("service_until")
    later = [name for name in ("service_until", "service_from") if name in changed]
    if later and start and end and start >= end:
        problems[later[0]] = "Service until is later than service from"
    return problems


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
    chosen = {"kind": kind.value, "status": Status.ACTIVE.value} | dict.fromkeys(FLAGS, False)
    return chosen | {name: value for name, value in values.items() if value is not None}
