"""What a segment is to the verbs: its changes stand in the ledger and can be undone.

The operations are read by everybody, so a private segment is not named there, and its values are
not told.
"""

from collections.abc import Collection

from sqlmodel import Session, col, select

from clientapp import routes
from clientapp.listing.listed import Listed
from clientapp.models import Segment
from clientapp.record import Part, Record, Unique

KIND = "segment"
PRIVATE = "Private segment"

LISTS: dict[str, Listed] = {}
"""The lists that segments are of, by the kind of their records; `clientapp.wiring` fills it."""


def _titles(session: Session, ids: Collection[int]) -> dict[int, str]:
    named = select(Segment.id, Segment.name, Segment.is_shared).where(col(Segment.id).in_(ids))
    return {row or 0: title(name, shared) for row, name, shared in session.exec(named)}


def _shown_at(session: Session, segment_id: int) -> str:
    """The list that it is of."""
    found = session.get(Segment, segment_id)
    return routes.segment(segment_id, found.record_kind) if found else routes.segment(segment_id)


def title(name: str, is_shared: bool) -> str:
    """What everybody may read of a segment: "Segment Hotels"."""
    return f"Segment {name}" if is_shared else PRIVATE


SEGMENT = Record(
    kind=KIND,
    label="segment",
    plural="segments",
    fields=(),
    parts=(
        Part(
            KIND,
            Segment,
            about_kind=KIND,
            unique=(
                Unique(("record_kind", "owner_id", "name_key"), "the owner has one of this name"),
            ),
            together=frozenset({"name", "name_key"}),
        ),
    ),
    titles=_titles,
    url=routes.segment,
    shown_at=_shown_at,
    in_trash=False,
)
"""One that was deleted is not listed in Trash: its operation is undone instead."""
