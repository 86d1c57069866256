"""The kinds of file that records are exported to."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TextIO

from clientapp.exporting.cells import as_json, as_text, heading, key
from clientapp.exporting.replacing import replacing
from clientapp.exporting.workbook import write_workbook
from clientapp.field import Field
from clientapp.importing.formulas import guard
from clientapp.problem import Problem

Rows = Iterable[Mapping[str, Any]]
"""Values by field name, options by their labels."""


class Format(StrEnum):
    """A kind of file, by the ending of its name."""

    CSV = ".csv"
    XLSX = ".xlsx"
    JSON = ".json"


def format_of(path: Path) -> Format:
    """The kind of file that a path asks for.

    Raises:
        Problem: for another ending.
    """
    try:
        return Format(path.suffix.lower())
    except ValueError:
        raise Problem(
            f"The ending of {path.name} says no format: use .csv, .xlsx or .json, or - for JSON on "
            "standard output."
        ) from None


def write_file(
    path: Path, fields: Sequence[Field], rows: Rows, count: int, *, api_names: bool = False
) -> None:
    """Write records to a file, in the format of its ending. It is there when all of it is written;
    until then, and where that fails, what was there before stays.

    Raises:
        Problem: where the path or the format cannot take them.
    """
    kind = format_of(path)
    with replacing(path) as beside:
        if kind == Format.XLSX:
            write_workbook(beside, fields, rows, count, api_names)
            return
        encoding = "utf-8-sig" if kind == Format.CSV else "utf-8"  # by the mark Excel knows UTF-8
        with beside.open("w", encoding=encoding, newline="") as file:
            write = write_csv if kind == Format.CSV else write_json
            write(file, fields, rows, api_names=api_names)


def write_csv(
    file: TextIO, fields: Sequence[Field], rows: Rows, *, api_names: bool = False
) -> None:
    """Write a row with the names of the columns and a row for each record. No cell of it is a
    formula to a spreadsheet."""
    writer = csv.writer(file)
    writer.writerow([heading(field, api_names) for field in fields])
    for values in rows:
        writer.writerow([guard(as_text(field, values[field.name])) for field in fields])


def write_json(
    file: TextIO, fields: Sequence[Field], rows: Rows, *, api_names: bool = False
) -> None:
    """Write one array with an object, in a line of its own, for each record."""
    keys = [(key(field, api_names), field.name) for field in fields]
    before = "[\n"
    for values in rows:
        record = {name: as_json(values[field]) for name, field in keys}
        file.write(before + json.dumps(record, ensure_ascii=False))
        before = ",\n"
    file.write("[]\n" if before == "[\n" else "\n]\n")
