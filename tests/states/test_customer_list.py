"""The list of customers as a state: searched, sorted, paged, and kept true."""

import asyncio
import time
from typing import Any

import pytest
from reflex_base.utils.format import json_dumps

from clientapp.customers.commands import add_customers
from clientapp.customers.desk.list_state import CustomerListState as State
from clientapp.customers.rules import with_defaults
from clientapp.database import transaction
from clientapp.ledger.recording import Actor, begin, finish
from clientapp.listing.request import ListRequest
from tests.states.harness import Tab, run


def add(actor: Actor, names: list[str]) -> None:
    with transaction() as session:
        operation = begin(session, actor, "import", "Import of list.csv")
        values = [
            with_defaults(
                {
                    "company_name": name,
                    "phone": "(501) 555-0101",
                    "street": "3901 University Ave",
                    "city": "Little Rock",
                    "first_name": "Natashia",
                    "last_name": "Johnson",
                }
            )
            for name in names
        ]
        add_customers(session, operation, values)
        finish(session, operation)


@pytest.fixture
def customers(sqlite: str, actor: Actor) -> None:
    add(actor, [f"Harbor Tap Room {at:03d}" for at in range(120)])


def names(rows: list[Any]) -> list[str]:
    return [row[1] for row in rows]


def test_the_url_says_what_is_shown(customers: None) -> None:
    async def action() -> None:
        async with Tab("/customers/overview?sort=-name&page=2&size=25") as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            assert names(state.rows)[0] == "Harbor Tap Room 094"
            assert (state.status, state.shown) == ("120 customers", "26–50 of 120")

    run(action)


def test_a_page_of_rows_is_small_on_the_wire(customers: None) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            await tab.send(State.turn_page(2))
            assert len(tab.sent("rows")) == 50
            assert tab.bytes_sent() <= 10_240

    run(action)


def test_the_latest_key_press_supersedes_the_one_before(
    customers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def slowly(request: ListRequest, *details: Any) -> Any:
        asked.append(request.search)
        time.sleep(0.2)
        return read(request, *details)

    read = State._read
    monkeypatch.setattr(State, "_read", staticmethod(slowly))

    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            first = asyncio.create_task(tab.send(State.search_for("room 1")))
            while asked[-1] != "room 1":
                await asyncio.sleep(0.005)
            await tab.send(State.search_for("room 11"))
            await asyncio.gather(first, return_exceptions=True)
            assert asked == ["", "room 1", "room 11"]
            assert tab.sent("status") == "10 customers"
            assert [len(rows) for rows in tab.all_sent("rows")] == [10]

    run(action)


def test_a_sorted_page_is_little_but_its_rows(customers: None) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            await tab.send(State.sort_by("name"))
            state = await tab.state(State)
            assert (state.descending, names(state.rows)[0]) == (True, "Harbor Tap Room 119")
            rows = len(json_dumps(tab.sent("rows")).encode())
            assert tab.bytes_sent() - rows <= 512

    run(action)


def test_rows_come_before_the_total(customers: None) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            sent = [{name for values in u.delta.values() for name in values} for u in tab.updates]
            first = next(names for names in sent if "rows_rx_state_" in names)
            assert "status_rx_state_" not in first
            assert tab.sent("status") == "120 customers"


def test_a_total_that_is_known_comes_with_the_rows(customers: None) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            await tab.send(State.search_for("room 11"))
            assert tab.sent("status") == "10 customers"
            assert len([u for u in tab.updates if u.delta]) == 1

    run(action)


def test_a_page_behind_the_last_is_the_last(customers: None) -> None:
    async def action() -> None:
        async with Tab("/customers/overview?page=99") as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            assert (state.page, len(state.rows)) == (3, 20)

    run(action)


def test_opening_the_same_list_again_reads_it_only_if_something_was_written(
    customers: None, actor: Actor
) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            await tab.send(State.open())
            assert tab.all_sent("rows") == []
            add(actor, ["Alder Bakery"])
            await tab.send(State.open())
            assert names(tab.sent("rows"))[0] == "Alder Bakery"
            assert tab.sent("status") == "121 customers"

    run(action)


def test_what_is_no_column_or_number_changes_nothing(customers: None) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            before = names((await tab.state(State)).rows)
            await tab.send(State.sort_by("phone; drop table"))
            await tab.send(State.jump({"page": "two"}))
            await tab.send(State.turn_page(-5))
            assert names((await tab.state(State)).rows) == before

    run(action)


def test_a_state_holds_no_more_than_its_page(customers: None) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            assert len(state.rows) == 50
            await tab.send(State.turn_page(2))
            assert tab.bytes_sent() < 10_000

    run(action)
