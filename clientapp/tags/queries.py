"""Reading the tags of customers."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from clientapp.ledger.dialect import among, dialect_of
from clientapp.models import CustomerTag, Picklist, PicklistOption
from clientapp.picklists.colours import tone_of
from clientapp.picklists.lists import TAG


class Tag(NamedTuple):
    """A tag as a page shows it; the tone is one of `ui.controls.Tone`."""

    id: int
    label: str
    tone: str


Worn = tuple[tuple[str, str], ...]
"""The tags of a customer: (label, tone), in the order of the list."""

ORDER = (col(PicklistOption.position), col(PicklistOption.label_key))
SHOWN = (col(PicklistOption.id), col(PicklistOption.label), col(PicklistOption.colour))


def tags_of(session: Session, ids: Collection[int]) -> dict[int, Worn]:
    """The tags of customers by customer; those without one are left out."""
    worn = (
        select(col(CustomerTag.customer_id), *SHOWN[1:])
        .join(PicklistOption, col(PicklistOption.id) == CustomerTag.tag_id)
        .where(among(dialect_of(session), CustomerTag.customer_id, ids))
        .where(col(CustomerTag.trashed_at).is_(None))
        .order_by(*ORDER)
    )
    found: defaultdict[int, Worn] = defaultdict(tuple)
    for customer_id, label, colour in session.connection().execute(worn):
        found[customer_id] += ((label, tone_of(colour)),)
    return dict(found)


def worn_by(session: Session, customer_id: int) -> list[Tag]:
    """The tags of one customer, in the order of the list; retired ones too."""
    worn = select(*SHOWN).join(CustomerTag, col(CustomerTag.tag_id) == PicklistOption.id)
    worn = worn.where(
        col(CustomerTag.customer_id) == customer_id, col(CustomerTag.trashed_at).is_(None)
    )
    rows = session.connection().execute(worn.order_by(*ORDER))
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
