"""Reading each kind of value, and showing it so that it is read again as the same."""

import string
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientapp.editing.validation import LONGEST, Invalid, clean_text, read_value, shown_value
from clientapp.field import Field, FieldKind
from clientapp.formatting import WEEK, country_names
from clientapp.settings import settings

CHOICES = (("phone", "Phone"), ("text", "Text message"))


def field(kind: FieldKind) -> Field:
    """A field of a kind."""
    return Field("it", "It", kind, choices=CHOICES, lowest=-180, highest=180)


def read(kind: FieldKind, text: str) -> Any:
    return read_value(field(kind), text)


words = st.text(max_size=80).map(clean_text).filter(lambda text: not text or "\n" not in text)
stored_times = st.times().map(lambda each: f"{each:%H:%M}")
stored_days = st.sets(st.sampled_from(WEEK), min_size=1).map(
    lambda days: ",".join(sorted(days, key=WEEK.index))
)
STORED: dict[FieldKind, st.SearchStrategy[Any]] = {
    FieldKind.TEXT: words,
    FieldKind.LONG_TEXT: st.text(max_size=200).map(clean_text),
    FieldKind.EMAIL: words,
    FieldKind.PHONE: words,
    FieldKind.DATE: st.dates(),
    FieldKind.MOMENT: st.datetimes(timezones=st.just(UTC)),
    FieldKind.TIME: stored_times,
    FieldKind.DAYS: stored_days,
    FieldKind.MONEY: st.decimals(0, Decimal("999999999999.99"), places=2),
    FieldKind.NUMBER: st.floats(-180, 180),
    FieldKind.FLAG: st.booleans(),
    FieldKind.COUNTRY: st.sampled_from(country_names()) | words,
    FieldKind.CHOICE: st.sampled_from([value for value, _label in CHOICES]),
    FieldKind.OPTION: st.integers(1, 10**15),
    FieldKind.RECORD: st.integers(1, 10**15),
}
"""What the column of each kind may hold."""


@pytest.mark.parametrize("kind", FieldKind)
@given(st.data())
def test_what_is_shown_is_read_again_as_the_same(kind: FieldKind, data: st.DataObject) -> None:
    value = data.draw(STORED[kind])
    assert read(kind, shown_value(value)) == value


@pytest.mark.parametrize("currency", ["USD", "EUR", "JPY", "CHF", "XAF"])
@given(amount=STORED[FieldKind.MONEY])
def test_an_amount_is_read_again_in_every_currency(currency: str, amount: Decimal) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLIENTAPP_CURRENCY", currency)
        settings.cache_clear()
        assert read(FieldKind.MONEY, shown_value(amount)) == amount
    settings.cache_clear()


@pytest.mark.parametrize("kind", FieldKind)
@given(text=st.text(max_size=60) | st.text(string.digits + ".,:-+e $%apm", max_size=30))
def test_any_text_is_refused_or_read_as_something_that_can_be_shown(
    kind: FieldKind, text: str
) -> None:
    try:
        value = read(kind, text)
    except Invalid:
        return
    assert read(kind, shown_value(value)) == value


@pytest.mark.parametrize(
    ("text", "amount"),
    [("5000", "5000.00"), ("$5,000.00", "5000.00"), ("USD 12.5", "12.50"), ("0", "0.00")],
)
def test_an_amount_is_read_as_people_write_it(text: str, amount: str) -> None:
    assert str(read(FieldKind.MONEY, text)) == amount


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("5,00", "written as 5000 or 5,000.00"),
        ("5.000,00", "written as 5000 or 5,000.00"),
        ("€5", "in USD"),
        ("NaN", "written as"),
        ("1e5", "written as"),
        ("five", "written as"),
        ("-5", "not below zero"),
        ("5.005", "two decimals at most"),
        ("1,000,000,000,000", "below 1,000,000,000,000"),
        ("9" * 400, "below 1,000,000,000,000"),
    ],
)
def test_what_is_no_amount_is_never_guessed(text: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        read(FieldKind.MONEY, text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Monday and Wednesday", "mon,wed"),
        ("wed; mon", "mon,wed"),
        ("Mon - Fri", "mon,tue,wed,thu,fri"),
        ("Sat–Mon", "mon,sat,sun"),
        ("Tues/Thurs", "tue,thu"),
    ],
)
def test_days_are_read_as_people_write_them(text: str, days: str) -> None:
    assert read(FieldKind.DAYS, text) == days


@pytest.mark.parametrize("text", ["t", "daily", "-", ",", "mon-x", "12"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="Mon, Wed or Mon-Fri"):
        read(FieldKind.DAYS, text)


@pytest.mark.parametrize(
    ("text", "stored"),
    [("8:30", "08:30"), ("8:30 PM", "20:30"), ("12 a.m.", "00:00"), ("17:05:59", "17:05")],
)
def test_a_time_is_read_as_people_write_it(text: str, stored: str) -> None:
    assert read(FieldKind.TIME, text) == stored
    assert time.fromisoformat(stored)


@pytest.mark.parametrize("text", ["8", "24:00", "13 pm", "0 am", "8:60", "noon", "٨:٣٠"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="08:30 or 8:30 am"):
        read(FieldKind.TIME, text)


@pytest.mark.parametrize("text", ["180.01", "-181", "1e9"])
def test_a_number_lies_within_its_range(text: str) -> None:
    with pytest.raises(Invalid, match="It is between -180 and 180"):
        read(FieldKind.NUMBER, text)


@pytest.mark.parametrize("text", ["nan", "inf", "1_0", "34,7", "٣", "1e999", "N 34"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="It is a number"):
        read(FieldKind.NUMBER, text)


def test_an_empty_flag_is_no_and_anything_else_that_is_empty_is_nothing() -> None:
    assert {kind: read(kind, " \n ") for kind in FieldKind} == dict.fromkeys(FieldKind) | {
        FieldKind.FLAG: False
    }


def test_a_flag_is_yes_by_its_own_name_too() -> None:
    assert [read(FieldKind.FLAG, text) for text in ("Yes", "it", "X", "No", "0")] == [
        *(True, True, True, False, False),
    ]
    with pytest.raises(Invalid, match="It is Yes or No"):
        read(FieldKind.FLAG, "maybe")


def test_a_text_has_an_end() -> None:
    with pytest.raises(Invalid, match="At most 1,000 characters; this has 1,001"):
        read(FieldKind.TEXT, "x" * (LONGEST + 1))


def test_a_moment_without_a_zone_is_meant_to_be_utc() -> None:
    noon = datetime(2026, 3, 31, 12, tzinfo=UTC)
    assert read(FieldKind.MOMENT, "2026-03-31T12:00") == noon
    assert read(FieldKind.MOMENT, "2026-03-31T14:00+02:00") == noon


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (FieldKind.MONEY, Decimal(5000), "$5,000.00"),
        (FieldKind.DAYS, "mon,fri", "Mon, Fri"),
        (FieldKind.FLAG, True, "Yes"),
        (FieldKind.FLAG, False, "No"),
        (FieldKind.DATE, date(2026, 3, 31), "31 March 2026"),
        (FieldKind.CHOICE, "text", "Text message"),
        (FieldKind.TIME, "08:30", "08:30"),
        (FieldKind.TEXT, None, ""),
    ],
)
def test_a_value_in_words(kind: FieldKind, value: Any, words: str) -> None:
    assert field(kind).in_words(value) == words
