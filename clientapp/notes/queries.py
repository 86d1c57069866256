"""Reading the notes of a record."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, func, select
from sqlmodel import Session, col

from clientapp.models import User
from clientapp.notes.tables import NOTES


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


def notes_of(
    session: Session, record_id: int, limit: int | None = None, kind: str = "customer"
) -> list[NoteRead]:
    """The notes of a record of a kind, the newest first."""
    found = _notes(kind, record_id).limit(limit)
    return [_read(row) for row in session.connection().execute(found)]


def pinned_notes_of(session: Session, record_id: int, kind: str = "customer") -> list[NoteRead]:
    """The pinned notes of a record of a kind, the newest first."""
    pinned = _notes(kind, record_id).where(NOTES[kind].model.is_pinned)
    return [_read(row) for row in session.connection().execute(pinned)]


def note_count(session: Session, record_id: int, kind: str = "customer") -> int:
    """How many notes a record of a kind has."""
    notes = NOTES[kind]
    count = select(func.count()).select_from(notes.model).where(*notes.of(record_id))
    return session.connection().execute(count).scalar_one()


def _notes(kind: str, record_id: int) -> Any:
    notes = NOTES[kind]
    note = notes.model
    columns: list[Any] = [
        *(note.id, note.body, note.is_pinned, note.created_by_id, note.created_at),
        *(note.modified_at, User.name),
    ]
    written = select(*columns).outerjoin(User, col(User.id) == note.created_by_id)
    return written.where(*notes.of(record_id)).order_by(note.created_at.desc(), note.id.desc())


def _read(row: Row[Any]) -> NoteRead:
    edited = row.modified_at if row.modified_at != row.created_at else None
    author = row.created_by_id, row.name or ""
    return NoteRead(row.id, row.body, row.is_pinned, *author, row.created_at, edited)
