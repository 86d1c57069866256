"""Writing notes. Each write is one operation on the record; the session is passed in.

One's own notes can be edited, and nobody else's; everybody who edits records pins them. Those of
others are deleted by who may undo what others did.
"""

from typing import Any

from sqlmodel import Session

from clientapp.editing.owned import Owned
from clientapp.editing.validation import Invalid, Rejected, read_value
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import Actor, begin, finish, insert_rows, now, update_row
from clientapp.ledger.setting import trash_rows
from clientapp.ledger.sharing import hold
from clientapp.notes.fields import NOTE_FIELD
from clientapp.notes.tables import NOTES
from clientapp.problem import Problem


def add_note(
    session: Session, actor: Actor, record_id: int, body: str, kind: str = "customer"
) -> int:
    """Write a note about a record of a kind down; the operation.

    Raises:
        Rejected: if it is empty or too long.
        Problem: if there is no such record, or it is in Trash.
    """
    text = read_body(body)
    title = hold(session, kind, record_id)
    operation = begin(session, actor, "edit", f"Note added to {title}", record_kind=kind)
    notes = NOTES[kind]
    row = {notes.key: record_id, "body": text, "is_pinned": False}
    (key,) = reserve_ids(session, notes.model, 1)
    insert_rows(session, operation, {notes.model: [{"id": key, **row}]})
    return finish(session, operation).id or 0


def edit_note(
    session: Session,
    actor: Actor,
    record_id: int,
    note_id: int,
    body: str,
    base: str,
    kind: str = "customer",
) -> int | None:
    """Change the text of one's own note.

    Args:
        base: its text when the change was begun.

    Returns:
        The operation; None if nothing changed.

    Raises:
        Rejected: if it is empty or too long, or was changed since.
        Problem: if it is somebody else's, or gone, or its record is in Trash.
    """
    text = read_body(body)
    title = hold(session, kind, record_id)
    note = _note(session, NOTES[kind], record_id, note_id)
    if note.created_by_id != actor.user_id:
        raise Problem("Somebody else wrote this note. Write one of your own.")
    if note.body == text:
        return None
    if note.body != base:
        raise Rejected({NOTE_FIELD.name: "You changed this note elsewhere meanwhile"})
    operation = begin(session, actor, "edit", f"Note of {title} edited", record_kind=kind)
    changed = {"body": text, "modified_at": now(), "modified_by_id": actor.user_id}
    update_row(session, operation, NOTES[kind].model, note_id, changed)
    return finish(session, operation).id


def pin_note(
    session: Session,
    actor: Actor,
    record_id: int,
    note_id: int,
    kind: str = "customer",
    *,
    is_pinned: bool,
) -> int | None:
    """Let a note stand in the header of the record, or no longer.

    Returns:
        The operation; None if nothing changed.

    Raises:
        Problem: if it is gone, or its record is in Trash.
    """
    title = hold(session, kind, record_id)
    note = _note(session, NOTES[kind], record_id, note_id)
    if note.is_pinned == is_pinned:
        return None
    words = "pinned" if is_pinned else "unpinned"
    operation = begin(session, actor, "edit", f"Note of {title} {words}", record_kind=kind)
    update_row(session, operation, NOTES[kind].model, note_id, {"is_pinned": is_pinned})
    return finish(session, operation).id


def delete_note(
    session: Session,
    actor: Actor,
    record_id: int,
    note_id: int,
    kind: str = "customer",
    *,
    others: bool,
) -> int:
    """Move a note to Trash; the operation, whose undo brings it back.

    Args:
        others: whether the actor may delete what somebody else wrote.

    Raises:
        Problem: if it is not the actor's to delete, or gone, or its record is in Trash.
    """
    title = hold(session, kind, record_id)
    note = _note(session, NOTES[kind], record_id, note_id)
    if note.created_by_id != actor.user_id and not others:
        raise Problem("Somebody else wrote this note; a manager can delete it.")
    operation = begin(session, actor, "edit", f"Note of {title} deleted", record_kind=kind)
    trash_rows(session, operation, NOTES[kind].model, [note_id])
    return finish(session, operation).id or 0


def read_body(typed: str) -> str:
    """The text of a note as it is kept.

    Raises:
        Rejected: if it is empty or too long.
    """
    try:
        text = read_value(NOTE_FIELD, typed)
    except Invalid as problem:
        raise Rejected({NOTE_FIELD.name: str(problem)}) from None
    if text is None:
        raise Rejected({NOTE_FIELD.name: "Write something down first"})
    return text


def _note(session: Session, notes: Owned, record_id: int, note_id: int) -> Any:
    note = session.get(notes.model, note_id, with_for_update=True)
    if note is None or note.trashed_at is not None or getattr(note, notes.key) != record_id:
        raise Problem("This note was deleted meanwhile.")
    return note
