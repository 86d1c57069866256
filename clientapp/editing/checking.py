"""What is wrong with the fields of a record, each looked at by itself. Pure."""

from collections.abc import Collection, Mapping
from typing import Any

from clientapp.editing.validation import email_problem
from clientapp.field import Field, FieldKind
from clientapp.formatting import country_code, read_phone


def check_fields(
    fields: Mapping[str, Field],
    values: Mapping[str, Any],
    changed: Collection[str],
    home_country: str,
    *,
    new: bool = False,
) -> dict[str, str]:
    """What is wrong with changed fields of a whole record, each looked at by itself.

    Args:
        values: all fields of the record.
        changed: the names to check; what was stored before stays acceptable (decision 3).
        home_country: the two letters of the settings' country, by which a phone is read where the
            record has no `country`.
        new: whether what a new record needs has to be there.

    Returns:
        A sentence by field name.
    """
    problems: dict[str, str] = {}
    for name in changed:
        if name in fields and (problem := _problem(fields[name], values, home_country)):
            problems[name] = problem
    for field in fields.values():
        if new and field.required and values.get(field.name) is None:
            problems[field.name] = f"{field.label} is required"
    return problems


def _problem(field: Field, values: Mapping[str, Any], home_country: str) -> str | None:
    value = values.get(field.name)
    if value is None:
        return f"{field.label} cannot be empty" if field.never_empty else None
    if field.kind == FieldKind.EMAIL:
        return email_problem(value)
    if field.kind == FieldKind.PHONE:
        country = country_code(values.get("country"))
        return read_phone(value, country, home_country).problem
    return None
