"""Writing customers: every write is one operation, and nobody's work is lost."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from typing import Any

import pytest
from sqlmodel import col, func, select

from clientapp.customers.commands import create_customer, update_customer
from clientapp.customers.fields import CUSTOMER_FIELDS
from clientapp.database import reading, transaction
from clientapp.editing.validation import Rejected
from clientapp.ledger.changed import Conflict
from clientapp.ledger.history import history
from clientapp.ledger.recording import Actor, begin, finish
from clientapp.ledger.setting import trash_rows
from clientapp.listing.request import ListRequest
from clientapp.models import (
    Change,
    Customer,
    CustomerAddress,
    CustomerContact,
    Operation,
    Property,
)
from clientapp.problem import Problem
from clientapp.record_page.saving import UnknownRecord
from tests.customers.writing import update, values_of

ANA = {"first_name": "Ana", "last_name": "Reyes", "street": "3901 University Ave", "city": "Benton"}


def create(actor: Actor, **values: Any) -> int:
    with transaction() as session:
        return create_customer(session, actor, ANA | values)


def test_a_new_customer_has_a_number_a_contact_and_a_site_that_is_billed(
    any_database: str, actor: Actor
) -> None:
    customer = create(actor)
    values = values_of(customer)
    assert values["number"] == "C-000001"
    assert values["display_name"] == "Ana Reyes"
    with reading() as session:
        assert session.exec(select(CustomerContact.is_primary)).all() == [True]
        link = session.exec(select(CustomerAddress)).one()
        assert (link.is_billing, link.is_site, link.is_primary_site) == (True, True, True)
        assert session.exec(select(Property.address_id)).all() == [link.address_id]


def test_numbers_are_never_given_twice(any_database: str, actor: Actor) -> None:
    first = create(actor)
    with suppress(RuntimeError), transaction() as session:
        create_customer(session, actor, ANA)
        raise RuntimeError
    second = create(actor)
    assert values_of(first)["number"] < values_of(second)["number"]


def test_a_save_is_one_operation_however_many_rows_it_touches(
    any_database: str, actor: Actor
) -> None:
    customer = create(actor)
    assert update(actor, customer, 1, first_name="Anna", city="Conway", email="a@example.com") == 2
    with reading() as session:
        operations = session.exec(select(Operation).order_by(col(Operation.id))).all()
        kinds = session.exec(
            select(Change.record_kind).where(
                Change.operation_id == operations[1].id, Change.about_kind == "customer"
            )
        ).all()
    assert [operation.label for operation in operations] == [
        "New customer Ana Reyes",
        "Edit of Ana Reyes",
    ]
    assert sorted(kinds) == ["address", "contact", "customer"]


def test_a_save_that_changes_nothing_writes_nothing(any_database: str, actor: Actor) -> None:
    customer = create(actor)
    assert update(actor, customer, 1, **ANA) == 1
    with reading() as session:
        assert session.exec(select(func.count(col(Operation.id)))).one() == 1


def test_a_contact_and_a_place_are_added_where_there_were_none(
    any_database: str, actor: Actor
) -> None:
    customer = create(actor, street=None, city=None)
    update(actor, customer, 1, city="Conway", job_title="Owner")
    assert values_of(customer)["city"] == "Conway"
    assert values_of(customer)["place_key"] == "conway"


def test_a_rejected_save_writes_nothing(any_database: str, actor: Actor) -> None:
    customer = create(actor)
    with pytest.raises(Rejected) as rejected:
        update(actor, customer, 1, email="ana@harbor", city="Conway")
    assert list(rejected.value.problems) == ["email"]
    assert values_of(customer)["city"] == "Benton"


def test_an_unknown_customer_is_said_to_be_unknown(any_database: str, actor: Actor) -> None:
    with pytest.raises(UnknownRecord):
        update(actor, 99, 1, city="Conway")


def test_different_fields_saved_from_the_same_version_merge(
    any_database: str, actor: Actor
) -> None:
    customer = create(actor)
    update(actor, customer, 1, email="ana@example.com")
    assert update(actor, customer, 1, city="Conway", email=None) == 3
    assert values_of(customer)["email"] == "ana@example.com"
    assert values_of(customer)["city"] == "Conway"


def test_the_same_field_saved_from_the_same_version_is_a_conflict(
    any_database: str, actor: Actor
) -> None:
    customer = create(actor)
    update(actor, customer, 1, city="Conway")
    with pytest.raises(Conflict) as conflict:
        update(actor, customer, 1, city="Cabot")
    assert (conflict.value.theirs, conflict.value.version) == ({"city": "Conway"}, 2)
    theirs = conflict.value.changed["city"]
    assert (theirs.original, theirs.who) == ("Benton", "Ana Reyes")
    with transaction() as session:
        saved = update_customer(session, actor, customer, {"city": "Cabot"}, 1, {"city": 2})
    assert saved.version == 3


def test_what_was_replaced_knowingly_is_asked_about_again_once_it_changed_again(
    any_database: str, actor: Actor
) -> None:
    customer = create(actor)
    update(actor, customer, 1, city="Conway")
    update(actor, customer, 2, city="Searcy")
    with pytest.raises(Conflict), transaction() as session:
        update_customer(session, actor, customer, {"city": "Cabot"}, 1, {"city": 2})


def test_what_was_merged_is_told(any_database: str, actor: Actor) -> None:
    customer = create(actor)
    update(Actor(None, "Kim Lee", "web"), customer, 1, email="ana@example.com")
    update(actor, customer, 2, state="AR")
    update(actor, customer, 3, state=None)
    with transaction() as session:
        saved = update_customer(session, actor, customer, ANA | {"city": "Conway"}, 1)
    assert {name: each.who for name, each in saved.merged.items()} == {"email": "Kim Lee"}


def test_a_customer_in_trash_is_not_changed(any_database: str, actor: Actor) -> None:
    customer = create(actor)
    with transaction() as session:
        operation = begin(session, actor, "trash", "Trash")
        trash_rows(session, operation, Customer, [customer])
        finish(session, operation)
    with pytest.raises(Problem, match="Ana Reyes is in Trash"):
        update(actor, customer, 2, city="Conway")


def test_twenty_four_writers_on_one_record_lose_nothing(any_database: str, actor: Actor) -> None:
    customer = create(actor, description="")
    writers, edits = 24, 5
    start = Barrier(writers)

    def write(writer: int) -> None:
        start.wait()
        for edit in range(edits):
            while True:
                now = values_of(customer)
                text = f"{now['description'] or ''} {writer}.{edit}".strip()
                try:
                    update(actor, customer, now["version"], description=text)
                except Conflict:
                    continue
                break

    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(write, range(writers)))
    written = sorted(values_of(customer)["description"].split())
    assert written == sorted(f"{w}.{e}" for w in range(writers) for e in range(edits))
    assert values_of(customer)["version"] == 1 + writers * edits
    with reading() as session:
        found = history(session, "customer", customer, CUSTOMER_FIELDS, lambda _ids: {}, limit=1000)
    assert len(found.entries) == 1 + writers * edits


def test_the_list_follows_a_change_of_name(any_database: str, actor: Actor) -> None:
    from clientapp.customers.queries import customer_page, customer_total

    customer = create(actor)
    update(actor, customer, 1, last_name="Zimmermann")
    with reading() as session:
        found = customer_page(session, ListRequest(search="zimm"))
        assert [row.name for row in found] == ["Ana Zimmermann"]
        assert customer_total(session, ListRequest(search="reyes")) == 0
