"""Which columns hold choices of picklists, found from the tables themselves."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    Table,
    UniqueConstraint,
    and_,
    not_,
    select,
    true,
    union,
)
from sqlmodel import SQLModel

from clientapp.field import FieldKind, Home
from clientapp.models import PicklistOption
from clientapp.record import Part, registry

OPTIONS: str = PicklistOption.__table__.name  # type: ignore[attr-defined]


class Reference(NamedTuple):
    """A column that refers to a choice.

    Attributes:
        parents: the columns and tables of what the row cannot be without, such as the customer of
            a tag; while one of these is in Trash, the row is.
        pair: the column that the choice is a pair with, where a pair stands only once.
    """

    table: Table
    column: Column[int]
    parents: tuple[tuple[Column[int], Table], ...]
    pair: str

    @property
    def part(self) -> Part:
        """The part whose table it is."""
        return next(part for part in registry.parts.values() if part.table is self.table)


@cache
def references() -> tuple[Reference, ...]:
    """Every column that refers to a choice, by table and column."""
    return tuple(
        Reference(table, column, _parents(table), _pair(table, column))
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == OPTIONS for key in column.foreign_keys)
    )


def _parents(table: Table) -> tuple[tuple[Column[int], Table], ...]:
    return tuple(
        (column, key.column.table)
        for column in table.columns
        for key in column.foreign_keys
        if not column.nullable and key.column.table.name != OPTIONS
    )


def _pair(table: Table, column: Column[int]) -> str:
    """The other column of a unique index over this one, if there is such an index."""
    for index in _unique(table):
        if column.name in index and len(index) > 1:
            (other,) = index - {column.name}
            return other
    return ""


def _unique(table: Table) -> Iterator[set[str]]:
    yield from ({c.name for c in index.columns} for index in table.indexes if index.unique)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield {c.name for c in constraint.columns}


def references_to(picklist: str) -> list[Reference]:
    """The columns that can hold a choice of this list: all but those that a field says are for
    another list."""
    return [each for each in references() if _list_of(each) in (picklist, "")]


def _list_of(reference: Reference) -> str:
    """The list that a field of a record says its column is for; "" where none does."""
    for record in registry.records.values():
        if record.parts[0].table is reference.table:
            for field in record.fields:
                own = field.home == Home.RECORD and field.kind == FieldKind.OPTION
                if own and field.stored_as == reference.column.name:
                    return field.picklist
    return ""


def live_rows(reference: Reference, *columns: ColumnElement[Any]) -> Select[Any]:
    """Columns of the live rows that have a choice."""
    table = reference.table
    held = table.c["trashed_at"].is_(None) & reference.column.is_not(None)
    return _with_parents(reference, *columns).where(held & _all_live(reference))


def trashed_rows(reference: Reference, *columns: ColumnElement[Any]) -> Select[Any]:
    """Columns of the rows that have a choice and come back when something is restored. A link that
    was taken away does not."""
    trashed, held = reference.table.c["trashed_at"], reference.column.is_not(None)
    if reference.part.is_record:
        return select(*columns).where(trashed.is_not(None) & held)
    return _with_parents(reference, *columns).where(
        trashed.is_(None) & held & not_(_all_live(reference))
    )


def _with_parents(reference: Reference, *columns: ColumnElement[Any]) -> Select[Any]:
    statement = select(*columns).select_from(reference.table)
    for column, parent in reference.parents:
        statement = statement.join(parent, parent.c["id"] == column)
    return statement


def _all_live(reference: Reference) -> ColumnElement[bool]:
    conditions = [parent.c["trashed_at"].is_(None) for _column, parent in reference.parents]
    return and_(true(), *conditions)


def in_use() -> str:
    """SQL telling whether a live row needs the choice `t`."""
    held = (live_rows(each, each.column) for each in references())
    return f"t.id IN ({union(*held).compile()})"
