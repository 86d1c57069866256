"""Filling a database: rows, index and ledger agree, and it can be taken away again."""

import pytest
from sqlalchemy import text
from sqlmodel import col, select
from typer import Typer
from typer.testing import CliRunner

from clientapp.cli.demo import demo
from clientapp.database import reading, transaction
from clientapp.demo import fill as filling
from clientapp.demo.fill import ACTOR, NotEmpty, fill
from clientapp.ledger.undo import undo_all
from clientapp.models import Customer, Operation, Organization, Property, PropertyCustomer

LIVE = "SELECT count(*) FROM {} WHERE trashed_at IS NULL"


def count(statement: str) -> int:
    with reading() as session:
        return session.connection().execute(text(statement)).scalar_one()


def live(table: str) -> int:
    return count(LIVE.format(table))


@pytest.fixture
def chunks_of_100(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "CHUNK", 100)


@pytest.mark.usefixtures("any_database", "chunks_of_100")
def test_rows_index_and_ledger_agree_and_undo_empties_all() -> None:
    seen: list[int] = []
    options = live("picklist_option")
    operation_id = fill(300, progress=seen.append)
    assert seen == [100, 200, 300]
    for table in ("customer", "customer_address"):
        assert live(table) == 300
    assert live("property") == 300 + count(
        "SELECT count(*) FROM property WHERE organization_id > 0"
    )
    assert count("SELECT count(*) FROM property_search") == live("property")
    assert count("SELECT count(*) FROM organization_search") == live("organization") > 5
    assert count("SELECT count(*) FROM customer_search") == 300
    created = "SELECT count(*) FROM change WHERE record_kind = '{}' AND action = 'create'"
    assert count(created.format("customer")) == 300
    assert count(created.format("contact")) == live("contact") > 290
    assert count("SELECT count(*) FROM customer_contact WHERE NOT is_primary") > 5
    with reading() as session:
        operation = session.get_one(Operation, operation_id)
        assert (operation.status, operation.rows, operation.cursor) == ("done", 300, 300)

    report = undo_all(transaction, ACTOR, operation_id)
    assert report.reasons == {}
    for table in (
        "customer",
        "address",
        "property",
        "organization",
    ):  # contacts and links follow their customer
        assert live(table) == 0
    assert live("picklist_option") == options
    assert count("SELECT count(*) FROM customer_search") == 0


@pytest.mark.usefixtures("any_database")
def test_a_database_with_customers_is_filled_only_when_told_to() -> None:
    fill(20)
    with pytest.raises(NotEmpty):
        fill(20)
    fill(20, add=True)
    assert live("customer") == 40


@pytest.mark.usefixtures("sqlite", "chunks_of_100")
def test_one_that_is_stopped_keeps_what_is_written_and_can_be_undone() -> None:
    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(300, progress=stop)
    with reading() as session:
        operation = session.get_one(Operation, 1)
        assert (operation.status, operation.cursor) == ("stopped", 100)
    assert live("customer") == 100
    undo_all(transaction, ACTOR, 1)
    assert live("customer") == 0


@pytest.mark.usefixtures("sqlite")
def test_the_command_says_what_it_did_and_refuses_a_second_time() -> None:
    app = Typer()
    app.command()(demo)
    first = CliRunner().invoke(app, ["--customers", "30"])
    assert first.exit_code == 0
    assert "30 generated customers" in first.stdout
    assert "clientapp undo 1" in first.stdout
    second = CliRunner().invoke(app, ["--customers", "30"])
    assert second.exit_code == 1
    assert "--add" in second.stderr
    assert live("customer") == 30


@pytest.mark.usefixtures("any_database")
def test_chains_and_managers_are_organizations_with_branches_and_complexes() -> None:
    fill(3_000)
    with reading() as session:
        organizations = session.exec(select(Organization)).all()
        properties = session.exec(select(Property)).all()
        members = session.exec(
            select(Customer.organization_id).where(col(Customer.organization_id).is_not(None))
        ).all()
        managed = session.exec(select(PropertyCustomer)).all()
    wholes = {each.id: each.name for each in organizations if each.parent_id is None}
    branches = [each for each in organizations if each.parent_id]
    assert branches
    assert all(each.name.startswith(wholes[each.parent_id]) for each in branches)
    assert 0.02 < len(members) / 3_000 < 0.12
    complexes = {
        each.id: each for each in properties if any(each.id == m.property_id for m in managed)
    }
    units = [each for each in properties if each.parent_id]
    assert len(units) > 4 * len(complexes) > 0
    for unit in units:
        assert unit.organization_id == complexes[unit.parent_id or 0].organization_id
    assert 0.3 < sum(each.type_id is not None for each in properties) / len(properties) < 0.7
