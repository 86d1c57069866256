"""Cells are joined only where one way alone is right, and never shifted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientapp.importing.ragged import Layout, Ragged, settle
from clientapp.importing.typed import typed_checks

COLUMNS = ("id", "name", "street", "city", "zip", "country", "phone")
CHECKS = typed_checks(
    {"zip": "postal_code", "country": "country", "phone": "phone", "id": "number"}
)
PROSE = Layout(COLUMNS, CHECKS, ",", blanks_tell=True)
TIGHT = Layout(COLUMNS, CHECKS, ",", blanks_tell=False)


def row(text: str) -> list[str]:
    return text.split(",")


def test_a_row_with_one_cell_too_many_is_joined_where_the_blank_and_the_country_say() -> None:
    cells, note = settle(row("7,Bólido,C/ Araquil, 67,Madrid,28023,Spain,(91) 555 22 82"), PROSE)
    assert cells == ("7", "Bólido", "C/ Araquil, 67", "Madrid", "28023", "Spain", "(91) 555 22 82")
    assert note == 'street: "C/ Araquil" and "67" joined to "C/ Araquil, 67"'


def test_three_cells_are_joined_to_one() -> None:
    cells, _ = settle(row("7,Ada,12, rue X, Apt 3,Lyon,69004,France,78.32.54.86"), PROSE)
    assert cells[2:4] == ("12, rue X, Apt 3", "Lyon")


def test_a_cell_that_was_cut_behind_the_typed_columns_is_joined_without_a_blank() -> None:
    layout = Layout(("country", "phone", "note"), CHECKS, ";", blanks_tell=False)
    cells, _ = settle(["Spain", "91 555 22 82", "hello", "world"], layout)
    assert cells == ("Spain", "91 555 22 82", "hello;world")


@pytest.mark.parametrize(
    "text",
    [
        "7,Bólido,C/ Araquil,67,Madrid,28023,Spain,(91) 555 22 82",  # which comma is prose?
        "7,Ada, Inc,12, rue X,Lyon,69004,France,78.32.54.86",  # two joins would be needed
        "7,Bólido,C/ Araquil, 67,Madrid,28023,Nowhere,(91) 555 22 82",  # no country to go by
        "7,Ada, Inc,12 Main St,Lyon,,,",  # nothing typed has a value
    ],
)
def test_where_the_join_is_not_sure_the_row_is_refused(text: str) -> None:
    with pytest.raises(Ragged, match="where the header has 7"):
        settle(row(text), PROSE)


def test_where_right_rows_have_blanks_too_a_blank_tells_nothing() -> None:
    with pytest.raises(Ragged, match="4 ways to join them fit"):
        settle(row("7,Bólido,C/ Araquil, 67,Madrid,28023,Spain,(91) 555 22 82"), TIGHT)


def test_an_empty_last_cell_does_not_hide_a_cut_street() -> None:
    cells, _ = settle(row("7,Bólido,C/ Araquil, 67,Madrid,28023,Spain,"), PROSE)
    assert cells == ("7", "Bólido", "C/ Araquil, 67", "Madrid", "28023", "Spain", "")


def test_an_empty_last_cell_without_a_blank_is_refused_rather_than_shifted() -> None:
    with pytest.raises(Ragged):
        settle(row("7,Bólido,C/ Araquil,67,Madrid,28023,Spain,"), PROSE)


@pytest.mark.parametrize("country", ["Spain", "Nowhere", ""])
def test_empty_cells_beyond_the_header_are_dropped_without_a_word(country: str) -> None:
    cells = ["7", "Ada", "Main St", "Bern", "3012", country, "031 555 12 34"]
    assert settle([*cells, "", ""], PROSE) == (tuple(cells), "")


def test_too_few_cells_are_refused() -> None:
    with pytest.raises(Ragged, match="6 cells where the header has 7"):
        settle(row("7,Ada,Main St,Bern,3012,Switzerland"), PROSE)


@given(st.lists(st.sampled_from(["a", " b", "", "Spain", "28023", "NULL", "91 555 22 82"])))
def test_whatever_the_row_its_text_stays_whole_and_in_order(cells: list[str]) -> None:
    try:
        settled, _ = settle(cells, PROSE)
    except Ragged:
        return
    assert len(settled) == len(COLUMNS)
    assert ",".join(settled).rstrip(",") == ",".join(cells).rstrip(",")
