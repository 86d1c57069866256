"""Reading the tags of records."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from clientapp.ledger.dialect import among, dialect_of
from clientapp.models import Picklist, PicklistOption
from clientapp.picklists.colours import tone_of
from clientapp.picklists.lists import TAG
from clientapp.tags.tables import TAGS


class Tag(NamedTuple):
    """A tag as a page shows it; the tone is one of `ui.controls.Tone`."""

    id: int
    label: str
    tone: str


Worn = tuple[tuple[str, str], ...]
"""The tags of a record: (label, tone), in the order of the list."""

ORDER = (col(PicklistOption.position), col(PicklistOption.label_key))
SHOWN = (col(PicklistOption.id), col(PicklistOption.label), col(PicklistOption.colour))


def tags_of(session: Session, ids: Collection[int], kind: str = "customer") -> dict[int, Worn]:
    """The tags of records of a kind by record; those without one are left out."""
    links = TAGS[kind]
    worn = (
        select(links.owner, *SHOWN[1:])
        .join(PicklistOption, col(PicklistOption.id) == links.model.tag_id)
        .where(among(dialect_of(session), links.owner, ids), links.is_live)
        .order_by(*ORDER)
    )
    found: defaultdict[int, Worn] = defaultdict(tuple)
    for record_id, label, colour in session.connection().execute(worn):
        found[record_id] += ((label, tone_of(colour)),)
    return dict(found)


def worn_by(session: Session, record_id: int, kind: str = "customer") -> list[Tag]:
    """The tags of one record, in the order of the list; retired ones too."""
    links = TAGS[kind]
    worn = select(*SHOWN).join(links.model, links.model.tag_id == PicklistOption.id)
    rows = session.connection().execute(worn.where(*links.of(record_id)).order_by(*ORDER))
    return [Tag(tag_id or 0, label, tone_of(colour)) for tag_id, label, colour in rows]


def all_tags(session: Session, *, retired: bool = False) -> list[Tag]:
    """The tags that there are, in the order of the list.

    Args:
        retired: those too that are not offered any more.
    """
    there = select(*SHOWN).join(Picklist, col(Picklist.id) == PicklistOption.picklist_id)
    there = there.where(col(Picklist.name) == TAG, col(PicklistOption.trashed_at).is_(None))
    if not retired:
        there = there.where(~col(PicklistOption.is_retired))
    rows = session.connection().execute(there.order_by(*ORDER))
    return [Tag(tag_id or 0, label, tone_of(colour)) for tag_id, label, colour in rows]
