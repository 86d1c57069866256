"""Conditions that no index answers, such as what occurs in an e-mail.

Rows that meet one of them are found by reading the table from end to end, once: if they are few,
they are remembered by their ids, and neither pages nor counts read it again before a write. If they
are many, a page of them is soon met on the way through the order. A text whose words the search
index has is looked for only in the rows that it names.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session

from clientapp.listing import relevance
from clientapp.listing.listed import Listed
from clientapp.listing.remembered import Recent, asked
from clientapp.listing.request import Condition, ListRequest
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
    """The ids of the rows that meet the rarest of the conditions that no index answers, if these
    are few. A session that writes is not told: it looks at some rows at a time, after each write.
    """
    if session.connection().get_execution_options().get("writes"):
        return None
    scanned = (c for c in request.filters if not c.group and not listed.filters[c.name].carried)
    found = (_met(session, listed, condition) for condition in scanned)
    return min((ids for ids in found if ids is not None), key=len, default=None)


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


def _met(session: Session, listed: Listed, condition: Condition) -> Ids | None:
    alone = ListRequest(filters=(condition,))
    key = asked(session, listed, alone, "few ids")
    return _ids.get(key, lambda: _read(session, listed, alone))


def _read(session: Session, listed: Listed, alone: ListRequest) -> Ids | None:
    conditions = [*listed.conditions(alone), *narrowed(session, listed, alone, rare=True)]
    some = listed.ids().where(*conditions).limit(FEW + 1)
    ids = tuple(session.connection().execute(some).scalars())
    return ids if len(ids) <= FEW else None


def _words(listed: Listed, condition: Condition) -> Sequence[str]:
    """Terms that every row has that meets a condition."""
    if condition.group or condition.negated:
        return ()
    return listed.filters[condition.name].narrowing(condition.values)
