"""A record in Trash as a line of the list."""

from datetime import datetime, timedelta
from typing import NamedTuple

from clientapp.access.identity import SignedIn
from clientapp.access.permissions import Permission
from clientapp.formatting import ago, day_label, moment_label
from clientapp.record import registry
from clientapp.settings import settings
from clientapp.trash.queries import TrashRow


class TrashLine(NamedTuple):
    """A record in Trash as the list shows it; texts are ready to be read. Its id is that of the
    change which moved it there; `what` is its kind and number."""

    id: int
    name: str
    url: str
    what: str
    place: str
    who: str
    when: str
    at: str
    operation_id: int
    operation: str
    until: str
    restorable: bool
    tickable: bool
    merged: bool


def line(row: TrashRow, user: SignedIn, now: datetime) -> TrashLine:
    """What a user reads of a record in Trash, and may do about it."""
    zone = settings().zone
    until = row.when + timedelta(days=settings().trash_days)
    restorable = user.may_restore(row.actor_id) and not row.merged
    return TrashLine(
        id=row.move,
        name=row.name,
        url=registry.records[row.kind].url(row.id),
        what=f"{registry.records[row.kind].label.capitalize()} {row.number}".strip(),
        place=row.place,
        who=row.who,
        when=ago(row.when, now),
        at=moment_label(row.when, zone),
        operation_id=row.operation_id,
        operation=row.operation,
        until=day_label(until, zone),
        restorable=restorable,
        tickable=restorable or user.may(Permission.PURGE),
        merged=row.merged and user.may(Permission.UNDO_OWN),
    )
