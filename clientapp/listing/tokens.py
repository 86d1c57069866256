"""The values of conditions that are no choices: words that occur, spans, the last days.

`~oak` contains, `any` is filled in; for numbers, days and times `5..10` from 5 to 10, `5..` and
`..10` with one end, `<5` before 5, `>10` after 10; for days `30d` in the last 30.
"""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

ANY = "any"
"""The rows that have a value at all."""

CONTAINS = "~"
DOTS = ".."
LONGEST = 200
"""Characters of a text that is looked for."""

MOST_DAYS = 99_999

_DAYS = re.compile(r"([1-9]\d{0,4})d", re.ASCII)

Bound = str | int | date | Decimal


class Span(NamedTuple):
    """From one value to another, as written; "" for an open end. A strict one leaves its ends
    out."""

    low: str
    high: str
    strict: bool = False


def contains(text: str) -> str:
    """The rows in whose value a text occurs, however it is written."""
    return CONTAINS + " ".join(text.split())[:LONGEST].strip()


def between(low: Bound, high: Bound) -> str:
    """From one value to another, both included; "" for an open end."""
    return f"{low}{DOTS}{high}"


def before(value: Bound) -> str:
    """Less than a value, or before it."""
    return f"<{value}"


def after(value: Bound) -> str:
    """More than a value, or after it."""
    return f">{value}"


def last_days(count: int) -> str:
    """In the last days, of which today is one."""
    return f"{count}d"


def text_in(value: str) -> str | None:
    """The text that shall occur, or None where that is not what the value asks for."""
    text = value.removeprefix(CONTAINS)
    readable = value.startswith(CONTAINS) and text.isprintable() and len(text) <= LONGEST
    return text if readable else None


def span_in(value: str) -> Span | None:
    """The span that a value asks for, its ends not looked at, or None."""
    if value[:1] == "<":
        return Span("", value[1:], strict=True) if value[1:] else None
    if value[:1] == ">":
        return Span(value[1:], "", strict=True) if value[1:] else None
    low, dots, high = value.partition(DOTS)
    return Span(low, high) if dots and (low or high) else None


def days_in(value: str) -> int | None:
    """The number of last days that a value asks for, or None."""
    found = _DAYS.fullmatch(value)
    return int(found[1]) if found else None


def escaped(value: str) -> str:
    """A value as it stands among others in a URL, where commas part them."""
    return value.replace("%", "%25").replace(",", "%2C")


def unescaped(text: str) -> str:
    """The value that was escaped."""
    return text.replace("%2C", ",").replace("%25", "%")
