"""One record comes back from Trash with what went there with it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from clientapp.bulk.restoring import CannotRestore, restore_one
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import undo_all
from clientapp.trash.commands import restore
from tests.customers.bulk import trash_customer
from tests.customers.many import add_all, add_many, contents, in_trash, ledger_faults
from tests.trash.kinds import kinds_of_record

PLACE = {"first_name": "Kelly", "last_name": "Brandt", "street": "1 Oak Ct", "city": "Benton"}
TABLES = ("customer", "contact", "customer_contact", "address", "customer_address", "property")


@pytest.fixture
def properties() -> Iterator[None]:
    """Properties are records of their own."""
    with kinds_of_record():
        yield


def lying() -> dict[str, int]:
    """How many rows of each table are in Trash."""
    with reading() as session:
        counts = {
            table: session.execute(
                text(f"SELECT count(*) FROM {table} WHERE trashed_at IS NOT NULL")
            ).scalar_one()
            for table in TABLES
        }
    return {table: count for table, count in counts.items() if count}


def back(actor: Actor, customer: int, *, any_ones: bool = True) -> int:
    with transaction() as session:
        return restore_one(session, actor, "customer", customer, any_ones=any_ones)


@pytest.mark.usefixtures("properties")
def test_people_places_and_properties_of_an_undone_creation_come_back_with_their_customer(
    any_database: str, actor: Actor
) -> None:
    first, second = add_all(actor, [PLACE, PLACE | {"external_id": "B"}])
    before = contents()
    undo_all(transaction, actor, 1)
    assert lying() == {"customer": 2, "contact": 2, "address": 2, "property": 2}
    back(actor, first)
    assert lying() == {"customer": 1, "contact": 1, "address": 1, "property": 1}
    report = restore(transaction, actor, "customer", [first, second], any_ones=True)
    assert report.done == (("restored", 1),)
    assert lying() == {}
    assert contents() == before
    assert ledger_faults() == []


@pytest.mark.usefixtures("properties")
def test_the_undo_of_a_restore_takes_all_that_came_back_to_trash_again(
    any_database: str, actor: Actor
) -> None:
    (customer,) = add_all(actor, [PLACE])
    undo_all(transaction, actor, 1)
    restored = back(actor, customer)
    assert lying() == {}
    undo_all(transaction, actor, restored)
    assert lying() == {"customer": 1, "contact": 1, "address": 1, "property": 1}
    assert ledger_faults() == []


@pytest.mark.usefixtures("properties")
def test_a_property_that_went_to_trash_by_itself_stays_there(
    any_database: str, actor: Actor
) -> None:
    (customer,) = add_all(actor, [PLACE])
    with transaction() as session:
        session.execute(text("UPDATE property SET trashed_at = '2026-01-01 00:00:00'"))
    trash_customer(transaction, actor, customer)
    back(actor, customer)
    assert lying() == {"property": 1}


def test_what_is_not_in_trash_or_lost_its_external_id_says_so(
    any_database: str, actor: Actor
) -> None:
    one, other = add_all(actor, [{"external_id": "A"}, {"company_name": "Firm"}])
    trash_customer(transaction, actor, one)
    add_all(actor, [{"external_id": "A"}])
    with pytest.raises(CannotRestore, match="This customer is not in Trash"):
        back(actor, other)
    with pytest.raises(CannotRestore, match="It stays in Trash: external ID taken"):
        back(actor, one)
    assert in_trash() == {one}


def test_what_somebody_else_moved_there_names_them(any_database: str, actor: Actor) -> None:
    (customer,) = add_many(actor, 1)
    trash_customer(transaction, Actor(None, "Lee Park", "web"), customer)
    office = Actor(99, "Kim Roe", "web")
    with pytest.raises(CannotRestore, match="Lee Park moved it to Trash; a manager can"):
        back(office, customer, any_ones=False)
