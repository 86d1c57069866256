"""A record that was merged into another one: where it is, and how it comes back."""

from dataclasses import dataclass

from sqlmodel import Session

from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.bulk.deleting import until
from clientapp.formatting import ago
from clientapp.ledger.merges import merged_away
from clientapp.ledger.recording import now
from clientapp.models import Operation
from clientapp.record import Record


@dataclass(frozen=True)
class Merged:
    """What the page of a merged record says; `operation_id` is 0 of any other.

    Attributes:
        into, address: the record that it was merged into, and its page.
        note: who did it, and until when it comes back.
        may_unmerge: whether this user may have it back.
    """

    operation_id: int = 0
    into: str = ""
    address: str = ""
    note: str = ""
    may_unmerge: bool = False


NOT_MERGED = Merged()


def merged_note(session: Session, record: Record, record_id: int) -> Merged:
    """Where a record in Trash was merged to, if it was."""
    merge = merged_away(session, record.kind, [record_id]).get(record_id)
    if merge is None:
        return NOT_MERGED
    by = session.get_one(Operation, merge.operation_id)
    user = current_user()
    needed = Permission.UNDO_OWN if by.actor_id == user.user_id else Permission.UNDO_OTHERS
    survivor = merge.survivor_id
    return Merged(
        merge.operation_id,
        record.titles(session, [survivor]).get(survivor, f"a {record.label} that is gone"),
        record.url(survivor),
        f"{by.actor_name} merged this {record.label} {ago(by.started_at, now())}. "
        f"It can be unmerged until {until(by.started_at)}.",
        user.may(Permission.UNDO_OWN) and user.may(needed),
    )
