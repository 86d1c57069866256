"""How a condition is asked for in a form: in which way, and what it means in the URL.

The choices of a filter are ticked; texts, numbers, dates and times are asked for in one of the
ways that fit their shape, with a box or two.
"""

import re
from typing import NamedTuple

from babel.numbers import NumberFormatError, parse_decimal

from clientapp.formatting import ENGLISH
from clientapp.listing import tokens, ways
from clientapp.listing.filters import Filter
from clientapp.listing.request import EMPTY, Condition
from clientapp.listing.ways import Way

FIRST, LAST = "first", "last"
"""The names of the boxes."""

_NUMBER = re.compile(r"-?[\d.,]{1,30}", re.ASCII)

_WANTED = {
    "text": "Type what to look for",
    "number": "Type a number, such as 5000 or 12.5",
    "date": "Choose a date",
    "time": "Choose a time, such as 08:30",
}
_DAYS_WANTED = f"Type a whole number of days, from 1 to {tokens.MOST_DAYS:,}"
_TURNED = {
    "number": "This is less than the number to begin with",
    "date": "This is before the date to begin with",
    "time": "This is before the time to begin with",
}


class Asked(NamedTuple):
    """What a form holds: the name of a way, and what stands in its boxes."""

    way: str
    first: str = ""
    last: str = ""


class Unreadable(ValueError):
    """What was typed means nothing.

    Attributes:
        problems: a sentence by the name of a box.
    """

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = problems


def asked(condition: Condition) -> Asked | None:
    """What a form holds that asks for a condition; None where one form cannot."""
    if len(condition.values) != 1:
        return None
    value, negated = condition.values[0], condition.negated
    if value in (EMPTY, tokens.ANY):
        return Asked(ways.FILLED if (value == EMPTY) == negated else ways.MISSING)
    text = tokens.text_in(value)
    if text is not None:
        return Asked(ways.LACKS if negated else ways.CONTAINS, text)
    return None if negated else _span_asked(value)


def _span_asked(value: str) -> Asked | None:
    days, span = tokens.days_in(value), tokens.span_in(value)
    if days is not None:
        return Asked(ways.LAST_DAYS, str(days))
    if span is None:
        return None
    if span.low and span.high:
        return Asked(ways.BETWEEN, span.low, span.high)
    if span.low:
        return Asked(ways.AFTER if span.strict else ways.FROM, span.low)
    return Asked(ways.BEFORE if span.strict else ways.TO, span.high)


def read(of: Filter, form: Asked) -> tuple[str, bool]:
    """The value that a form asks for, and whether it asks for the others.

    Raises:
        Unreadable: where a box cannot be read.
    """
    way = ways.named(of, form.way)
    match way.name:
        case ways.FILLED:
            return tokens.ANY, False
        case ways.MISSING:
            return EMPTY, False
        case ways.CONTAINS | ways.LACKS:
            return _text(of, form.first), way.name == ways.LACKS
        case ways.LAST_DAYS:
            return _days(form.first), False
        case _:
            return _span(of, way, form), False


def _text(of: Filter, typed: str) -> str:
    if len(typed) > tokens.LONGEST:
        raise Unreadable({FIRST: f"At most {tokens.LONGEST} characters"})
    value = tokens.contains(typed)
    if value == tokens.CONTAINS or not of.reads(value):
        raise Unreadable({FIRST: _WANTED["text"]})
    return value


def _days(typed: str) -> str:
    days = tokens.days_in(f"{typed.strip()}d")
    if days is None:
        raise Unreadable({FIRST: _DAYS_WANTED})
    return tokens.last_days(days)


def _span(of: Filter, way: Way, form: Asked) -> str:
    first, last = (_plain(of, typed) for typed in (form.first, form.last))
    boxes = {FIRST: first} | ({LAST: last} if way.last else {})
    readable = {box for box, text in boxes.items() if text and of.reads(tokens.between(text, ""))}
    if unread := boxes.keys() - readable:
        raise Unreadable(dict.fromkeys(sorted(unread), _WANTED[of.shape]))
    match way.name:
        case ways.FROM:
            return tokens.between(first, "")
        case ways.TO:
            return tokens.between("", first)
        case ways.BEFORE:
            return tokens.before(first)
        case ways.AFTER:
            return tokens.after(first)
        case _:
            value = tokens.between(first, last)
            if not of.reads(value):
                raise Unreadable({LAST: _TURNED[of.shape]})
            return value


def _plain(of: Filter, typed: str) -> str:
    """What was typed as a URL has it: a number without the commas between its digits."""
    text = typed.strip()
    if of.shape != "number" or not _NUMBER.fullmatch(text):
        return text
    try:
        return f"{parse_decimal(text, locale=ENGLISH, strict=True):f}"
    except NumberFormatError:
        return text
