from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlmodel import col

from clientapp.database import transaction
from clientapp.formatting import fold
from clientapp.listing import grouping, relevance, total
from clientapp.listing.request import ListRequest
from clientapp.listing.statement import page
from clientapp.models import PicklistOption

from .rows import LISTED, NOW, Row, fill, ordered, rows

both = settings(
    deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture]
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
    monkeypatch.setattr(total.Recent, "get", lambda _self, _key, ask: ask())


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


def found(row: Row, search: str) -> bool:
    words = fold(row.name).split()
    return all(
        any(term in word if len(term) > 2 else word.startswith(term) for word in words)
        for term in search.split()
    )


@both
@given(stored=st.lists(rows, min_size=3, max_size=16), number=st.integers(1, 3))
def test_where_too_many_match_relevance_orders_them(
    any_database: str, stored: list[Row], number: int
) -> None:
    def rank(row: Row) -> int:
        name = fold(row.name)
        return 0 if name.startswith("al") else 1 if " al" in name else 2

    matching = [i for i, row in enumerate(stored, 1) if not row.trashed and found(row, "al")]
    expected = sorted(matching, key=lambda i: (rank(stored[i - 1]), fold(stored[i - 1].name), i))
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
