"""A rehearsal says what an import would do, and writes nothing."""

from pathlib import Path

import pytest

from clientapp.importing.judging import Verdict
from tests.importing.files import (
    LITTLE_ROCK,
    LITTLE_ROCK_MAP,
    NORTHWIND,
    counts,
    customers,
    documents,
    imported,
    rehearsed,
    write_file,
)

pytestmark = pytest.mark.usefixtures("sqlite")


def test_all_91_northwind_rows_would_be_created_and_nothing_is_written() -> None:
    report = rehearsed(NORTHWIND)
    assert counts(report) == {"create": 91}
    assert report.operation is None
    assert (customers(), documents()) == ([], 0)
    assert report.repairs == 24
    assert report.emptied == {"region": 60, "postalCode": 1, "fax": 22}


def test_new_choices_are_listed_once_without_case(tmp_path: Path) -> None:
    rows = [("Alder", "Food"), ("Birch", "FOOD"), ("Cedar", "Metal works")]
    report = rehearsed(write_file(tmp_path / "a.csv", ("company", "industry"), *rows))
    known = {label for labels in report.new_choices.values() for label in labels.values()}
    assert len(known & {"Food", "FOOD"}) <= 1
    assert "Metal works" in known


def test_a_rehearsal_counts_as_the_import_does() -> None:
    foreseen = rehearsed(LITTLE_ROCK, *LITTLE_ROCK_MAP)
    done = imported(LITTLE_ROCK, *LITTLE_ROCK_MAP)
    assert counts(foreseen) == counts(done)
    assert foreseen.new_choices == done.new_choices
    assert foreseen.warned == done.warned


def test_an_update_shows_what_was_and_what_comes(tmp_path: Path) -> None:
    head = ("customer id", "company", "city", "industry")
    imported(write_file(tmp_path / "a.csv", head, ("A1", "Alder", "Benton", "Food")))
    report = rehearsed(write_file(tmp_path / "b.csv", head, ("A1", "Alder", "Bryant", "Bakery")))
    (example,) = report.examples[Verdict.UPDATE]
    assert example.line == 2
    assert set(example.cells) == {("city", "Benton", "Bryant"), ("industry", "Food", "Bakery")}


def test_warnings_are_counted_with_their_lines(tmp_path: Path) -> None:
    head = ("company", "phone", "zip", "customer since")
    report = rehearsed(
        write_file(tmp_path / "a.csv", head, ("Alder", "12", "1", ""), ("Birch", "", "", "soon"))
    )
    assert report.warnings == {
        "Phone: A US phone number has 10 digits": [2],
        "ZIP: A US ZIP code has 5 or 9 digits": [2],
        "Customer since: not a date, left out": [3],
    }
    assert counts(report) == {"create": 2}


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("email", "kelly", "Email: An email address needs a name, an @"),
        ("kind", "both", "Kind: Kind is Residential or Commercial"),
        ("city", "x" * 1_001, "City: At most 1,000 characters; this has 1,001"),
        ("industry", "x" * 1_001, "Industry: At most 1,000 characters"),
    ],
)
def test_a_row_is_invalid_for_a_reason(tmp_path: Path, column: str, cell: str, reason: str) -> None:
    report = rehearsed(write_file(tmp_path / "a.csv", ("company", column), ("Alder", cell)))
    assert counts(report) == {"invalid": 1}
    assert report.examples[Verdict.INVALID][0].reason.startswith(reason)


def test_a_row_that_names_nobody_is_invalid(tmp_path: Path) -> None:
    report = rehearsed(write_file(tmp_path / "a.csv", ("company", "city"), ("", "Benton")))
    assert report.examples[Verdict.INVALID][0].reason == (
        "It names no company, person, email or phone"
    )


def test_a_ragged_row_is_invalid_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("company,city\nAlder,Benton\nBirch\nCedar,Bryant\n")
    report = rehearsed(path)
    assert counts(report) == {"create": 2, "invalid": 1}
    assert report.examples[Verdict.INVALID][0].line == 3
