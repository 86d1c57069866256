"""Rows with more cells than the header: put together where only one way is right, else refused.

A street such as "C/ Araquil, 67" without quotation marks makes two cells of one. Such a row is
repaired only where exactly one join of neighbouring cells makes every typed column (country,
phone, post code) fit (docs/decisions, import); cells are never shifted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clientapp.importing.typed import Check, is_empty

Cells = tuple[str, ...]


class Ragged(ValueError):
    """The row cannot be repaired; the message says why, for the user."""


@dataclass(frozen=True)
class Layout:
    """What a row must fit: its columns, the checks of the typed ones, and how cells are divided.

    `blanks_tell`: in this file no right row has a cell that begins with a blank, so a blank after
    the delimiter is a comma of prose ("Araquil, 67") and marks the place of the join.
    """

    columns: Cells
    checks: Mapping[str, Check]
    delimiter: str
    blanks_tell: bool

    def fits(self, cells: Sequence[str]) -> bool:
        """Tell whether every typed cell is empty or what its column holds."""
        return all(is_empty(text) or check(text) for text, check in self._typed(cells))

    def is_tested(self, cells: Sequence[str]) -> bool:
        """Tell whether a typed cell has a value; without one, any join would seem to fit."""
        return any(not is_empty(text) for text, _ in self._typed(cells))

    def _typed(self, cells: Sequence[str]) -> Iterator[tuple[str, Check]]:
        for column, text in zip(self.columns, cells, strict=True):
            if column in self.checks:
                yield text, self.checks[column]


def settle(cells: Sequence[str], layout: Layout) -> tuple[Cells, str]:
    """Give the cells of a row as the header has them, and what was joined, in words.

    Empty cells beyond the header are dropped without a word. Raise Ragged where the row has too
    few cells, or where not exactly one reading of it is right.
    """
    width = len(layout.columns)
    if len(cells) == width:
        return tuple(cells), ""
    if len(cells) < width:
        raise Ragged(f"{_cells(len(cells))} where the header has {width}.")
    blanks = _blanks(cells) if layout.blanks_tell else []
    plain = tuple(cells[:width]) if not any(cells[width:]) else None
    if plain and not blanks and layout.fits(plain):
        return plain, ""
    joins = list(_joins(cells, layout, blanks))
    if plain and not joins and (not blanks or layout.fits(plain)):
        return plain, ""
    if len(joins) == 1 and not (plain and layout.fits(plain)):
        return joins[0]
    found = f"{len(joins)} ways to join them fit" if joins else "no way to join them is sure"
    raise Ragged(f"{_cells(len(cells))} where the header has {width}, and {found}.")


def _joins(cells: Sequence[str], layout: Layout, blanks: list[int]) -> Iterator[tuple[Cells, str]]:
    """Yield each join of neighbouring cells, over every telling blank, that fits the columns."""
    width = len(layout.columns)
    extra = len(cells) - width
    for at in range(width):
        if not all(at < blank <= at + extra for blank in blanks):
            continue
        pieces = cells[at : at + extra + 1]
        joined = layout.delimiter.join(pieces)
        row = (*cells[:at], joined, *cells[at + extra + 1 :])
        if layout.is_tested(row) and layout.fits(row):
            parts = " and ".join(f'"{piece.strip()}"' for piece in pieces)
            yield row, f'{layout.columns[at]}: {parts} joined to "{joined}"'


def _blanks(cells: Sequence[str]) -> list[int]:
    return [at for at, text in enumerate(cells) if at and text[:1] == " " and text.strip()]


def _cells(count: int) -> str:
    return f"{count} cell" if count == 1 else f"{count} cells"
