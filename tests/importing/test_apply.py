"""An import writes one operation; what is there already is found, never doubled."""

import csv
from pathlib import Path

import pytest
from sqlmodel import col, select

from clientapp.customers.commands import create_customer, update_customer
from clientapp.database import reading, transaction
from clientapp.importing.apply import apply
from clientapp.importing.judging import TWICE, Verdict
from clientapp.ledger.undo import undo_all
from clientapp.models import Change, Operation, OperationStatus, PicklistOption
from tests.at_once import beside
from tests.customers.many import ledger_faults
from tests.importing.files import (
    ANA,
    LITTLE_ROCK,
    LITTLE_ROCK_MAP,
    NORTHWIND,
    counts,
    customers,
    documents,
    imported,
    work_on,
    write_file,
)

HEAD = ("customer id", "company", "street", "zip", "city", "phone")


def operations() -> list[Operation]:
    with reading() as session:
        return list(session.exec(select(Operation).order_by(col(Operation.id))).all())


def test_northwind_stands_in_the_database_with_every_cell_in_its_place(any_database: str) -> None:
    report = imported(NORTHWIND)
    assert counts(report) == {"create": 91}
    found = {row["external_id"]: row for row in customers()}
    assert len(found) == 91
    araquil = found["BOLID"]
    assert araquil["street"] == "C/ Araquil, 67"
    assert (araquil["city"], araquil["postal_code"]) == ("Madrid", "28023")
    assert (araquil["first_name"], araquil["last_name"]) == ("Martín", "Sommer")
    assert found["HUNGO"]["postal_code"] is None
    assert found["ANATR"]["postal_code"] == "05021"
    assert found["AROUT"]["postal_code"] == "WA1 1DP"
    assert found["ALFKI"]["phone_e164"] == "+49300074321"
    assert found["ANATR"]["phone"] == "(5) 555-4729"
    assert found["ANATR"]["phone_e164"] is None
    assert all(row["kind"] == "commercial" and row["status"] == "active" for row in found.values())
    assert documents() == 91
    (operation,) = operations()
    assert (operation.label, operation.rows) == ("Import of northwind_customers.csv", 91)
    assert (operation.status, operation.cursor) == (OperationStatus.DONE, 92)


@pytest.mark.parametrize(("path", "column_map"), [(NORTHWIND, ()), (LITTLE_ROCK, LITTLE_ROCK_MAP)])
def test_a_second_import_changes_nothing(
    any_database: str, path: Path, column_map: tuple[str, ...]
) -> None:
    first = imported(path, *column_map)
    before = customers()
    again = imported(path, *column_map)
    assert again.counts[Verdict.UNCHANGED] == first.counts[Verdict.CREATE]
    assert again.counts[Verdict.DUPLICATE] == first.counts[Verdict.DUPLICATE]
    assert again.counts[Verdict.CREATE] == again.counts[Verdict.UPDATE] == 0
    assert again.operation is None
    assert customers() == before
    assert len(operations()) == 1


def test_a_filled_cell_overwrites_and_an_empty_one_never_wipes(
    any_database: str, tmp_path: Path
) -> None:
    imported(write_file(tmp_path / "a.csv", HEAD, ("A1", "Alder", "1 Oak", "72076", "", "")))
    row = ("A1", "Alder Bakery", "", "72201", "Benton", "(501) 555-0102")
    report = imported(write_file(tmp_path / "b.csv", HEAD, row))
    assert counts(report) == {"update": 1}
    (alder,) = customers()
    assert (alder["company_name"], alder["street"]) == ("Alder Bakery", "1 Oak")
    assert (alder["postal_code"], alder["city"]) == ("72201", "Benton")
    assert (alder["display_name"], alder["phone_e164"]) == ("Alder Bakery", "+15015550102")
    assert alder["version"] == 2


def test_a_record_is_found_by_number_before_external_id_before_name_and_place(
    any_database: str, tmp_path: Path
) -> None:
    rows = [("A1", "Alder", "1 Oak", "72076", "", ""), ("A2", "Birch", "2 Elm", "72076", "", "")]
    imported(write_file(tmp_path / "a.csv", HEAD, *rows))
    alder, _birch = (row["number"] for row in customers())
    head = ("number", *HEAD)
    report = imported(
        write_file(
            tmp_path / "b.csv",
            head,
            (alder.lower(), "", "", "", "", "By number", ""),
            ("", "A2", "Else", "", "", "By external id", ""),
        )
    )
    assert counts(report) == {"update": 2}
    report = imported(
        write_file(tmp_path / "c.csv", HEAD, ("", "ALDER.", "1 oak", "72076", "By name", ""))
    )
    assert counts(report) == {"update": 1}
    assert [row["city"] for row in customers()] == ["By name", "By external id"]


def test_a_customer_is_found_by_the_place_it_was_edited_to(
    any_database: str, tmp_path: Path
) -> None:
    imported(write_file(tmp_path / "a.csv", HEAD, ("", "Alder", "1 Oak", "72076", "", "")))
    (alder,) = customers()
    with transaction() as session:
        update_customer(session, ANA, alder["id"], {"street": "2 Elm"}, alder["version"])
    moved = write_file(tmp_path / "b.csv", HEAD, ("", "Alder", "2 elm", "72076", "", ""))
    assert counts(imported(moved)) == {"update": 1}
    before = write_file(tmp_path / "c.csv", HEAD, ("", "Alder", "1 Oak", "72076", "", ""))
    assert counts(imported(before)) == {"create": 1}


def test_a_number_that_is_not_known_is_ignored(any_database: str, tmp_path: Path) -> None:
    rows = [("C-000002", "Alder"), ("C-000001", "Birch"), ("", "Cedar")]
    report = imported(write_file(tmp_path / "a.csv", ("number", "company"), *rows))
    assert counts(report) == {"create": 3}
    assert [row["company_name"] for row in customers()] == ["Alder", "Birch", "Cedar"]


def test_a_later_row_of_the_same_customer_is_a_duplicate_with_what_differs(
    any_database: str, tmp_path: Path
) -> None:
    rows = [
        ("", "Alder", "1 Oak", "72076", "Benton", ""),
        ("", "ALDER", "1 Oak", "72076", "Bryant", ""),
        ("", "Alder", "2 Elm", "72076", "Benton", ""),
    ]
    rejects = tmp_path / "rejected.csv"
    report = imported(write_file(tmp_path / "a.csv", HEAD, *rows), rejects=rejects)
    assert counts(report) == {"create": 2, "duplicate": 1}
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["Line"] == "3"
    assert row["Not taken because"] == "The same as line 2, with another company, city"
    assert row["city"] == "Bryant"


def test_a_new_external_id_with_a_known_name_and_address_is_created_and_flagged(
    any_database: str, tmp_path: Path
) -> None:
    same = ("Alder", "1 Oak", "72076", "", "")
    report = imported(write_file(tmp_path / "a.csv", HEAD, ("A1", *same), ("A2", *same)))
    assert counts(report) == {"create": 2}
    assert report.warnings == {TWICE.format("customer"): [3]}
    again = imported(write_file(tmp_path / "b.csv", HEAD, ("A3", *same)))
    assert again.warnings == {TWICE.format("customer"): [2]}


def test_an_external_id_of_somebody_else_makes_a_row_invalid(
    any_database: str, tmp_path: Path
) -> None:
    rows = [("A1", "Alder", "", "", "", ""), ("A2", "Birch", "", "", "", "")]
    imported(write_file(tmp_path / "a.csv", HEAD, *rows))
    report = imported(write_file(tmp_path / "b.csv", ("number", "customer id"), ("C-000001", "A2")))
    assert counts(report) == {"invalid": 1}
    assert report.examples[Verdict.INVALID][0].reason == "External ID: C-000002 has it already"


def test_who_takes_an_external_id_during_an_import_keeps_it_and_the_row_is_refused(
    any_database: str, tmp_path: Path
) -> None:
    imported(write_file(tmp_path / "old.csv", HEAD, ("A1", "Alder", "", "", "", "")))
    rows = [
        ("A1", "Alder", "", "", "", "(501) 555-0101"),
        ("A2", "Birch", "", "", "", ""),
        ("A3", "Cedar", "", "", "", ""),
    ]
    path = write_file(tmp_path / "new.csv", HEAD, *rows)
    mine = {"first_name": "Ana", "last_name": "Reyes", "external_id": "A2"}
    report = beside(
        any_database,
        lambda session: create_customer(session, ANA, mine),
        lambda: imported(path),
    )
    found = {row["external_id"]: row for row in customers()}
    assert found.keys() == {"A1", "A2", "A3"}
    assert found["A2"]["first_name"] == "Ana"
    assert found["A1"]["phone"] == "(501) 555-0101"
    assert ledger_faults() == []
    if any_database == "postgresql":
        assert counts(report) == {"create": 1, "update": 1, "invalid": 1}
        assert report.examples[Verdict.INVALID][0].reason == "External ID: C-000002 has it already"
        assert operations()[-1].status == OperationStatus.DONE
        assert counts(imported(path)) == {"update": 1, "unchanged": 2}


def test_what_is_in_trash_is_not_found(any_database: str, tmp_path: Path) -> None:
    path = write_file(tmp_path / "a.csv", HEAD, ("A1", "Alder", "", "", "", ""))
    undo_all(transaction, ANA, imported(path).operation or 0)
    assert counts(imported(path)) == {"create": 1}
    assert [row["number"] for row in customers()] == ["C-000002"]


def test_choices_are_added_once_and_found_without_case(any_database: str, tmp_path: Path) -> None:
    head = ("company", "industry")
    rows = [("Alder", "Tree care"), ("Birch", "TREE CARE"), ("Cedar", "tree-care")]
    imported(write_file(tmp_path / "a.csv", head, *rows))
    imported(write_file(tmp_path / "b.csv", head, ("Elm", "Tree Care")))
    assert len({row["industry"] for row in customers()}) == 1
    with reading() as session:
        labels = session.exec(
            select(PicklistOption.label).where(PicklistOption.label_key == "tree care")
        ).all()
    assert labels == ["Tree care"]


def test_what_is_stored_is_unchanged_even_if_it_would_not_validate_today(
    any_database: str, tmp_path: Path
) -> None:
    path = write_file(tmp_path / "a.csv", ("company", "email"), ("Alder", "a@example.com"))
    imported(path)
    with transaction() as session:
        session.connection().exec_driver_sql("UPDATE customer SET email = 'nobody'")
    head = ("company", "email", "city")
    same = write_file(tmp_path / "b.csv", head[:2], ("Alder", "nobody"))
    assert counts(imported(same)) == {"unchanged": 1}
    more = write_file(tmp_path / "c.csv", head, ("Alder", "nobody", "Benton"))
    assert counts(imported(more)) == {"update": 1}


def test_an_import_is_undone_but_for_what_was_edited_since(any_database: str) -> None:
    report = imported(NORTHWIND)
    edited = customers()[:3]
    for row in edited:
        with transaction() as session:
            update_customer(session, ANA, row["id"], {"fax": "1"}, row["version"])
    undone = undo_all(transaction, ANA, report.operation or 0)
    assert undone.reasons == {"edited since": 3}
    assert {row for _kind, row, _why in undone.kept} == {row["id"] for row in edited}
    assert [row["id"] for row in customers()] == [row["id"] for row in edited]
    assert documents() == 3


def test_the_undo_of_a_large_import_takes_its_new_choices_away_too(
    any_database: str, tmp_path: Path
) -> None:
    """Each transaction of the import adds choices, and a step of the undo spans several."""
    rows = [(f"Alder {n}", f"Trade {n // 100}", f"{n} Oak") for n in range(3_000)]
    report = imported(write_file(tmp_path / "a.csv", ("company", "industry", "street"), *rows))
    undone = undo_all(transaction, ANA, report.operation or 0)
    assert (undone.reasons, customers(), documents()) == ({}, [], 0)
    with reading() as session:
        left = session.exec(
            select(PicklistOption.label)
            .where(col(PicklistOption.label).startswith("Trade"))
            .where(col(PicklistOption.trashed_at).is_(None))
        ).all()
    assert left == []


def test_an_update_is_undone_and_the_search_index_follows(
    any_database: str, tmp_path: Path
) -> None:
    head = ("customer id", "company", "first name", "city")
    imported(write_file(tmp_path / "a.csv", head, ("A1", "Alder", "Ana", "Benton")))
    before = customers()
    report = imported(write_file(tmp_path / "b.csv", head, ("A1", "Alder II", "Bea", "Bryant")))
    undo_all(transaction, ANA, report.operation or 0)
    after = customers()
    for row in (*before, *after):
        del row["version"], row["modified_at"]
    assert after == before


def test_an_import_that_fails_is_stopped_and_finished_by_the_next(
    any_database: str, tmp_path: Path
) -> None:
    rows = [(f"A{n}", f"Alder {n}", "", "", "", "") for n in range(1, 1_001)]
    path = write_file(tmp_path / "a.csv", HEAD, *rows)

    def fail(rows: int) -> None:
        raise KeyboardInterrupt

    work = work_on(path)
    work.progress = fail
    with pytest.raises(KeyboardInterrupt):
        apply(transaction, ANA, work, path.name)
    (stopped,) = operations()
    written = len(customers())
    assert 0 < written < 1_000
    assert (stopped.status, stopped.rows) == (OperationStatus.STOPPED, written)
    report = imported(path)
    assert counts(report) == {"unchanged": written, "create": 1_000 - written}
    assert len(customers()) == documents() == 1_000


def test_every_written_row_stands_in_the_ledger(any_database: str) -> None:
    report = imported(LITTLE_ROCK, *LITTLE_ROCK_MAP)
    with reading() as session:
        changes = session.exec(
            select(Change.record_id)
            .where(Change.operation_id == report.operation)
            .where(Change.record_kind == "customer")
        ).all()
    assert sorted(changes) == sorted(row["id"] for row in customers())
