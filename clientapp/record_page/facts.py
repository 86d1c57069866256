"""What the system notes of a record by itself: when it was created and changed, and by whom."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from clientapp.formatting import moment_label
from clientapp.models import User
from clientapp.record import Record
from clientapp.settings import settings

Creator = aliased(User)
Modifier = aliased(User)


class Facts(NamedTuple):
    """Each in one line: "22 November 2026, 14:05 by Ana Reyes"."""

    created: str
    modified: str


def system_facts(session: Session, record: Record, record_id: int) -> Facts:
    """The facts of a record in the time zone of the settings, empty if there is no such.

    Whoever is no user, such as a command, is not named: the history says what it was.

    Args:
        record: a kind whose own rows are `Stamped`.
    """
    own = record.parts[0].table.c
    columns: list[Any] = [own.created_at, Creator.name, own.modified_at, Modifier.name]
    found = (
        select(*columns)
        .select_from(record.parts[0].table)
        .outerjoin(Creator, col(Creator.id) == own.created_by_id)
        .outerjoin(Modifier, col(Modifier.id) == own.modified_by_id)
        .where(own.id == record_id)
    )
    row: Any = session.connection().execute(found).first()
    if row is None:
        return Facts("", "")
    created_at, creator, modified_at, modifier = row
    return Facts(_line(created_at, creator), _line(modified_at, modifier))


def _line(moment: datetime, name: str | None) -> str:
    when = moment_label(moment, settings().zone)
    return f"{when} by {name}" if name else when
