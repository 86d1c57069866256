"""What is exported imports again unchanged, whatever its texts."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clientapp.importing.judging import Verdict
from tests.exporting.files import contents, exported, portable
from tests.exporting.written import (
    CUSTOMERS,
    HOSTILE,
    ORGANIZATIONS,
    PROPERTIES,
    Written,
    clear,
    write,
)
from tests.importing.files import counts, imported

SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
OWN = {"company_name": "Alder", "last_name": "Reyes", "external_id": "A1"}


def goes_around(
    records: list[dict[str, str]], ending: str, api_names: bool = False, kind: Written = CUSTOMERS
) -> None:
    """An export imports again unchanged, and gives the same in an empty database."""
    clear()
    write(records, kind)
    known = kind.known
    before, there = contents(known.exported), portable(known.exported)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"a{ending}"
        exported(path, kind=known.exported, api_names=api_names)
        again = imported(path, kind=known.importable)
        assert counts(again) == {"unchanged": len(records)}, again.examples.get(Verdict.UPDATE)
        assert again.operation is None
        assert contents(known.exported) == before
        clear()
        first = imported(path, kind=known.importable)
        assert counts(first) == {"create": len(records)}, first.examples
        assert portable(known.exported) == there


@settings(deadline=None, max_examples=25, suppress_health_check=SLOW)
@given(customers=CUSTOMERS.drawn, api_names=st.booleans())
def test_a_csv_imports_again_unchanged(
    any_database: str, customers: list[dict[str, str]], api_names: bool
) -> None:
    goes_around(customers, ".csv", api_names)


@settings(deadline=None, max_examples=6, suppress_health_check=SLOW)
@given(customers=CUSTOMERS.drawn, api_names=st.booleans())
def test_a_workbook_imports_again_unchanged(
    sqlite: str, customers: list[dict[str, str]], api_names: bool
) -> None:
    goes_around(customers, ".xlsx", api_names)


@pytest.mark.parametrize("kind", [ORGANIZATIONS, PROPERTIES], ids=["organizations", "properties"])
@settings(deadline=None, max_examples=8, suppress_health_check=SLOW)
@given(data=st.data(), ending=st.sampled_from([".csv", ".csv", ".xlsx"]))
def test_what_is_no_customer_imports_again_unchanged(
    any_database: str, kind: Written, data: st.DataObject, ending: str
) -> None:
    goes_around(data.draw(kind.drawn), ending, kind=kind)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("field", ["tax_identifier", "description", "category", "first_name"])
def test_each_of_the_hostile_texts_comes_back(sqlite: str, ending: str, field: str) -> None:
    goes_around([{**OWN, field: text} for text in HOSTILE], ending)


@pytest.mark.parametrize(
    "places",
    [
        {},
        {"street": "1 Oak"},
        {"billing_street": "1 Oak"},
        {"street": "1 Oak", "billing_street": "1 Oak"},
        {"street": "1 Oak", "billing_street": "1 OAK"},
        {"street": "1 Oak", "country": "US", "billing_street": "1 Oak"},
        {"street": "1 Oak", "latitude": "34.5", "billing_street": "1 Oak"},
        {"street": "1 Oak", "billing_street": "1 Oak", "billing_longitude": "0"},
        {"latitude": "0", "longitude": "-0.1"},
    ],
)
def test_places_come_back_as_they_were(any_database: str, places: dict[str, str]) -> None:
    goes_around([{**OWN, **places}], ".csv")
