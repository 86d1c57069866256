"""What a value asks for that is no choice, and how it stands in a URL."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientapp.listing.tokens import (
    LONGEST,
    Span,
    after,
    before,
    between,
    contains,
    days_in,
    escaped,
    last_days,
    span_in,
    text_in,
    unescaped,
)


@given(st.text())
def test_an_escaped_value_has_no_comma_and_comes_back(value: str) -> None:
    assert "," not in escaped(value)
    assert unescaped(escaped(value)) == value


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"])))
def test_text_to_be_found_is_one_line_and_not_endless(text: str) -> None:
    found = text_in(contains(text))
    assert found is not None
    assert found == " ".join(text.split())[:LONGEST].strip()


@pytest.mark.parametrize("value", ["oak", "-", "any", "~\n", "~" + "a" * (LONGEST + 1), "~\ud800"])
def test_what_is_no_text_to_be_found(value: str) -> None:
    assert text_in(value) is None


@pytest.mark.parametrize(
    ("value", "span"),
    [
        (between(5, 10), Span("5", "10")),
        (between(date(2026, 1, 31), ""), Span("2026-01-31", "")),
        (between("", Decimal("9.50")), Span("", "9.50")),
        (before("08:30"), Span("", "08:30", strict=True)),
        (after(-3), Span("-3", "", strict=True)),
        ("..", None),
        ("<", None),
        (">", None),
        ("5", None),
        ("-", None),
        ("", None),
        ("any", None),
    ],
)
def test_a_span_is_written_and_read(value: str, span: Span | None) -> None:
    assert span_in(value) == span


@pytest.mark.parametrize(
    ("value", "days"),
    [
        (last_days(1), 1),
        (last_days(30), 30),
        ("0d", None),
        ("030d", None),
        ("٣d", None),
        ("d", None),
    ],
)
def test_the_last_days_are_a_number_from_one_on(value: str, days: int | None) -> None:
    assert days_in(value) == days
