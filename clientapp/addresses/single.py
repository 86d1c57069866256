"""The place of a record that has exactly one: the headquarters of an organization, a property's."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from clientapp.addresses import rules
from clientapp.addresses.fields import PLACE_FIELD, PLACE_FIELDS
from clientapp.addresses.forms import LINES, address_problems
from clientapp.field import Field, Home
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import insert_rows, update_row
from clientapp.models import Address, Operation

ALIASES = {
    "street": ("address", "street address", "address line 1"),
    "street2": ("address line 2", "suite"),
    "city": ("town",),
    "state": ("region", "province"),
    "postal_code": ("zip code", "post code", "postcode"),
}
"""Further names that an import knows the columns of a place by."""


def place_fields(names: Collection[str], section: str = "") -> tuple[Field, ...]:
    """Fields of a place as those of the record that has it: "Address ZIP" is its "ZIP".

    Args:
        names: which of them.
        section: of the record's form; their own if left out.
    """
    return tuple(
        replace(
            field,
            label=_label(field.label),
            home=Home.SITE,
            section=section or field.section,
            aliases=ALIASES.get(field.name, ()),
        )
        for field in PLACE_FIELDS
        if field.name in names
    )


def _label(label: str) -> str:
    words = label.removeprefix("Address ")
    return words[:1].upper() + words[1:]


def place_problems(
    values: Mapping[str, Any], changed: Collection[str], home_country: str, *, new: bool = False
) -> rules.Problems:
    """Check the changed fields of the place of a record, which may do without one.

    Args:
        values: all fields of the place, by name.
        changed: the names to check, also of other fields; what was stored stays acceptable.
        home_country: the two letters of the settings' country.
        new: whether it is filled in by hand, and has to have all that its country wants.

    Returns:
        A sentence by field name.
    """
    names = PLACE_FIELD.keys() & changed
    if not any(values.get(name) for name in LINES):
        names -= {*LINES}
    wanted = address_problems(values, home_country) if new else {}
    return wanted | rules.check(values, names, home_country)


def place_row(row_id: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a new place, from the record's values by field name."""
    return {"id": row_id, **{f.stored_as: values.get(f.name) for f in PLACE_FIELDS}}


def write_place(
    session: Session,
    operation: Operation,
    address_id: int | None,
    values: Mapping[str, Any],
    record: tuple[str, int] | None = None,
) -> int:
    """Write fields of a place in an open operation; one that is not there yet is made.

    Args:
        record: kind and id of the record that a new place comes with.

    Returns:
        Its id, to which the record has to refer.
    """
    if address_id is None:
        address_id = reserve_ids(session, Address, 1)[0]
        insert_rows(session, operation, {Address: [place_row(address_id, values)]}, record)
        return address_id
    columns = {f.stored_as: values[n] for n, f in PLACE_FIELD.items() if n in values}
    update_row(session, operation, Address, address_id, columns)
    return address_id
