"""Segments in the URL of a list.

`?segment=12` is the segment as it is stored, `?segment=12&changed=1&<the request>` what somebody
made of it, with `columns=` where these are others than the segment has. `?all=1` is the plain list
where the team's opens with a segment. Page and size may stand beside each of them.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from clientapp import routes
from clientapp.listing.listed import Listed
from clientapp.listing.request import ListRequest

SEGMENT, CHANGED, EVERYTHING, COLUMNS = "segment", "changed", "all", "columns"
NONE = "-"
"""In place of columns where there are none: a parameter without a value is lost on the way."""

PAGING = frozenset({"page", "size"})
BESIDE = PAGING | {"q"}
"""What an unchanged segment takes from the URL; a search may be typed before the page can hear."""

Query = Mapping[str, str]
Columns = tuple[str, ...]


class Stored(NamedTuple):
    """What a list shows of a segment as it is stored; `columns` is None where it has none."""

    query: str
    columns: Columns | None


def opened(query: Query, of_team: int) -> int:
    """The id of the segment that a URL opens; 0 for none.

    Args:
        of_team: the one that the team's list opens with, or 0.
    """
    if SEGMENT in query:
        return routes.number(query[SEGMENT])
    return of_team if query.keys() <= PAGING else 0


def request_in(query: Query, stored: Stored | None, listed: Listed) -> ListRequest:
    """What a URL asks for.

    Args:
        stored: the segment that it opens, if it opens one.
    """
    if stored is None or CHANGED in query:
        return ListRequest.from_query(query, listed.sorts, listed.filters)
    beside = {name: query[name] for name in BESIDE & query.keys()}
    return read(stored.query, listed, beside)


def read(query: str, listed: Listed, beside: Query | None = None) -> ListRequest:
    """The request that a segment has stored; what stands `beside` it goes before."""
    known = dict(parse_qsl(query)) | dict(beside or {})
    return ListRequest.from_query(known, listed.sorts, listed.filters)


def written(request: ListRequest) -> str:
    """A request as a segment stores it: without page and size."""
    return urlencode(replace(request, page=1, size=ListRequest().size).to_query())


def columns_in(query: Query, stored: Stored | None) -> Columns | None:
    """The columns that a URL shows; None for those that the reader chose."""
    if stored is None or stored.columns is None:
        return None
    if CHANGED in query and COLUMNS in query:
        return tuple(each for each in query[COLUMNS].split(",") if each not in ("", NONE))
    return stored.columns


def to_query(
    query: Query, segment_id: int, *, changed: bool, columns: Columns | None, of_team: bool
) -> dict[str, str]:
    """The parameters of the URL of a list.

    Args:
        query: those of its request.
        segment_id: the open segment, or 0.
        changed: whether the list is not as the segment has it.
        columns: those that are shown, if they are others than the segment's own.
        of_team: whether the team's list opens with a segment.
    """
    if segment_id and not changed:
        paging = {name: query[name] for name in query if name in PAGING}
        return {SEGMENT: str(segment_id)} | paging
    if segment_id:
        own = {} if columns is None else {COLUMNS: ",".join(columns) or NONE}
        return {SEGMENT: str(segment_id), CHANGED: "1"} | dict(query) | own
    everything = {EVERYTHING: "1"} if of_team and query.keys() <= PAGING else {}
    return everything | dict(query)
