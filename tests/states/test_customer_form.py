"""The form of a customer as a state: opened, saved, refused, and asked about a conflict."""

import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import func, select

from clientapp.contacts.queries import contacts_of
from clientapp.customers.commands import create_customer, save_values, update_customer
from clientapp.customers.reading import read_values
from clientapp.customers.record.record_state import CustomerFormState as State
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor, begin, finish
from clientapp.ledger.setting import trash_rows
from clientapp.models import Customer
from tests.states.harness import Tab, run

ANA = {"first_name": "Ana", "last_name": "Reyes", "city": "Benton"}


@pytest.fixture
def customer(sqlite: str, actor: Actor) -> int:
    with transaction() as session:
        return create_customer(session, actor, ANA)


def stored(customer: int) -> dict[str, Any]:
    with reading() as session:
        return read_values(session, [customer])[customer]


def somebody_saves(actor: Actor, customer: int, **values: Any) -> None:
    with transaction() as session:
        version = read_values(session, [customer])[customer]["version"]
        update_customer(session, actor, customer, values, version)


async def typed(tab: Tab, **texts: str) -> dict[str, str]:
    """The form as the browser submits it after these fields were typed."""
    state = await tab.state(State)
    version = state.opened.split(":")[1]
    begun_at = " ".join(f"{name}:{version}" for name in texts)
    return dict(state.values) | {"base": state.opened, "typed": begun_at} | texts


def version_of(opened: str) -> str:
    """Record and version, without the token that is new at each drawing."""
    return opened.rpartition(":")[0]


def test_a_record_is_opened_and_saved(customer: int) -> None:
    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}") as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            assert (version_of(state.opened), state.is_open) == ("1:1", True)
            await tab.send(State.save(await typed(tab, city="Conway")))
            assert stored(customer)["city"] == "Conway"
            assert version_of((await tab.state(State)).opened) == "1:2"

    run(action)


def test_a_viewer_saves_nothing(customer: int) -> None:
    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}", role="viewer") as tab:
            await tab.send(State.open())
            await tab.send(State.save(await typed(tab, city="Conway")))
            await tab.send(State.resolve({"city": "yours"}))
            assert stored(customer)["city"] == "Benton"
            assert [event.name for event in tab.called()] == ["_call_function"]

    run(action)


def test_inputs_are_drawn_anew_only_for_another_version_and_after_a_save(
    customer: int, actor: Actor
) -> None:
    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}") as tab:
            await tab.send(State.open())
            first = (await tab.state(State)).opened
            await tab.send(State.open())  # the connection came back
            assert (await tab.state(State)).opened == first
            somebody_saves(actor, customer, city="Conway")
            await tab.send(State.refresh())
            second = (await tab.state(State)).opened
            assert version_of(second) == "1:2"
            assert (await tab.state(State)).values["city"] == "Conway"
            await tab.send(State.save(await typed(tab)))
            third = (await tab.state(State)).opened
            assert version_of(third) == "1:2"
            assert third not in (first, second)

    run(action)


def test_another_record_is_never_shown_as_this_one(customer: int, actor: Actor) -> None:
    with transaction() as session:
        other = create_customer(session, actor, ANA | {"first_name": "Lee"})

    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}") as tab:
            await tab.send(State.open())
            form = await typed(tab, city="Conway")
            tab.path = f"/customers/edit/{other}"
            await tab.send(State.open())
            state = await tab.state(State)
            assert (state.values["first_name"], state.is_open) == ("Lee", True)
            await tab.send(State.save(form))  # of the record that the page shows no more
            assert stored(customer)["city"] == stored(other)["city"] == "Benton"

    run(action)


def test_a_new_customer_is_created_once_however_often_it_is_sent(sqlite: str) -> None:
    async def action() -> None:
        async with Tab("/customers/create") as tab:
            await tab.send(State.open())
            form = await typed(tab, first_name="Lee", last_name="Park")
            await tab.send(State.save(form))
            await tab.send(State.save(form))
            with reading() as session:
                assert session.exec(select(func.count()).select_from(Customer)).one() == 1
            await tab.send(State.open())
            assert (await tab.state(State)).opened != form["base"]

    run(action)


def test_problems_stand_by_field_and_nothing_is_written(customer: int) -> None:
    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}") as tab:
            await tab.send(State.open())
            await tab.send(State.save(await typed(tab, email="ana@", first_name="", city="X")))
            assert set((await tab.state(State)).problems) == {"email", "first_name"}
            assert stored(customer)["city"] == "Benton"

    run(action)


def test_different_fields_merge_and_it_is_said(customer: int, actor: Actor) -> None:
    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}") as tab:
            await tab.send(State.open())
            somebody_saves(actor, customer, state="AR")
            await tab.send(State.save(await typed(tab, city="Searcy")))
            assert (stored(customer)["city"], stored(customer)["state"]) == ("Searcy", "AR")
            assert "Saved. Merged with what Ana Reyes changed: State" in str(tab.called())

    run(action)


@pytest.mark.parametrize(
    ("choice", "city"), [("yours", "Searcy"), ("theirs", "Conway"), ("original", "Benton")]
)
def test_the_same_field_asks_and_what_is_chosen_is_saved_with_the_rest(
    customer: int, actor: Actor, choice: str, city: str
) -> None:
    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}") as tab:
            await tab.send(State.open())
            somebody_saves(actor, customer, city="Conway", state="AR")
            await tab.send(State.save(await typed(tab, city="Searcy", email="ana@example.com")))
            state = await tab.state(State)
            assert state.conflict_title == "Ana Reyes changed City while you were typing"
            assert state.conflict_text == "Your other change is merged. Choose for City."
            [question] = state.questions
            assert (question.yours, question.theirs, question.original) == (
                *("Searcy", "Conway", "Benton"),
            )
            assert stored(customer)["email"] is None
            assert pickle.loads(pickle.dumps(state._pending)) == state._pending
            await tab.send(State.resolve({"city": choice}))
            assert (await tab.state(State)).questions == []
            now = stored(customer)
            assert (now["city"], now["state"], now["email"]) == (city, "AR", "ana@example.com")

    run(action)


def test_a_further_change_meanwhile_asks_again(customer: int, actor: Actor) -> None:
    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}") as tab:
            await tab.send(State.open())
            somebody_saves(actor, customer, city="Conway")
            await tab.send(State.save(await typed(tab, city="Searcy")))
            somebody_saves(actor, customer, city="Cabot")
            await tab.send(State.resolve({"city": "yours"}))
            [question] = (await tab.state(State)).questions
            assert (question.theirs, question.original) == ("Cabot", "Conway")
            assert stored(customer)["city"] == "Cabot"
            await tab.send(State.resolve({"city": "yours"}))
            assert stored(customer)["city"] == "Searcy"

    run(action)


def test_back_to_the_form_decides_nothing(customer: int, actor: Actor) -> None:
    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}") as tab:
            await tab.send(State.open())
            form = await typed(tab, city="Searcy")
            somebody_saves(actor, customer, city="Conway")
            await tab.send(State.save(form))
            await tab.send(State.back_to_form())
            await tab.send(State.resolve({"city": "yours"}))  # a forged answer
            assert stored(customer)["city"] == "Conway"
            await tab.send(State.save(form))
            assert len((await tab.state(State)).questions) == 1

    run(action)


def test_a_change_begun_before_the_inputs_were_drawn_anew_asks_all_the_same(
    customer: int, actor: Actor
) -> None:
    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}") as tab:
            somebody_saves(actor, customer, city="Conway", state="AR")
            await tab.send(State.open())
            form = await typed(tab, city="Searcy", state="TN")
            await tab.send(State.save(form | {"typed": "city:1 state:2"}))
            questions = (await tab.state(State)).questions
            assert [question.name for question in questions] == ["city"]

    run(action)


def test_a_customer_in_trash_is_locked_and_refused_in_words(customer: int, actor: Actor) -> None:
    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}") as tab:
            await tab.send(State.open())
            form = await typed(tab, city="Conway")
            with transaction() as session:
                operation = begin(session, actor, "trash", "Trash")
                trash_rows(session, operation, Customer, [customer])
                finish(session, operation)
            await tab.send(State.save(form))
            assert "Ana Reyes is in Trash" in str(tab.called())
            assert stored(customer)["city"] == "Benton"
            await tab.send(State.refresh())
            assert (await tab.state(State)).in_trash is True

    run(action)


def test_a_new_customer_is_created_with_further_people_and_places(sqlite: str) -> None:
    async def action() -> None:
        async with Tab("/customers/create?addresses=2&contacts=1") as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            assert (state.address_blocks, state.contact_blocks) == ([1, 2], [1])
            new = {"first_name": "Lee", "last_name": "Park", "contact-1-email": "kim@example"}
            new |= {"address-2-city": "Conway", "address-2-is_site": "on"}
            await tab.send(State.save(await typed(tab, **new)))
            wrong = (await tab.state(State)).problems
            assert {"contact-1-email", "contact-1-first_name", "address-2-street"} <= set(wrong)
            new |= {"contact-1-email": "kim@example.com", "contact-1-first_name": "Kim"}
            new |= {"address-2-street": "2 Elm", "address-2-state": "AR"}
            await tab.send(
                State.save(await typed(tab, **new, **{"address-2-postal_code": "72032"}))
            )
            with reading() as session:
                customer = session.exec(select(Customer.id)).one() or 0
                assert [c.name for c in contacts_of(session, customer)] == ["Lee Park", "Kim"]
            assert stored(customer)["city"] == "Conway"

    run(action)


def test_a_block_more_stands_in_the_url_up_to_a_number(sqlite: str) -> None:
    async def action() -> None:
        async with Tab("/customers/create?addresses=19&contacts=1") as tab:
            await tab.send(State.open())
            await tab.send(State.add_address())
            assert "/customers/create?addresses=20&contacts=1" in str(tab.called())
            await tab.send(State.add_address())
            assert len((await tab.state(State)).address_blocks) == 20
            await tab.send(State.add_contact())
            assert "addresses=20&contacts=2" in str(tab.called())

    run(action)


def test_what_was_stored_before_may_be_nothing_that_can_be_typed_today(
    customer: int, actor: Actor
) -> None:
    old = {"service_from": "early", "reached_by": "pigeon", "phone": "12", "country": "Narnia"}
    with transaction() as session:
        operation = begin(session, actor, "edit", "As of old")
        save_values(session, operation, customer, stored(customer), old)
        finish(session, operation)

    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}") as tab:
            await tab.send(State.open())
            await tab.send(State.save(await typed(tab, fax="555-8")))
            assert (await tab.state(State)).problems == {}
            assert stored(customer).items() >= (old | {"fax": "555-8"}).items()
            await tab.send(State.save(await typed(tab, service_from="soon")))
            assert set((await tab.state(State)).problems) == {"service_from"}

    run(action)


def test_nothing_typed_changes_nothing_whatever_is_stored(customer: int, actor: Actor) -> None:
    all_kinds = {
        "credit_limit": Decimal("5000.00"),
        "service_days": "mon,fri",
        "service_from": "08:30",
        "do_not_service": True,
        "do_not_service_reason": "Dog",
        "customer_since": date(2024, 2, 29),
        "description": "two\nlines",
    }
    somebody_saves(actor, customer, **all_kinds)

    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}") as tab:
            await tab.send(State.open())
            form = await typed(tab)
            assert form["credit_limit"] == "$5,000.00"
            state = await tab.state(State)
            state.values = {}  # the server was restarted, and the form is sent before it is read
            await tab.send(State.save(form))
            assert stored(customer)["version"] == 2

    run(action)
