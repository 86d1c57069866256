"""What a kind of record is to the verbs, and the registry that they read by name.

The records themselves (customers, …) are filled in by `clientapp.wiring`; a verb never imports a
record.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Column, Table
from sqlmodel import Session

from clientapp.field import Field, Home
from clientapp.formatting import counted
from clientapp.models import Operation
from clientapp.models.base import Tracked


@dataclass(frozen=True)
class Unique:
    """What no two rows outside Trash may share.

    Attributes:
        columns: together unique; rows where one is null share nothing.
        reason: what a report says of a row that cannot have it, such as "external ID taken".
        only: a column of yes and no; just the rows where it is yes count.
        instead: a column of yes and no that becomes yes where a merge takes `only` from a row.
        lasting: whether rows in Trash have it too: a pair that stands once, and is restored.
    """

    columns: tuple[str, ...]
    reason: str
    only: str = ""
    instead: str = ""
    lasting: bool = False

    @property
    def decided_by(self) -> set[str]:
        """The columns that decide whether two rows share it."""
        return {*self.columns, self.only} - {""}

    def rival(self, other: str, row: str) -> str:
        """SQL telling whether two rows, by their aliases, share it."""
        tests = [f"{other}.{name} = {row}.{name}" for name in self.columns]
        tests += [f"{alias}.{self.only}" for alias in (other, row) if self.only]
        return " AND ".join([*tests, f"{other}.id <> {row}.id"])


@dataclass(frozen=True)
class Telling:
    """How a history tells of a row of a part.

    Attributes:
        label: what such a row is, "Contact"; the labels of its fields begin with it, or do not.
        title: what a row is called, from its values by column: "Kelly Brandt".
        fields: those that are told by name.
        links, column: of a link, the kind of the part that it leads to, and its column with the id.
        ticks: columns of a link with what is said when it gets the tick and when it loses it; "{}"
            stands for the title of what it leads to.
        alone: whether a row comes and goes by itself, without a link that tells of it.
        untold: columns of which is only said that they changed.
        seen: what is said when somebody looked at a row that is a secret; "{}" stands for its
            title.
    """

    label: str
    title: Callable[[Mapping[str, Any]], str] = lambda _values: ""
    fields: tuple[Field, ...] = ()
    links: str = ""
    column: str = ""
    ticks: tuple[tuple[str, str, str], ...] = ()
    alone: bool = False
    untold: frozenset[str] = frozenset()
    seen: str = "{} seen"

    def counted(self, count: int) -> str:
        """So many of them in words: "2 addresses"."""
        one = self.label.lower()
        ies = f"{one[:-1]}ies" if one.endswith("y") else f"{one}s"
        return counted(count, one, f"{one}es" if one.endswith("s") else ies)

    def field(self, column: str) -> Field | None:
        """The field that a column holds."""
        return next((field for field in self.fields if field.stored_as == column), None)

    def words(self, field: Field) -> str:
        """The label of a field after what the row is called: "phone" of "Contact phone"."""
        words = field.label.removeprefix(f"{self.label} ")
        return words if words[1:2].isupper() else words[:1].lower() + words[1:]


OLDEST = "(SELECT min(l.{0.record}) FROM {0.table} AS l WHERE l.{0.row} = {row})"
USED = (
    "EXISTS (SELECT 1 FROM {0.table} AS l JOIN {0.kind} AS r ON r.id = l.{0.record} "
    "WHERE l.{0.row} = {row} AND {live} AND r.trashed_at IS NULL)"
)


@dataclass(frozen=True)
class Links:
    """The table through which records of a kind have a row that others may have too.

    Attributes:
        table: its name, such as "customer_contact"; the records' own where these name the row
            themselves, as an organization names its headquarters.
        row: its column with the id of the shared row.
        record: its column with the id of the record.
        holding: SQL telling whether through the link `l` the row holds fields of the record itself,
            as the primary contact holds the names of its customer.
        kind: of the records; their table is called like it.
        one: whether record and row are one thing, as a property and its place are: it is not told
            among those who use the row too.
        telling: how the histories of these records tell of a row that belongs to another one
            (`Part.also`).
    """

    table: str
    row: str
    record: str
    holding: str = "FALSE"
    kind: str = "customer"
    one: bool = False
    telling: Telling | None = None

    @property
    def itself(self) -> bool:
        """Whether the records name the row themselves."""
        return self.table == self.kind

    def live(self, link: str = "l") -> str:
        """SQL telling whether a link, by its alias, was not taken away. A record in Trash keeps
        what it names itself."""
        return "TRUE" if self.itself else f"{link}.trashed_at IS NULL"

    def first(self, row: str = "t.id") -> str:
        """SQL for the oldest record that has a row."""
        return OLDEST.format(self, row=row)

    def used(self, row: str = "t.id") -> str:
        """SQL telling whether a live record has a row."""
        return USED.format(self, row=row, live=self.live())


@dataclass(frozen=True)
class Part:
    """A table whose changes the ledger keeps.

    Attributes:
        kind: the name in the ledger, such as "contact".
        model: the table.
        about_kind: the kind of the record in whose history a change of a row stands; the part's own
            kind where it is a record itself. Of a shared row, the kind that has most of them.
        about: SQL for the id of that record, of the row `t`; a shared row has its links instead.
        links: where several records share the row, the tables of their links, one for each kind of
            record; a change of it stands in the histories of all of them. That it came stands in
            one alone: that of the record with which it came.
        also: columns of the row itself that name further records, of other kinds than its owner, in
            whose histories a change of it stands too.
        telling: how histories tell of it; without it only fields of the record are told.
        in_use: SQL telling whether something live needs the row `t`; a row that an undone
            operation created stays while it is in use.
        reported: whether an undo reports a row of it that stays for that reason; a place that
            stays with its customer is no news.
        owner: the column with the record that the row belongs to and with which it is purged.
        goes_with_last: whether a shared row is purged with the last record that has it.
        derives: the columns that derived columns or the search document of its record are made of;
            one that comes or goes changes them too.
        unique: what no two of its rows outside Trash may share.
        together: columns that say one thing; an undo puts back all of them that it wrote, or none.
    """

    kind: str
    model: type[Tracked]
    about_kind: str
    about: str = "t.id"
    links: tuple[Links, ...] = ()
    also: tuple[Links, ...] = ()
    telling: Telling | None = None
    in_use: str = ""
    reported: bool = True
    owner: str = ""
    goes_with_last: bool = False
    derives: frozenset[str] = frozenset()
    unique: tuple[Unique, ...] = ()
    together: frozenset[str] = frozenset()

    @property
    def table(self) -> Table:
        """The table of the model."""
        return self.model.__table__  # type: ignore[attr-defined,no-any-return]

    @property
    def paired(self) -> str:
        """The column that is a pair with the owner, where a pair stands only once; else ""."""
        pairs = (set(each.columns) for each in self.unique if each.lasting)
        return next(iter(next(pairs, set[str]()) - {self.owner}), "")

    @property
    def is_record(self) -> bool:
        """Whether a change of the row stands in the row's own history."""
        return self.kind == self.about_kind

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the records in whose histories its changes stand."""
        others = [each.kind for each in (*self.links, *self.also)]
        return tuple(dict.fromkeys(others if self.links else [self.about_kind, *others]))

    @cached_property
    def holders(self) -> dict[str, str]:
        """The columns with the records that a row belongs to, by the kinds of these: its owner's
        and those that it names too."""
        own = {self.about_kind: self.owner} if self.owner else {}
        return own | {each.kind: each.record for each in self.also}

    def told_at(self, kind: str) -> Telling | None:
        """How the histories of a kind of record tell of a row."""
        named = (each.telling for each in self.also if each.kind == kind)
        return next(named, None) or self.telling

    @cached_property
    def columns(self) -> tuple[Column[object], ...]:
        """The columns that the ledger keeps: neither key, nor derived, nor its own."""
        return tuple(
            column for column in self.table.columns if not column.primary_key and not column.info
        )


def no_parts(_session: Session, ids: Collection[int]) -> dict[int, dict[Home, int | None]]:
    """`Record.held` of records that hold all their fields themselves."""
    return {record_id: {} for record_id in ids}


def nothing_derived(_session: Session, _ids: Collection[int]) -> None:
    """`Record.refresh` and `Record.reindex` of records that nothing is derived from."""


def nothing_mended(_session: Session, _operation: Operation, _ids: Collection[int]) -> None:
    """`Record.mend` of records that lack nothing."""


def no_facts(_session: Session, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """`Record.facts` of records that have neither a number nor a place."""
    return dict.fromkeys(ids, ("", ""))


def nothing_offered(_session: Session, _text: str) -> Collection[int]:
    """`Record.offered` of records that no field chooses."""
    return ()


def alone(_session: Session, _ids: Collection[int]) -> Mapping[str, list[int]]:
    """`Record.along` of records that no others belong to."""
    return {}


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
        along: the records of other kinds that belong to some, by kind; those that went to Trash by
            the same operation come back together with them.
        found_by: columns with folded text by which its rows in Trash are searched.
        held: the rows of its parts that hold its own fields, by its ids and the fields' homes.
        mend: puts right, in an open operation, what the given ids lack after an undo, such as a
            primary contact; it is called where parts of theirs came, went or changed.
        titles: what records are called, by their ids, those in Trash too.
        facts: the number and the place of records as people read them, by their ids.
        url: the address of one record's page.
        shown_at: the same, where it depends on what is stored: the list that it is of.
        offered: the ids of live records that a text finds, as a field offers them to be chosen.
        circle: what is said beside the field that would make a record part of itself.
        in_trash: whether its rows in Trash are shown there and go for good after a time; others
            stay, for what was chosen in the past refers to them.
    """

    kind: str
    label: str
    plural: str
    fields: tuple[Field, ...]
    parts: tuple[Part, ...]
    titles: Callable[[Session, Collection[int]], dict[int, str]]
    url: Callable[[int], str]
    refresh: Callable[[Session, Collection[int]], None] = nothing_derived
    reindex: Callable[[Session, Collection[int]], None] = nothing_derived
    facts: Callable[[Session, Collection[int]], dict[int, tuple[str, str]]] = no_facts
    held: Callable[[Session, Collection[int]], dict[int, dict[Home, int | None]]] = no_parts
    mend: Callable[[Session, Operation, Collection[int]], None] = nothing_mended
    along: Callable[[Session, Collection[int]], Mapping[str, list[int]]] = alone
    found_by: tuple[str, ...] = ()
    in_trash: bool = True
    offered: Callable[[Session, str], Collection[int]] = nothing_offered
    circle: str = ""
    shown_at: Callable[[Session, int], str] | None = None

    def address(self, session: Session, row_id: int) -> str:
        """The page on which a row is seen."""
        return self.shown_at(session, row_id) if self.shown_at else self.url(row_id)

    @cached_property
    def parent(self) -> Field | None:
        """The field with the record of the same kind that one is part of, where there is one."""
        return next((field for field in self.fields if field.record_kind == self.kind), None)


@dataclass
class Registry:
    """The kinds of record of this application."""

    records: dict[str, Record] = field(default_factory=dict[str, Record])
    parts: dict[str, Part] = field(default_factory=dict[str, Part])

    def add(self, record: Record) -> None:
        """Make a kind of record known; saying it twice changes nothing."""
        self.records[record.kind] = record
        self.parts.update({part.kind: part for part in record.parts})

    def kept_in_trash(self) -> list[Record]:
        """The kinds of record that are shown in Trash."""
        return [record for record in self.records.values() if record.in_trash]

    def part_of(self, model: type[Tracked]) -> Part:
        """The part whose table is `model`; KeyError if no record declares it."""
        for part in self.parts.values():
            if part.model is model:
                return part
        raise KeyError(model.__name__)


registry = Registry()
