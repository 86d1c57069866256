"""The record of a customer around its form, as a state: opened, undone, allowed."""

from typing import Any

import pytest

from clientapp.customers.commands import create_customer, update_customer
from clientapp.customers.reading import read_values
from clientapp.customers.record_state import CustomerRecordState as State
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from tests.states.harness import Tab, run

ANA = {"first_name": "Ana", "last_name": "Reyes", "city": "Benton"}


@pytest.fixture
def customer(sqlite: str, actor: Actor) -> int:
    with transaction() as session:
        created = create_customer(session, actor, ANA)
        update_customer(session, actor, created, {"city": "Conway"}, 1)
        return created


def stored(customer: int) -> dict[str, Any]:
    with reading() as session:
        return read_values(session, [customer])[customer]


def test_a_record_is_opened_and_an_entry_undone(customer: int) -> None:
    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}") as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            assert (state.name, state.record_id, state.found) == ("Ana Reyes", customer, True)
            await tab.send(State.undo(state.history[0].operation_id))
            assert stored(customer)["city"] == "Benton"

    run(action)


@pytest.mark.parametrize("role", ["viewer", "office"])
def test_who_may_not_undo_a_colleagues_change_undoes_nothing(customer: int, role: str) -> None:
    async def action() -> None:
        async with Tab(f"/customers/edit/{customer}", role=role) as tab:
            await tab.send(State.open())
            newest = (await tab.state(State)).history[0]
            assert newest.undoable is False
            await tab.send(State.undo(newest.operation_id))
            assert stored(customer)["city"] == "Conway"

    run(action)
