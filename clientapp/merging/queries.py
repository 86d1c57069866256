"""Reading the pairs that the last whole scan found."""

from typing import Any, NamedTuple

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from clientapp.background.work import last_done
from clientapp.listing.counting import matching
from clientapp.listing.listed import Listed
from clientapp.listing.request import ListRequest
from clientapp.merging.scan import work_kind
from clientapp.models import DuplicateDismissal, DuplicatePair
from clientapp.record import registry
from clientapp.searching.query import terms

P, D = DuplicatePair, DuplicateDismissal


class FoundPair(NamedTuple):
    """Two records that are probably the same, the lower id first; the reasons by their names."""

    first_id: int
    second_id: int
    score: int
    reasons: tuple[str, ...]


def pair_page(session: Session, listed: Listed, request: ListRequest) -> list[FoundPair]:
    """A page of the pairs of which either record is found by a request, best first.

    Pairs that somebody dismissed and those of records in Trash are left out.
    """
    columns = (col(P.first_id), col(P.second_id), col(P.score), col(P.reasons))
    order = (col(P.score).desc(), *columns[:2])
    found = _shown(session, listed, request, select(*columns)).order_by(*order)
    some = found.offset(request.offset).limit(request.size)
    rows: Any = session.connection().execute(some)
    return [
        FoundPair(first, second, score, tuple(each for each in reasons.split(",") if each))
        for first, second, score, reasons in rows
    ]


def pair_total(session: Session, listed: Listed, request: ListRequest) -> int:
    """How many such pairs there are."""
    counted = _shown(session, listed, request, select(func.count()).select_from(P))
    return session.connection().execute(counted).scalar_one()


def _shown(session: Session, listed: Listed, request: ListRequest, statement: Any) -> Select[Any]:
    scan = last_done(session, work_kind(listed.kind))
    table: Any = registry.parts[listed.kind].model
    first, second = aliased(table), aliased(table)
    dismissed = exists().where(
        col(D.record_kind) == listed.kind,
        col(D.first_id) == P.first_id,
        col(D.second_id) == P.second_id,
        col(D.trashed_at).is_(None),
    )
    shown = (
        statement.join(first, first.id == P.first_id)
        .join(second, second.id == P.second_id)
        .where(
            col(P.record_kind) == listed.kind,
            col(P.scan_id) == (scan.id if scan else 0),
            first.trashed_at.is_(None),
            second.trashed_at.is_(None),
            ~dismissed,
        )
    )
    if not (request.filters or terms(request.search)):
        return shown
    ids = matching(session, listed, request)
    return shown.where(or_(col(P.first_id).in_(ids), col(P.second_id).in_(ids)))
