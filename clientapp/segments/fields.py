"""The name of a segment."""

from clientapp.editing.validation import Rejected, clean_text
from clientapp.formatting import fold

LONGEST_NAME = 60
NAME = "name"
"""The field that its problems stand beside."""


def read_name(typed: str) -> str:
    """A name as it is kept: on one line.

    Raises:
        Rejected: if it is empty or too long.
    """
    name = " ".join((clean_text(typed) or "").split())
    if not name:
        raise Rejected({NAME: "A segment needs a name"})
    if len(name) > LONGEST_NAME:
        raise Rejected({NAME: f"At most {LONGEST_NAME} characters; this has {len(name):,}"})
    return name


def name_key(name: str) -> str:
    """What two names share that differ only in case and accents; a name of signs alone has its
    own case folded."""
    return fold(name) or name.casefold()
