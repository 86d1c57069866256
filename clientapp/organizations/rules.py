"""What may be stored of an organization. Pure: no database, no page.

Values are keyed by field name and typed as their columns are (`editing.validation.read_value`).
"""

from collections.abc import Collection, Mapping
from typing import Any

from clientapp.addresses.single import place_problems
from clientapp.editing.validation import email_problem
from clientapp.field import FieldKind
from clientapp.formatting import country_code, read_phone
from clientapp.models import Status
from clientapp.organizations.fields import FIELD

OWN_BRANCH = "An organization is no branch of itself, nor of one of its own branches"
"""Said beside the parent that would make it one."""

FIRST_DEACTIVATE = "Deactivate it first"
"""Why an active organization cannot be deleted."""


def check(
    values: Mapping[str, Any], changed: Collection[str], home_country: str, *, new: bool = False
) -> dict[str, str]:
    """What is wrong with the changed fields of a whole record, by field name; what was stored
    before stays acceptable (decision 3)."""
    looked_at = {*changed, "name", "status"} if new else changed
    found = {name: _problem(name, values, home_country) for name in looked_at if name in FIELD}
    said = {name: problem for name, problem in found.items() if problem}
    return place_problems(values, looked_at, home_country, new=new) | said


def _problem(name: str, values: Mapping[str, Any], home_country: str) -> str | None:
    field, value = FIELD[name], values.get(name)
    if value is None:
        verb = "is required" if field.required else "cannot be empty"
        return f"{field.label} {verb}" if field.never_empty else None
    if field.kind == FieldKind.EMAIL:
        return email_problem(value)
    if field.kind == FieldKind.PHONE:
        return read_phone(value, country_code(values.get("country")), home_country).problem
    return None


def with_defaults(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a new organization: it is active."""
    filled = {name: value for name, value in values.items() if value is not None}
    return {"status": Status.ACTIVE.value} | filled
