"""Reading segments: those that somebody may see, one of them, and how many records each finds."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import Session, col

from clientapp.listing.listed import Listed
from clientapp.listing.total import total
from clientapp.models import Segment, TeamView
from clientapp.segments.address import Stored, read
from clientapp.segments.segment import LISTS


class SegmentRead(NamedTuple):
    """A segment of a list of one kind of record; `columns` are joined by commas, None where it has
    none of its own."""

    id: int
    name: str
    is_shared: bool
    owner_id: int
    query: str
    columns: str | None
    record_kind: str

    @property
    def stored(self) -> Stored:
        """What a list shows of it."""
        columns = None if self.columns is None else tuple(filter(None, self.columns.split(",")))
        return Stored(self.query, columns)


def segments_of(session: Session, kinds: Collection[str], user_id: int) -> list[SegmentRead]:
    """The segments of kinds of record that a user may see, by name: the team's and their own."""
    found = _select(kinds, _visible(user_id)).order_by(col(Segment.name_key), col(Segment.id))
    return [SegmentRead(*row) for row in session.connection().execute(found)]


def segment_of(session: Session, kind: str, user_id: int, segment_id: int) -> SegmentRead | None:
    """One of them; None where there is none, or it is private to somebody else."""
    found = _select((kind,), and_(_visible(user_id), col(Segment.id) == segment_id))
    row = session.connection().execute(found).one_or_none()
    return SegmentRead(*row) if row else None


def kind_of(session: Session, user_id: int, segment_id: int) -> str:
    """The kind of record of whose list something is a segment that a user may see; else ""."""
    found = _select(LISTS, and_(_visible(user_id), col(Segment.id) == segment_id))
    row = session.connection().execute(found).one_or_none()
    return SegmentRead(*row).record_kind if row else ""


def team_segment(session: Session, view: str) -> int:
    """The segment that the team's list opens with; 0 where it opens with all, also since the
    segment was deleted or is the team's no more."""
    found = (
        select(col(Segment.id))
        .join(TeamView, col(TeamView.segment_id) == col(Segment.id))
        .where(col(TeamView.name) == view, col(Segment.is_shared))
        .where(col(Segment.trashed_at).is_(None))
    )
    return session.connection().execute(found).scalar_one_or_none() or 0


def found_by(session: Session, listed: Listed, query: str) -> int:
    """How many records a segment finds, by its stored query."""
    return total(session, listed, read(query, listed))


def _visible(user_id: int) -> ColumnElement[bool]:
    return or_(col(Segment.is_shared), col(Segment.owner_id) == user_id)


def _select(kinds: Collection[str], which: ColumnElement[bool]) -> Any:
    columns: list[Any] = [getattr(Segment, name) for name in SegmentRead._fields]
    live = col(Segment.trashed_at).is_(None)
    return select(*columns).where(col(Segment.record_kind).in_(kinds), live, which)
