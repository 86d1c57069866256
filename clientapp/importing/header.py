"""Finding the row that names the columns."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count

from clientapp.importing.detection import UnreadableFile


@dataclass(frozen=True)
class Header:
    """The names of the columns, and how many rows from the top its row is (0: the first)."""

    columns: tuple[str, ...]
    at: int


def find_header(rows: Sequence[Sequence[str]]) -> Header:
    """Give the first row that is filled as the rows of a table are; titles above it are passed.

    A name that is missing becomes "Column 3", one that is there twice "Phone (2)", so that each
    column can be named. Raise UnreadableFile where there is no row at all.
    """
    filled = [sum(1 for cell in row if cell.strip()) for row in rows]
    if not any(filled):
        raise UnreadableFile("The file is empty: it has no row with column names.")
    usual = Counter(_width(row) for row in rows if any(row)).most_common(1)[0][0]
    need = min(max(filled), max(2, (usual + 1) // 2)) if max(filled) > 1 else 1
    at = next(index for index, number in enumerate(filled) if number >= need)
    width = max(_width(rows[at]), _usual_width(rows[at + 1 :], len(rows[at])))
    return Header(_unique(list(rows[at][:width])), at)


def _width(row: Sequence[str]) -> int:
    """Count the cells without the empty ones at the end."""
    return next((n for n in range(len(row), 0, -1) if row[n - 1].strip()), 0)


def _usual_width(rows: Sequence[Sequence[str]], most: int) -> int:
    """Give the width most rows have, so that values under an empty name keep their column."""
    widths = Counter(min(_width(row), most) for row in rows if any(row))
    width, often = widths.most_common(1)[0] if widths else (0, 0)
    return width if often * 2 > widths.total() else 0


def _unique(written: Sequence[str]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for at, text in enumerate(written, start=1):
        name = " ".join(text.split()) or f"Column {at}"
        others = (f"{name} ({copy})" for copy in count(2))
        names[next(free for free in chain([name], others) if free not in names)] = None
    return tuple(names)
