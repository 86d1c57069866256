"""What an import checks of how a record is reached, and of where it is."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from clientapp.addresses.post_codes import post_code_problem
from clientapp.editing.validation import email_problem
from clientapp.field import Field, FieldKind
from clientapp.formatting import country_code, read_phone
from clientapp.importing.importable import Checked

POST_CODE = "postal_code"


def reached(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Those of the fields that are checked."""
    kinds = (FieldKind.EMAIL, FieldKind.PHONE)
    return tuple(f for f in fields if f.kind in kinds or f.name.endswith(POST_CODE))


def check_reach(
    values: Mapping[str, Any], looked_at: Collection[str], fields: Iterable[Field], home: str
) -> Checked:
    """An email that is none refuses the row; a phone or post code is kept with a warning.

    Args:
        values: all of the record, by field name; `country` says how its phones are read, and the
            country beside a post code how that is.
        looked_at: the names of those to check.
        fields: among them those that are `reached`; a file has many rows, so choose them once.
        home: the two letters of the settings' country.
    """
    found = Checked([], [])
    for field in fields:
        value = values.get(field.name)
        if field.name not in looked_at:
            continue
        problem, said = None, found.warnings
        if field.kind == FieldKind.EMAIL:
            problem, said = value and email_problem(value), found.problems
        elif field.kind == FieldKind.PHONE:
            problem = read_phone(value, values.get("country"), home).problem
        elif value and field.name.endswith(POST_CODE):
            beside = values.get(field.name.removesuffix(POST_CODE) + "country")
            problem = post_code_problem(value, country_code(beside) or home)
        if problem:
            said.append(f"{field.label}: {problem}")
    return found
