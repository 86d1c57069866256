"""How a condition is asked for in a form: in which way, and what it means in the URL.

The choices of a filter are ticked; texts, numbers, dates and times are asked for in one of the
ways that fit their shape, with a box or two.
"""

import re
from typing import NamedTuple

from babel.numbers import NumberFormatError, parse_decimal

from clientapp.formatting import ENGLISH
from clientapp.listing import tokens
from clientapp.listing.filters import Filter
from clientapp.listing.request import EMPTY, Condition

FIRST, LAST = "first", "last"
"""The names of the boxes."""


class Way(NamedTuple):
    """A way to ask: its name in the form, its words, and the labels of the boxes that it needs."""

    name: str
    label: str
    first: str = ""
    last: str = ""


CONTAINS, LACKS, FILLED, EMPTY_WAY = "contains", "lacks", "filled", "empty"
BETWEEN, FROM, TO, BEFORE, AFTER, LAST_DAYS = "between", "from", "to", "before", "after", "days"

_PRESENCE = (Way(FILLED, "is filled in"), Way(EMPTY_WAY, "is empty"))
_SPANS = (
    Way(BETWEEN, "between", "From", "To"),
    Way(FROM, "from", "From"),
    Way(TO, "to", "To"),
    Way(BEFORE, "before", "Before"),
    Way(AFTER, "after", "After"),
)
WAYS: dict[str, tuple[Way, ...]] = {
    "text": (Way(CONTAINS, "contains", "Text"), Way(LACKS, "does not contain", "Text"), *_PRESENCE),
    "number": (
        Way(BETWEEN, "between", "From", "To"),
        Way(FROM, "at least", "At least"),
        Way(TO, "at most", "At most"),
        Way(BEFORE, "less than", "Less than"),
        Way(AFTER, "more than", "More than"),
        *_PRESENCE,
    ),
    "date": (*_SPANS, Way(LAST_DAYS, "in the last … days", "Days"), *_PRESENCE),
    "time": (*_SPANS, *_PRESENCE),
}
"""By the shape of a filter."""

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


def ways(of: Filter) -> list[Way]:
    """The ways to ask for the values of a filter; none where they are ticked."""
    fitting = WAYS.get(of.shape, ())
    return [way for way in fitting if way not in _PRESENCE or of.reads(EMPTY)]


def way_of(of: Filter, name: str) -> Way:
    """A way by its name; the first that fits the filter for a name that does not."""
    fitting = ways(of)
    return next((way for way in fitting if way.name == name), fitting[0])


def asked(condition: Condition) -> Asked | None:
    """What a form holds that asks for a condition; None where one form cannot."""
    if len(condition.values) != 1:
        return None
    value, negated = condition.values[0], condition.negated
    if value in (EMPTY, tokens.ANY):
        return Asked(FILLED if (value == EMPTY) == negated else EMPTY_WAY)
    text = tokens.text_in(value)
    if text is not None:
        return Asked(LACKS if negated else CONTAINS, text)
    return None if negated else _span_asked(value)


def _span_asked(value: str) -> Asked | None:
    days, span = tokens.days_in(value), tokens.span_in(value)
    if days is not None:
        return Asked(LAST_DAYS, str(days))
    if span is None:
        return None
    if span.low and span.high:
        return Asked(BETWEEN, span.low, span.high)
    if span.low:
        return Asked(AFTER if span.strict else FROM, span.low)
    return Asked(BEFORE if span.strict else TO, span.high)


def read(of: Filter, form: Asked) -> tuple[str, bool]:
    """The value that a form asks for, and whether it asks for the others.

    Raises:
        Unreadable: where a box cannot be read.
    """
    way = way_of(of, form.way)
    match way.name:
        case "filled":
            return tokens.ANY, False
        case "empty":
            return EMPTY, False
        case "contains" | "lacks":
            return _text(of, form.first), way.name == LACKS
        case "days":
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
        case "from":
            return tokens.between(first, "")
        case "to":
            return tokens.between("", first)
        case "before":
            return tokens.before(first)
        case "after":
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
