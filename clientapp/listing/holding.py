"""Where the fields of a kind of record are held: in its own row, or in one that belongs to it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, inspect, select, true
from sqlalchemy.orm import aliased
from sqlmodel import Session

from clientapp import models
from clientapp.field import Field, Home
from clientapp.listing.filters import Column
from clientapp.listing.through import Through

Joins = tuple[tuple[Any, ColumnElement[bool]], ...]
"""Tables, each with what it is joined on, in order."""


def column(attribute: Any) -> Column:
    """An attribute of a model as the column that it is."""
    return attribute


def model_of(kind: str) -> Any:
    """The table of a kind of record, which has `display_name` or `name`."""
    tables: list[Any] = [each for each in vars(models).values() if isinstance(each, type)]
    return next(each for each in tables if getattr(each, "__tablename__", "") == kind)


def title_of(model: Any) -> Column:
    """The column that says what a record is called."""
    return getattr(model, "display_name", None) or model.name


@dataclass(frozen=True)
class Holder:
    """The one row, at most, that holds the fields of a home.

    Attributes:
        table: the table, or an alias of it, that statements over the records join.
        joins: how they join it.
        apart: the table by a name of its own, to which `through` leads: a filter asks there, also
            in a statement that joins the table.
    """

    table: Any
    joins: Joins
    apart: Any
    through: Through


def referred(key: Any, table: Any) -> Holder:
    """The row to which a column of the record refers, such as its place."""
    apart = _apart(table)
    return Holder(table, ((table, table.id == key),), apart, Through(key, apart.id))


def linked(key: Any, link: Any, owner: str, tick: str, row: str, table: Any) -> Holder:
    """The row to which the one live link with a tick leads, such as the primary contact.

    Args:
        key: the id of the record.
        link, table: the tables, or aliases of them.
        owner, tick, row: columns of the link: the record's id, the tick, the row's id.
    """

    def ticked(link: Any) -> ColumnElement[bool]:
        return and_(getattr(link, tick) == true(), link.trashed_at.is_(None))

    joins: Joins = (
        (link, and_(getattr(link, owner) == key, ticked(link))),
        (table, table.id == getattr(link, row)),
    )
    by, apart = _apart(link), _apart(table)
    path = (ticked(by), apart.id == getattr(by, row))
    return Holder(table, joins, apart, Through(key, getattr(by, owner), path))


def _apart(table: Any) -> Any:
    return aliased(inspect(table).mapper.class_)


@dataclass(frozen=True)
class Holding:
    """The table of a kind of record, and the rows that hold the fields of its homes but its own."""

    record: Any
    holders: Mapping[Home, Holder] = field(default_factory=dict[Home, Holder])

    def column(self, of: Field) -> ColumnElement[Any]:
        """The column that holds a field, in a statement that joins its home."""
        holder = self.holders.get(of.home)
        return getattr(holder.table if holder else self.record, of.stored_as)

    def homes(self, of: Field) -> tuple[Home, ...]:
        """What a statement has to join for a field: its home, or nothing."""
        return (of.home,) if of.home in self.holders else ()

    def asked(self, of: Field) -> Column:
        """The column that holds a field, as a filter asks for it through `through`."""
        holder = self.holders.get(of.home)
        return getattr(holder.apart if holder else self.record, of.stored_as)

    def through(self, of: Field) -> Through | None:
        """How a filter gets from the record's row to the one that holds a field."""
        holder = self.holders.get(of.home)
        return holder.through if holder else None

    def joined(self, statement: Any, homes: Collection[Home] | None = None) -> Any:
        """A statement over the records that joins what holds the fields of some homes, or all."""
        for home, holder in self.holders.items():
            if homes is None or home in homes:
                for table, condition in holder.joins:
                    statement = statement.outerjoin(table, condition)
        return statement

    def rows(self, session: Session, ids: Collection[int]) -> dict[int, dict[Home, int | None]]:
        """The ids of the rows that hold the fields of each home but the record's own, by record."""
        tables = [holder.table.id for holder in self.holders.values()]
        named = self.joined(select(self.record.id, *tables).select_from(self.record))
        found = session.connection().execute(named.where(self.record.id.in_(ids)))
        return {row[0]: dict(zip(self.holders, row[1:], strict=True)) for row in found}

    def values(
        self,
        session: Session,
        ids: Collection[int],
        fields: Iterable[Field],
        more: Mapping[str, Any],
    ) -> dict[int, dict[str, Any]]:
        """What is stored of records, in one statement, by their ids; unknown ids are left out.

        Args:
            fields: among them the id.
            more: further columns by the names under which they are given.
        """
        columns: dict[str, Any] = {of.name: self.column(of) for of in fields} | dict(more)
        named = select(*(each.label(name) for name, each in columns.items()))
        found = self.joined(named.select_from(self.record)).where(self.record.id.in_(ids))
        rows = session.connection().execute(found).mappings()
        return {row["id"]: dict(row) for row in rows}
