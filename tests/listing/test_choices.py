from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clientapp.database import transaction
from clientapp.listing import filters as filters_module
from clientapp.listing.choices import Chip, Choice, chips, choices
from clientapp.listing.remembered import Recent
from clientapp.listing.request import EMPTY, Condition, ListRequest
from clientapp.settings import settings as clientapp_settings

from .rows import (
    LISTED,
    NOW,
    OPTIONS,
    VALUES,
    Row,
    conditions,
    fill,
    found,
    held,
    lets_through,
    rows,
)
from .test_total import operate

both = settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(autouse=True)
def in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filters_module, "now", lambda: NOW)
    monkeypatch.setenv("CLIENTAPP_TIME_ZONE", "UTC")
    clientapp_settings.cache_clear()


@both
@given(
    stored=st.lists(rows, max_size=16),
    filters=conditions,
    search=st.sampled_from(["", "", "al"]),
)
def test_choices_are_counted_over_the_search_and_the_other_filters(
    any_database: str, stored: list[Row], filters: tuple[Condition, ...], search: str
) -> None:
    request = ListRequest(search, filters=filters)
    with transaction() as session, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Recent, "get", lambda _self, _key, ask: ask())
        fill(session, stored)
        for name in VALUES:
            agrees(stored, request, name, choices(session, LISTED, request, name))


def agrees(stored: list[Row], request: ListRequest, name: str, offered: list[Choice]) -> None:
    """What a filter offers is what the plain rules say."""
    others = [each for each in request.filters if each.name != name]
    left = [
        row
        for row in stored
        if not row.trashed
        and found(row, request.search)
        and all(lets_through(each, row) for each in others)
    ]
    values = [each.value for each in offered]
    assert len(set(values)) == len(values)
    for value, _label, count in offered:
        assert count == sum(value in held(row, name) for row in left)
    had = set().union(*(held(row, name) for row in left)) - {"earlier"}
    chosen = request.condition(name)
    assert had | set(chosen.values if chosen else ()) <= set(values)
    assert EMPTY not in values[:-1]


TOWNS = [Row("a", city="Zug"), Row("b", city="Lodz"), Row("c", city="zug"), Row("d")]


def test_the_most_frequent_come_first_and_empty_last(any_database: str) -> None:
    with transaction() as session:
        operate(session)
        fill(session, TOWNS)
        assert choices(session, LISTED, ListRequest(), "city") == [
            Choice("zug", "ZUG", 2),
            Choice("lodz", "LODZ", 1),
            Choice(EMPTY, "Empty", 1),
        ]


def test_a_list_comes_in_its_order_those_that_nobody_has_last(any_database: str) -> None:
    with transaction() as session:
        operate(session)
        fill(session, [Row("a", label="Zoo")])
        offered = choices(session, LISTED, ListRequest(), "industry")
    assert [each[1:] for each in offered] == [
        ("Zoo", 1),
        ("älter", 0),
        ("bake shop", 0),
        ("Bakery", 0),
        ("Empty", 0),
    ]


def test_few_are_shown_and_the_chosen_among_them(any_database: str) -> None:
    request = ListRequest().filtered("city", ["nowhere"])
    with transaction() as session:
        operate(session)
        fill(session, TOWNS)
        offered = choices(session, LISTED, request, "city", limit=1)
        assert [each.value for each in offered] == ["zug", "nowhere", EMPTY]
        offered = choices(session, LISTED, request, "city", find="ŁÓD")
        assert [each.value for each in offered] == ["lodz", "nowhere"]
        offered = choices(session, LISTED, ListRequest(), "organization", find="second")
        assert offered == []
        offered = choices(session, LISTED, ListRequest(), "industry", find="bak")
        assert [each.label for each in offered] == ["bake shop", "Bakery"]


def test_counts_are_those_after_the_newest_write(any_database: str) -> None:
    with transaction() as session:
        for number in (1, 2):
            operate(session)
            fill(session, [Row("a", kind="commercial")] * number)
            assert choices(session, LISTED, ListRequest(), "kind")[0].count == number


def test_conditions_read_as_words(any_database: str) -> None:
    bakery, zoo = OPTIONS["Bakery"], OPTIONS["Zoo"]
    request = ListRequest(
        filters=(
            Condition("new", ("this-month",)),
            Condition("problems", ("reach", EMPTY)),
            Condition("city", (EMPTY,)),
            Condition("organization", ("2",), negated=True),
            Condition("industry", (zoo, bakery)),
        )
    )
    with transaction() as session:
        fill(session, [])
        assert chips(session, LISTED, request) == [
            Chip("industry", "Industry", "Bakery, Zoo"),
            Chip("organization", "Organization", "not Second group"),
            Chip("city", "City", "empty"),
            Chip("problems", "Open problems", "No phone, empty"),
            Chip("new", "New", "this month"),
        ]
        negated = ListRequest().filtered("industry", [zoo, EMPTY], negated=True)
        assert chips(session, LISTED, negated)[0].words == "not Zoo, not empty"
        missing = replace(request, filters=(Condition("industry", ("4",)),))
        assert chips(session, LISTED, missing)[0].words == "Unknown"
        many = ListRequest().filtered("city", [f"town {at}" for at in range(1, 9)])
        assert chips(session, LISTED, many)[0].words.endswith("TOWN 5 and 3 more")


def test_choices_of_an_alternative_leave_the_others_of_its_group_out(any_database: str) -> None:
    stored = [*TOWNS, Row("e", city="Zug", kind="commercial"), Row("f", kind="commercial")]
    request = (
        ListRequest()
        .filtered("kind", ["residential"])
        .filtered("city", ["zug"], group=1)
        .filtered("kind", ["commercial"], group=1)
        .filtered("new", ["last-month"], group=2)
    )
    with transaction() as session:
        operate(session)
        fill(session, stored)
        offered = choices(session, LISTED, request, "city", group=2)
        assert [(each.value, each.count) for each in offered] == [("zug", 2), (EMPTY, 0)]
        request = request.without_group(2)
        offered = choices(session, LISTED, request, "city", group=1)
        counts = [(each.value, each.count) for each in offered]
        assert counts == [("zug", 2), ("lodz", 1), (EMPTY, 1)]
        offered = choices(session, LISTED, request, "kind", group=1)
        assert [(each.value, each.count) for each in offered] == [
            ("residential", 4),
            ("commercial", 0),
        ]
        offered = choices(session, LISTED, request, "new", group=2)
        assert [each.count for each in offered] == [0, 0]


def test_alternatives_read_as_words_behind_the_others(any_database: str) -> None:
    request = (
        ListRequest()
        .filtered("city", ["~zu"])
        .filtered("industry", [OPTIONS["Zoo"]], negated=True, group=1)
        .filtered("city", ["zug", "~a", EMPTY], negated=True, group=1)
    )
    with transaction() as session:
        fill(session, [])
        assert chips(session, LISTED, request) == [
            Chip("city", "City", "contains zu"),
            Chip("industry", "Industry", "not Zoo", 1),
            Chip("city", "City", "not ZUG, not empty, does not contain a", 1),
        ]
