"""Dates as files write them."""

from datetime import date

import pytest

from clientapp.importing.dates import read_date

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2009-03-17", date(2009, 3, 17)),
        ("2009-03-17 00:00:00", date(2009, 3, 17)),
        ("3/17/09", date(2009, 3, 17)),
        ("2/22/26", date(2026, 2, 22)),
        ("2/22/27", date(1927, 2, 22)),
        ("12/31/1999", date(1999, 12, 31)),
        ("17.3.2009", date(2009, 3, 17)),
        ("17/3/2009", None),
        ("2/30/09", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_americans_write_it(text: str, expected: date | None) -> None:
    assert read_date(text, month_first=True, today=TODAY) == expected


def test_elsewhere_the_day_comes_first() -> None:
    assert read_date("3/4/09", month_first=False, today=TODAY) == date(2009, 4, 3)
