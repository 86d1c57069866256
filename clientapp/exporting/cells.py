"""A stored value as a cell of a table, and as a value of JSON."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from clientapp.field import Field, FieldKind

Cell = str | float | date


def heading(field: Field, api_names: bool) -> str:
    """The name of a column: its label, or its API name; a field that has none its own name."""
    return (field.api_name or field.name) if api_names else field.label


def key(field: Field, api_names: bool) -> str:
    """The key of a value in JSON: the name of the field, or its API name where it has one."""
    return (api_names and field.api_name) or field.name


def as_text(field: Field, value: Any) -> str:
    """A value as a text that an import reads as the same value; an option comes as its label.

    Dates and moments (UTC) are written as ISO 8601 does, amounts without a currency.
    """
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="seconds")
        case _ if field.kind == FieldKind.CHOICE:
            return field.choice_label(value)
        case _:
            return str(value)


def as_json(value: Any) -> Any:
    """A value as JSON has it: flags and numbers are such, and nothing is null."""
    match value:
        case Decimal():
            return float(value)
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case _:
            return value


def as_cell(field: Field, value: Any) -> Cell:
    """A value as a workbook has it: amounts, numbers and days as such, where that keeps them.

    A cell holds sixteen digits, and Excel knows no day before 1900.
    """
    match value:
        case Decimal() | float() if type(value)(f"{float(value):.16G}") == value:
            return float(value)
        case datetime():
            return as_text(field, value)
        case date() if value.year > 1900:
            return value
        case _:
            return as_text(field, value)
