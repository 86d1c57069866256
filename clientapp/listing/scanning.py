"""Conditions that no index answers, such as what occurs in an e-mail.

Rows that meet one of them, or a group of alternatives with one of them, are found by reading the
table from end to end, once: if they are few, they are remembered by their ids, and neither pages
nor counts read it again before a write. If they are many, a page of them is soon met on the way
through the order. A text whose words the search index has is looked for only in the rows that it
names.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session

from clientapp.listing import relevance
from clientapp.listing.listed import Listed
from clientapp.listing.remembered import Recent, asked
from clientapp.listing.request import EMPTY, Condition, ListRequest
from clientapp.searching import index

FEW = 1_500
"""So many rows are fetched and sorted as fast as a page of them is met on the way through the
index of a million."""

Ids = tuple[int, ...]

_counts: Recent[int] = Recent()
_ids: Recent[Ids | None] = Recent(64)


def texts(session: Session, listed: Listed, wanted: Sequence[str]) -> int:
    """How many rows a search finds, counted no further than `relevance.MANY` and one."""
    key = asked(session, listed, ListRequest(" ".join(wanted)), "texts")
    return _counts.get(key, lambda: index.count(session, listed.index, wanted, relevance.MANY + 1))


def few(session: Session, listed: Listed, request: ListRequest) -> Ids | None:
    """The ids of the rows that meet the rarest of what no index answers, a condition or a group of
    alternatives, if these are few.

    A session that writes is not told: it looks at some rows at a time, after each write.
    """
    if session.connection().get_execution_options().get("writes"):
        return None
    found = (_met(session, listed, each) for each in _scanned(listed, request))
    return min((ids for ids in found if ids is not None), key=len, default=None)


def _scanned(listed: Listed, request: ListRequest) -> Iterator[ListRequest]:
    """Requests for nothing but one condition or group for which the table has to be read."""
    parts = [(each,) for each in request.filters if not each.group]
    parts += [
        tuple(each for each in request.filters if each.group == group) for group in request.groups
    ]
    for part in parts:
        if not all(listed.filters[each.name].carried for each in part):
            yield ListRequest(filters=part)


def narrowed(
    session: Session, listed: Listed, request: ListRequest, *, rare: bool
) -> list[ColumnElement[bool]]:
    """What the search index says of the texts that conditions ask for.

    Args:
        rare: only where it names few rows.
    """
    dialect = session.get_bind().dialect.name
    return [
        listed.id.in_(index.matching(dialect, listed.index, wanted))
        for wanted in (_words(listed, condition) for condition in request.filters)
        if wanted and not (rare and texts(session, listed, wanted) > relevance.MANY)
    ]


def _met(session: Session, listed: Listed, alone: ListRequest) -> Ids | None:
    key = asked(session, listed, alone, "few ids")
    return _ids.get(key, lambda: _read(session, listed, alone))


def _read(session: Session, listed: Listed, alone: ListRequest) -> Ids | None:
    some = listed.ids().where(*_read_by(session, listed, alone)).limit(FEW + 1)
    ids = tuple(session.connection().execute(some).scalars())
    return ids if len(ids) <= FEW else None


def _read_by(session: Session, listed: Listed, alone: ListRequest) -> Sequence[ColumnElement[bool]]:
    """The conditions, so that reading the table ends as soon as it may."""
    if named := narrowed(session, listed, alone, rare=False):
        sqlite = session.get_bind().dialect.name == "sqlite"
        return [*listed.conditions(alone, lambda _condition: sqlite), *named]
    (only, *others) = alone.filters
    if others or only.negated or EMPTY in only.values:
        return listed.conditions(alone)
    return listed.filters[only.name].joined(only.values)


def _words(listed: Listed, condition: Condition) -> Sequence[str]:
    """Terms that every row has that meets a condition."""
    if condition.group or condition.negated:
        return ()
    return listed.filters[condition.name].narrowing(condition.values)
