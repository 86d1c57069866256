"""What rows are linked to, any number each, as a filter: tags."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clientapp.database import transaction
from clientapp.listing.choices import Choice, chips, choices
from clientapp.listing.remembered import Recent
from clientapp.listing.request import EMPTY, Condition, ListRequest
from clientapp.listing.statement import matching, page
from clientapp.listing.total import total

from .rows import LISTED, TAGS, Row, a_condition, fill, found, lets_through, ordered, rows
from .test_total import operate

both = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
KEY, DOG, VIP = TAGS.values()


@both
@given(
    condition=a_condition("tags"),
    search=st.sampled_from(["", "al"]),
    other=st.one_of(st.just(()), a_condition("kind").map(lambda each: (each,))),
    descending=st.booleans(),
    stored=st.lists(rows, max_size=16),
)
def test_rows_with_any_of_the_tags_or_none_of_them_are_found(
    any_database: str,
    condition: Condition,
    search: str,
    other: tuple[Condition, ...],
    descending: bool,
    stored: list[Row],
) -> None:
    request = ListRequest(search, filters=(condition, *other), descending=descending)
    expected = [
        number
        for number in ordered(stored, "name", descending)
        if found(stored[number - 1], search)
        and all(lets_through(each, stored[number - 1]) for each in request.filters)
    ]
    with transaction() as session, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Recent, "get", lambda _self, _key, ask: ask())
        fill(session, stored)
        assert page(session, LISTED, request) == expected
        assert total(session, LISTED, request) == len(expected)
        ids = session.connection().execute(matching(session, LISTED, request)).scalars()
        assert sorted(ids) == sorted(expected)


def test_a_row_with_two_tags_counts_for_both_and_once_in_all(any_database: str) -> None:
    stored = [
        Row("a", tags=frozenset({"Dog", "VIP"})),
        Row("b", tags=frozenset({"Dog"}), tags_removed=frozenset({"VIP"})),
        Row("c", tags_removed=frozenset({"Dog"})),
        Row("d", tags=frozenset({"Dog"}), trashed=True),
    ]
    request = ListRequest().filtered("tags", [DOG, VIP])
    with transaction() as session:
        operate(session)
        fill(session, stored)
        assert total(session, LISTED, request) == 2
        offered = choices(session, LISTED, request, "tags")
        assert {each.value: each.count for each in offered} == {DOG: 2, VIP: 1, KEY: 0, EMPTY: 1}
        assert offered[-1] == Choice(EMPTY, "Empty", 1)
        assert chips(session, LISTED, request)[0].words == "Dog, VIP"


def test_a_value_that_is_none_is_refused() -> None:
    tags = LISTED.filters["tags"]
    assert not tags.reads("dog")
    with pytest.raises(ValueError, match="tags cannot be one of"):
        tags.where(["dog"])


def test_the_url_says_it_as_for_every_list() -> None:
    request = ListRequest.from_query({"tags": "!2002,-,x"}, ["name"], LISTED.filters)
    assert request.filters == (Condition("tags", (DOG, EMPTY), negated=True),)
    assert request.to_query() == {"tags": "!2002,-"}
