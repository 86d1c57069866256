"""What a note is to forms and to the history."""

from collections.abc import Mapping
from typing import Any

from clientapp.field import Field, FieldKind

NOTE_FIELD = Field("body", "Note text", FieldKind.LONG_TEXT, width=12)
NOTE_FIELDS = (NOTE_FIELD, Field("is_pinned", "Note pinned", FieldKind.FLAG))

LONGEST_TITLE = 60


def note_title(values: Mapping[str, Any]) -> str:
    """How a history names a note, by its columns: its first words, on one line."""
    words = " ".join((values["body"] or "").split())
    return words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1]}…"
