"""Numbers, days, moments and times as filters: what they read, say and mean."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from clientapp.listing import filters
from clientapp.listing.ranges import DateFilter, MomentFilter, NumberFilter, TimeFilter
from clientapp.listing.request import EMPTY
from clientapp.settings import settings

from .rows import MODEL

SINCE = DateFilter("customer_since", "Customer since", MODEL.customer_since)
LIMIT = NumberFilter("credit_limit", "Credit limit", MODEL.credit_limit, is_money=True)
LATITUDE = NumberFilter("latitude", "Latitude", MODEL.id)
FROM = TimeFilter("service_from", "Service from", MODEL.service_from)
CREATED = MomentFilter("created_at", "Created", MODEL.created_at, may_be_empty=False)


@pytest.fixture(autouse=True)
def in_chicago(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """It is half past ten in the evening of the 21st there."""
    now = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
    monkeypatch.setattr(filters, "now", lambda: now)
    monkeypatch.setenv("CLIENTAPP_TIME_ZONE", "America/Chicago")
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.parametrize(
    ("each", "value"),
    [
        (SINCE, "2026-01-31..2026-02-01"),
        (SINCE, "2026-01-31..2026-01-31"),
        (SINCE, "30d"),
        (SINCE, "any"),
        (SINCE, EMPTY),
        (CREATED, "<2026-01-31"),
        (LIMIT, "-5.10..0"),
        (LIMIT, ">123456789012.345"),
        (LATITUDE, "..-33.8688197"),
        (FROM, "08:00..23:59"),
    ],
)
def test_what_can_be_read_is(each: filters.Filter, value: str) -> None:
    assert each.reads(value)


@pytest.mark.parametrize(
    ("each", "value"),
    [
        (SINCE, "2026-02-30..2026-03-01"),
        (SINCE, "2026-03-01..2026-02-01"),
        (SINCE, "0001-01-01.."),
        (SINCE, "9999-12-31.."),
        (SINCE, "20260131.."),
        (SINCE, "0d"),
        (SINCE, "x"),
        (SINCE, ""),
        (CREATED, "any"),
        (CREATED, EMPTY),
        (LIMIT, "5"),
        (LIMIT, "30d"),
        (LIMIT, "1e5.."),
        (LIMIT, "1,000.."),
        (LIMIT, "٣.."),
        (LIMIT, "nan.."),
        (LIMIT, ">1234567890123.456"),
        (LIMIT, "10..9.99"),
        (LIMIT, "1..x"),
        (FROM, "24:00.."),
        (FROM, "8:00.."),
        (FROM, "23:00..08:00"),
    ],
)
def test_what_cannot_be_read_is_not(each: filters.Filter, value: str) -> None:
    assert not each.reads(value)
    with pytest.raises(ValueError, match="cannot be one of"):
        each.holds(None, [value])


def test_the_last_days_end_with_today_where_the_settings_are() -> None:
    assert SINCE.moment() == date(2026, 11, 21)
    for day, is_met in ((20, False), (21, True), (22, False)):
        assert SINCE.holds(date(2026, 11, day), ["1d"]) is is_met
    assert SINCE.holds(date(2026, 10, 23), ["30d"])
    assert not SINCE.holds(date(2026, 10, 22), ["30d"])


def test_a_day_of_a_moment_begins_at_midnight_of_its_place() -> None:
    """Summer time ends on the first of November 2026 there: that day has 25 hours."""
    day = ["2026-11-01..2026-11-01"]
    assert not CREATED.holds(datetime(2026, 11, 1, 4, 59, 59, tzinfo=UTC), day)
    assert CREATED.holds(datetime(2026, 11, 1, 5, tzinfo=UTC), day)
    assert CREATED.holds(datetime(2026, 11, 2, 5, 59, 59, tzinfo=UTC), day)
    assert not CREATED.holds(datetime(2026, 11, 2, 6, tzinfo=UTC), day)
    assert CREATED.holds(datetime(2026, 11, 2, 6, tzinfo=UTC), [">2026-11-01"])
    assert CREATED.holds(datetime(2026, 11, 1, 4, 59, 59, tzinfo=UTC), ["<2026-11-01"])


def test_ends_are_part_of_a_span_unless_it_is_before_or_after() -> None:
    for value, met in (("5..10", "yyy"), ("<10", "yyn"), (">5", "nyy"), ("..5", "ynn")):
        found = [LIMIT.holds(Decimal(held), [value]) for held in ("5.00", "7.5", "10")]
        assert "".join("ny"[is_met] for is_met in found) == met
    assert FROM.holds("12:30", ["12:30..12:30"])


def test_they_say_what_they_ask_for() -> None:
    assert SINCE.said("2025-01-01..2025-03-31", False) == "from 1 January 2025 to 31 March 2025"
    assert SINCE.said("<2025-01-01", False) == "before 1 January 2025"
    assert SINCE.said("30d", True) == "not in the last 30 days"
    assert SINCE.said("1d", False) == "today"
    assert LIMIT.said("..5000", False) == "to $5,000.00"
    assert LATITUDE.said(">-33.5", False) == "more than -33.5"
    assert FROM.said(">12:30", False) == "after 12:30"
    assert [FROM.said(value, True) for value in ("any", EMPTY)] == ["is empty", "is filled in"]


def test_only_a_column_that_an_index_begins_with_is_looked_up() -> None:
    assert CREATED.indexed
    assert not SINCE.indexed
