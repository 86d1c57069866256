import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientapp.listing.request import LAST_PAGE, SIZES, ListRequest, clean_search

SORTS = ("name", "place", "industry")

requests = st.builds(
    ListRequest,
    search=st.text(max_size=300).map(clean_search),
    sort=st.sampled_from(SORTS),
    descending=st.booleans(),
    page=st.integers(1, LAST_PAGE),
    size=st.sampled_from(SIZES),
)


@given(requests)
def test_a_request_and_its_url_say_the_same(request: ListRequest) -> None:
    assert ListRequest.from_query(request.to_query(), SORTS) == request


def test_the_usual_list_has_an_empty_query() -> None:
    assert ListRequest().to_query() == {}


def test_a_url_is_readable() -> None:
    request = ListRequest("alder bakery", "place", True, 3, 100)
    assert request.to_query() == {
        "q": "alder bakery",
        "sort": "-place",
        "page": "3",
        "size": "100",
    }


@given(st.dictionaries(st.sampled_from(["q", "sort", "page", "size", "x"]), st.text()))
def test_any_query_is_a_request_that_can_be_met(query: dict[str, str]) -> None:
    request = ListRequest.from_query(query, SORTS)
    assert request.sort in SORTS
    assert request.size in SIZES
    assert 1 <= request.page <= LAST_PAGE
    assert request.offset >= 0


@pytest.mark.parametrize("page", ["0", "-3", "x", "", "1.5", "٣", "9" * 40])
def test_a_broken_page_is_the_first(page: str) -> None:
    assert ListRequest.from_query({"page": page}, SORTS).page == 1


def test_a_page_or_size_out_of_range_is_brought_into_it() -> None:
    request = ListRequest.from_query({"page": "99999999999", "size": "7000"}, SORTS)
    assert (request.page, request.size) == (LAST_PAGE, 100)


def test_an_unknown_sort_is_the_usual_one_upwards() -> None:
    request = ListRequest.from_query({"sort": "-secret"}, SORTS)
    assert (request.sort, request.descending) == ("name", False)


def test_another_search_or_sort_starts_at_the_first_page() -> None:
    request = ListRequest(page=7)
    assert request.searched("  al  ").page == 1
    assert request.sorted_by("place").page == 1


def test_the_same_column_again_turns_the_direction() -> None:
    once = ListRequest().sorted_by("place")
    twice = once.sorted_by("place")
    assert [once.descending, twice.descending, twice.sorted_by("place").descending] == [
        False,
        True,
        False,
    ]
