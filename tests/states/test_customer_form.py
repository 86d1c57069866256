"""The form of a customer as a state: opened, saved, refused, undone."""

from typing import Any

import pytest

from clientapp.customers.commands import create_customer, update_customer
from clientapp.customers.form_state import CustomerFormState as State
from clientapp.customers.reading import read_values
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from tests.states.harness import Tab, run

ANA = {"first_name": "Ana", "last_name": "Reyes", "city": "Benton"}


@pytest.fixture
def customer(sqlite: str, actor: Actor) -> int:
    with transaction() as session:
        return create_customer(session, actor, ANA)


def stored(customer: int) -> dict[str, Any]:
    with reading() as session:
        return read_values(session, [customer])[customer]


def test_a_record_is_opened_and_saved(customer: int) -> None:
    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}") as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            assert (state.values["first_name"], state.opened, state.is_open) == ("Ana", "1:1", True)
            await tab.send(State.save(dict(state.values) | {"city": "Conway"}))
            assert stored(customer)["city"] == "Conway"
            assert (await tab.state(State)).opened == "1:2"

    run(action)


def test_a_viewer_saves_nothing(customer: int) -> None:
    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}", role="viewer") as tab:
            await tab.send(State.open())
            await tab.send(State.save(dict((await tab.state(State)).values) | {"city": "Conway"}))
            assert stored(customer)["city"] == "Benton"
            assert [event.name for event in tab.called()] == ["_call_function"]

    run(action)


def test_a_lost_connection_keeps_the_inputs_that_the_browser_has(
    customer: int, actor: Actor
) -> None:
    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}") as tab:
            await tab.send(State.open())
            with transaction() as session:
                update_customer(session, actor, customer, {"city": "Conway"}, 1)
            await tab.send(State.open())  # the connection came back
            assert (await tab.state(State)).opened == "1:1"
            await tab.send(State.fill())  # the page was loaded anew
            assert (await tab.state(State)).opened == "1:2"

    run(action)


def test_another_record_is_never_shown_as_this_one(customer: int, actor: Actor) -> None:
    with transaction() as session:
        other = create_customer(session, actor, ANA | {"first_name": "Lee"})

    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}") as tab:
            await tab.send(State.open())
            tab.path = f"/customers/edit/{other}"
            await tab.send(State.open())
            state = await tab.state(State)
            assert (state.values["first_name"], state.is_open) == ("Lee", True)

    run(action)


def test_problems_stand_by_field_and_nothing_is_written(customer: int) -> None:
    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}") as tab:
            await tab.send(State.open())
            values = dict((await tab.state(State)).values)
            await tab.send(State.save(values | {"email": "ana@", "first_name": "", "city": "X"}))
            assert set((await tab.state(State)).problems) == {"email", "first_name"}
            assert stored(customer)["city"] == "Benton"

    run(action)


def test_a_field_that_somebody_else_changed_asks_once_and_then_is_replaced(
    customer: int, actor: Actor
) -> None:
    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}") as tab:
            await tab.send(State.open())
            form = dict((await tab.state(State)).values)
            with transaction() as session:
                update_customer(session, actor, customer, {"city": "Conway", "state": "AR"}, 1)
            await tab.send(State.save(form | {"city": "Searcy", "email": "ana@example.com"}))
            assert "Conway" in (await tab.state(State)).problems["city"]
            assert stored(customer)["email"] is None
            await tab.send(State.save(form | {"city": "Searcy", "email": "ana@example.com"}))
            assert (await tab.state(State)).problems == {}
            now = stored(customer)
            assert (now["city"], now["state"], now["email"]) == ("Searcy", "AR", "ana@example.com")

    run(action)
