"""Where the texts of a list come from: every field of a record is a column by that alone.

What is put together from several rows, or is to be read in another way, the kind of record says
with the sources below.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, select
from sqlalchemy.orm import aliased
from sqlmodel import Session

from clientapp.field import Field, FieldKind, Home
from clientapp.formatting import national_phone, place_line, spoken_phone
from clientapp.listing.columns import Column
from clientapp.listing.holding import Holding, Joins, model_of, title_of
from clientapp.models import PicklistOption, User
from clientapp.settings import settings

LONGEST = 160
"""Characters of a cell: a description may have thousands, fifty times."""

Values = Row[Any]


@dataclass(frozen=True)
class Source:
    """Where the text of a column comes from.

    Attributes:
        reads: the columns of the database, by the names under which `says` finds them.
        says: makes the text of a row, as long as it is.
        joins: further tables that hold them, each with how it is joined.
        homes: whose holders hold them.
    """

    reads: Mapping[str, Any]
    says: Callable[[Values], str]
    joins: Joins = ()
    homes: tuple[Home, ...] = ()

    def text(self, row: Values) -> str:
        """The text of a row, in one line that is not too long for a cell."""
        text = self.says(row)
        line = " ".join(text.split("\n")) if "\n" in text else text
        return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


class Sources:
    """The columns of a list with their sources, and the statements that read them.

    Attributes:
        columns: by their names, in order.
        by_name: where their texts come from.
    """

    def __init__(
        self, holding: Holding, always: Source, columns: Iterable[tuple[Column, Source]]
    ) -> None:
        """Begin with what stands beside the name of every record, and the columns in order."""
        found = tuple(columns)
        self.columns = {column.name: column for column, _source in found}
        self.by_name = {column.name: source for column, source in found}
        self._holding = holding
        self._always = always
        self.reading_of = lru_cache(maxsize=128)(self._reading_of)
        """Reads the columns of these names and what stands beside the names of the records `ids`.

        It is put together once, for that takes longer than asking."""

    def rows(self, session: Session, ids: Sequence[int], names: Iterable[str]) -> list[Values]:
        """The rows of records in the order of `ids`, with what the columns of these names read."""
        reading = self.reading_of(frozenset(names))
        found = {row.id: row for row in session.connection().execute(reading, {"ids": ids})}
        return [found[row_id] for row_id in ids]

    def texts(
        self, session: Session, ids: Sequence[int], names: Sequence[str]
    ) -> dict[int, dict[str, str | None]]:
        """What columns say of records, as long as it is, by their ids; None where it is nothing."""
        return {
            row.id: {name: self.by_name[name].says(row) or None for name in names}
            for row in self.rows(session, ids, names)
        }

    def _reading_of(self, names: frozenset[str]) -> Select[Any]:
        record = self._holding.record
        sources = [self._always, *(self.by_name[name] for name in sorted(names))]
        reads: dict[str, Any] = {"id": record.id}
        joins: dict[Any, ColumnElement[bool]] = {}
        for source in sources:
            reads |= source.reads
            joins |= dict(source.joins)
        found: Any = select(*(column.label(name) for name, column in reads.items()))
        homes = {home for source in sources for home in source.homes}
        found = self._holding.joined(found.select_from(record), homes)
        for table, condition in joins.items():
            found = found.outerjoin(table, condition)
        return found.where(record.id.in_(bindparam("ids", expanding=True)))


def field_columns(
    fields: Sequence[Field],
    holding: Holding,
    put_together: Mapping[str, Source],
    *,
    group: str,
    headings: Mapping[Home, str],
    before: Mapping[str, tuple[str, str]],
    places: Mapping[str, str],
    looks: Mapping[str, str],
) -> Iterator[tuple[Column, Source]]:
    """Every field but the name as a column, in the order of the form and under its sections.

    Args:
        put_together: the sources of what is more than one stored value, by the column's name.
        group: the heading of the first fields, where they have no section.
        headings: those of fields without a section, by their homes; others stand where the field
            before them does.
        before: columns that are no fields, as (name, label), by the field that they stand before.
        places, looks: as a `Column` has them, by its name; else "line" and "".
    """
    country = next((field for field in fields if field.name == "country"), None)

    def column(name: str, label: str) -> Column:
        return Column(name, label, group, places.get(name, "line"), looks.get(name, ""))

    for field in fields:
        group = field.section or headings.get(field.home, group)
        if field.name in before:
            yield column(*before[field.name]), put_together[before[field.name][0]]
        if field.name != "name":  # stands first in any case
            source = put_together.get(field.name) or field_source(field, holding, country)
            yield column(field.name, field.label), source


def field_source(field: Field, holding: Holding, country: Field | None) -> Source:
    """A field that one column holds; a phone is read by the country of the record's place."""
    column, homes, name = holding.column(field), holding.homes(field), field.name
    if field.kind == FieldKind.OPTION:
        return named(name, column, PicklistOption, "label", homes)
    if field.kind == FieldKind.RECORD:
        model = model_of(field.record_kind)
        return named(name, column, model, title_of(model).key, homes, live=True)
    if field.kind != FieldKind.PHONE or country is None:
        return Source({name: column}, lambda row: field.in_words(getattr(row, name)), homes=homes)
    reads = {name: column, "country": holding.column(country)}
    homes += holding.homes(country)

    def spoken(row: Values) -> str:
        return spoken_phone(getattr(row, name), row.country, settings().country)

    return Source(reads, spoken, homes=homes)


def named(
    name: str,
    row_id: Any,
    model: Any,
    attribute: str,
    homes: tuple[Home, ...] = (),
    *,
    live: bool = False,
) -> Source:
    """What the row of another table, to which a column refers, is called.

    Args:
        live: whether one in Trash counts as none (decision 18).
    """
    table: Any = aliased(model)
    label = f"{name}_{attribute}"
    refers = table.id == row_id
    joins = ((table, refers & table.trashed_at.is_(None) if live else refers),)
    return Source(
        {label: getattr(table, attribute)}, lambda row: getattr(row, label) or "", joins, homes
    )


def made_by(record: Any) -> dict[str, Source]:
    """Who created and changed a record; commands and the system are nobody."""
    return {
        "created_by_name": named("created_by", record.created_by_id, User, "name"),
        "created_by": named("created_by", record.created_by_id, User, "email"),
        "modified_by_name": named("modified_by", record.modified_by_id, User, "name"),
    }


def first_phone(record: Any) -> Source:
    """The phone of a record, which is kept as it was read: every page shows fifty."""

    def said(row: Values) -> str:
        if not row.phone_e164:
            return row.phone or ""
        return national_phone(row.phone_e164, row.phone_extension, settings().country)

    names = ("phone", "phone_e164", "phone_extension")
    return Source({name: getattr(record, name) for name in names}, said)


def place(holding: Holding, home: Home = Home.SITE) -> Source:
    """A place in one line."""
    table = holding.holders[home].table
    reads = {"street": table.street, "city": table.city}
    return Source(reads, lambda row: place_line(row.street, row.city), homes=(home,))
