"""Cells that a spreadsheet would run are made inert, and read back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientapp.importing.formulas import EMPTY_WORDS, guard, guard_text_cell, inert, unguard

TEXTS = st.text("'=+-@%|\t\r\na1NULA/#<r>＝", max_size=6) | st.text(max_size=6)


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 20", "-1", "@SUM(A1)", "%x", "|x", "\t=1", "＝1", "'=1", "''=1"]
)
def test_what_a_spreadsheet_runs_gets_an_apostrophe(text: str) -> None:
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ana", "'t Hart", "1-2", "O'Reilly", "NULLs", "n/a", "'"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert guard(text) == guard_text_cell(text) == text
    assert unguard(text) == text


@pytest.mark.parametrize("text", sorted(EMPTY_WORDS))
def test_a_text_that_is_a_word_for_nothing_is_told_from_nothing(text: str) -> None:
    assert guard(text) == guard_text_cell(text) == f"'{text}"
    assert guard(f"'{text}") == f"''{text}"


@given(TEXTS)
def test_every_text_is_read_back(text: str) -> None:
    for cell in (guard(text), guard_text_cell(text)):
        assert unguard(cell) == text
        assert cell not in EMPTY_WORDS
    assert guard(text)[:1] not in tuple("=+-@%|\t\r\n＝＋－＠")


@given(TEXTS)
def test_a_text_cell_is_guarded_only_where_reading_would_change_it(text: str) -> None:
    changed = unguard(text) != text or text in EMPTY_WORDS or text.startswith("<r>")
    assert (guard_text_cell(text) != text) == changed


@given(TEXTS)
def test_a_cell_of_a_file_means_the_same_in_another_one(cell: str) -> None:
    assert unguard(inert(cell)) == unguard(cell)
    assert inert(cell)[:1] not in tuple("=+-@%|\t\r\n＝＋－＠")
