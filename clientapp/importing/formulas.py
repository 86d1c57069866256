"""Cells that a spreadsheet would run, or that an import would take for something else, made inert
and read back.

An apostrophe in front is what spreadsheets themselves write for "this is text". defusedcsv puts one
there too, but not so that it can be taken off again: it also changes "|", and leaves a text that
begins with an apostrophe of its own as it is.
"""

import re

EMPTY_WORDS = frozenset({"NULL", "null", "NA", "N/A", "#N/A"})
"""What lists write where nothing is (decision 22)."""

_RUN = r"[=+\-@%|\t\r\n＝＋－＠]"
_ACTIVE = re.compile(_RUN)
_MARKED = re.compile(rf"'*(?:{_RUN}|<r>|(?:{'|'.join(map(re.escape, EMPTY_WORDS))})\Z)")
"""What gets an apostrophe: formulas; a text that is a word for nothing; "<r>", which XlsxWriter
takes for a text with formats; and all of these behind apostrophes of their own."""
_FIRST = frozenset("'=+-@%|\t\r\n＝＋－＠<Nn#")


def guard(text: str) -> str:
    """A value as a cell of a file, so that no spreadsheet runs it and `unguard` gives it back."""
    return f"'{text}" if text[:1] in _FIRST and _MARKED.match(text) else text


def unguard(cell: str) -> str:
    """The value that `guard` was given."""
    return cell[1:] if cell[:1] == "'" and _MARKED.match(cell, 1) else cell


def guard_text_cell(text: str) -> str:
    """A value as a cell that says itself that it is a text, as workbooks have them: no spreadsheet
    runs it, and only what `unguard` or a word for nothing would change is guarded."""
    return guard(text) if text[:1] in "'<Nn#" else text


def inert(cell: str) -> str:
    """A cell of a file as a cell of another one: it means the same there and runs nothing."""
    return f"'{cell}" if _ACTIVE.match(cell) else cell
