"""Reading picklists."""

from sqlmodel import Session, col, select

from clientapp.models import Picklist, PicklistOption

Option = tuple[str, str]
"""A choice as a form offers it: its id as text, and its label."""


def options_of(session: Session) -> dict[str, list[Option]]:
    """The choices of every picklist by its name, in their order, then by label."""
    rows = session.exec(
        select(Picklist.name, PicklistOption.id, PicklistOption.label)
        .join(PicklistOption, col(PicklistOption.picklist_id) == Picklist.id)
        .where(col(PicklistOption.trashed_at).is_(None))
        .order_by(Picklist.name, col(PicklistOption.position), col(PicklistOption.label_key))
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


def live_label(session: Session, picklist: str, option_id: int) -> str | None:
    """The label of an option that can be chosen; None if the list has no such option."""
    return session.exec(
        select(PicklistOption.label)
        .join(Picklist, col(Picklist.id) == PicklistOption.picklist_id)
        .where(Picklist.name == picklist, PicklistOption.id == option_id)
        .where(col(PicklistOption.trashed_at).is_(None))
    ).first()


def ids_by_key(session: Session) -> dict[str, dict[str, int]]:
    """The ids of the live options by picklist name and folded label."""
    rows = session.exec(
        select(Picklist.name, PicklistOption.label_key, PicklistOption.id)
        .join(PicklistOption, col(PicklistOption.picklist_id) == Picklist.id)
        .where(col(PicklistOption.trashed_at).is_(None))
    )
    ids: dict[str, dict[str, int]] = {}
    for picklist, label_key, option_id in rows:
        ids.setdefault(picklist, {})[label_key] = option_id or 0
    return ids
