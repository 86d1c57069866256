"""What a field that is chosen from a picklist can be set to."""

from sqlmodel import Session, col, select

from clientapp.models import Picklist, PicklistOption


def live_label(session: Session, picklist: str, option_id: int) -> str | None:
    """The label of an option that can be chosen; None if the list has no such option, or it is
    retired."""
    return session.exec(
        select(PicklistOption.label)
        .join(Picklist, col(Picklist.id) == PicklistOption.picklist_id)
        .where(Picklist.name == picklist, PicklistOption.id == option_id)
        .where(col(PicklistOption.trashed_at).is_(None), col(PicklistOption.is_retired).is_(False))
    ).first()
