"""A record in Trash: who moved it there, and until when it can come back."""

from typing import NamedTuple

from sqlmodel import Session

from clientapp.access.identity import current_user
from clientapp.bulk.deleting import until
from clientapp.formatting import ago
from clientapp.ledger.news import last_trashed
from clientapp.ledger.recording import now
from clientapp.record import Record


class TrashNote(NamedTuple):
    """In words, and whether this user may restore the record; empty where it is not in Trash."""

    words: str
    may_restore: bool


NOT_IN_TRASH = TrashNote("", False)


def trash_note(session: Session, record: Record, record_id: int) -> TrashNote:
    """Who moved a record that is in Trash there, and how long it stays."""
    moved = last_trashed(session, record.kind, record_id)
    if moved is None:
        return NOT_IN_TRASH
    note = (
        f"{moved.actor_name} moved this {record.label} to Trash {ago(moved.started_at, now())}. "
        f"It can be restored until {until(moved.started_at)}."
    )
    return TrashNote(note, current_user().may_restore(moved.actor_id))
