"""Asking for a condition in a form: what is typed, what it means, and what the form shows then."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientapp.listing.asking import Asked, Unreadable, asked, read
from clientapp.listing.filters import Filter, OptionFilter
from clientapp.listing.ranges import DateFilter, NumberFilter, TimeFilter
from clientapp.listing.request import EMPTY, Condition
from clientapp.listing.texts import TextFilter
from clientapp.listing.ways import fitting, named
from clientapp.models import Customer

MODEL: Any = Customer
EMAIL = TextFilter("email", "Email", MODEL.email)
LIMIT = NumberFilter("credit_limit", "Credit limit", MODEL.credit_limit, is_money=True)
SINCE = DateFilter("customer_since", "Customer since", MODEL.customer_since)
OPENS = TimeFilter("service_from", "Service from", MODEL.service_from)
ALWAYS = DateFilter("created_at", "Created", MODEL.created_at, may_be_empty=False)

READ = [
    (EMAIL, Asked("contains", " Gmail "), ("~Gmail", False)),
    (EMAIL, Asked("lacks", "gmail"), ("~gmail", True)),
    (EMAIL, Asked("filled", "left over"), ("any", False)),
    (EMAIL, Asked("empty"), (EMPTY, False)),
    (LIMIT, Asked("between", "1,000", "5000.50"), ("1000..5000.50", False)),
    (LIMIT, Asked("from", "5"), ("5..", False)),
    (LIMIT, Asked("to", "007"), ("..7", False)),
    (LIMIT, Asked("before", "-2"), ("<-2", False)),
    (LIMIT, Asked("after", ".5"), (">0.5", False)),
    (SINCE, Asked("between", "2025-01-01", "2025-01-01"), ("2025-01-01..2025-01-01", False)),
    (SINCE, Asked("days", " 30 "), ("30d", False)),
    (OPENS, Asked("from", "08:30", "left over"), ("08:30..", False)),
    (OPENS, Asked("empty"), (EMPTY, False)),
]


@pytest.mark.parametrize(("of", "form", "meant"), READ)
def test_what_is_typed_is_a_value_of_the_filter(
    of: Filter, form: Asked, meant: tuple[str, bool]
) -> None:
    assert read(of, form) == meant
    assert of.reads(meant[0])


WRONG = [
    (EMAIL, Asked("contains", "  "), {"first": "Type what to look for"}),
    (EMAIL, Asked("contains", "?!"), {"first": "Type what to look for"}),
    (EMAIL, Asked("lacks", "x" * 201), {"first": "At most 200 characters"}),
    (LIMIT, Asked("from", "much"), {"first": "Type a number, such as 5000 or 12.5"}),
    (LIMIT, Asked("from", "1,00"), {"first": "Type a number, such as 5000 or 12.5"}),
    (LIMIT, Asked("between", "5", ""), {"last": "Type a number, such as 5000 or 12.5"}),
    (LIMIT, Asked("between", "10", "9"), {"last": "This is less than the number to begin with"}),
    (SINCE, Asked("between", "", ""), {"first": "Choose a date", "last": "Choose a date"}),
    (SINCE, Asked("before", "2025-02-30"), {"first": "Choose a date"}),
    (
        *(SINCE, Asked("between", "2025-01-02", "2025-01-01")),
        {"last": "This is before the date to begin with"},
    ),
    (SINCE, Asked("days", "0"), {"first": "Type a whole number of days, from 1 to 99,999"}),
    (SINCE, Asked("days", "2.5"), {"first": "Type a whole number of days, from 1 to 99,999"}),
    (OPENS, Asked("after", "noon"), {"first": "Choose a time, such as 08:30"}),
    (
        *(OPENS, Asked("between", "17:00", "08:00")),
        {"last": "This is before the time to begin with"},
    ),
]


@pytest.mark.parametrize(("of", "form", "said"), WRONG)
def test_what_means_nothing_is_said_beside_its_box(
    of: Filter, form: Asked, said: dict[str, str]
) -> None:
    with pytest.raises(Unreadable) as raised:
        read(of, form)
    assert raised.value.problems == said


def test_empty_is_offered_where_there_are_rows_without_a_value() -> None:
    names = [way.name for way in fitting(SINCE)]
    assert names == ["between", "from", "to", "before", "after", "days", "filled", "empty"]
    assert [way.name for way in fitting(ALWAYS)] == names[:-2]


def test_choices_are_not_asked_for_in_a_form() -> None:
    assert fitting(OptionFilter("industry", "Industry", MODEL.industry_id)) == []


def test_a_way_that_does_not_fit_is_the_first() -> None:
    assert named(LIMIT, "days").name == "between"
    assert named(EMAIL, "").name == "contains"


def test_not_empty_is_shown_as_filled_in() -> None:
    assert asked(Condition("email", (EMPTY,), negated=True)) == Asked("filled")
    assert asked(Condition("email", ("any",), negated=True)) == Asked("empty")


@pytest.mark.parametrize(
    "condition",
    [
        Condition("email", ("~a", "~b")),
        Condition("email", ("~a", EMPTY)),
        Condition("customer_since", ("30d",), negated=True),
        Condition("customer_since", ("2025-01-01..",), negated=True),
    ],
)
def test_what_no_single_form_asks_for_is_not_shown_as_one(condition: Condition) -> None:
    assert asked(condition) is None


BOXES = {
    EMAIL: st.text(max_size=20),
    LIMIT: st.decimals(-10_000, 10_000, places=2).map(str),
    SINCE: st.dates().map(str) | st.integers(1, 400).map(str),
    OPENS: st.times().map(lambda at: f"{at:%H:%M}"),
}


@given(st.data())
def test_the_form_shows_again_what_was_asked_for(data: st.DataObject) -> None:
    of = data.draw(st.sampled_from(list(BOXES)))
    way = data.draw(st.sampled_from(fitting(of)))
    form = Asked(way.name, data.draw(BOXES[of]), data.draw(BOXES[of]))
    meant = meaning(of, form)
    if not meant:
        return
    shown = asked(Condition(of.name, (meant[0],), meant[1]))
    assert shown
    assert shown.way == way.name
    assert read(of, shown) == meant


def meaning(of: Filter, form: Asked) -> tuple[str, bool] | None:
    try:
        return read(of, form)
    except Unreadable:
        return None
