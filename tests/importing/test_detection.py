"""A list is read in the encoding and with the delimiter it was written with."""

from pathlib import Path

import pytest

from clientapp.importing.detection import UnreadableFile, find_delimiter, find_encoding
from clientapp.importing.reader import open_sheet

SPANISH = "nombre;ciudad\nMuñoz;Málaga\nPeña;Logroño\n" + "Smith;Boston\n" * 40
CZECH = "jméno;město\nJiří Dvořák;Plzeň\nŽaneta Němcová;Děčín\nLukáš Říha;Třebíč\n"
RUSSIAN = "имя;город\nИван Петров;Москва\nАнна Сидорова;Казань\nПётр Ильич;Пермь\n"


def saved(folder: Path, text: str, encoding: str) -> Path:
    path = folder / "list.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("text", "written", "found", "guessed"),
    [
        (SPANISH, "utf-8", "utf-8", False),
        (SPANISH, "utf-8-sig", "utf-8-sig", False),
        (SPANISH, "utf-16", "utf-16", False),
        (SPANISH, "utf-32", "utf-32", False),
        (SPANISH, "utf-16-le", "utf-16-le", False),
        (SPANISH, "utf-16-be", "utf-16-be", False),
        (SPANISH, "cp1252", "cp1252", True),
        (CZECH, "cp1250", "cp1250", True),
        (RUSSIAN, "cp1251", "cp1251", True),
    ],
)
def test_the_encoding_is_found(
    tmp_path: Path, text: str, written: str, found: str, guessed: bool
) -> None:
    path = saved(tmp_path, text, written)
    assert find_encoding(path) == (found, guessed)
    sheet = open_sheet(path)
    (part,) = sheet.parts()
    assert list(sheet.columns) == text.split("\n", 1)[0].split(";")
    assert list(part.lines[0].cells) == text.split("\n")[1].split(";")
    assert any("guessed" in note for note in sheet.notes) is guessed


def test_one_broken_byte_after_a_megabyte_is_not_read_as_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"name,city\n" + b"Ada,Bern\n" * 150_000 + "Peña,Lima\n".encode("cp1252"))
    assert find_encoding(path) == ("cp1252", True)


@pytest.mark.parametrize(
    ("wanted", "message"),
    [("klingon", "no encoding named"), ("base64", "no encoding named"), ("ascii", "cannot be")],
)
def test_an_encoding_that_does_not_serve_is_refused(
    tmp_path: Path, wanted: str, message: str
) -> None:
    with pytest.raises(UnreadableFile, match=message):
        find_encoding(saved(tmp_path, SPANISH, "utf-8"), wanted)


@pytest.mark.parametrize("delimiter", list(",;\t|"))
@pytest.mark.parametrize("rows", [1, 3, 900])
def test_the_delimiter_is_found(delimiter: str, rows: int) -> None:
    header = delimiter.join(["name", "street", "city", "phone"])
    row = delimiter.join(["Bon app'", '"12, rue des Bouchers"', "Lyon", "(1) 47.55; 60.10"])
    assert find_delimiter(f"{header}\n" + f"{row.replace('; ', ' ')}\n" * rows) == delimiter


def test_one_column_of_prose_is_not_divided() -> None:
    assert find_delimiter("note\nhello there\ncall again, please\nok\nmaybe\n") == ","


def test_the_line_that_names_the_delimiter_is_obeyed(tmp_path: Path) -> None:
    sheet = open_sheet(saved(tmp_path, "sep=;\nname;city\nAda;Bern\n", "utf-8"))
    assert (sheet.delimiter, sheet.columns) == (";", ("name", "city"))
