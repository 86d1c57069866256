"""Writing a workbook: one sheet, row by row in flat memory, every text a text."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xlsxwriter import Workbook  # pyright: ignore[reportMissingTypeStubs]

from clientapp.exporting.cells import as_cell, heading
from clientapp.field import Field, FieldKind
from clientapp.importing.formulas import guard_text_cell
from clientapp.problem import Problem

MOST_ROWS = 1_048_576
LONGEST = 32_767
"""Characters of a cell, as Excel counts them: those beyond the first 65,536 are two."""

FORMATS = {FieldKind.MONEY: "#,##0.00", FieldKind.DATE: "yyyy-mm-dd", FieldKind.NUMBER: "General"}
TEXT = "@"
"""What is typed into such a column later stays a text too: zeros in front, a plus."""


def write_workbook(
    path: Path,
    fields: Sequence[Field],
    rows: Iterable[Mapping[str, Any]],
    count: int,
    api_names: bool,
) -> None:
    """Write a workbook of one sheet.

    Args:
        rows: values by field name, options by their labels.
        count: how many rows there are.

    Raises:
        Problem: for more rows than a sheet holds, before anything is written, and for a text that
            no cell holds.
    """
    if count >= MOST_ROWS:
        raise Problem(
            f"A sheet of XLSX holds {MOST_ROWS:,} rows with the heading, and there are {count:,} "
            "records. Export to CSV."
        )
    with TemporaryDirectory() as folder:
        book: Any = Workbook(str(path), {"constant_memory": True, "tmpdir": folder})
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, count, len(fields) - 1)
        bold = book.add_format({"bold": True, "num_format": TEXT})
        formats = {
            kind: book.add_format({"num_format": FORMATS.get(kind, TEXT)}) for kind in FieldKind
        }
        for at, field in enumerate(fields):
            name = heading(field, api_names)
            sheet.set_column(at, at, max(12, len(name) + 2), formats[field.kind])
            sheet.write_string(0, at, name, bold)
        for number, values in enumerate(rows, start=1):
            for at, field in enumerate(fields):
                if values[field.name] is not None:
                    _write(sheet, number, at, field, values[field.name])
        book.close()


def _write(sheet: Any, row: int, at: int, field: Field, value: Any) -> None:
    cell = as_cell(field, value)
    if isinstance(cell, date):
        sheet.write_datetime(row, at, cell)
    elif isinstance(cell, float | int):
        sheet.write_number(row, at, cell)
    elif sheet.write_string(row, at, guard_text_cell(cell)):
        raise Problem(
            f"Row {row + 1}, {field.label}: a cell of XLSX holds {LONGEST:,} characters, and this "
            "text has more. Export to CSV."
        )
