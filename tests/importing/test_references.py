"""Rows that name other records: one that is there, or one that another row becomes."""

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
from clientapp.organizations.rules import OWN_BRANCH
from clientapp.properties.importing import PropertyImport
from clientapp.properties.rules import OWN_UNIT
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


@pytest.mark.usefixtures("any_database")
def test_a_branch_may_stand_above_what_it_is_part_of(tmp_path: Path) -> None:
    rows = (("Harbour", "", "East"), ("East", "", "ACME"), ("Acme", "", ""))
    report = organizations(tmp_path, *rows)
    assert counts(report) == {"create": 3}
    assert parents() == {"Acme": None, "East": "Acme", "Harbour": "East"}
    assert organizations(tmp_path, *rows).operation is None
    undo_all(transaction, ANA, report.operation or 0)
    assert parents() == {}


@pytest.mark.usefixtures("sqlite")
def test_new_branches_that_are_part_of_each_other_are_refused(tmp_path: Path) -> None:
    rows = (("East", "", "West"), ("West", "", "East"), ("Port", "", "West"), ("Self", "", "Self"))
    report = organizations(tmp_path, *rows)
    reasons = {each.line: each.reason for each in report.examples[Verdict.INVALID]}
    assert reasons == {
        2: OWN_BRANCH,
        3: OWN_BRANCH,
        4: "There is no organization called West",
        5: OWN_BRANCH,
    }
    assert parents() == {}


@pytest.mark.usefixtures("any_database")
def test_a_file_makes_no_stored_organization_its_own_branch(tmp_path: Path) -> None:
    organizations(tmp_path, ("East", "1", ""), ("West", "2", ""), ("Port", "3", ""))
    report = organizations(
        tmp_path, ("East", "1", "West"), ("West", "2", "Port"), ("Port", "3", "East")
    )
    assert counts(report) == {"update": 2, "invalid": 1}
    assert [each.reason for each in report.examples[Verdict.INVALID]] == [OWN_BRANCH]
    assert parents() == {"East": "West", "West": "Port", "Port": None}
    turned = organizations(
        tmp_path, ("East", "1", "Hill"), ("Hill", "", "Port"), ("Port", "3", "Hill")
    )
    assert counts(turned) == {"create": 1, "update": 1, "invalid": 1}
    assert parents() == {"East": "Hill", "West": "Port", "Port": None, "Hill": "Port"}


@pytest.mark.usefixtures("sqlite")
def test_which_of_two_new_ones_is_meant_is_asked_as_in_the_rehearsal(tmp_path: Path) -> None:
    rows = (("Twin", "1", ""), ("East", "", "Twin"), ("Twin", "2", ""))
    report = organizations(tmp_path, *rows)
    assert counts(report) == {"create": 2, "invalid": 1}
    [refused] = report.examples[Verdict.INVALID]
    assert refused.reason == "2 organizations are called Twin"


@pytest.mark.usefixtures("sqlite")
def test_a_row_may_name_what_another_row_is_called_from_now_on(tmp_path: Path) -> None:
    organizations(tmp_path, ("Acme", "1", ""))
    report = organizations(tmp_path, ("East", "", "Acme Group"), ("Acme Group", "1", ""))
    assert counts(report) == {"create": 1, "update": 1}
    assert parents() == {"Acme Group": None, "East": "Acme Group"}


@pytest.mark.usefixtures("sqlite")
def test_a_file_makes_no_property_part_of_its_own_unit(tmp_path: Path) -> None:
    head = ("property name", "street", "part of")
    rows = (("Unit 2", "9 Main", "Tower"), ("Tower", "9 Main", ""))
    for parent, found in (("", {"create": 2}), ("Unit 2", {"unchanged": 1, "invalid": 1})):
        file = write_file(tmp_path / "p.csv", head, rows[0], (*rows[1][:2], parent))
        with reading() as session:
            rehearsed = rehearse(session, work_on(file, PropertyImport()))
        report = apply(transaction, ANA, work_on(file, PropertyImport()), file.name)
        assert counts(rehearsed) == counts(report) == found
    assert [each.reason for each in report.examples[Verdict.INVALID]] == [OWN_UNIT]


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


def has_circle(found: dict[str, str | None]) -> bool:
    """Whether somebody is above itself, by the names of parents."""
    for name in found:
        above = found[name]
        for _ in found:
            above = found.get(above or "")
        if above:
            return True
    return False


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
@pytest.mark.usefixtures("sqlite")
def test_rows_come_in_any_order(tmp_path: Path, data: st.DataObject) -> None:
    parent = {
        name: data.draw(st.sampled_from(["", *"ABCDEF"[:at]])) for at, name in enumerate("ABCDEF")
    }
    rows = data.draw(st.permutations([(name, "", above) for name, above in parent.items()]))
    report = organizations(tmp_path, *rows)
    assert parents() == {name: above or None for name, above in parent.items()}
    undo_all(transaction, ANA, report.operation or 0)
    assert parents() == {}


ROWS = st.lists(st.tuples(NAMES, NAMES | st.just("")), max_size=6)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ROWS, ROWS)
@example([("A", ""), ("C", "A"), ("C", "")], [])  # the second C is the first one, which waits for A
@example([("C", "A"), ("C", ""), ("A", "C")], [("C", "A")])
@pytest.mark.usefixtures("sqlite")
def test_whatever_a_file_says_nothing_becomes_part_of_itself(
    tmp_path: Path, first: list[tuple[str, str]], second: list[tuple[str, str]]
) -> None:
    stood: list[tuple[int, dict[str, str | None]]] = []
    for rows in (first, second):
        before = parents()
        done = organizations(tmp_path, *((name, "", above) for name, above in rows)).operation
        said = {*rows, *((name, above or "") for name, above in before.items())}
        assert {(name, above or "") for name, above in parents().items()} <= said
        assert not has_circle(parents())
        if done:
            stood.append((done, before))
    for operation, before in reversed(stood):
        undo_all(transaction, ANA, operation)
        assert parents() == before
