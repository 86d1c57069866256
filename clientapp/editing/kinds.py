"""Reading the kinds of values that are more than text: days, times, amounts, numbers, moments."""

import math
import re
from datetime import UTC, date, datetime
from decimal import Decimal

from babel.numbers import NumberFormatError, get_currency_symbol, parse_decimal

from clientapp.formatting import ENGLISH, WEEK
from clientapp.settings import settings

YES, NO = "yes", "no"

LARGEST_AMOUNT = 10**12
"""What no amount reaches: the column has fourteen digits."""

_DAY_NAMES = tuple(f"{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun"))
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", re.ASCII | re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})(?::(\d\d))?(?::\d\d)?\s*(?:([ap])\.?m\.?)?", re.ASCII)


class Invalid(ValueError):
    """A value that its field does not take; the text is for the person who typed it."""


def read_record(label: str, text: str) -> int:
    """The id of another record, after which a form puts what it is called (`editing.picking`)."""
    number, _tab, _title = text.partition("\t")
    if not number.isascii() or not number.isdecimal() or len(number) > 18:
        raise Invalid(f"Choose {label.lower()} from what is found")
    return int(number)


def read_date(text: str) -> date:
    """A date, as forms and files of our own write it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("A date is written as year-month-day, such as 2026-03-31") from None


def read_moment(text: str) -> datetime:
    """A moment in UTC; one without a time zone is meant to be UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid("A moment is written as 2026-03-31T14:05:00+00:00") from None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_time(text: str) -> str:
    """A time of day as it is stored, such as "08:30"."""
    found = _TIME.fullmatch(text.casefold())
    hour = int(found[1]) if found and (found[2] or found[3]) else 24
    if found and found[3] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    elif found and found[3]:
        hour = 24
    minute = int(found[2] or 0) if found else 0
    if hour > 23 or minute > 59:
        raise Invalid("A time is written as 08:30 or 8:30 am")
    return f"{hour:02d}:{minute:02d}"


def read_days(text: str) -> str:
    """Days of the week as they are stored, in the order of the week: "mon,wed"."""
    chosen: set[int] = set()
    for part in re.split(r"[,;/\s]+(?:and\s+)?", re.sub(r"\s*[-–]\s*", "-", text.casefold())):
        first, dash, last = part.rstrip(".").partition("-")
        if part:
            start = _day(first)
            end = _day(last) if dash else start
            chosen |= {(start + each) % 7 for each in range((end - start) % 7 + 1)}
    if not chosen:
        raise Invalid("Days are written as Mon, Wed or Mon-Fri")
    return ",".join(WEEK[day] for day in sorted(chosen))


def _day(word: str) -> int:
    found = [at for at, name in enumerate(_DAY_NAMES) if name.startswith(word)]
    if len(word) < 2 or not found:
        raise Invalid("Days are written as Mon, Wed or Mon-Fri")
    return found[0]


def read_flag(label: str, text: str) -> bool:
    """Yes or no; the name of the field itself is a yes."""
    folded = text.casefold()
    if folded in (YES, "y", "true", "1", "x", label.casefold()):
        return True
    if folded in (NO, "n", "false", "0"):
        return False
    raise Invalid(f"{label} is Yes or No")


def read_money(text: str) -> Decimal:
    """An amount of the settings' currency, with cents."""
    currency = settings().currency
    plain = text
    for mark in (currency, get_currency_symbol(currency, ENGLISH)):
        plain = plain.removeprefix(mark).removesuffix(mark).strip()
    if plain.startswith("-"):
        raise Invalid("An amount is not below zero")
    try:
        amount = parse_decimal(plain, locale=ENGLISH, strict=True)
    except NumberFormatError:
        amount = None
    if amount is None or not re.fullmatch(r"[\d.,]+", plain, re.ASCII):
        raise Invalid(f"An amount in {currency} is written as 5000 or 5,000.00")
    cents = amount.quantize(Decimal("0.01")) if amount < LARGEST_AMOUNT else amount
    if amount >= LARGEST_AMOUNT:
        raise Invalid("An amount is below 1,000,000,000,000")
    if cents != amount:
        raise Invalid("An amount has two decimals at most")
    return cents


def read_number(label: str, text: str, lowest: float | None, highest: float | None) -> float:
    """A number, within a range where there is one."""
    number = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(number):
        raise Invalid(f"{label} is a number, such as 34.75")
    if lowest is not None and highest is not None and not lowest <= number <= highest:
        raise Invalid(f"{label} is between {lowest:g} and {highest:g}")
    return number
