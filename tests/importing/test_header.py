"""The row with the column names is found, and every column has a name of its own."""

import pytest

from clientapp.importing.detection import UnreadableFile
from clientapp.importing.header import find_header


def test_the_first_filled_row_is_the_header() -> None:
    assert find_header([["name", "city"], ["Ada", "Bern"]]).columns == ("name", "city")


def test_titles_and_blank_rows_above_are_passed() -> None:
    rows = [["Customers", "", "", ""], [], ["", "", "", ""], ["a", "b", "c", "d"], ["1"] * 4]
    assert find_header(rows).at == 3


def test_the_header_rules_even_where_most_rows_are_too_long() -> None:
    rows = [["a", "b", "c"], *[["1", "2", " 3", "4"]] * 5]
    assert find_header(rows).columns == ("a", "b", "c")


def test_missing_and_repeated_names_are_told_apart() -> None:
    columns = find_header([["Phone", "", "Phone", " Phone ", "Phone (2)"], ["1"] * 5]).columns
    assert columns == ("Phone", "Column 2", "Phone (2)", "Phone (3)", "Phone (2) (2)")


def test_a_delimiter_at_the_end_of_every_row_makes_no_column() -> None:
    assert find_header([["a", "b", ""], ["1", "2", ""]]).columns == ("a", "b")


def test_values_under_an_empty_name_keep_their_column() -> None:
    assert find_header([["a", "b", ""], ["1", "2", "3"]]).columns == ("a", "b", "Column 3")


def test_a_file_without_a_filled_row_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="empty"):
        find_header([[], ["", " "]])
