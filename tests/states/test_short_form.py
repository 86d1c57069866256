"""The short form as a state: saved, refused, saved once."""

import asyncio
from typing import Any

from sqlmodel import select

from clientapp.customers.reading import read_values
from clientapp.customers.record.short_form_state import WIDTHS
from clientapp.customers.record.short_form_state import CustomerShortFormState as State
from clientapp.database import reading
from clientapp.models import Customer, Operation
from tests.states.harness import Tab, run

EMPTY = dict.fromkeys(WIDTHS, "") | {"kind": "residential"}
LEE = EMPTY | {"first_name": " Lee ", "last_name": "Park", "city": "Conway"}


def stored() -> list[dict[str, Any]]:
    """The values of every customer."""
    with reading() as session:
        ids = [row_id for row_id in session.exec(select(Customer.id)) if row_id is not None]
        return list(read_values(session, ids).values())


def test_a_customer_is_created_and_its_record_opened(any_database: str) -> None:
    async def action() -> None:
        async with Tab("/operations", role="office") as tab:
            await tab.send(State.start())
            await tab.send(State.save(LEE | {"kind": "commercial", "company_name": "Fern & Fig"}))
            (customer,) = stored()
            assert (customer["display_name"], customer["first_name"]) == ("Fern & Fig", "Lee")
            said = str(tab.called())
            assert f"/customers/edit/{customer['id']}" in said
            assert "Saved Fern & Fig" in said
            assert "close create-customer" in said

    run(action)


def test_who_created_it_stands_in_the_ledger(sqlite: str) -> None:
    async def action() -> None:
        async with Tab(role="office") as tab:
            await tab.send(State.save(LEE))
            with reading() as session:
                (operation,) = session.exec(select(Operation).where(Operation.kind == "create"))
            assert (operation.label, operation.actor_name) == ("New customer Lee Park", "office")

    run(action)


def test_problems_stand_by_field_and_nothing_is_written(sqlite: str) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.save(LEE | {"last_name": " ", "email": "lee@"}))
            assert set((await tab.state(State)).problems) == {"last_name", "email"}
            assert "last_name" in str(tab.called())
            assert stored() == []
            await tab.send(State.start())
            assert (await tab.state(State)).problems == {}

    run(action)


def test_a_second_press_creates_no_second_customer_and_the_next_dialog_does(sqlite: str) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.start())
            await asyncio.gather(tab.send(State.save(LEE)), tab.send(State.save(LEE)))
            assert len(stored()) == 1
            await tab.send(State.start())
            await tab.send(State.save(LEE))
            assert len(stored()) == 2

    run(action)


def test_what_the_dialog_does_not_ask_is_not_taken_and_what_is_missing_is_empty(
    sqlite: str,
) -> None:
    async def action() -> None:
        async with Tab() as tab:
            form = {"first_name": "Lee", "last_name": "Park", "website": "x.example", "id": "7"}
            await tab.send(State.save(form))
            (customer,) = stored()
            assert (customer["website"], customer["kind"]) == (None, "residential")

    run(action)


def test_a_viewer_creates_nothing(sqlite: str) -> None:
    async def action() -> None:
        async with Tab(role="viewer") as tab:
            await tab.send(State.save(LEE))
            assert stored() == []

    run(action)
