from datetime import UTC, datetime

import pytest

from clientapp.listing.filters import month_borders
from clientapp.settings import WrongSetting, read_settings, settings


def borders_in(zone: str, moment: datetime, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("CLIENTAPP_TIME_ZONE", zone)
    settings.cache_clear()
    try:
        return [border.isoformat() for border in month_borders(moment)]
    finally:
        settings.cache_clear()


def test_a_month_begins_at_midnight_of_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chicago leaves summer time on the first of November 2026."""
    assert borders_in("America/Chicago", datetime(2026, 11, 1, 4, tzinfo=UTC), monkeypatch) == [
        "2026-09-01T05:00:00+00:00",
        "2026-10-01T05:00:00+00:00",
        "2026-11-01T05:00:00+00:00",
    ]
    assert borders_in("America/Chicago", datetime(2026, 11, 1, 5, tzinfo=UTC), monkeypatch) == [
        "2026-10-01T05:00:00+00:00",
        "2026-11-01T05:00:00+00:00",
        "2026-12-01T06:00:00+00:00",
    ]


def test_a_year_ends_between_two_months(monkeypatch: pytest.MonkeyPatch) -> None:
    assert borders_in("UTC", datetime(2026, 12, 31, 23, tzinfo=UTC), monkeypatch) == [
        "2026-11-01T00:00:00+00:00",
        "2026-12-01T00:00:00+00:00",
        "2027-01-01T00:00:00+00:00",
    ]


def test_without_a_time_zone_it_is_that_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 6, 15, tzinfo=UTC)
    expected = datetime(2026, 6, 1).astimezone(UTC).isoformat()
    assert borders_in("", moment, monkeypatch)[1] == expected


def test_a_time_zone_that_nobody_knows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIENTAPP_TIME_ZONE", "Mars/Olympus")
    with pytest.raises(WrongSetting, match=r"CLIENTAPP_TIME_ZONE: .*America/Chicago"):
        read_settings()
