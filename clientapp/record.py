"""What a kind of record is to the verbs, and the registry that they read by name.

The records themselves (customers, …) are filled in by `clientapp.wiring`; a verb never imports a
record.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Column, Table
from sqlmodel import Session

from clientapp.field import Field
from clientapp.models.base import Tracked


@dataclass(frozen=True)
class Unique:
    """What no two rows outside Trash may share.

    Attributes:
        columns: together unique; rows where one is null share nothing.
        reason: what a report says of a row that cannot have it, such as "external ID taken".
        only: a column of yes and no; just the rows where it is yes count.
    """

    columns: tuple[str, ...]
    reason: str
    only: str = ""

    def rival(self, other: str, row: str) -> str:
        """SQL telling whether two rows, by their aliases, share it."""
        tests = [f"{other}.{name} = {row}.{name}" for name in self.columns]
        tests += [f"{alias}.{self.only}" for alias in (other, row) if self.only]
        return " AND ".join([*tests, f"{other}.id <> {row}.id"])


@dataclass(frozen=True)
class Part:
    """A table whose changes the ledger keeps.

    Attributes:
        kind: the name in the ledger, such as "contact".
        model: the table.
        about: SQL for the id of the record in whose history a change of the row `t` stands.
        about_kind: the kind of that record; the part's own kind where it is a record itself.
        in_use: SQL telling whether something live needs the row `t`; a row that an undone
            operation created stays while it is in use.
        reported: whether an undo reports a row of it that stays for that reason; a place that
            stays with its customer is no news.
        owner: the column with the record that the row belongs to and with which it is purged.
        derives: the columns that derived columns or the search document of its record are made of;
            one that comes or goes changes them too.
        unique: what no two of its rows outside Trash may share.
    """

    kind: str
    model: type[Tracked]
    about_kind: str
    about: str = "t.id"
    in_use: str = ""
    reported: bool = True
    owner: str = ""
    derives: frozenset[str] = frozenset()
    unique: tuple[Unique, ...] = ()

    @property
    def table(self) -> Table:
        """The table of the model."""
        return self.model.__table__  # type: ignore[attr-defined,no-any-return]

    @property
    def is_record(self) -> bool:
        """Whether a change of the row stands in the row's own history."""
        return self.kind == self.about_kind

    @cached_property
    def columns(self) -> tuple[Column[object], ...]:
        """The columns that the ledger keeps: neither key, nor derived, nor its own."""
        return tuple(
            column for column in self.table.columns if not column.primary_key and not column.info
        )


@dataclass(frozen=True)
class Record:
    """A kind of record.

    Attributes:
        kind: its name in the ledger and the registry, such as "customer".
        label, plural: as the screens say it, "customer" and "customers".
        fields: its list of fields.
        parts: the tables of its own and of what belongs to it; the record's own comes first.
        refresh: computes the derived columns and the search documents of the given ids anew.
        reindex: writes the search documents of those of the ids that are live, and takes the others
            out of the index; their derived columns are right as they are.
        found_by: columns with folded text by which its rows in Trash are searched.
        titles: what records are called, by their ids, those in Trash too.
        facts: the number and the place of records as people read them, by their ids.
        url: the address of one record's page.
    """

    kind: str
    label: str
    plural: str
    fields: tuple[Field, ...]
    parts: tuple[Part, ...]
    refresh: Callable[[Session, Collection[int]], None]
    reindex: Callable[[Session, Collection[int]], None]
    titles: Callable[[Session, Collection[int]], dict[int, str]]
    facts: Callable[[Session, Collection[int]], dict[int, tuple[str, str]]]
    url: Callable[[int], str]
    found_by: tuple[str, ...] = ()


@dataclass
class Registry:
    """The kinds of record of this application."""

    records: dict[str, Record] = field(default_factory=dict[str, Record])
    parts: dict[str, Part] = field(default_factory=dict[str, Part])

    def add(self, record: Record) -> None:
        """Make a kind of record known; saying it twice changes nothing."""
        self.records[record.kind] = record
        self.parts.update({part.kind: part for part in record.parts})

    def part_of(self, model: type[Tracked]) -> Part:
        """The part whose table is `model`; KeyError if no record declares it."""
        for part in self.parts.values():
            if part.model is model:
                return part
        raise KeyError(model.__name__)


registry = Registry()
