"""Filters over what has an order: numbers, days, moments and times of the day."""

import re
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import ColumnElement, Double, and_, literal, or_
from sqlalchemy.types import TypeEngine
from sqlmodel import Session

from clientapp.formatting import date_label, money_label
from clientapp.listing import filters
from clientapp.listing.filters import Filter, Labels, there_is
from clientapp.listing.request import EMPTY
from clientapp.listing.tokens import ANY, Span, days_in, span_in
from clientapp.settings import settings

_NUMBER = re.compile(r"-?(?=(?:\.?\d){1,15}\Z)(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
"""At most 15 digits: what both databases and Python compare alike."""

_COMPARED: TypeEngine[float] = Double()

_DAY = re.compile(r"[12]\d{3}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)


class Limits(NamedTuple):
    """From `low`, or after it, up to `high`, or before it; None is an open end."""

    low: Any = None
    high: Any = None
    after_low: bool = False
    before_high: bool = False


@dataclass(frozen=True)
class RangeFilter(Filter):
    """Values that have an order: from one to another, before, after."""

    grouped: ClassVar[bool] = False
    words: ClassVar[tuple[str, str]] = ("before", "after")

    def reads_filled(self, value: str) -> bool:
        """Whether it is "filled in" or a span whose ends can be read and follow each other."""
        return self.may_be_empty if value == ANY else self.limits(value) is not None

    def read(self, text: str) -> Any:
        """One end of a span, or None for what is none."""
        raise NotImplementedError

    def shown(self, text: str) -> str:
        """One end of a span as people read it."""
        return text

    def limits(self, value: str) -> Limits | None:
        """What a value asks for, or None for what cannot be read."""
        span = span_in(value)
        if span is None:
            return None
        ends = [self.read(text) if text else None for text in (span.low, span.high)]
        unread = any(end is None and text for end, text in zip(ends, span[:2], strict=True))
        low, high = ends
        if unread or (low is not None and high is not None and low > high):
            return None
        return self._limits(span, low, high)

    def _limits(self, span: Span, low: Any, high: Any) -> Limits:
        return Limits(low, high, after_low=span.strict, before_high=span.strict)

    def bound(self, end: Any) -> Any:
        """One end as the database compares it."""
        return end

    def held_as(self, held: Any) -> Any:
        """What a row holds as Python compares it."""
        return held

    def any_of(self, column: ColumnElement[Any], filled: Sequence[str]) -> ColumnElement[bool]:
        """Within any of the spans."""
        return or_(*(self._within(column, value) for value in filled))

    def _within(self, column: ColumnElement[Any], value: str) -> ColumnElement[bool]:
        limits = self.limits(value)
        if limits is None:
            return column.is_not(None)
        ends: list[ColumnElement[bool]] = []
        if limits.low is not None:
            low = self.bound(limits.low)
            ends.append(column > low if limits.after_low else column >= low)
        if limits.high is not None:
            high = self.bound(limits.high)
            ends.append(column < high if limits.before_high else column <= high)
        return and_(*ends)

    def has_any(self, held: Any, filled: Sequence[str]) -> bool:
        """Within any of the spans."""
        return any(self._lies(self.held_as(held), self.limits(value)) for value in filled)

    def _lies(self, held: Any, limits: Limits | None) -> bool:
        if limits is None:
            return True
        low, high, after_low, before_high = limits
        above = low is None or held > low or (held == low and not after_low)
        return above and (high is None or held < high or (held == high and not before_high))

    def said(self, value: str, negated: bool) -> str:
        """ "from 5 to 10", "before 5", "is filled in", "is empty"."""
        if value in (ANY, EMPTY):
            return there_is((value == ANY) is not negated)
        return f"not {self._said(value)}" if negated else self._said(value)

    def _said(self, value: str) -> str:
        span = span_in(value)
        if span is None:
            return value
        low, high = (self.shown(text) if text else "" for text in span[:2])
        if span.strict:
            return f"{self.words[0]} {high}" if high else f"{self.words[1]} {low}"
        return " ".join(filter(None, (low and f"from {low}", high and f"to {high}")))

    def labels(self, session: Session, values: Collection[str]) -> Labels:  # noqa: ARG002
        """What is looked for."""
        return {value: self.said(value, negated=False) for value in values if self.reads(value)}

    def in_order(self, session: Session) -> None:
        """They are endlessly many."""


@dataclass(frozen=True)
class NumberFilter(RangeFilter):
    """A number, or an amount of money in the currency of the settings."""

    is_money: bool = False

    shape: ClassVar[str] = "number"
    words: ClassVar[tuple[str, str]] = ("less than", "more than")

    def read(self, text: str) -> float | None:
        """A number without an exponent."""
        return float(text) if _NUMBER.fullmatch(text) else None

    def bound(self, end: Any) -> Any:
        """Compared as floating point, whatever the column: so Python does too."""
        return literal(end, _COMPARED)

    def held_as(self, held: Any) -> float:
        """As the database compares it."""
        return float(held)

    def shown(self, text: str) -> str:
        """An amount with its currency."""
        return money_label(Decimal(text), settings().currency) if self.is_money else text


@dataclass(frozen=True)
class TimeFilter(RangeFilter):
    """A time of the day, kept as "08:30"."""

    shape: ClassVar[str] = "time"

    def read(self, text: str) -> str | None:
        """Hours and minutes, with two digits each."""
        return text if _TIME.fullmatch(text) else None


@dataclass(frozen=True)
class DateFilter(RangeFilter):
    """A day; also the last so many days, of which today, in the settings' time zone, is one."""

    shape: ClassVar[str] = "date"

    def read(self, text: str) -> date | None:
        """A day of the years 1000 to 2999, as ISO 8601 writes it."""
        if not _DAY.fullmatch(text):
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None

    def limits(self, value: str) -> Limits | None:
        """The last days end with today."""
        count = days_in(value)
        if count is None:
            return super().limits(value)
        return self._limits(Span("", ""), today() - timedelta(days=count - 1), today())

    def moment(self) -> Hashable:
        """The day."""
        return today()

    def shown(self, text: str) -> str:
        """The day as people read it."""
        return date_label(date.fromisoformat(text))

    def _said(self, value: str) -> str:
        count = days_in(value)
        if count is None:
            return super()._said(value)
        return "today" if count == 1 else f"in the last {count:,} days"


@dataclass(frozen=True)
class MomentFilter(DateFilter):
    """A moment (UTC), by its day in the settings' time zone."""

    def _limits(self, span: Span, low: Any, high: Any) -> Limits:
        """From where the first day begins to where the last one ends."""
        day = timedelta(days=1)
        start = low and day_start(low + day if span.strict else low)
        end = high and day_start(high if span.strict else high + day)
        return Limits(start, end, before_high=True)


def today() -> date:
    """The day in the settings' time zone; without one, in the machine's."""
    return filters.now().astimezone(settings().zone).date()


def day_start(day: date) -> datetime:
    """Where a day begins (UTC)."""
    start = datetime.combine(day, time(), settings().zone)
    return start.astimezone(UTC)
