"""Customers side by side, before they are merged: what differs, what is the same, what moves."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlmodel import Session

from clientapp.addresses.queries import one_line
from clientapp.customers.customer import CUSTOMER
from clientapp.customers.fields import FORM_FIELDS
from clientapp.customers.reading import facts, read_values
from clientapp.editing.validation import shown_value
from clientapp.field import Field, FieldKind, Home
from clientapp.ledger.wording import parts_counted
from clientapp.merging.merge import check_number, own_fields
from clientapp.merging.moving import owned_counts
from clientapp.picklists.queries import labels_of
from clientapp.problem import Problem

PLACE = ("street", "street2", "city", "state", "postal_code", "country")

Values = Mapping[str, Any]


class Candidate(NamedTuple):
    """A customer that is to be merged: `detail` is its number and place, `parts` what belongs to it
    in words, `version` the one that was looked at."""

    id: int
    name: str
    detail: str
    parts: str
    version: int


class Compared(NamedTuple):
    """A field of all of them: its name, its label, and its texts by the customers' ids."""

    name: str
    label: str
    texts: dict[int, str]
    differs: bool


class Comparison(NamedTuple):
    """Customers side by side; fields that none of them has are left out."""

    candidates: list[Candidate]
    fields: list[Compared]


def comparison(session: Session, ids: Sequence[int]) -> Comparison:
    """Look at live customers that are to be merged.

    Raises:
        Problem: if it is not two to ten of them, or one is in Trash or gone.
    """
    check_number(ids)
    values = read_values(session, ids)
    if gone := [each for each in ids if each not in values or values[each]["trashed_at"]]:
        name = values.get(gone[0], {}).get("display_name") or "One of the customers"
        raise Problem(f"{name} is in Trash, or gone. What is there can be merged without it.")
    values = {each: values[each] for each in ids}  # the database gives them in any order
    shown = facts(session, ids)
    counts = owned_counts(session, CUSTOMER.kind, ids)
    candidates = [
        Candidate(
            each,
            values[each]["display_name"],
            ", ".join(filter(None, shown[each])),
            parts_counted(counts[each]),
            values[each]["version"],
        )
        for each in ids
    ]
    own = [field for field in own_fields(CUSTOMER) if field in FORM_FIELDS]
    found = [_of_parts(name, label, values) for name, label in PARTS]
    return Comparison(candidates, _filled(found + _fields(session, own, values)))


def usual(field: Compared, survivor_id: int) -> int:
    """Whose value is kept unless another one is chosen: the survivor's, or the first that has any.
    "Yes" is kept wherever it stands: a warning is not lost by a merge."""
    kept = field.texts[survivor_id]
    if kept and kept != "No":
        return survivor_id
    having = (each for each, text in field.texts.items() if text and text != "No")
    return next(having, survivor_id)


def chosen_of(
    fields: Sequence[Compared], survivor_id: int, picked: Mapping[str, int]
) -> dict[str, int]:
    """Whose value is kept of each field that differs.

    Args:
        picked: what was chosen by hand.
    """
    return {f.name: picked.get(f.name, usual(f, survivor_id)) for f in fields if f.differs}


PARTS = (
    (Home.PRIMARY_CONTACT, "Primary contact"),
    (Home.SITE, "Primary site"),
    (Home.BILLING, "Billing address"),
)
"""Of which every customer has one; the others come along beside it."""

HELD = {
    Home.PRIMARY_CONTACT: "contact_id",
    Home.SITE: "address_id",
    Home.BILLING: "billing_id",
}


def _of_parts(home: Home, label: str, values: Mapping[int, Values]) -> Compared:
    held = {values[each][HELD[home]] for each in values}
    texts = {each: _part_text(home, values[each]) for each in values}
    return Compared(home, label, texts, len(held) > 1)


def _part_text(home: Home, values: Values) -> str:
    if home == Home.PRIMARY_CONTACT:
        return ", ".join(filter(None, (values["contact_name"], values["job_title"])))
    before = "billing_" if home == Home.BILLING else ""
    return one_line({name: values[before + name] for name in PLACE})


def _fields(
    session: Session, fields: Sequence[Field], values: Mapping[int, Values]
) -> list[Compared]:
    options = [field.name for field in fields if field.kind == FieldKind.OPTION]
    chosen = {values[each][name] for each in values for name in options} - {None}
    labels = labels_of(session, chosen)
    return [
        Compared(
            field.name,
            field.label,
            {each: _text(field, values[each][field.name], labels) for each in values},
            len({shown_value(values[each][field.name]) for each in values}) > 1,
        )
        for field in fields
    ]


def _text(field: Field, value: Any, labels: Mapping[int, str]) -> str:
    if field.kind == FieldKind.OPTION:
        return labels.get(value, "")
    return field.in_words(value)


def _filled(fields: list[Compared]) -> list[Compared]:
    return [field for field in fields if field.differs or any(field.texts.values())]
