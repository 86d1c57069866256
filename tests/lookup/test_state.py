"""The lookup as a state: what is typed is answered, what was opened last is there before."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from clientapp.customers.commands import create_customer
from clientapp.database import transaction
from clientapp.ledger.recording import SYSTEM
from clientapp.lookup import queries
from clientapp.lookup.found import Found
from clientapp.lookup.state import LONGEST, keys_in
from clientapp.lookup.state import LookupState as State
from tests.states.harness import Tab, run

ANA = {"kind": "residential", "status": "active", "first_name": "Ana", "last_name": "Reyes"}


def customer(**values: str) -> int:
    """Store a customer; returns its id."""
    with transaction() as session:
        return create_customer(session, SYSTEM, ANA | values)


def titles(found: Sequence[Found]) -> list[str]:
    return [each.title for each in found]


def test_what_is_typed_is_answered_with_the_text_that_it_answers(any_database: str) -> None:
    async def action() -> None:
        async with Tab("/operations", role="viewer") as tab:
            await asyncio.to_thread(customer, last_name="Ocampo")
            await tab.send(State.look_for("ocampo"))
            assert [each[3] for each in tab.sent("found")] == ["Ana Ocampo"]
            assert tab.sent("asked") == "ocampo"

    run(action)


def test_what_was_opened_last_is_there_before_typing_in_its_order(any_database: str) -> None:
    async def action() -> None:
        async with Tab(role="viewer") as tab:
            first = await asyncio.to_thread(customer, last_name="First")
            second = await asyncio.to_thread(customer, last_name="Second")
            await tab.send(State.open(f"customer:{second} customer:999 customer:{first}"))
            assert titles((await tab.state(State)).recent) == ["Ana Second", "Ana First"]

    run(action)


def test_nothing_of_before_is_there_when_it_is_opened_again(sqlite: str) -> None:
    async def action() -> None:
        async with Tab() as tab:
            shown = await asyncio.to_thread(customer)
            await tab.send(State.open(f"customer:{shown}"))
            await tab.send(State.look_for("reyes"))
            await tab.send(State.close())
            state = await tab.state(State)
            assert (state.asked, state.found, state.recent, state.given) == ("", [], [], {})

    run(action)


def test_an_empty_box_finds_nothing_and_asks_nothing(
    sqlite: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def action() -> None:
        async with Tab() as tab:
            monkeypatch.setattr(queries, "find", None)
            await tab.send(State.look_for("  "))
            state = await tab.state(State)
            assert (state.found, state.asked) == ([], "  ")

    run(action)


def test_a_text_of_any_length_is_looked_for_by_its_beginning(
    sqlite: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def find(_session: Session, text: str) -> list[Found]:
        asked.append(text)
        return []

    async def action() -> None:
        async with Tab() as tab:
            monkeypatch.setattr(queries, "find", find)
            await tab.send(State.look_for("x" * 5000))
            assert asked == ["x" * LONGEST]

    run(action)


def test_what_found_nobody_is_what_a_new_customer_is_filled_with(sqlite: str) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.look_for("Nora Quist 501 555 0100"))
            state = await tab.state(State)
            names = {"first_name": "Nora", "last_name": "Quist"}
            assert state.given == {"phone": "501 555 0100"} | names
            assert "Last name Quist" in state.given_words

    run(action)


def test_a_database_that_does_not_answer_is_said_and_the_next_key_may_work(
    sqlite: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(*_: Any) -> list[Found]:
        raise OperationalError("SELECT", {}, Exception("gone"))

    async def action() -> None:
        async with Tab() as tab:
            await asyncio.to_thread(customer)
            with monkeypatch.context() as patch:
                patch.setattr(queries, "find", find)
                await tab.send(State.look_for("reyes"))
            assert "could not be read" in (await tab.state(State)).problem
            await tab.send(State.look_for("reye"))
            state = await tab.state(State)
            assert (state.problem, titles(state.found)) == ("", ["Ana Reyes"])

    run(action)


def test_what_a_browser_kept_is_read_as_kinds_and_ids_alone() -> None:
    assert keys_in("customer:12 contact:5") == [("customer", 12), ("contact", 5)]
    assert keys_in("customer:x :5 7 customer:-1 customer:٣ customer:0 ☃") == [("", 5)]
    assert len(keys_in("customer:1 " * 100)) == 8
    assert keys_in("") == []
