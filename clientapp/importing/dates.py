"""Dates as files write them."""

import re
from datetime import date

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+)?", re.ASCII)
_PARTS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?: [\d:.]+(?: ?[AP]M)?)?", re.ASCII)


def read_date(text: str, *, month_first: bool, today: date) -> date | None:
    """Read "2009-03-17", "3/17/09" or "17.3.2009"; None where it is no date.

    Args:
        month_first: how 3/4/2009 is meant; with dots the day comes first everywhere.
        today: a year of two digits is the latest one that does not lie after it.
    """
    if iso := _ISO.fullmatch(text):
        return _date(*map(int, iso.groups()))
    if not (parts := _PARTS.fullmatch(text)):
        return None
    first, mark, second, written = parts.groups()
    month, day = (first, second) if month_first and mark != "." else (second, first)
    year = int(written)
    if len(written) == 2:
        year += 2000 if 2000 + year <= today.year else 1900
    return _date(year, int(month), int(day))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
