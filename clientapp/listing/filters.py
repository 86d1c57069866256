"""The kinds of filter that a list can have: which values each reads, and what they mean in SQL.

A filter takes several values, which any of may hold, or "none of" them; `EMPTY` stands for the
rows that have none. "None of" includes the rows that have none, unless `EMPTY` is among its values.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Index, Select, UnaryExpression, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.operators import custom_op
from sqlmodel import Session, col

from clientapp.formatting import WEEK, fold
from clientapp.listing.request import EMPTY
from clientapp.listing.through import Through
from clientapp.models import Picklist, PicklistOption
from clientapp.settings import settings

Column = InstrumentedAttribute[Any]
Labels = dict[str, str]
"""The labels of values."""

MANY = 1000
"""Labels of more records than this are read without naming each."""

LARGEST_ID = 2**63 - 1


def unindexed(column: Column) -> ColumnElement[Any]:
    """The same value, for which SQLite uses no index; PostgreSQL does not know it for texts."""
    plus: custom_op[Any] = custom_op("+")
    return UnaryExpression(column.expression, operator=plus, type_=column.type)


def there_is(filled: bool) -> str:
    """What is said of a field that holds something, or nothing."""
    return "is filled in" if filled else "is empty"


@dataclass(frozen=True)
class Filter:
    """A filter over one column whose stored values are the values of the filter.

    Attributes:
        name: in the URL; none of "q", "sort", "page" and "size".
        label: as the screen says it.
        column: what it looks at.
        may_be_empty: whether there are rows that have no value.
        group: the heading that it stands under in a list of all filters.
        through: where the column lies outside of the row, how one gets there.
        shape: how the screen asks: "choices" to tick, or "text", "number", "date", "time".
        grouped: whether rows of one choice hold the same in the column.
        indexable: whether an index that begins with the column could find the rows of a value.
    """

    name: str
    label: str
    column: Column
    may_be_empty: bool = True
    _: KW_ONLY
    group: str = ""
    through: Through | None = None

    shape: ClassVar[str] = "choices"
    grouped: ClassVar[bool] = True
    indexable: ClassVar[bool] = True

    @property
    def indexed(self) -> bool:
        """Whether an index of the rows begins with the column."""
        firsts = {index.columns[0].name for index in self._indexes()}
        return self.indexable and self.column.key in firsts

    @property
    def carried(self) -> bool:
        """Whether an index of the rows holds the column, so that the table need not be read."""
        return any(self.column.key in index.columns for index in self._indexes())

    def _indexes(self) -> set[Index]:
        table = getattr(self.column.expression, "table", None)
        return set() if table is None or self.through else table.indexes

    def reads(self, value: str) -> bool:
        """Whether a value means something to this filter; it need not exist in the database."""
        return self.may_be_empty if value == EMPTY else self.reads_filled(value)

    def reads_filled(self, value: str) -> bool:
        """Whether a value other than `EMPTY` means something."""
        raise NotImplementedError

    def stored(self, values: Sequence[str]) -> list[Any]:
        """What the column holds in the rows that have any of the values, which are not `EMPTY`."""
        return list(values)

    def where(
        self, values: Collection[str], negated: bool = False, hidden: bool = False
    ) -> ColumnElement[bool]:
        """The condition for rows that have any of the values, or none of them.

        Args:
            hidden: ask of each row by itself: keep SQLite from looking the rows up in an index of
                the column, which only it may be told, and from gathering what is linked.

        Raises:
            ValueError: for a value that the filter does not read.
        """
        self.refuse_unread(values)
        filled, empty = [value for value in values if value != EMPTY], EMPTY in values
        column = self._looked_at(hidden)
        has, any_of = self._there(self.is_filled(column)), None
        if filled:
            at_once = not hidden and not negated
            any_of = self._there(self.any_of(column, filled), at_once=at_once)
        if not negated:
            parts = ([any_of] if any_of is not None else []) + ([~has] if empty else [])
            return or_(*parts)
        if any_of is None:
            return has
        if empty:
            return and_(has, ~any_of)
        return or_(~has, ~any_of) if self.may_be_empty else ~any_of

    def joined(self, values: Collection[str]) -> tuple[ColumnElement[bool], ...]:
        """What makes rows have any of the values, none of which is `EMPTY`, in a statement that
        joins the tables on the way to the column: it ends early where many have."""
        path = self.through.path if self.through else ()
        return (*path, self.any_of(self._looked_at(hidden=False), list(values)))

    def _looked_at(self, hidden: bool) -> ColumnElement[Any]:
        hideable = hidden and not self.through
        return unindexed(self.column) if hideable else self.column.expression

    def _there(
        self, condition: ColumnElement[bool], *, at_once: bool = False
    ) -> ColumnElement[bool]:
        """A condition on the column as one on the row."""
        if not self.through:
            return condition
        return self.through.found_by(condition) if at_once else self.through.has(condition)

    def holds(self, held: Any, values: Collection[str], negated: bool = False) -> bool:
        """The same in Python: whether a row that holds this in the column is let through.

        Args:
            held: None for an empty one; of links, the set of what the row is linked to.

        Raises:
            ValueError: for a value that the filter does not read.
        """
        self.refuse_unread(values)
        empty = held is None or held in (frozenset(), "")
        filled = [value for value in values if value != EMPTY]
        met = EMPTY in values if empty else bool(filled) and self.has_any(held, filled)
        return met != negated

    def has_any(self, held: Any, filled: Sequence[str]) -> bool:
        """Whether what is held, which is not empty, has any of the values but `EMPTY`."""
        return held in self.stored(filled)

    def said(self, value: str, negated: bool) -> str:
        """A value in words, for filters whose values are no choices: "does not contain oak"."""
        raise NotImplementedError

    def narrowing(self, values: Collection[str]) -> Sequence[str]:  # noqa: ARG002
        """Terms of the search index that every row with any of the values has; none if unknown."""
        return ()

    def refuse_unread(self, values: Collection[str]) -> None:
        """Raise ValueError where a value means nothing to the filter, or there is none."""
        if not values or not all(map(self.reads, values)):
            raise ValueError(f"{self.name} cannot be one of {sorted(values)}")

    def any_of(self, column: ColumnElement[Any], filled: Sequence[str]) -> ColumnElement[bool]:
        """The condition for rows that have any of the values, of which none is `EMPTY`."""
        return column.in_(self.stored(filled))

    def is_filled(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """The condition for rows that have any value."""
        return column.is_not(None)

    def as_shown(self, session: Session, counts: dict[Any, int]) -> dict[Any, int]:  # noqa: ARG002
        """How many rows show what, from how many hold what in the column; None is empty."""
        return counts

    def tally(self, counts: Mapping[Any, int]) -> dict[str, int]:
        """How many rows have each value, from how many hold what in the column."""
        return {str(held): count for held, count in counts.items()}

    def moment(self) -> Hashable:
        """What the meaning of its values depends on beside the database, such as the month."""
        return None

    def labels(self, session: Session, values: Collection[str]) -> Labels:
        """The labels of values, those of unknown ones left out."""
        raise NotImplementedError

    def found(self, session: Session, values: Collection[str], find: str) -> set[str]:
        """Those of the values in whose folded labels a folded text occurs."""
        return {each for each, label in self.labels(session, values).items() if find in fold(label)}

    def in_order(self, session: Session) -> list[str] | None:
        """All its values in their order; None where they are many: the most frequent come first."""
        raise NotImplementedError


class _ById(Filter):
    """A filter whose values are ids."""

    def reads_filled(self, value: str) -> bool:
        """Whether it is an id as Python writes it: no sign, no zero in front."""
        plain = value.isascii() and value.isdecimal() and value[0] != "0"
        return plain and len(value) < 20 and int(value) <= LARGEST_ID

    def stored(self, values: Sequence[str]) -> list[Any]:
        """The ids."""
        return [int(value) for value in values]


@dataclass(frozen=True)
class OptionFilter(_ById):
    """The options of a picklist, by id; `list_name` is its name, where the filter has another."""

    list_name: str = ""

    @property
    def picklist(self) -> str:
        """The name of the picklist."""
        return self.list_name or self.name

    def labels(self, session: Session, values: Collection[str]) -> Labels:
        """The labels of options, those in Trash too."""
        options = select(col(PicklistOption.id), col(PicklistOption.label))
        some = options.where(col(PicklistOption.id).in_(self.stored(list(values))))
        return {str(option): label for option, label in session.connection().execute(some)}

    def in_order(self, session: Session) -> list[str]:
        """The options as the picklist orders them, without the retired."""
        live = (col(PicklistOption.trashed_at).is_(None), ~col(PicklistOption.is_retired))
        options = (
            select(col(PicklistOption.id))
            .join(Picklist, col(Picklist.id) == PicklistOption.picklist_id)
            .where(col(Picklist.name) == self.picklist, *live)
            .order_by(col(PicklistOption.position), col(PicklistOption.label_key))
        )
        return [str(option) for option in session.connection().execute(options).scalars()]


EVEN_IN_TRASH = "~"
"""Before an id: whatever refers to that record, in Trash or not. Its own page lists it so."""


@dataclass(frozen=True)
class ReferenceFilter(_ById):
    """Other records, by id; one in Trash counts as none (decision 18).

    Attributes:
        named: their id and label columns.
        in_trash: selects the ids of those in Trash, where they can lie there.
    """

    named: tuple[Column, Column] = ()  # pyright: ignore[reportAssignmentType]
    in_trash: Select[Any] | None = None

    def reads_filled(self, value: str) -> bool:
        """Whether it is an id, or one after `EVEN_IN_TRASH`."""
        return bool(_plain(value)) and super().reads_filled(_plain(value))

    def stored(self, values: Sequence[str]) -> list[Any]:
        """The ids."""
        return super().stored([_plain(value) for value in values])

    def is_filled(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Rows that refer to a record that is not in Trash."""
        filled = super().is_filled(column)
        return filled if self.in_trash is None else and_(filled, column.not_in(self.in_trash))

    def any_of(self, column: ColumnElement[Any], filled: Sequence[str]) -> ColumnElement[bool]:
        """Rows that refer to any of the records."""
        some = column.in_(self.stored(filled))
        if self.in_trash is None or all(value.startswith(EVEN_IN_TRASH) for value in filled):
            return some
        return and_(some, column.not_in(self.in_trash))

    def as_shown(self, session: Session, counts: dict[Any, int]) -> dict[Any, int]:
        """What refers to a record in Trash counts as empty."""
        gone = self.gone(session)
        found = {key: count for key, count in counts.items() if key not in gone}
        if hidden := sum(count for key, count in counts.items() if key in gone):
            found[None] = found.get(None, 0) + hidden
        return found

    def gone(self, session: Session) -> set[int]:
        """The ids of those in Trash."""
        if self.in_trash is None:
            return set()
        return {*session.connection().execute(self.in_trash).scalars()}

    def labels(self, session: Session, values: Collection[str]) -> Labels:
        """What the records are called, those in Trash too."""
        some = select(*self.named)
        if len(values) <= MANY:
            some = some.where(self.named[0].in_(self.stored(list(values))))
        return {str(key): label for key, label in session.connection().execute(some)}

    def in_order(self, session: Session) -> None:
        """They are many."""


def _plain(value: str) -> str:
    return value.removeprefix(EVEN_IN_TRASH)


@dataclass(frozen=True)
class ChoiceFilter(Filter):
    """A fixed choice: (value, label)."""

    choices: tuple[tuple[str, str], ...] = ()

    def reads_filled(self, value: str) -> bool:
        """Whether it is one of the choices."""
        return value in dict(self.choices)

    def labels(self, session: Session, values: Collection[str]) -> Labels:  # noqa: ARG002
        """The labels of choices."""
        return {value: label for value, label in self.choices if value in values}

    def in_order(self, session: Session) -> list[str]:  # noqa: ARG002
        """The choices in their order."""
        return [value for value, _label in self.choices]


@dataclass(frozen=True)
class FlagsFilter(ChoiceFilter):
    """Flags kept as the bits of one small number, which is null where none is set.

    The first choice is bit 1, the second bit 2, the third bit 4.
    """

    def stored(self, values: Sequence[str]) -> list[Any]:
        """The numbers in which any of the flags is set."""
        asked = self._bits(values)
        return [number for number in range(1, 1 << len(self.choices)) if number & asked]

    def has_any(self, held: Any, filled: Sequence[str]) -> bool:
        """Any of the flags that are set."""
        return bool(held & self._bits(filled))

    def _bits(self, values: Sequence[str]) -> int:
        return sum(1 << at for at, (flag, _label) in enumerate(self.choices) if flag in values)

    def tally(self, counts: Mapping[Any, int]) -> dict[str, int]:
        """A row with two flags counts for both."""
        flags = [flag for flag, _label in self.choices]
        return {flag: sum(counts.get(held, 0) for held in self.stored([flag])) for flag in flags}


@dataclass(frozen=True)
class YesNoFilter(ChoiceFilter):
    """Yes or no, kept as such."""

    may_be_empty: bool = False
    choices: tuple[tuple[str, str], ...] = (("yes", "Yes"), ("no", "No"))

    def stored(self, values: Sequence[str]) -> list[Any]:
        """True for "yes", False for "no"."""
        return [value == "yes" for value in values]

    def tally(self, counts: Mapping[Any, int]) -> dict[str, int]:
        """SQLite says 1 and 0."""
        return {"yes": counts.get(True, 0), "no": counts.get(False, 0)}


@dataclass(frozen=True)
class DaysFilter(ChoiceFilter):
    """Days of the week, kept in their order as "mon,wed": those that have any of them."""

    choices: tuple[tuple[str, str], ...] = tuple((day, day.capitalize()) for day in WEEK)

    def any_of(self, column: ColumnElement[Any], filled: Sequence[str]) -> ColumnElement[bool]:
        """Each day has three letters of its own."""
        return or_(*(column.contains(day) for day in filled))

    def has_any(self, held: Any, filled: Sequence[str]) -> bool:
        """Any of the days that are held."""
        return not set(filled).isdisjoint(held.split(","))

    def tally(self, counts: Mapping[Any, int]) -> dict[str, int]:
        """A row with two days counts for both."""
        return {
            day: sum(count for held, count in counts.items() if day in held.split(","))
            for day, _label in self.choices
        }


THIS_MONTH, LAST_MONTH = "this-month", "last-month"


@dataclass(frozen=True)
class MonthFilter(ChoiceFilter):
    """The month in which a moment (UTC) lies, in the time zone of the settings."""

    may_be_empty: bool = False
    grouped: ClassVar[bool] = False
    choices: tuple[tuple[str, str], ...] = ((THIS_MONTH, "this month"), (LAST_MONTH, "last month"))

    def moment(self) -> Hashable:
        """The borders of the months."""
        return month_borders(now())

    def any_of(self, column: ColumnElement[Any], filled: Sequence[str]) -> ColumnElement[bool]:
        """Between the borders of the months."""
        start, end = self._borders(filled)
        return and_(column >= start, column < end)

    def has_any(self, held: Any, filled: Sequence[str]) -> bool:
        """Between the borders of the months."""
        start, end = self._borders(filled)
        return start <= held < end

    def _borders(self, filled: Sequence[str]) -> tuple[datetime, datetime]:
        """Where the first of the months begins and the last ends: they follow each other."""
        last, this, following = month_borders(now())
        return last if LAST_MONTH in filled else this, following if THIS_MONTH in filled else this


def now() -> datetime:
    """The moment that months are counted from (UTC)."""
    return datetime.now(UTC)


def month_borders(moment: datetime) -> tuple[datetime, datetime, datetime]:
    """Where the month before a moment, its own and the next one begin (UTC).

    The months are those of the settings' time zone; without one, of the machine's.
    """
    zone = settings().zone
    local = moment.astimezone(zone)
    month = local.year * 12 + local.month - 1
    starts = (
        datetime(at // 12, at % 12 + 1, 1, tzinfo=zone) for at in (month - 1, month, month + 1)
    )
    last, this, following = (start.astimezone(UTC) for start in starts)
    return last, this, following
