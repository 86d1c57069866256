"""The URL of a list with segments: whatever is asked for comes back from it."""

from urllib.parse import parse_qsl, urlencode

from hypothesis import given
from hypothesis import strategies as st

from clientapp.customers.columns import COLUMNS
from clientapp.customers.queries import CUSTOMERS
from clientapp.listing.request import SIZES, Condition, ListRequest
from clientapp.segments.address import (
    Columns,
    Stored,
    columns_in,
    opened,
    read,
    request_in,
    to_query,
    written,
)

CONDITIONS = st.lists(
    st.builds(
        Condition,
        st.sampled_from(["industry", "category"]),
        st.lists(st.sampled_from(["1", "2", "30", "-"]), min_size=1).map(tuple),
        st.booleans(),
    )
)
REQUESTS = st.builds(
    ListRequest,
    search=st.sampled_from(["", "alder", "a&b=c", "50% off", "é+ü", "segment=3"]),
    sort=st.sampled_from(sorted(CUSTOMERS.sorts)),
    descending=st.booleans(),
    page=st.integers(1, 50),
    size=st.sampled_from(SIZES),
    filters=CONDITIONS.map(tuple),
)
OWN = st.none() | st.lists(st.sampled_from([*sorted(COLUMNS)[:5], "city:180"]), unique=True).map(
    tuple
)


def first_page(request: ListRequest) -> ListRequest:
    """It without page and size, as a segment has it."""
    return ListRequest(request.search, request.sort, request.descending, filters=request.filters)


@given(REQUESTS)
def test_what_a_segment_stores_reads_back_without_page_and_size(request: ListRequest) -> None:
    assert read(written(request), CUSTOMERS) == first_page(request)


@given(REQUESTS, REQUESTS, OWN, OWN)
def test_a_changed_segment_is_read_back_from_its_url(
    kept: ListRequest, request: ListRequest, columns: Columns | None, others: Columns | None
) -> None:
    stored = Stored(written(kept), columns)
    shown = None if columns is None else others
    query = to_query(request.to_query(), 12, changed=True, columns=shown, of_team=False)
    query = dict(parse_qsl(urlencode(query)))
    assert opened(query, 7) == 12
    assert request_in(query, stored, CUSTOMERS) == request
    assert columns_in(query, stored) == (columns if shown is None else shown)


@given(REQUESTS, st.integers(1, 9), st.sampled_from(SIZES))
def test_an_unchanged_segment_is_its_id_with_page_and_size(
    kept: ListRequest, page: int, size: int
) -> None:
    stored = Stored(written(kept), None)
    request = first_page(kept).sized(size).at_page(page)
    query = to_query(request.to_query(), 12, changed=False, columns=None, of_team=True)
    assert query.keys() <= {"segment", "page", "size"}
    assert request_in(query, stored, CUSTOMERS) == request


@given(REQUESTS, st.booleans())
def test_the_plain_list_never_opens_the_team_s_segment(request: ListRequest, default: bool) -> None:
    query = to_query(request.to_query(), 0, changed=False, columns=None, of_team=default)
    assert opened(query, 7 if default else 0) == 0
    assert request_in(query, None, CUSTOMERS) == request


def test_without_parameters_the_team_s_segment_is_opened() -> None:
    assert opened({}, 7) == 7
    assert opened({"page": "2"}, 7) == 7
    assert opened({"q": "alder"}, 7) == 0
    assert opened({"segment": "3"}, 7) == 3
    assert opened({"segment": "three"}, 7) == 0


def test_a_search_typed_before_the_page_could_hear_is_kept() -> None:
    stored = Stored(urlencode({"industry": "3", "q": "inn"}), None)
    request = request_in({"segment": "1", "q": "hotel"}, stored, CUSTOMERS)
    assert (request.search, len(request.filters)) == ("hotel", 1)


def test_columns_in_the_url_count_only_where_the_segment_has_its_own() -> None:
    query = {"segment": "1", "changed": "1", "columns": "city,,email"}
    assert columns_in(query, Stored("", ("phone",))) == ("city", "email")
    assert columns_in({"segment": "1", "columns": "city"}, Stored("", ("phone",))) == ("phone",)
    assert columns_in(query, Stored("", None)) is None
    assert columns_in(query, None) is None
