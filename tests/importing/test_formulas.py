"""Cells that a spreadsheet would run are made inert, and read back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientapp.importing.formulas import guard, unguard


@pytest.mark.parametrize("cell", ["=1+1", "+44 20", "-1", "@SUM(A1)", "%x", "|x", "\t=1", "'=1"])
def test_what_a_spreadsheet_runs_gets_an_apostrophe(cell: str) -> None:
    assert guard(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Ana", "'t Hart", "1-2", "O'Reilly"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert guard(cell) == cell
    assert unguard(cell) == cell


@given(st.text("'=+-@%|\t\r\na1", max_size=6) | st.text(max_size=6))
def test_every_cell_is_read_back(cell: str) -> None:
    assert unguard(guard(cell)) == cell
    assert guard(cell)[:1] not in tuple("=+-@%|\t\r\n")
