"""Spreadsheets (XLSX, XLS, ODS): looked through, then read by pandas in a process of its own.

A workbook of a few kilobytes can make its reader ask for gigabytes or end the whole process, so
the reader runs in a child with limits (`spreadsheet_child.py`), and what can be told cheaply is
told before.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from zipfile import ZipFile, is_zipfile

from clientapp.importing.detection import UnreadableFile

MOST_SECONDS = 60
MOST_MEMBERS = 1_000
MOST_UNPACKED = 400_000_000
MOST_CELLS = 5_000_000
LONGEST_TEXT = 100_000  # a cell of Excel holds 32,767 characters
BLOCK = 1 << 20

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
COLUMN = re.compile(rb"""\sr=["']([A-Z]{1,3})[0-9]""")
ROW = re.compile(rb"""\sr=["'][A-Z]{1,3}([0-9]{1,8})""")
ENDLESS = re.compile(rb">[^<]{%d}" % LONGEST_TEXT)
TOO_LARGE = "The workbook is too large to be read safely: {}. Save the sheet as CSV and try again."
BROKEN = "The workbook cannot be read: it is damaged, protected, or of another kind."
CHILD = Path(__file__).with_name("spreadsheet_child.py")


def is_spreadsheet(path: Path) -> bool:
    """Tell by its first bytes, not by its name, whether the file is a workbook."""
    with path.open("rb") as file:
        return file.read(4) in (ZIP, OLE)


def as_csv(path: Path) -> IO[bytes]:
    """Give the first sheet as a temporary CSV file (UTF-8, commas), removed when it is closed.

    Raise UnreadableFile where the workbook is damaged, protected or too large.
    """
    if is_zipfile(path):
        _look_through(path)
    table = tempfile.NamedTemporaryFile(suffix=".csv")  # noqa: SIM115 (closed by its owner)
    try:
        child = subprocess.run(  # noqa: S603 (our own file, in this interpreter)
            [sys.executable, "-I", str(CHILD), str(path.resolve())],
            stdin=subprocess.DEVNULL,
            stdout=table,
            stderr=subprocess.PIPE,
            env={"PATH": os.environ.get("PATH", ""), "OPENBLAS_NUM_THREADS": "1"},
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(TOO_LARGE.format(f"it takes over {MOST_SECONDS} seconds")) from error
    if child.returncode < 0 or b"MemoryError" in child.stderr:
        raise UnreadableFile(TOO_LARGE.format("it takes more memory or time than an import may"))
    if child.returncode:
        raise UnreadableFile(BROKEN)
    return table


def _look_through(path: Path) -> None:
    """Refuse a bomb by what the archive says of itself, and by the cells its sheets name."""
    try:
        with ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise UnreadableFile(TOO_LARGE.format(f"it has {len(members):,} parts"))
            size = sum(member.file_size for member in members)
            if size > MOST_UNPACKED:
                raise UnreadableFile(TOO_LARGE.format(f"it unpacks to {size // 10**6:,} MB"))
            for member in members:
                if member.filename.endswith(".xml"):
                    _look_at(archive, member.filename)
    except UnreadableFile:
        raise
    except Exception as error:  # a damaged archive fails in a dozen ways, of five modules
        raise UnreadableFile(BROKEN) from error


def _look_at(archive: ZipFile, name: str) -> None:
    """Refuse entities, endless texts, and cells so far apart that the table between is huge."""
    columns: set[bytes] = set()
    last_row = cells = 0
    for block in _overlapping(archive, name):
        if b"<!DOCTYPE" in block or b"<!ENTITY" in block:
            raise UnreadableFile(BROKEN)
        if ENDLESS.search(block):
            raise UnreadableFile(TOO_LARGE.format("a cell holds an endless text"))
        if not name.startswith("xl/worksheets/"):
            continue
        columns.update(COLUMN.findall(block))
        last_row = max(last_row, max(map(int, set(ROW.findall(block))), default=0))
        cells += max(block.count(b"</c>"), block.count(b"<row"))
        area = max(cells, last_row * max(map(_position, columns), default=0))
        if area > MOST_CELLS:
            raise UnreadableFile(TOO_LARGE.format(f"its table has over {MOST_CELLS:,} cells"))


def _overlapping(archive: ZipFile, name: str) -> Iterator[bytes]:
    """Yield an unpacked file block by block, each with the end of the one before."""
    end = b""
    with archive.open(name) as file:
        while block := file.read(BLOCK):
            yield end + block
            end = block[-50:]


def _position(letters: bytes) -> int:
    """Give the number of a column: A is 1, XFD is 16,384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
