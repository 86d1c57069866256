from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlmodel import col

from clientapp.database import transaction
from clientapp.formatting import fold
from clientapp.listing import filters as filters_module
from clientapp.listing import grouping, relevance, remembered, total
from clientapp.listing.request import Condition, ListRequest
from clientapp.listing.statement import matching, page
from clientapp.models import PicklistOption
from clientapp.settings import settings as clientapp_settings

from .rows import LISTED, NOW, Row, conditions, fill, found, lets_through, ordered, rows

both = settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
requests = st.builds(
    ListRequest,
    sort=st.sampled_from(["name", "place", "industry"]),
    descending=st.booleans(),
    page=st.integers(1, 5),
    size=st.integers(1, 6),
)


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests write rows without the ledger, by which remembered answers are known as old."""
    monkeypatch.setattr(remembered.Recent, "get", lambda _self, _key, ask: ask())
    monkeypatch.setattr(filters_module, "now", lambda: NOW)
    monkeypatch.setenv("CLIENTAPP_TIME_ZONE", "UTC")
    clientapp_settings.cache_clear()


@both
@given(stored=st.lists(rows, max_size=16), request=requests)
def test_a_page_holds_what_the_rule_says(
    any_database: str, stored: list[Row], request: ListRequest
) -> None:
    expected = ordered(stored, request.sort, request.descending)
    cut = expected[request.offset : request.offset + request.size]
    with transaction() as session:
        fill(session, stored)
        assert page(session, LISTED, request) == cut
        assert page(session, LISTED, request, len(expected)) == cut
        assert total.total(session, LISTED, request) == len(expected)


@both
@given(
    stored=st.lists(rows, max_size=16),
    request=requests,
    search=st.sampled_from(["al", "ald", "a b", "bakery", "z", "nobody"]),
)
def test_a_search_keeps_the_chosen_order(
    any_database: str, stored: list[Row], request: ListRequest, search: str
) -> None:
    request = replace(request, search=search)
    expected = [
        number
        for number in ordered(stored, request.sort, request.descending)
        if found(stored[number - 1], search)
    ]
    with transaction() as session:
        fill(session, stored)
        cut = expected[request.offset : request.offset + request.size]
        assert page(session, LISTED, request) == cut
        assert total.total(session, LISTED, request) == len(expected)


@both
@given(
    stored=st.lists(rows, max_size=16),
    request=requests,
    search=st.sampled_from(["", "", "al", "bakery"]),
    filters=conditions,
)
def test_filters_let_through_what_the_rule_says(
    any_database: str,
    stored: list[Row],
    request: ListRequest,
    search: str,
    filters: tuple[Condition, ...],
) -> None:
    request = replace(request, search=search, filters=filters)
    expected = [
        number
        for number in ordered(stored, request.sort, request.descending)
        if found(stored[number - 1], search)
        and all(lets_through(each, stored[number - 1]) for each in filters)
    ]
    cut = expected[request.offset : request.offset + request.size]
    with transaction() as session:
        fill(session, stored)
        assert page(session, LISTED, request) == cut
        assert page(session, LISTED, request, len(expected)) == cut
        assert total.total(session, LISTED, request) == len(expected)
        every = session.connection().execute(matching(session, LISTED, request)).scalars()
        assert sorted(every) == sorted(expected)


@both
@given(stored=st.lists(rows, min_size=3, max_size=16), filters=conditions, number=st.integers(1, 3))
def test_where_too_many_match_both_relevance_orders_them(
    any_database: str, stored: list[Row], filters: tuple[Condition, ...], number: int
) -> None:
    matching_both = [
        i
        for i, row in enumerate(stored, 1)
        if not row.trashed and found(row, "al") and all(lets_through(c, row) for c in filters)
    ]
    expected = sorted(
        matching_both, key=lambda i: (rank(stored[i - 1]), fold(stored[i - 1].name), i)
    )
    request = ListRequest("al", "place", True, number, 3, filters)
    with transaction() as session, pytest.MonkeyPatch.context() as patch:
        patch.setattr(relevance, "MANY", 0)
        fill(session, stored)
        assert page(session, LISTED, request) == expected[request.offset :][:3]
        assert total.total(session, LISTED, request) == len(expected)


def rank(row: Row) -> int:
    name = fold(row.name)
    return 0 if name.startswith("al") else 1 if " al" in name else 2


def test_a_filter_that_the_list_does_not_know_lets_nothing_through(sqlite: str) -> None:
    with transaction() as session:
        for name, value in (("secret", "1"), ("industry", "x"), ("kind", "-")):
            request = ListRequest(filters=(Condition(name, (value,)),))
            with pytest.raises((KeyError, ValueError)):
                matching(session, LISTED, request)


@both
@given(stored=st.lists(rows, min_size=3, max_size=16), number=st.integers(1, 3))
def test_where_too_many_match_relevance_orders_them(
    any_database: str, stored: list[Row], number: int
) -> None:
    found_ones = [i for i, row in enumerate(stored, 1) if not row.trashed and found(row, "al")]
    expected = sorted(found_ones, key=lambda i: (rank(stored[i - 1]), fold(stored[i - 1].name), i))
    request = ListRequest("al", "place", True, number, 3)
    with transaction() as session, pytest.MonkeyPatch.context() as patch:
        patch.setattr(relevance, "MANY", 0)
        fill(session, stored)
        assert page(session, LISTED, request) == expected[request.offset :][:3]
        assert total.total(session, LISTED, request) == len(expected)


def test_only_candidates_can_be_paged_to(
    any_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relevance, "MANY", 3)
    monkeypatch.setattr(relevance, "CANDIDATES", 5)
    with transaction() as session:
        fill(session, [Row("Big Al")] * 8)
        pages = [
            page(session, LISTED, ListRequest("al", page=number, size=3)) for number in (1, 2, 3)
        ]
    assert pages == [[1, 2, 3], [4, 5], []]
    assert relevance.reachable(8, searched=True) == 5
    assert relevance.reachable(8, searched=False) == 8


def test_two_options_of_one_label_stand_together(any_database: str) -> None:
    with transaction() as session:
        fill(session, [Row("b", label="Bakery"), Row("a", label="älter"), Row("c", label="Bakery")])
        other = col(PicklistOption.label) == "älter"
        session.execute(
            update(PicklistOption).where(other).values(label_key="bakery", trashed_at=NOW)
        )
        assert page(session, LISTED, ListRequest(sort="industry", size=3)) == [2, 1, 3]


def test_a_sort_that_is_not_known_is_the_usual_one(any_database: str) -> None:
    with transaction() as session:
        fill(session, [Row("b"), Row("a")])
        assert page(session, LISTED, ListRequest(sort="secret")) == [2, 1]


def test_a_page_of_choices_reads_only_the_choices_it_shows() -> None:
    groups: list[grouping.Group] = [((1,), 4), ((2, 3), 5), ((None,), 9)]
    spans = list(grouping.spans(groups, ListRequest(page=2, size=6)))
    assert spans == [((2, 3), 2, 3), ((None,), 0, 3)]
