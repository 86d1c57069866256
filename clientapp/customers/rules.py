"""What may be stored of a customer. Pure: no database, no page.

Values are keyed by field name and typed as their columns are (`editing.validation.read_value`).
"""

from collections.abc import Collection, Mapping
from typing import Any

from clientapp.customers.fields import FIELD, FORM_FIELDS
from clientapp.customers.warnings import REASONS
from clientapp.editing.checking import check_fields
from clientapp.editing.validation import read_form
from clientapp.field import FieldKind
from clientapp.models import Kind, Status

Values = dict[str, Any]
Problems = dict[str, str]

NAMES = ("first_name", "last_name")
FORM = {field.name: field for field in FORM_FIELDS}
FLAGS = tuple(name for name, field in FIELD.items() if field.kind == FieldKind.FLAG)


def read(
    form: Mapping[str, str],
    shown: Mapping[str, str] | None = None,
    begun: Collection[str] = (),
) -> Values:
    """Read the form of a customer; see `editing.validation.read_form`."""
    return read_form(FORM, form, shown, begun)


def check(
    values: Mapping[str, Any], changed: Collection[str], home_country: str, *, new: bool = False
) -> Problems:
    """Check the changed fields of a whole record as typed in the form.

    First and last name are required when a customer is created in the form. A name that is there
    cannot be emptied; a record that came without one stays as it is (decision 3). See
    `editing.checking.check_fields`.
    """
    problems = check_fields(FIELD, values, changed, home_country, new=new)
    for name in NAMES:
        if not new and name in changed and not values.get(name):
            problems[name] = f"{FIELD[name].label} cannot be emptied"
    return together(values, changed) | problems


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
    """How the customer is called: the kind decides which of its names (decision 3). A new one may
    lack its number yet."""
    company = values.get("company_name") or ""
    person = person_name(values)
    first, second = (
        (company, person) if values.get("kind") == Kind.COMMERCIAL else (person, company)
    )
    return first or second or values.get("email") or values.get("phone") or values.get("number", "")


def person_name(values: Mapping[str, Any]) -> str:
    """First and last name of the primary contact, empty where there is none."""
    return " ".join(part for part in (values.get("first_name"), values.get("last_name")) if part)


def with_defaults(values: Mapping[str, Any]) -> Values:
    """Values of a new customer: active, and commercial where a company is named."""
    kind = Kind.COMMERCIAL if values.get("company_name") else Kind.RESIDENTIAL
    chosen = {"kind": kind.value, "status": Status.ACTIVE.value} | dict.fromkeys(FLAGS, False)
    return chosen | {name: value for name, value in values.items() if value is not None}
