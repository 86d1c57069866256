"""A choice is found by its label, then by its code; what is new is added, with its code."""

from pathlib import Path
from typing import Any

import pytest

from tests.exporting.files import contents
from tests.importing.files import counts, imported, rehearsed, write_file

pytestmark = pytest.mark.usefixtures("any_database")

HEAD = ("company", "CustomerCategory", "CustomerCategoryCode")


def categories() -> list[tuple[Any, Any]]:
    return [(row["category"], row["category_code"]) for row in contents()]


def test_a_new_category_comes_with_its_code_and_is_found_by_it(tmp_path: Path) -> None:
    first = [("Alder", "Key account", "0012"), ("Birch", "", "0012"), ("Cedar", "", "77")]
    imported(write_file(tmp_path / "a.csv", HEAD, first[0]))
    imported(write_file(tmp_path / "b.csv", HEAD, *first[1:]))
    assert categories() == [("Key account", "0012"), ("Key account", "0012"), ("77", "77")]
    assert counts(imported(write_file(tmp_path / "c.csv", HEAD, *first))) == {"unchanged": 3}


def test_a_file_without_codes_may_name_a_category_by_its_code(tmp_path: Path) -> None:
    imported(write_file(tmp_path / "a.csv", HEAD, ("Alder", "Key account", "0012")))
    imported(write_file(tmp_path / "b.csv", HEAD[:2], ("Birch", "0012")))
    assert categories() == [("Key account", "0012")] * 2


def test_beside_a_column_of_codes_a_label_is_nothing_else(tmp_path: Path) -> None:
    imported(write_file(tmp_path / "a.csv", HEAD, ("Alder", "Key account", "0012")))
    imported(write_file(tmp_path / "b.csv", HEAD, ("Birch", "0012", "")))
    assert categories() == [("Key account", "0012"), ("0012", None)]


def test_a_label_and_a_code_that_are_not_of_one_choice_are_said(tmp_path: Path) -> None:
    imported(write_file(tmp_path / "a.csv", HEAD, ("Alder", "Key account", "0012")))
    rows = [("Birch", "Key account", "13"), ("Cedar", "Big account", "0012")]
    report = rehearsed(write_file(tmp_path / "b.csv", HEAD, *rows))
    assert report.warnings == {
        "Key account has the code 0012; 13 is left out": [2],
        '"Big account" has the code of Key account and is taken for it': [3],
    }


def test_the_old_words_for_a_communication_preference_are_no_new_choices(tmp_path: Path) -> None:
    head = ("company", "CustomerCommunicationPreference")
    rows = [("Alder", "email"), ("Birch", "Post"), ("Cedar", "By email")]
    report = imported(write_file(tmp_path / "a.csv", head, *rows))
    assert report.new_choices == {}
    found = [row["communication_preference"] for row in contents()]
    assert found == ["By email", "By post", "By email"]
