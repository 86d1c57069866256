from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientapp.listing.filters import Filter
from clientapp.listing.request import (
    EMPTY,
    LAST_PAGE,
    MOST_CONDITIONS,
    MOST_VALUES,
    SIZES,
    Condition,
    ListRequest,
    clean_search,
)

from .rows import FILTERS, LISTED, VALUES

SORTS = ("name", "place", "industry")

AWKWARD = st.one_of(
    st.text(max_size=12), st.sampled_from([EMPTY, "!", "!3", "3,5", "03", "-1", "~a,%2C", "~%"])
)


def any_condition(each: Filter) -> st.SearchStrategy[Condition]:
    """A condition of values that a filter reads."""
    likely = st.sampled_from([*VALUES[each.name], "3", "15", "9223372036854775807", "st louis 7"])
    values = st.lists(st.one_of(likely, AWKWARD).filter(each.reads), min_size=1, max_size=9)
    groups = st.sampled_from([0, 0, 1, 2, 7])
    return st.builds(Condition, st.just(each.name), values.map(tuple), st.booleans(), groups)


any_conditions = st.lists(st.one_of([any_condition(each) for each in FILTERS]), max_size=20).map(
    tuple
)
requests = st.builds(
    ListRequest,
    filters=any_conditions,
    search=st.text(max_size=300).map(clean_search),
    sort=st.sampled_from(SORTS),
    descending=st.booleans(),
    page=st.integers(1, LAST_PAGE),
    size=st.sampled_from(SIZES),
)


@given(requests)
def test_a_request_and_its_url_say_the_same(request: ListRequest) -> None:
    url = urlencode(request.to_query())
    query = dict(parse_qsl(url, keep_blank_values=True, strict_parsing=bool(url)))
    assert ListRequest.from_query(query, SORTS, LISTED.filters) == request


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


@given(
    st.dictionaries(
        st.sampled_from(
            ["q", "sort", "page", "size", "x", "or1.x", "or0.city", "or01.city", "or1.", "or.city"]
            + [group + name for group in ("", "or1.", "or42.") for name in LISTED.filters]
        ),
        st.one_of(st.text(), st.lists(AWKWARD).map(",".join)),
    )
)
def test_any_query_is_a_request_that_can_be_met(query: dict[str, str]) -> None:
    request = ListRequest.from_query(query, SORTS, LISTED.filters)
    alone = [each for each in request.filters if not each.group]
    assert len(LISTED.conditions(request)) == len(alone) + len(request.groups)
    assert request.groups == tuple(range(1, len(request.groups) + 1))
    assert ListRequest.from_query(request.to_query(), SORTS, LISTED.filters) == request
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


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("3,15", Condition("industry", ("3", "15"))),
        ("!3", Condition("industry", ("3",), negated=True)),
        ("-", Condition("industry", (EMPTY,))),
        ("!-", Condition("industry", (EMPTY,), negated=True)),
        ("3,-", Condition("industry", ("3", EMPTY))),
        ("3,x,03,3.5,٣,,3", Condition("industry", ("3",))),
        ("9223372036854775808", None),
        ("", None),
        ("!", None),
    ],
)
def test_a_condition_is_read_from_the_url(text: str, condition: Condition | None) -> None:
    request = ListRequest.from_query({"industry": text}, SORTS, LISTED.filters)
    assert request.condition("industry") == condition


def test_conditions_are_written_readably() -> None:
    request = ListRequest().filtered("industry", ["-", "5", "3"]).filtered("city", ["zug"], True)
    assert request.to_query() == {"industry": "3,5,-", "city": "!zug"}


def test_what_has_no_empty_rows_cannot_be_asked_for_them() -> None:
    query = {"kind": "-", "new": "-", "problems": "-"}
    request = ListRequest.from_query(query, SORTS, LISTED.filters)
    assert request.filters == (Condition("problems", (EMPTY,)),)


def test_a_condition_replaces_that_on_the_same_filter() -> None:
    request = ListRequest("al", page=3).filtered("kind", ["commercial"]).filtered("city", ["zug"])
    other = replace(request, page=4).filtered("kind", ["residential"], negated=True)
    assert other.condition("kind") == Condition("kind", ("residential",), True)
    assert other.condition("city") == Condition("city", ("zug",))
    assert other.page == 1
    assert other.filtered("kind", []).filters == (Condition("city", ("zug",)),)
    assert other.unfiltered() == ListRequest("al")


def test_the_order_in_which_filters_were_chosen_makes_no_other_list() -> None:
    one = ListRequest().filtered("kind", ["commercial"]).filtered("city", ["zug", "lodz"])
    assert one == ListRequest().filtered("city", ["lodz", "zug"]).filtered("kind", ["commercial"])


def test_a_condition_has_a_value_and_not_endlessly_many() -> None:
    with pytest.raises(ValueError, match="needs a value"):
        Condition("city", ())
    assert len(Condition("industry", tuple(map(str, range(1, 999)))).values) == MOST_VALUES


def test_a_size_is_one_of_those_offered() -> None:
    assert [ListRequest(page=3).sized(size) for size in (100, 7000, -1)] == [
        ListRequest(size=100),
        ListRequest(size=100),
        ListRequest(size=25),
    ]


def test_alternatives_are_written_readably_and_read() -> None:
    request = (
        ListRequest()
        .filtered("kind", ["commercial"])
        .filtered("industry", ["3"], group=1)
        .filtered("city", ["~st, louis"], negated=True, group=1)
    )
    query = {"kind": "commercial", "or1.city": "!~st%2C louis", "or1.industry": "3"}
    assert request.to_query() == query
    assert ListRequest.from_query(query, SORTS, LISTED.filters) == request


def test_a_filter_may_stand_in_every_group_once() -> None:
    request = ListRequest().filtered("city", ["zug"]).filtered("city", ["lodz"], group=1)
    assert request.condition("city") == Condition("city", ("zug",))
    assert request.condition("city", 1) == Condition("city", ("lodz",), group=1)
    assert request.filtered("city", ["x"], group=1).condition("city", 1) == Condition(
        "city", ("x",), group=1
    )
    assert request.filtered("city", []).filters == (Condition("city", ("lodz",), group=1),)


def test_groups_are_numbered_from_one_also_when_one_ends() -> None:
    first, second = Condition("city", ("zug",), group=3), Condition("kind", ("x",), group=9)
    request = ListRequest(filters=(second, first), page=4)
    assert request.groups == (1, 2)
    assert [each.group for each in request.filters] == [1, 2]
    left = request.filtered("city", (), group=1)
    assert (left.filters, left.page) == ((replace(second, group=1),), 1)
    assert request.without_group(1) == left
    assert request.without_group(1).without_group(1) == ListRequest()


def test_a_url_is_read_up_to_twenty_conditions() -> None:
    query = {f"or{group}.{name}": "-" for group in range(1, 9) for name in ("city", "industry")}
    query |= {f"or{group}.tags": "-" for group in range(1, 9)}
    request = ListRequest.from_query(query, SORTS, LISTED.filters)
    assert len(request.filters) == MOST_CONDITIONS
    assert request.is_full
    assert not request.without_group(1).is_full
