"""What the three kinds of file hold."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from clientapp.exporting import workbook
from clientapp.exporting.writers import format_of, write_csv, write_file, write_json
from clientapp.field import Field, FieldKind
from clientapp.problem import Problem

FIELDS = (
    Field("name", "Name", api_name="CustomerName"),
    Field("credit_limit", "Credit limit", FieldKind.MONEY),
)
ROWS: list[dict[str, Any]] = [
    {"name": "=1+1", "credit_limit": None},
    {"name": "N/A", "credit_limit": 5000.5},
]


def sheet(path: Path) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def test_a_csv_has_no_cell_that_a_spreadsheet_runs() -> None:
    file = StringIO(newline="")
    write_csv(file, FIELDS, ROWS)
    rows = list(csv.reader(StringIO(file.getvalue(), newline="")))
    assert rows == [["Name", "Credit limit"], ["'=1+1", ""], ["'N/A", "5000.5"]]


def test_a_csv_says_that_it_is_utf_8(tmp_path: Path) -> None:
    write_file(tmp_path / "a.csv", FIELDS, ROWS, 2, api_names=True)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfCustomerName,")


def test_a_workbook_has_texts_and_numbers_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "a.XLSX"
    write_file(path, FIELDS, ROWS, 2)
    assert sheet(path) == [["Name", "Credit limit"], ["=1+1", ""], ["'N/A", 5000.5]]
    with ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("count", [0, 1, 2])
def test_json_is_one_array(count: int) -> None:
    file = StringIO()
    write_json(file, FIELDS, ROWS[:count])
    assert json.loads(file.getvalue()) == ROWS[:count]


def test_a_workbook_refuses_more_rows_than_a_sheet_holds(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="holds 1,048,576 rows with the heading"):
        write_file(tmp_path / "a.xlsx", FIELDS, iter(()), workbook.MOST_ROWS)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("text", "fits"), [("x" * 32_767, True), ("😀" * 16_384, False)])
def test_a_workbook_refuses_a_text_that_no_cell_holds(
    tmp_path: Path, text: str, fits: bool
) -> None:
    path, row = tmp_path / "a.xlsx", {"name": text, "credit_limit": None}
    if fits:
        write_file(path, FIELDS, [row], 1)
        assert sheet(path)[1][0] == text
        return
    with pytest.raises(Problem, match="Row 2, Name: a cell of XLSX holds 32,767 characters"):
        write_file(path, FIELDS, [row], 1)
    assert list(tmp_path.iterdir()) == []


def test_another_ending_is_refused() -> None:
    with pytest.raises(Problem, match=r"The ending of a\.pdf says no format"):
        format_of(Path("a.pdf"))
