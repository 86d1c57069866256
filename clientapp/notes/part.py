"""What notes are to the ledger."""

from clientapp.notes.fields import NOTE_FIELDS, note_title
from clientapp.notes.tables import NOTES
from clientapp.record import Part, Telling


def notes_part(kind: str) -> Part:
    """The notes on records of a kind."""
    notes = NOTES[kind]
    return Part(
        notes.name,
        notes.model,
        about_kind=kind,
        about=f"t.{notes.key}",
        owner=notes.key,
        telling=Telling("Note", note_title, NOTE_FIELDS, alone=True),
    )
