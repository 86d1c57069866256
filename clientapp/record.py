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
    """

    kind: str
    model: type[Tracked]
    about_kind: str
    about: str = "t.id"
    in_use: str = ""
    reported: bool = True

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
        titles: what records are called, by their ids, those in Trash too.
        url: the address of one record's page.
    """

    kind: str
    label: str
    plural: str
    fields: tuple[Field, ...]
    parts: tuple[Part, ...]
    refresh: Callable[[Session, Collection[int]], None]
    titles: Callable[[Session, Collection[int]], dict[int, str]]
    url: Callable[[int], str]


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
