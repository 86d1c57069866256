"""Cells that a spreadsheet would run as a formula, made inert and read back."""

import re

_ACTIVE = re.compile(r"'*[=+\-@%|\t\r\n]")


def guard(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula ("=1+1", "+44 …")."""
    return f"'{cell}" if _ACTIVE.match(cell) else cell


def unguard(cell: str) -> str:
    """Take off the apostrophe that `guard` put there."""
    return cell[1:] if cell[:1] == "'" and _ACTIVE.match(cell, 1) else cell
