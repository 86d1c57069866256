"""Rows that name other records: one that is there, or one that a row above becomes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from clientapp.database import reading, transaction
from clientapp.importing.apply import apply
from clientapp.importing.judging import Verdict
from clientapp.importing.reader import open_sheet
from clientapp.importing.rehearsal import Import, rehearse
from clientapp.importing.report import Report
from clientapp.ledger.undo import undo_all
from clientapp.models import Customer, Organization, Property
from clientapp.organizations.importing import OrganizationImport
from clientapp.properties.importing import PropertyImport
from tests.exporting.files import contents, exported
from tests.importing.files import ANA, counts, imported, write_file

HEAD = ("name", "external id", "parent")


def work_on(path: Path, importable: Any) -> Import:
    sheet = open_sheet(path)
    return Import(importable, sheet, importable.match(sheet.columns, {}))


def organizations(path: Path, *rows: Sequence[str]) -> Report:
    """The report of an import, which is what its rehearsal said it would be."""
    file = write_file(path / "organizations.csv", HEAD, *rows)
    with reading() as session:
        rehearsed = rehearse(session, work_on(file, OrganizationImport()))
    report = apply(transaction, ANA, work_on(file, OrganizationImport()), file.name)
    assert counts(report) == counts(rehearsed)
    return report


def parents() -> dict[str, str | None]:
    """What the parent of each live organization is called."""
    with reading() as session:
        live = select(Organization).where(col(Organization.trashed_at).is_(None))
        found = {each.id: each for each in session.exec(live)}
        return {
            each.name: found[each.parent_id].name if each.parent_id else None
            for each in found.values()
        }


@pytest.mark.usefixtures("any_database")
def test_a_branch_of_a_branch_is_imported_with_them(tmp_path: Path) -> None:
    rows = (("Acme", "", ""), ("East", "", "ACME"), ("Harbour", "", "East"))
    assert counts(organizations(tmp_path, *rows)) == {"create": 3}
    assert parents() == {"Acme": None, "East": "Acme", "Harbour": "East"}
    again = organizations(tmp_path, *rows)
    assert (counts(again), again.operation) == ({"unchanged": 3}, None)
    undo_all(transaction, ANA, 1)
    assert parents() == {}


@pytest.mark.usefixtures("sqlite")
def test_a_name_of_nobody_or_of_two_refuses_its_row_in_a_sentence(tmp_path: Path) -> None:
    organizations(tmp_path, ("Twin", "1", ""), ("Twin", "2", ""))
    report = organizations(tmp_path, ("East", "", "Twin"), ("West", "", "Nobody"))
    assert [each.reason for each in report.examples[Verdict.INVALID]] == [
        "2 organizations are called Twin",
        "There is no organization called Nobody",
    ]
    assert report.operation is None


@pytest.mark.usefixtures("sqlite")
def test_of_two_that_are_called_so_a_record_keeps_its_own(tmp_path: Path) -> None:
    organizations(tmp_path, ("Twin", "1", ""), ("East", "3", "Twin"))
    organizations(tmp_path, ("Twin", "2", ""))
    assert counts(organizations(tmp_path, ("East", "3", "twin"))) == {"unchanged": 1}


@pytest.mark.usefixtures("sqlite")
def test_nobody_waits_for_a_row_that_comes_later(tmp_path: Path) -> None:
    report = organizations(tmp_path, ("East", "", "Acme"), ("Acme", "", ""))
    assert counts(report) == {"create": 1, "invalid": 1}
    assert counts(organizations(tmp_path, ("Self", "", "Self"))) == {"invalid": 1}


@pytest.mark.usefixtures("sqlite")
def test_the_report_says_what_the_other_record_was_called(tmp_path: Path) -> None:
    organizations(tmp_path, ("Acme", "1", ""), ("Bolt", "2", ""), ("East", "3", "Acme"))
    report = organizations(tmp_path, ("East", "3", "Bolt"))
    [updated] = report.examples[Verdict.UPDATE]
    assert updated.cells == (("parent", "Acme", "Bolt"),)


@pytest.mark.usefixtures("sqlite")
def test_a_customer_is_put_into_its_organization_by_name(tmp_path: Path) -> None:
    organizations(tmp_path, ("Acme", "", ""))
    imported(write_file(tmp_path / "c.csv", ("company", "organization"), ("Elm", "acme")))
    with reading() as session:
        assert session.exec(select(Customer.organization_id)).one() == 1


@pytest.mark.usefixtures("sqlite")
def test_an_export_names_the_organization_of_a_customer(tmp_path: Path) -> None:
    organizations(tmp_path, ("Acme", "", ""))
    imported(write_file(tmp_path / "c.csv", ("company", "organization"), ("Elm", "acme")))
    assert [row["organization"] for row in contents()] == ["Acme"]
    assert counts(imported(exported(tmp_path / "d.csv"))) == {"unchanged": 1}


@pytest.mark.usefixtures("any_database")
def test_a_file_takes_no_property_from_another_organization(tmp_path: Path) -> None:
    organizations(tmp_path, ("Acme", "", ""), ("Bolt", "", ""))
    head = ("property name", "street", "organization")
    for organization, found in (("Acme", {"create": 1}), ("Bolt", {"invalid": 1})):
        file = write_file(tmp_path / "p.csv", head, ("Tower", "9 Main", organization))
        with reading() as session:
            rehearsed = rehearse(session, work_on(file, PropertyImport()))
        report = apply(transaction, ANA, work_on(file, PropertyImport()), file.name)
        assert counts(rehearsed) == counts(report) == found
    [refused] = report.examples[Verdict.INVALID]
    assert "Tower belongs to Acme" in refused.reason
    with reading() as session:
        assert session.exec(select(Property.organization_id)).one() == 1


NAMES = st.sampled_from(["A", "B", "C", "D"])


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(NAMES, NAMES | st.just("")), max_size=6))
@example([("A", ""), ("C", "A"), ("C", "")])  # the second C is the first one, which waits for A
@pytest.mark.usefixtures("sqlite")
def test_each_row_names_what_a_row_above_became(
    tmp_path: Path, rows: list[tuple[str, str]]
) -> None:
    expected: dict[str, str | None] = {}
    for name, parent in rows:
        if name not in expected and (not parent or parent in expected):
            expected[name] = parent or None
    operation = organizations(tmp_path, *((name, "", parent) for name, parent in rows)).operation
    assert parents() == expected
    if operation:
        undo_all(transaction, ANA, operation)
