"""Whatever the rows: each has one verdict, and a second import has nothing left to do."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from clientapp.database import transaction
from clientapp.importing.formulas import unguard
from clientapp.importing.judging import Verdict
from tests.importing.files import counts, customers, documents, imported, rehearsed

COLUMNS = ("customer id", "kind", "first name", "company", "contact", "email", "phone", "street")
COLUMNS += ("zip", "country", "industry", "customer since")

CELLS = {
    "customer id": st.sampled_from(["", "", "1", "2", "3"]),
    "kind": st.sampled_from(["", "Residential", "COMMERCIAL", "both"]),
    "email": st.sampled_from(["", "a@example.com", "nobody", "ü@example.com"]),
    "phone": st.sampled_from(["", "(501) 555-0102", "12", "+44 20 7946 0958"]),
    "street": st.sampled_from(["", "1 Oak", "1 OAK", "2 Elm"]),
    "zip": st.sampled_from(["", "72015", "1"]),
    "country": st.sampled_from(["", "US", "Germany", "Nowhere"]),
    "industry": st.sampled_from(["", "Food", "FOOD", "Tree care", "!"]),
    "customer since": st.sampled_from(["", "2/29/24", "2024-02-30", "soon"]),
}
NAMES = st.sampled_from(["", "", "Ana", "ANA", "!!!", "Ana Reyes", "=1+1", "NULL", "山田", "é"])
ROWS = st.lists(
    st.tuples(*(CELLS.get(column, NAMES | st.text("ab 'é\n", max_size=4)) for column in COLUMNS)),
    max_size=12,
)


def _row(customer_id: str, *, phone: str = "", since: str = "") -> tuple[str, ...]:
    """A row with these cells filled."""
    filled = {"customer id": customer_id, "phone": phone, "customer since": since}
    return tuple(filled.get(column, "") for column in COLUMNS)


TABLES = ("change", "operation", "property", "customer_address", "customer_contact")
TABLES += ("address", "contact", "customer", "customer_search")


def clear() -> None:
    """Empty the tables, so that each example begins anew."""
    with transaction() as session:
        for table in TABLES:
            session.execute(text(f"DELETE FROM {table}"))


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=ROWS)
@example(rows=[_row("1", since="2/29/24"), _row("1", phone="(501) 555-0102")])
def test_counts_add_up_and_a_second_import_changes_nothing(
    sqlite: str, rows: list[tuple[str, ...]]
) -> None:
    clear()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([COLUMNS, *rows])
        foreseen = rehearsed(path)
        first = imported(path)
        assert counts(foreseen) == counts(first)
        before = customers()
        assert len(before) == documents() == first.counts[Verdict.CREATE]
        again = imported(path)
    assert again.counts[Verdict.UNCHANGED] == first.counts[Verdict.CREATE]
    assert again.counts[Verdict.CREATE] == again.counts[Verdict.UPDATE] == 0
    assert again.operation is None
    assert customers() == before


@pytest.mark.parametrize("cell", ["=1+1", "+1 501 555 0102", "-x", "'=1"])
def test_a_row_not_taken_is_taken_once_its_file_is_corrected(
    sqlite: str, tmp_path: Path, cell: str
) -> None:
    path, rejects = tmp_path / "a.csv", tmp_path / "rejected.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("company", "email", "fax"), ("Alder", "nobody", cell)])
    assert counts(imported(path, rejects=rejects)) == {"invalid": 1}
    corrected = rejects.read_text(encoding="utf-8-sig").replace(",nobody,", ",a@example.com,")
    rejects.write_text(corrected, encoding="utf-8")
    assert counts(imported(rejects)) == {"create": 1}
    (alder,) = customers()
    assert (alder["company_name"], alder["email"]) == ("Alder", "a@example.com")
    assert alder["fax"] == unguard(cell)
