"""A new customer with further people and places: everything in one operation, or nothing."""

from typing import Any

import pytest
from sqlmodel import col, func, select

from clientapp.addresses.queries import addresses_of
from clientapp.contacts.queries import contacts_of
from clientapp.customers.commands import create_customer
from clientapp.customers.further import MOST, count_in, read_new
from clientapp.database import reading, transaction
from clientapp.editing.validation import Rejected
from clientapp.ledger.recording import Actor
from clientapp.models import Change, Customer, Operation, Property
from tests.customers.writing import values_of

LEE = {"first_name": "Lee", "last_name": "Park"}
HOME = {"street": "9 Oak St", "city": "Benton", "state": "AR", "postal_code": "72015"}
YARD = {"street": "2 Elm St", "city": "Conway", "state": "AR", "postal_code": "72032"}
SITE = {"is_billing": False, "is_site": True}
BILLED = {"is_billing": True, "is_site": False}


def create(actor: Actor, values: dict[str, Any], **further: Any) -> int:
    with transaction() as session:
        return create_customer(session, actor, LEE | values, **further)


def refused(actor: Actor, values: dict[str, Any], **further: Any) -> dict[str, str]:
    with pytest.raises(Rejected) as found:
        create(actor, values, **further)
    with reading() as session:
        assert session.exec(select(func.count()).select_from(Customer)).one() == 0
    return found.value.problems


def test_all_is_created_in_one_operation(any_database: str, actor: Actor) -> None:
    people = [{"first_name": "Kim", "email": "kim@example.com"}, {}, {"last_name": "Bo"}]
    customer = create(actor, HOME, addresses=[{}, YARD | SITE], contacts=people)
    with reading() as session:
        operations = session.exec(select(Operation).where(Operation.kind == "create")).all()
        changed = session.exec(select(Change.operation_id).distinct()).all()
        assert changed == [operation.id for operation in operations]
        assert [operation.rows for operation in operations] == [1]
        places = addresses_of(session, customer)
        assert [(p.title, p.is_billing, p.is_site, p.is_primary_site) for p in places] == [
            ("9 Oak St", True, True, True),
            ("2 Elm St", False, True, False),
        ]
        names = [(c.name, c.is_primary) for c in contacts_of(session, customer)]
        assert names == [("Lee Park", True), ("Bo", False), ("Kim", False)]
        assert session.exec(select(func.count()).select_from(Property)).one() == 2
        assert session.exec(select(col(Customer.version))).one() == 1


def test_a_further_address_can_be_billed_and_a_site_alone_is_the_primary_one(
    any_database: str, actor: Actor
) -> None:
    customer = create(actor, HOME, addresses=[YARD | BILLED])
    with reading() as session:
        places = addresses_of(session, customer)
        assert [(p.title, p.is_billing, p.is_site) for p in places] == [
            ("9 Oak St", False, True),
            ("2 Elm St", True, False),
        ]
    other = create(actor, {}, addresses=[YARD | SITE])
    assert values_of(other)["city"] == "Conway"
    assert values_of(other)["place_key"] == "conway 2 elm st"


def test_what_does_not_do_is_said_by_number_and_nothing_is_written(
    sqlite: str, actor: Actor
) -> None:
    problems = refused(
        actor,
        {"email": "lee@park"},
        addresses=[{}, {"street": "2 Elm St"} | SITE, YARD | {"is_billing": False}],
        contacts=[{"email": "kim@example.com", "phone": "555"}],
    )
    assert set(problems) == {
        "email",
        "address-2-city",
        "address-2-state",
        "address-2-postal_code",
        "address-3-is_site",
        "contact-1-first_name",
        "contact-1-phone",
    }


def test_only_one_address_is_billed(sqlite: str, actor: Actor) -> None:
    problems = refused(actor, HOME, addresses=[YARD | BILLED, {}, HOME | BILLED])
    assert problems == {
        "address-3-is_billing": "One address is the billing address. Untick it here or there"
    }


def test_a_form_is_read_with_its_blocks() -> None:
    form = {
        "first_name": " Lee ",
        "base": "new:0:x",
        "address-1-street": "",
        "address-1-is_site": "on",
        "address-2-city": "Conway",
        "address-2-is_billing": "on",
        "contact-1-first_name": "Kim",
        "contact-1-nonsense": "x",
    }
    new = read_new(form)
    assert new.values == {"first_name": "Lee"}
    assert new.addresses[:2] == [{}, {"city": "Conway", "is_billing": True, "is_site": False}]
    assert new.contacts[0] == {"first_name": "Kim"}
    assert not any([*new.addresses[2:], *new.contacts[1:]])


def test_everything_that_cannot_be_read_is_said_at_once() -> None:
    with pytest.raises(Rejected) as found:
        read_new({"credit_limit": "much", "address-2-latitude": "north", "contact-1-role": "x"})
    assert set(found.value.problems) == {"credit_limit", "address-2-latitude", "contact-1-role"}


def test_the_large_form_wants_the_whole_of_the_first_address(sqlite: str, actor: Actor) -> None:
    problems = refused(actor, {"city": "Benton", "email": "lee@"}, whole_address=True)
    assert problems["street"] == "A US address needs a street"
    assert set(problems) == {"street", "state", "postal_code", "email"}
    assert create(actor, {"city": "Benton"})
    assert create(actor, {"country": "Germany"}, whole_address=True)


@pytest.mark.parametrize(
    ("text", "count"), [("2", 2), ("", 0), ("-1", 0), ("999", MOST), ("9" * 30, 0), ("٣", 0)]
)
def test_a_url_asks_for_so_many_blocks(text: str, count: int) -> None:
    assert count_in(text) == count
