"""Reading picklists."""

from collections.abc import Collection
from typing import NamedTuple

from sqlmodel import Session, and_, col, func, or_, select

from clientapp.formatting import fold
from clientapp.models import Picklist, PicklistOption
from clientapp.picklists.lists import ORDER

Option = tuple[str, str]
"""A choice as a form offers it: its id as text, and its label."""

PLACES = (col(PicklistOption.position), col(PicklistOption.label_key), col(PicklistOption.id))
"""The order of the choices of a list."""


def options_of(session: Session, keep: Collection[int] = ()) -> dict[str, list[Option]]:
    """The choices of every picklist by its name, in their order, then by label.

    Args:
        keep: ids of choices that are offered though they are retired, as those that a record has.
    """
    rows = session.exec(
        select(Picklist.name, PicklistOption.id, PicklistOption.label)
        .join(PicklistOption, col(PicklistOption.picklist_id) == Picklist.id)
        .where(col(PicklistOption.trashed_at).is_(None))
        .where(or_(col(PicklistOption.is_retired).is_(False), col(PicklistOption.id).in_(keep)))
        .order_by(Picklist.name, *PLACES)
    )
    options: dict[str, list[Option]] = {}
    for picklist, option_id, label in rows:
        options.setdefault(picklist, []).append((str(option_id), label))
    return options


def labels_of(session: Session, ids: set[int]) -> dict[int, str]:
    """The labels of options by id, those in Trash too."""
    rows = session.exec(
        select(PicklistOption.id, PicklistOption.label).where(col(PicklistOption.id).in_(ids))
    )
    return {option_id: label for option_id, label in rows if option_id is not None}


def ids_by_key(session: Session) -> dict[str, dict[str, int]]:
    """The ids of the live options by picklist name and folded label, retired ones too."""
    rows = session.exec(
        select(Picklist.name, PicklistOption.label_key, PicklistOption.id)
        .join(PicklistOption, col(PicklistOption.picklist_id) == Picklist.id)
        .where(col(PicklistOption.trashed_at).is_(None))
    )
    ids: dict[str, dict[str, int]] = {}
    for picklist, label_key, option_id in rows:
        ids.setdefault(picklist, {})[label_key] = option_id or 0
    return ids


class ListLine(NamedTuple):
    """A picklist and how many choices it has, retired ones too."""

    name: str
    label: str
    size: int


def lists(session: Session) -> list[ListLine]:
    """All picklists in the order of the settings."""
    live = and_(
        col(PicklistOption.picklist_id) == Picklist.id, col(PicklistOption.trashed_at).is_(None)
    )
    counted = select(Picklist.name, Picklist.label, func.count(col(PicklistOption.id)))
    grouped = counted.outerjoin(PicklistOption, live).group_by(Picklist.name, Picklist.label)
    found = [ListLine(*row) for row in session.exec(grouped)]
    places = {name: place for place, name in enumerate(ORDER)}
    return sorted(found, key=lambda line: (places.get(line.name, len(ORDER)), line.label))


def list_of(session: Session, option_id: int) -> str:
    """The name of the list that a choice belongs to; "" if there is no such choice."""
    of = select(Picklist.name).join(PicklistOption, col(PicklistOption.picklist_id) == Picklist.id)
    return session.exec(of.where(PicklistOption.id == option_id)).first() or ""


def choices(session: Session, picklist: str, search: str = "") -> list[PicklistOption]:
    """The choices of a list in their order, retired ones too.

    Args:
        search: part of a label, whatever its case and accents.
    """
    found = (
        select(PicklistOption)
        .join(Picklist, col(Picklist.id) == PicklistOption.picklist_id)
        .where(Picklist.name == picklist, col(PicklistOption.trashed_at).is_(None))
        .order_by(*PLACES)
    )
    if key := fold(search):
        found = found.where(col(PicklistOption.label_key).contains(key, autoescape=True))
    return list(session.exec(found))
