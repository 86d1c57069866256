"""Where each row of a text file begins and ends: what pandas cannot say.

A row is not a line: a quoted cell may hold line breaks. The `csv` module divides rows as pandas
does (a test compares them), and says after each row how many lines it has taken.
"""

import csv
from collections.abc import Iterator
from functools import partial
from itertools import islice, pairwise
from typing import NamedTuple, Protocol, TextIO

from clientapp.importing.detection import UnreadableFile

LONGEST_LINE = 1_000_000
LONG_LINE = 10_000
MOST_TEXT = 20_000_000  # characters in a block whose lines are long


class Block(NamedTuple):
    """Rows in the order of the file: the line where each begins, its cells, its text."""

    numbers: list[int]
    rows: list[list[str]]
    texts: list[str]


class _Reader(Protocol):
    """What csv.reader gives; its type has no public name before Python 3.13."""

    @property
    def line_num(self) -> int: ...
    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


def blocks(
    file: TextIO, delimiter: str, size: int, counts_rows: bool = False, skip: int = 0
) -> Iterator[Block]:
    """Yield the rows of a file after the first `skip`, blank ones too, `size` at a time.

    `counts_rows` gives the row's number instead of the line's. Raise UnreadableFile for a
    quotation mark that is never closed, a cell or line too long to be one, a zero byte.
    """
    taken: list[str] = []
    reader = csv.reader(_lines(file, taken), delimiter=delimiter)
    before = 0
    while block := _block(reader, taken, skip or size):
        if counts_rows:
            before += len(block.rows)
            block.numbers[:] = range(before - len(block.rows) + 1, before + 1)
        if not skip:
            yield block
        skip = 0


def _block(reader: _Reader, taken: list[str], size: int) -> Block | None:
    taken.clear()
    rows: list[list[str]] = []
    ends = [reader.line_num]
    try:
        for row in islice(reader, size):
            rows.append(row)
            ends.append(reader.line_num)
            if len(taken[-1]) > LONG_LINE and sum(map(len, taken)) > MOST_TEXT:
                break
    except csv.Error as error:  # a cell beyond csv.field_size_limit(): 131,072 characters
        _check_lines(taken, ends[0])
        raise _never_closed(ends[-1] + 1) from error
    _check_lines(taken, ends[0])
    if rows and rows[-1] and taken[-1] == "":
        raise _never_closed(ends[-2] + 1)
    return Block([end + 1 for end in ends[:-1]], rows, _texts(taken, ends)) if rows else None


def _lines(file: TextIO, taken: list[str]) -> Iterator[str]:
    """Yield the lines and keep them in `taken`; after the last an empty one, which becomes part
    of a row only if a quotation mark is still open."""
    for line in iter(partial(file.readline, LONGEST_LINE), ""):
        taken.append(line)
        yield line
    taken.append("")
    yield ""


def _check_lines(taken: list[str], before: int) -> None:
    for number, line in enumerate(taken, start=before + 1):
        if len(line) == LONGEST_LINE:
            raise UnreadableFile(f"Line {number} is longer than {LONGEST_LINE:,} characters.")
        if "\0" in line:
            raise UnreadableFile(f"Line {number} holds a zero byte: the file is not a text file.")


def _texts(taken: list[str], ends: list[int]) -> list[str]:
    """Give the text of each row: mostly a line, sometimes several."""
    if len(taken) == len(ends) - 1:
        return taken.copy()
    start = ends[0]
    return ["".join(taken[begin - start : end - start]) for begin, end in pairwise(ends)]


def _never_closed(number: int) -> UnreadableFile:
    return UnreadableFile(
        f"A quotation mark in the row that begins on line {number} is never closed, so the rows "
        "below it cannot be told apart. Close or remove it and try again."
    )
