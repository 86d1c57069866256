"""The file of the rows that could not be taken, with the line and the reason of each."""

import csv
from collections.abc import Sequence
from pathlib import Path
from stat import S_IWGRP, S_IWOTH, S_IWUSR
from tempfile import TemporaryFile
from types import TracebackType
from typing import Any, Self, TextIO

from clientapp.importing.formulas import inert
from clientapp.importing.judging import Judged
from clientapp.importing.reader import Sheet, Unreadable

WRITABLE = S_IWUSR | S_IWGRP | S_IWOTH
FIRST_COLUMNS = ("Line", "Not taken because")


def place_for_rejects(source: Path, otherwise: Path) -> Path:
    """The file beside the source, or in the folder `otherwise` where that is not to be written."""
    name = f"{source.stem}.rejected.csv"
    if not source.parent.stat().st_mode & WRITABLE:  # which root could write all the same
        return otherwise / name
    try:
        with TemporaryFile(dir=source.parent):
            return source.with_name(name)
    except OSError:
        return otherwise / name


class Rejects:
    """Writes rows that were not taken; the file is made with the first of them.

    It can be imported again once it is corrected: line and reason stand in columns of their own
    before the others, so that a row with too many cells keeps them in place. No cell of it is a
    formula to a spreadsheet.
    """

    def __init__(self, sheet: Sheet, path: Path) -> None:
        self.path = path
        self.count = 0
        self._sheet = sheet
        self._file: TextIO | None = None
        self._writer: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._file:
            self._file.close()

    def unreadable(self, row: Unreadable) -> None:
        """Add a row that could not be divided into cells as the header has them."""
        for cells in csv.reader([row.text], delimiter=self._sheet.delimiter):
            self._write(row.number, row.reason, cells)

    def judged(self, judged: Judged) -> None:
        """Add a row that was divided but not taken."""
        self._write(judged.row.line.number, judged.reason, judged.row.line.cells)

    def _write(self, line: int, reason: str, cells: Sequence[str]) -> None:
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            self._writer = csv.writer(self._file)
            self._writer.writerow([*FIRST_COLUMNS, *map(inert, self._sheet.columns)])
        self._writer.writerow([line, *map(inert, (reason, *cells))])
        self.count += 1
