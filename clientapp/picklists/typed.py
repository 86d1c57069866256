"""Reading what is typed about a choice, with a sentence where it cannot be."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from clientapp.editing.validation import Rejected, clean_text
from clientapp.picklists.colours import COLOURS

LONGEST_LABEL = 100
LONGEST_CODE = 20
MOST_DAYS = 3_650


def read_option(typed: Mapping[str, str]) -> dict[str, Any]:
    """What was typed as columns hold it; names that a choice has not are left out.

    Raises:
        Rejected: with a sentence for each that does not do.
    """
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, read in READERS.items():
        if name in typed:
            try:
                values[name] = read(" ".join((clean_text(typed[name]) or "").split()))
            except ValueError as problem:
                problems[name] = str(problem)
    if problems:
        raise Rejected(problems)
    return values


def _label(text: str) -> str:
    if not text:
        raise ValueError("A choice needs a name")
    return _short(text, LONGEST_LABEL)


def _code(text: str) -> str | None:
    return _short(text, LONGEST_CODE) or None


def _short(text: str, longest: int) -> str:
    if len(text) > longest:
        raise ValueError(f"At most {longest} characters; this has {len(text):,}")
    return text


def _days(text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 6 or int(text) > MOST_DAYS:
        raise ValueError(f"Days are a whole number from 0 to {MOST_DAYS:,}, such as 30")
    return int(text)


def _rate(text: str) -> Decimal | None:
    """A rate in percent; four places behind the point are what the column holds."""
    if not text:
        return None
    try:
        rate = Decimal(text.removesuffix("%").strip()) if len(text) < 16 else Decimal(-1)
    except InvalidOperation:
        rate = Decimal(-1)
    if not rate.is_finite() or not 0 <= rate <= 100:
        raise ValueError("A rate is a number of percent from 0 to 100, such as 6.5")
    if rate != round(rate, 4):
        raise ValueError("A rate has at most four digits behind the point")
    return round(rate, 4)


def _colour(text: str) -> str:
    if text not in dict(COLOURS):
        raise ValueError("Choose a colour from the list")
    return text


READERS: dict[str, Callable[[str], Any]] = {
    "label": _label,
    "code": _code,
    "days": _days,
    "rate": _rate,
    "colour": _colour,
}


def rate_label(rate: Decimal | float | None) -> str:
    """A rate in percent with at least two places: "6.50 %"; "" where there is none."""
    if rate is None:
        return ""
    exact = round(Decimal(str(rate)), 4).normalize()
    places = max(2, -int(exact.as_tuple().exponent))
    return f"{exact:.{places}f} %"


def rate_text(rate: Decimal | None) -> str:
    """A rate as the form holds it: "6.5"."""
    return "" if rate is None else f"{round(rate, 4).normalize():f}"
