"""Reading the notes of a customer."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, func, select
from sqlmodel import Session, col

from clientapp.models import Note, User


class NoteRead(NamedTuple):
    """A note. `author` is empty for one that no user wrote; moments are UTC.

    `edited_at` is when its text was changed the last time, None where it never was.
    """

    id: int
    body: str
    is_pinned: bool
    author_id: int | None
    author: str
    written_at: datetime
    edited_at: datetime | None


def notes_of(session: Session, customer_id: int, limit: int | None = None) -> list[NoteRead]:
    """The notes of a customer, the newest first."""
    newest = _notes(customer_id).order_by(col(Note.created_at).desc(), col(Note.id).desc())
    return [_read(row) for row in session.connection().execute(newest.limit(limit))]


def pinned_notes_of(session: Session, customer_id: int) -> list[NoteRead]:
    """The pinned notes of a customer, the newest first."""
    pinned = _notes(customer_id).where(col(Note.is_pinned))
    newest = pinned.order_by(col(Note.created_at).desc(), col(Note.id).desc())
    return [_read(row) for row in session.connection().execute(newest)]


def note_count(session: Session, customer_id: int) -> int:
    """How many notes a customer has."""
    count = select(func.count()).select_from(Note)
    return session.connection().execute(count.where(*_live(customer_id))).scalar_one()


def _live(customer_id: int) -> tuple[Any, ...]:
    return col(Note.customer_id) == customer_id, col(Note.trashed_at).is_(None)


def _notes(customer_id: int) -> Any:
    columns: list[Any] = [
        Note.id,
        Note.body,
        Note.is_pinned,
        Note.created_by_id,
        User.name,
        Note.created_at,
        Note.modified_at,
    ]
    return (
        select(*columns)
        .outerjoin(User, col(User.id) == Note.created_by_id)
        .where(*_live(customer_id))
    )


def _read(row: Row[Any]) -> NoteRead:
    edited = row.modified_at if row.modified_at != row.created_at else None
    author = row.created_by_id, row.name or ""
    return NoteRead(row.id, row.body, row.is_pinned, *author, row.created_at, edited)
