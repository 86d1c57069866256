"""A value as a cell and as JSON."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from clientapp.exporting.cells import as_cell, as_json, as_text, heading, key
from clientapp.field import Field, FieldKind

AMOUNT = Field("credit_limit", "Credit limit", FieldKind.MONEY)
EMAIL = Field("email", "Email", FieldKind.EMAIL, api_name="CustomerEmail")
KIND = Field("kind", "Kind", FieldKind.CHOICE, choices=(("commercial", "Commercial"),))
TEXT = Field("fax", "Fax")
MOMENT = datetime(2026, 11, 22, 8, 7, 27, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        (TEXT, None, ""),
        (TEXT, "0012", "0012"),
        (TEXT, True, "Yes"),
        (TEXT, False, "No"),
        (KIND, "commercial", "Commercial"),
        (AMOUNT, Decimal("5000.10"), "5000.10"),
        (TEXT, 34.5, "34.5"),
        (TEXT, date(1899, 1, 2), "1899-01-02"),
        (TEXT, MOMENT, "2026-11-22T08:07:27+00:00"),
    ],
)
def test_a_value_is_written_as_an_import_reads_it(field: Field, value: Any, text: str) -> None:
    assert as_text(field, value) == text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, None),
        (True, True),
        (7, 7),
        ("0012", "0012"),
        (Decimal("5000.10"), 5000.1),
        (date(2026, 3, 31), "2026-03-31"),
        (MOMENT, "2026-11-22T08:07:27+00:00"),
    ],
)
def test_json_has_numbers_and_flags(value: Any, written: Any) -> None:
    assert as_json(value) == written


def test_a_workbook_has_numbers_and_days_where_that_keeps_them() -> None:
    assert as_cell(AMOUNT, Decimal("999999999999.99")) == 999999999999.99
    assert as_cell(TEXT, 34.5) == 34.5
    assert as_cell(TEXT, 34.123456789012345) == "34.123456789012344"
    assert as_cell(TEXT, date(2026, 3, 31)) == date(2026, 3, 31)
    assert as_cell(TEXT, date(1900, 2, 28)) == "1900-02-28"
    assert as_cell(TEXT, "007") == "007"


def test_a_field_without_an_api_name_goes_by_its_own() -> None:
    assert [heading(field, False) for field in (EMAIL, TEXT)] == ["Email", "Fax"]
    assert [heading(field, True) for field in (EMAIL, TEXT)] == ["CustomerEmail", "fax"]
    assert [key(field, False) for field in (EMAIL, TEXT)] == ["email", "fax"]
    assert [key(field, True) for field in (EMAIL, TEXT)] == ["CustomerEmail", "fax"]
