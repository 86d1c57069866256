"""A workbook is read as text in a process of its own, and a bomb is refused in a sentence."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from clientapp.importing import spreadsheet
from clientapp.importing.detection import UnreadableFile
from clientapp.importing.reader import Line, open_sheet

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"


def workbook(folder: Path, rows: list[list[object]]) -> Path:
    path = folder / "list.xlsx"
    with Workbook(
        path, {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"}
    ) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    """Put another part into the workbook, in the place of the old one."""
    with ZipFile(path) as archive:
        parts = {member: archive.read(member) for member in archive.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for member, old in (parts | {name: content}).items():
            archive.writestr(member, old if member != name else content)
    return path


def test_cells_come_as_the_text_a_person_sees(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["zip", "number", "rate", "since", "at", "vip"],
        ["00501", 72076, 0.0825, date(2021, 2, 22), datetime(2021, 2, 22, 13, 5), True],
    ]
    (part,) = open_sheet(workbook(tmp_path, rows)).parts()
    assert part.lines[0].cells[:4] == ("00501", "72076", "0.0825", "2021-02-22")
    assert part.lines[0].cells[4:] == ("2021-02-22 13:05:00", "TRUE")


def test_rows_are_numbered_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Report"], [], ["a", "b"], ["x\ny", "1"], [], ["z", "NULL"]]
    sheet = open_sheet(workbook(tmp_path, rows))
    (part,) = sheet.parts()
    assert part.lines == [Line(4, ("x\ny", "1")), Line(6, ("z", ""))]
    assert "Of a workbook, the first sheet is read." in sheet.notes


def test_a_workbook_is_known_by_its_content_not_by_its_name(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["a", "b"], ["1", "2"]]).rename(tmp_path / "list.csv")
    assert open_sheet(path).columns == ("a", "b")


def test_the_rows_can_be_read_twice(tmp_path: Path) -> None:
    sheet = open_sheet(workbook(tmp_path, [["a", "b"], ["1", "2"]]))
    assert list(sheet.parts()) == list(sheet.parts())


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="empty"):
        open_sheet(workbook(tmp_path, []))


def cell(name: str) -> str:
    return f'<c r="{name}" t="inlineStr"><is><t>x</t></is></c>'


def far_cell() -> bytes:
    first, last = f'<row r="1">{cell("A1")}</row>', f'<row r="1048576">{cell("XFD1048576")}</row>'
    return (HEAD + first + last + TAIL).encode()


def many_rows() -> bytes:
    return (HEAD + "<row><c><v>1</v></c></row>" * 5_100_000 + TAIL).encode()


def endless_text() -> bytes:
    return (
        HEAD + f'<row r="1"><c r="A1" t="str"><v>{"x" * 3_000_000}</v></c></row>{TAIL}'
    ).encode()


def entities() -> bytes:
    return f'<!DOCTYPE x [<!ENTITY a "{"b" * 99}">]>{HEAD}{cell("A1")}{TAIL}'.encode()


@pytest.mark.parametrize(
    ("bomb", "message"),
    [
        (far_cell, "over 5,000,000 cells"),
        (many_rows, "over 5,000,000 cells"),
        (endless_text, "endless text"),
        (entities, "cannot be read"),
    ],
)
def test_a_bomb_is_refused_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bomb: Callable[[], bytes], message: str
) -> None:
    path = with_part(workbook(tmp_path, [["a"]]), SHEET, bomb())
    monkeypatch.setattr(spreadsheet, "CHILD", tmp_path / "must not be started")
    with pytest.raises(UnreadableFile, match=message):
        open_sheet(path)


def test_a_workbook_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["a"]])
    with ZipFile(path, "a") as archive:
        for number in range(1_001):
            archive.writestr(f"xl/worksheets/more{number}.xml", "")
    with pytest.raises(UnreadableFile, match="parts"):
        open_sheet(path)


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["a"]])
    with ZipFile(path, "a", ZIP_DEFLATED) as archive, archive.open("junk.bin", "w") as file:
        for _ in range(410):
            file.write(bytes(1_000_000))
    with pytest.raises(UnreadableFile, match="unpacks to"):
        open_sheet(path)


def test_a_bomb_that_gets_through_ends_only_its_own_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_part(workbook(tmp_path, [["a"]]), SHEET, far_cell())
    monkeypatch.setattr(spreadsheet, "_look_through", lambda path: None)
    with pytest.raises(UnreadableFile, match="more memory or time than an import may"):
        open_sheet(path)


def test_a_reader_that_does_not_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(spreadsheet, "CHILD", sleeper)
    monkeypatch.setattr(spreadsheet, "MOST_SECONDS", 1)
    with pytest.raises(UnreadableFile, match="takes over 1 seconds"):
        open_sheet(workbook(tmp_path, [["a"]]))


def test_an_archive_of_workbooks_is_no_workbook(tmp_path: Path) -> None:
    inner = workbook(tmp_path, [["a", "b"]])
    outer = tmp_path / "outer.xlsx"
    with ZipFile(outer, "w") as archive:
        archive.write(inner, "inner.xlsx")
    with pytest.raises(UnreadableFile, match="cannot be read"):
        open_sheet(outer)


@settings(
    deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cut=st.integers(5, 5_000), flip=st.integers(4, 5_000), value=st.integers(0, 255))
def test_a_damaged_workbook_is_read_or_refused(
    tmp_path: Path, cut: int, flip: int, value: int
) -> None:
    content = bytearray(workbook(tmp_path, [["a", "b"], ["1", "2"]]).read_bytes())
    content[flip % len(content) or 4] = value
    path = tmp_path / "damaged.xlsx"
    path.write_bytes(content[: max(cut, len(content) * (cut % 2))])
    with suppress(UnreadableFile):
        for part in open_sheet(path).parts():
            assert all(line.number > 0 for line in part.lines)
