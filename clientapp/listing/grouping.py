"""The order by a choice's label, without sorting the records.

A label lies in another table than the record, so no index holds the order. But choices are few:
their sizes, counted once per write, tell which of them a page lies in, and the index over
(choice, key, id) gives its rows.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, literal, or_, select, union_all
from sqlmodel import Session, col

from clientapp.listing.counting import count_by, finds
from clientapp.listing.listed import Listed, Sort
from clientapp.listing.remembered import Recent, asked
from clientapp.listing.request import ListRequest
from clientapp.models import PicklistOption

Group = tuple[tuple[int | None, ...], int]
"""The choices of one label, and how many rows have one of them."""

_sizes: Recent[dict[int | None, int]] = Recent(64)


def page_by_option(session: Session, listed: Listed, sort: Sort, request: ListRequest) -> list[int]:
    """The ids of one page by the label of an option; rows without one come last."""
    groups = _groups(session, listed, sort, request)
    finding = finds(session, listed, request)
    parts = [
        _part(listed, sort, request, options, start, size)
        .where(*finding)
        .add_columns(literal(place).label("part"))
        for place, (options, start, size) in enumerate(spans(groups, request))
    ]
    if not parts:
        return []
    rows = union_all(*(select(*part.subquery().columns) for part in parts)).subquery()
    by_key = [rows.c[name].desc() if request.descending else rows.c[name] for name in ("key", "id")]
    return list(
        session.connection().execute(select(rows.c.id).order_by(rows.c.part, *by_key)).scalars()
    )


def _groups(session: Session, listed: Listed, sort: Sort, request: ListRequest) -> list[Group]:
    option = sort.option
    assert option is not None
    key = asked(session, listed, request, f"sizes by {option.key}")
    sizes = _sizes.get(key, lambda: count_by(session, listed, request, option))
    labels = select(col(PicklistOption.id), col(PicklistOption.label_key))
    used = [each for each in sizes if each is not None]
    options: defaultdict[str, list[int | None]] = defaultdict(list)
    for used_one, label in session.connection().execute(
        labels.where(col(PicklistOption.id).in_(used))
    ):
        options[label].append(used_one)
    ordered = [tuple(options[label]) for label in sorted(options, reverse=request.descending)]
    if None in sizes:
        ordered.append((None,))
    return [(group, sum(sizes[each] for each in group)) for group in ordered]


def spans(
    groups: list[Group], request: ListRequest
) -> Iterator[tuple[tuple[int | None, ...], int, int]]:
    """The parts of groups that make a page: options, offset in the group, number of rows."""
    before, end = 0, request.offset + request.size
    for options, size in groups:
        start, stop = max(request.offset - before, 0), min(end - before, size)
        if start < stop:
            yield options, start, stop - start
        before += size


def _part(
    listed: Listed,
    sort: Sort,
    request: ListRequest,
    options: tuple[int | None, ...],
    start: int,
    size: int,
) -> Select[Any, Any]:
    assert sort.option is not None
    keys = (sort.key, listed.id)
    if len(options) == 1:
        # Changes nothing; PostgreSQL follows the index within IS NULL only if it is told so.
        keys = (sort.option, *keys)
    chosen = or_(*(sort.option == option for option in options))
    part = select(sort.key.label("key"), listed.id.label("id")).where(listed.live, chosen)
    part = part.order_by(*(key.desc() if request.descending else key for key in keys))
    return part.offset(start).limit(size)
