"""What a file holds is what the reader gives: no row lost, no cell changed, no line misnumbered."""

import csv
import io
from contextlib import suppress
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from clientapp.importing.detection import UnreadableFile
from clientapp.importing.reader import Line, Part, Sheet, Unreadable, open_sheet
from clientapp.importing.typed import typed_checks

DATA = Path(__file__).parents[1] / "data"
TYPED = {"postalCode": "postal_code", "country": "country", "phone": "phone", "fax": "fax"}
NAMES = {"companyName", "contactName"}
quick = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def write(folder: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def lines_of(sheet: Sheet) -> list[Line]:
    parts = list(sheet.parts())
    assert not any(part.unreadable for part in parts)
    return list(chain.from_iterable(part.lines for part in parts))


def cells_of(path: Path, **options: str) -> list[tuple[str, ...]]:
    return [line.cells for line in lines_of(open_sheet(path, **options))]


def northwind() -> Part:
    sheet = open_sheet(DATA / "northwind_customers.csv")
    (part,) = sheet.parts(typed_checks(TYPED), NAMES)
    return part


def test_all_91_northwind_rows_come_out_with_every_cell_in_its_column() -> None:
    with (DATA / "northwind_expected.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.reader(file, delimiter="|", quoting=csv.QUOTE_NONE))
    part = northwind()
    assert part.unreadable == []
    assert [list(line.cells) for line in part.lines] == expected[1:]
    assert len(part.lines) == 91
    assert [line.number for line in part.lines] == list(range(2, 93))


def test_the_24_ragged_northwind_rows_are_reported_as_joined_in_the_street() -> None:
    repaired = [line for line in northwind().lines if line.repaired]
    assert len(repaired) == 24
    assert all(line.repaired.startswith("address: ") for line in repaired)
    assert repaired[1].number == 9
    assert repaired[1].repaired == 'address: "C/ Araquil" and "67" joined to "C/ Araquil, 67"'


def test_the_words_for_nothing_are_emptied_and_counted_by_column() -> None:
    assert northwind().emptied == {"region": 60, "postalCode": 1, "fax": 22}


def test_without_typed_columns_no_northwind_row_is_repaired_by_guess() -> None:
    (part,) = open_sheet(DATA / "northwind_customers.csv").parts()
    assert (len(part.lines), len(part.unreadable)) == (67, 24)
    assert part.unreadable[0].number == 8
    assert part.unreadable[0].text.startswith("BLONP,Blondesddsl")
    assert "12 cells where the header has 11" in part.unreadable[0].reason


def test_all_little_rock_rows_are_read() -> None:
    sheet = open_sheet(DATA / "little_rock_business_licenses.csv")
    assert sheet.columns[:3] == ("Classification", "Category", "Business")
    lines = lines_of(sheet)
    assert len(lines) == 300
    assert lines[0].cells[5] == "72076"
    assert any("," in cell for line in lines for cell in line.cells)


def test_somebody_called_null_keeps_the_name(tmp_path: Path) -> None:
    path = write(tmp_path, "name,city,state\nNull,NULL,NA\nNA,N/A,null\n")
    (part,) = open_sheet(path).parts(names={"name"})
    assert [line.cells for line in part.lines] == [("Null", "", ""), ("NA", "", "")]
    assert part.emptied == {"city": 2, "state": 2}


def test_leading_zeros_blanks_and_signs_stay_as_they_are(tmp_path: Path) -> None:
    path = write(tmp_path, "zip,phone,amount\n00501,+1 212, 1.50\n1e5,007,-0\n")
    assert cells_of(path) == [("00501", "+1 212", " 1.50"), ("1e5", "007", "-0")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_row_is_numbered_by_the_line_where_it_begins(tmp_path: Path, end: str) -> None:
    path = write(tmp_path, end.join(["a,b", '"x', 'y",1', "", "z,2", '"p', "q", 'r",3', "s,4"]))
    lines = lines_of(open_sheet(path))
    assert [line.number for line in lines] == [2, 5, 6, 9]
    assert lines[0].cells == (f"x{end}y", "1")


def test_parts_are_bounded_and_numbered_through(tmp_path: Path) -> None:
    path = write(tmp_path, "a,b\n" + "".join(f"{n},x\n" for n in range(25)))
    parts = list(open_sheet(path).parts(size=10))
    assert [len(part.lines) for part in parts if part.lines] == [10, 10, 5]
    assert [line.number for part in parts for line in part.lines] == list(range(2, 27))


def test_a_row_with_too_few_cells_is_refused_with_its_line(tmp_path: Path) -> None:
    (part,) = open_sheet(write(tmp_path, "a,b,c\n1,2,3\n4,5\n6,7,8\n")).parts()
    assert [line.cells[0] for line in part.lines] == ["1", "6"]
    assert part.unreadable == [Unreadable(3, "4,5", "2 cells where the header has 3.")]


def test_empty_cells_beyond_the_header_are_dropped(tmp_path: Path) -> None:
    assert cells_of(write(tmp_path, "a,b\n1,2,,\n3,4,\n,,,\n")) == [("1", "2"), ("3", "4")]


def test_a_header_alone_is_a_list_without_rows(tmp_path: Path) -> None:
    sheet = open_sheet(write(tmp_path, "name,city\n"))
    assert sheet.columns == ("name", "city")
    assert lines_of(sheet) == []


def test_three_hundred_columns_are_read(tmp_path: Path) -> None:
    header, row = [f"c{n}" for n in range(300)], [str(n) for n in range(300)]
    assert cells_of(write(tmp_path, f"{','.join(header)}\n{','.join(row)}\n")) == [tuple(row)]


def test_one_column_is_a_list_too(tmp_path: Path) -> None:
    assert cells_of(write(tmp_path, "email\na@x.org\nb@x.org\n")) == [("a@x.org",), ("b@x.org",)]


def test_titles_above_the_header_are_passed_over_and_reported(tmp_path: Path) -> None:
    sheet = open_sheet(write(tmp_path, "Customers of 2026\n\nname,city,zip\nAda,Bern,3012\n"))
    assert sheet.columns == ("name", "city", "zip")
    assert sheet.notes == ("Rows above the column names that were passed over: 1.",)
    assert lines_of(sheet) == [Line(4, ("Ada", "Bern", "3012"))]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"\n\r\n  \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"a,b\n1,2\n3,\x00\n", "Line 3 holds a zero byte"),
        (b'a,b\n1,2\n3,"4\n5,6\n7,8\n', "row that begins on line 3 is never closed"),
        (b'a,b\n1,2\n3,"' + b"x\n" * 100_000, "row that begins on line 3 is never closed"),
        (b"a,b\n1," + b"x" * 1_000_001, "longer than 1,000,000 characters"),
        (b"PK\x03\x04 and no workbook", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, message: str
) -> None:
    with pytest.raises(UnreadableFile, match=message):
        lines_of(open_sheet(write(tmp_path, content)))


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"none\.csv cannot be opened"):
        open_sheet(tmp_path / "none.csv")


words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
western = st.text(st.characters(codec="cp1252", exclude_characters="\0"), max_size=12)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[str]], str]:
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    width = draw(st.integers(1, 6))
    row = st.lists(western if encoding == "cp1252" else words, min_size=width, max_size=width)
    return draw(st.lists(row, max_size=12)), encoding


@quick
@given(
    table=tables(),
    delimiter=st.sampled_from(",;\t|"),
    quoted=st.booleans(),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    size=st.integers(1, 5),
)
def test_any_table_written_as_csv_is_read_back_equal(
    tmp_path: Path,
    table: tuple[list[list[str]], str],
    delimiter: str,
    quoted: bool,
    end: str,
    size: int,
) -> None:
    rows, encoding = table
    # the writer leaves a lone line break that is not its own without quotation marks
    assume(quoted or not any(mark in cell for row in rows for cell in row for mark in "\r\n"))
    columns = [f"column {n}" for n in range(len(rows[0]) if rows else 3)]
    text = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end)
    writer.writerows([columns, *rows])
    path = write(tmp_path, text.getvalue(), encoding)
    sheet = open_sheet(path, encoding=encoding, delimiter=delimiter)
    assert list(sheet.columns) == columns
    parts = list(sheet.parts(names=columns, size=size))  # so that "null" stays
    assert not any(part.unreadable for part in parts)
    read = [line.cells for part in parts for line in part.lines]
    assert read == [tuple(row) for row in rows if any(row)]


@quick
@given(
    rows=st.lists(st.lists(st.text("ab 1,\"'\n", max_size=4), max_size=6), max_size=12),
    size=st.integers(1, 5),
)
def test_no_row_is_lost_however_ragged_the_file(
    tmp_path: Path, rows: list[list[str]], size: int
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([["one", "two", "three"], *rows])
    sheet = open_sheet(write(tmp_path, text.getvalue()), delimiter=",")
    given_rows = [row for row in rows if any(cell.strip() for cell in row)]
    blank = [row for row in rows if any(row) and row not in given_rows]
    parts = list(sheet.parts(size=size))
    taken = sum(len(part.lines) + len(part.unreadable) for part in parts)
    assert len(given_rows) <= taken <= len(given_rows) + len(blank)


@quick
@given(content=st.binary(max_size=400) | st.text('a1,;"\r\n\t \0é', max_size=80).map(str.encode))
def test_any_bytes_are_read_or_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = write(tmp_path, content)
    with suppress(UnreadableFile):
        sheet = open_sheet(path)
        width = len(sheet.columns)
        for part in sheet.parts(size=3):
            assert all(line.number > 0 and len(line.cells) == width for line in part.lines)
            assert all(row.number > 0 and row.reason for row in part.unreadable)
