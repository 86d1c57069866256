"""The columns that the list of customers can show: every field, and the place in one line.

A field of `CUSTOMER_FIELDS` is a column by that alone. What is put together from several rows says
below where it is read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from clientapp.customers.fields import BILLING, CUSTOMER, CUSTOMER_FIELDS, FIELD
from clientapp.customers.reading import column_of, with_billing, with_parts
from clientapp.customers.rules import person_name
from clientapp.field import Field, FieldKind, Home
from clientapp.formatting import national_phone, place_line, spoken_phone
from clientapp.listing.columns import LOW, Column
from clientapp.models import Address, Customer, PicklistOption, User
from clientapp.settings import settings

PLACE = "place"
USUAL = ("kind", "industry", "category", "phone", PLACE, "status")
"""What is shown to who chose nothing."""

PLACES = {
    "kind": LOW,
    "industry": "lead",
    "category": "corner",
    "phone": "foot-start",
    PLACE: "rest",
    "status": "foot-end",
}
LOOKS = {"category": "tag", "status": "status"}
LONGEST = 160
"""Characters of a cell: a description may have thousands, fifty times."""

Values = Row[Any]
Joins = tuple[tuple[Any, ColumnElement[bool]], ...]


@dataclass(frozen=True)
class Source:
    """Where the text of a column comes from.

    Attributes:
        reads: the columns of the database, by the names under which `text` finds them.
        text: makes the text of a row.
        joins: further tables that hold them, each with how it is joined.
        billed: whether the billing address holds them.
    """

    reads: dict[str, Any]
    text: Callable[[Values], str]
    joins: Joins = ()
    billed: bool = False


WARNED = ("do_not_service", "do_not_service_reason", "bad_debt", "bad_debt_reason")
ALWAYS = ("first_name", "last_name", *WARNED)
"""The fields that stand beside the name of every customer."""


@lru_cache(maxsize=128)
def reading_of(names: frozenset[str]) -> Select[Any]:
    """Reads the columns of these names and what stands beside the names of the customers `ids`.

    It is put together once, for that takes longer than asking.
    """
    sources = [SOURCES[name] for name in sorted(names)]
    reads: dict[str, Any] = {"id": col(Customer.id), "display_name": col(Customer.display_name)}
    reads |= {name: column_of(FIELD[name]) for name in ALWAYS}
    joins: dict[Any, ColumnElement[bool]] = {}
    for source in sources:
        reads |= source.reads
        joins |= source.joins
    found = select(*(column.label(name) for name, column in reads.items())).select_from(Customer)
    found = with_parts(found)
    if any(source.billed for source in sources):
        found = with_billing(found)
    for table, condition in joins.items():
        found = found.outerjoin(table, condition)
    return found.where(col(Customer.id).in_(bindparam("ids", expanding=True)))


def _stored(field: Field) -> Source:
    """A field as one column holds it."""
    name = field.name

    def text(row: Values) -> str:
        return _short(field.in_words(getattr(row, name)))

    return Source({name: column_of(field)}, text, billed=field.home == Home.BILLING)


def _option(field: Field, attribute: str = "label") -> Source:
    """What an option is called, or another word that it has."""
    options: Any = aliased(PicklistOption)
    name = f"{field.name}_{attribute}"
    joins = ((options, options.id == column_of(field)),)
    return Source({name: getattr(options, attribute)}, _plain(name), joins)


def _phone(field: Field) -> Source:
    """A phone that is read when it is shown, by the country of the customer's place."""
    name = field.name
    reads = {name: column_of(field), "country": column_of(FIELD["country"])}
    return Source(
        reads, lambda row: spoken_phone(getattr(row, name), row.country, settings().country)
    )


def _user(name: str, attribute: str, user_id: Any) -> Source:
    """A word about the user who did something; commands and the system are none."""
    users: Any = aliased(User)
    return Source({name: getattr(users, attribute)}, _plain(name), ((users, users.id == user_id),))


def _plain(name: str) -> Callable[[Values], str]:
    """A text as it is stored."""
    return lambda row: _short(getattr(row, name) or "")


def _short(text: str) -> str:
    line = " ".join(text.split("\n")) if "\n" in text else text
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _first_phone(row: Values) -> str:
    """The phone, which is kept as it was read: every page shows fifty."""
    if not row.phone_e164:
        return row.phone or ""
    return national_phone(row.phone_e164, row.phone_extension, settings().country)


def contact_name(row: Values) -> str:
    """The name of the primary contact."""
    return person_name({"first_name": row.first_name, "last_name": row.last_name})


PUT_TOGETHER = {
    PLACE: Source(
        {"street": col(Address.street), "city": col(Address.city)},
        lambda row: place_line(row.street, row.city),
    ),
    "phone": Source(
        {name: col(getattr(Customer, name)) for name in ("phone", "phone_e164", "phone_extension")},
        _first_phone,
    ),
    "contact_name": Source({}, contact_name),
    "category_code": _option(FIELD["category"], "code"),
    "created_by_name": _user("created_by_name", "name", col(Customer.created_by_id)),
    "created_by": _user("created_by", "email", col(Customer.created_by_id)),
    "modified_by_name": _user("modified_by_name", "name", col(Customer.modified_by_id)),
}
"""The sources of what is more than one stored value."""


def _source_of(field: Field) -> Source:
    if field.name in PUT_TOGETHER:
        return PUT_TOGETHER[field.name]
    if field.kind == FieldKind.OPTION:
        return _option(field)
    return _phone(field) if field.kind == FieldKind.PHONE else _stored(field)


def _column(name: str, label: str, group: str) -> Column:
    return Column(name, label, group, PLACES.get(name, "line"), LOOKS.get(name, ""))


def _all() -> Iterable[tuple[Column, Source]]:
    """The fields in the order of the form, under its sections; the place before its parts."""
    group = CUSTOMER
    for field in CUSTOMER_FIELDS:
        group = field.section or (BILLING if field.home == Home.BILLING else group)
        if field.name == "street":
            yield _column(PLACE, "Place", group), PUT_TOGETHER[PLACE]
        if field.name != "name":  # stands first in any case
            yield _column(field.name, field.label, group), _source_of(field)


_ALL = tuple(_all())

COLUMNS = {column.name: column for column, _source in _ALL}
"""The columns by their names."""

SOURCES = {column.name: source for column, source in _ALL}
"""Where their texts come from."""
