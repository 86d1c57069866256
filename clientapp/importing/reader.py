"""Reading a file for import: every row as text, with its line number, in bounded memory.

pandas reads the cells. It cannot say where a row begins or how many cells it has, so `records`
goes ahead, block by block, and rows that do not have the header's number of cells are taken out
and given to `ragged`.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from itertools import chain, compress
from pathlib import Path
from typing import NamedTuple, TextIO

import pandas as pd

from clientapp.importing.detection import UnreadableFile, find_delimiter, find_encoding
from clientapp.importing.formulas import EMPTY_WORDS
from clientapp.importing.header import find_header
from clientapp.importing.ragged import Cells, Layout, Ragged, settle
from clientapp.importing.records import Block, blocks
from clientapp.importing.spreadsheet import as_csv, is_spreadsheet
from clientapp.importing.typed import Check

SAMPLE = 8192  # characters from which the delimiter is told
HEAD = 200  # rows among which the header is found
ROWS_A_PART = 5_000


class Line(NamedTuple):
    """One row: the line where it begins, as an editor counts; its cells; what was joined."""

    number: int
    cells: Cells
    repaired: str = ""


class Unreadable(NamedTuple):
    """One row that cannot be taken: where it begins, as it stands in the file, and why."""

    number: int
    text: str
    reason: str


class Part(NamedTuple):
    """Some rows of a sheet, in the order of the file, and the words that were taken as empty."""

    lines: list[Line]
    unreadable: list[Unreadable]
    emptied: Counter[str]


@dataclass(frozen=True)
class Sheet:
    """An opened file: its columns and how it is written. Its rows come from `parts`, each time
    anew. `notes` tell the user what was guessed or passed over."""

    columns: Cells
    encoding: str
    delimiter: str
    notes: tuple[str, ...]
    open: Callable[[], TextIO]
    skipped: int  # rows down to the header, with it
    counts_rows: bool  # of a spreadsheet the row is numbered, not the line
    blanks_tell: bool  # see ragged.Layout

    def parts(
        self,
        checks: Mapping[str, Check] | None = None,
        names: Collection[str] = (),
        size: int = ROWS_A_PART,
    ) -> Iterator[Part]:
        """Yield the rows below the header, `size` at a time; blank rows are passed over.

        `checks` (from `typed.typed_checks`) decide which ragged rows can be repaired; in the
        columns `names` the words NULL, NA, … are names. Raise UnreadableFile where reading
        cannot go on; a rehearsal therefore reads to the end before anything is written.
        """
        layout = Layout(self.columns, checks or {}, self.delimiter, self.blanks_tell)
        emptiable = [at for at, column in enumerate(self.columns) if column not in names]
        with self.open() as file:
            for block in blocks(file, self.delimiter, size, self.counts_rows, self.skipped):
                yield _part(block, layout, emptiable)

    def read_through(self) -> int:
        """Count the rows, blank ones too; raise UnreadableFile where reading cannot go on."""
        with self.open() as file:
            found = blocks(file, self.delimiter, ROWS_A_PART, self.counts_rows, self.skipped)
            return sum(len(block.rows) for block in found)


def open_sheet(path: Path, *, encoding: str | None = None, delimiter: str | None = None) -> Sheet:
    """Open a CSV or spreadsheet file; find its encoding, delimiter and header.

    Raise UnreadableFile, whose message is for the user, where it cannot be read.
    """
    try:
        if is_spreadsheet(path):
            table = as_csv(path)  # removed when nobody refers to it: the function below does
            return _sheet(
                lambda: Path(table.name).open(encoding="utf-8", newline=""),
                "utf-8",
                ",",
                ["Of a workbook, the first sheet is read."],
                True,
            )
        found, guessed = find_encoding(path, encoding)
        notes = [f"The encoding was guessed: {found}. If letters look wrong, name the right one."]
        return _sheet(
            lambda: path.open(encoding=found, newline=""), found, delimiter, notes * guessed, False
        )
    except OSError as error:
        raise UnreadableFile(f"{path.name} cannot be opened: {error.strerror}.") from error


def _sheet(
    reopen: Callable[[], TextIO],
    encoding: str,
    delimiter: str | None,
    notes: list[str],
    counts_rows: bool,
) -> Sheet:
    with reopen() as file:
        delimiter = delimiter or find_delimiter(file.read(SAMPLE))
    with reopen() as file:
        top = next(blocks(file, delimiter, HEAD), Block([], [], []))
    header = find_header(top.rows)
    above = sum(1 for row in top.rows[: header.at] if any(row))
    if above:
        notes = [*notes, f"Rows above the column names that were passed over: {above}."]
    right = [row for row in top.rows[header.at :] if len(row) == len(header.columns)]
    return Sheet(
        columns=header.columns,
        encoding=encoding,
        delimiter=delimiter,
        notes=tuple(notes),
        open=reopen,
        skipped=header.at + 1,
        counts_rows=counts_rows,
        blanks_tell=not any(cell[:1] == " " for row in right for cell in row[1:]),
    )


def _part(block: Block, layout: Layout, emptiable: list[int]) -> Part:
    width = len(layout.columns)
    right = [len(row) == width and any(row) for row in block.rows]
    read = _read("".join(compress(block.texts, right)), layout)
    part = Part([], [], Counter())
    if all(right):
        part.lines.extend(map(Line, block.numbers, read))
    else:
        for number, row, text, is_right in zip(*block, right, strict=True):
            if is_right:
                part.lines.append(Line(number, next(read)))
            elif "".join(row).strip():
                _settle(number, row, text, layout, part)
    if not EMPTY_WORDS.isdisjoint(chain.from_iterable(block.rows)):
        part.lines[:] = (_emptied(line, layout.columns, emptiable, part) for line in part.lines)
    return part


def _settle(number: int, row: list[str], text: str, layout: Layout, part: Part) -> None:
    try:
        part.lines.append(Line(number, *settle(row, layout)))
    except Ragged as error:
        part.unreadable.append(Unreadable(number, text.rstrip("\r\n"), str(error)))


def _read(text: str, layout: Layout) -> Iterator[Cells]:
    """Let pandas read rows that all have the header's number of cells, everything as text.

    `object` is pandas' type for plain strings: `str` makes the same ones, four times slower. The
    line of numbers keeps a byte order mark inside the file from being taken for the file's own.
    """
    numbers = range(len(layout.columns))
    frame = pd.read_csv(
        StringIO(layout.delimiter.join(map(str, numbers)) + "\n" + text),
        sep=layout.delimiter,
        header=0,
        index_col=False,
        dtype=object,
        keep_default_na=False,
        na_filter=False,
        skip_blank_lines=False,
    )
    return frame.itertuples(index=False, name=None)


def _emptied(line: Line, columns: Cells, emptiable: list[int], part: Part) -> Line:
    """Take the words for nothing, alone in a cell, as empty, and count them by column."""
    found = [at for at in emptiable if line.cells[at] in EMPTY_WORDS]
    part.emptied.update(columns[at] for at in found)
    cells = tuple("" if at in found else cell for at, cell in enumerate(line.cells))
    return line._replace(cells=cells)
