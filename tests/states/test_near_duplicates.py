"""Customers like the one that is being created, as a state of the two forms."""

import asyncio

from clientapp.customers.commands import create_customer
from clientapp.customers.record.near_state import NewFormNearState, ShortFormNearState
from clientapp.database import transaction
from clientapp.ledger.recording import SYSTEM
from tests.states.harness import Tab, run

ANA = {
    "kind": "residential",
    "status": "active",
    "first_name": "Ana",
    "last_name": "Reyes",
    "phone": "(501) 555-0134",
}


def store() -> int:
    with transaction() as session:
        return create_customer(session, SYSTEM, ANA)


def test_who_has_the_same_phone_is_named_with_the_reason(any_database: str) -> None:
    async def action() -> None:
        async with Tab(role="office") as tab:
            ana = await asyncio.to_thread(store)
            await tab.send(ShortFormNearState.look({"phone": "501.555.0134", "kind": ""}))
            (near,) = (await tab.state(ShortFormNearState)).found
            assert (near.id, near.name) == (ana, "Ana Reyes")
            assert "Same phone" in near.reasons
            assert (await tab.state(NewFormNearState)).found == []
            await tab.send(ShortFormNearState.look({"phone": ""}))
            assert (await tab.state(ShortFormNearState)).found == []

    run(action)


def test_an_empty_form_is_like_nobody_and_what_is_no_field_is_left_out(sqlite: str) -> None:
    async def action() -> None:
        async with Tab(role="office") as tab:
            await asyncio.to_thread(store)
            for values in ({}, {"kind": "residential", "phone": " "}, {"id": "1", "x": "Reyes"}):
                await tab.send(NewFormNearState.look(values))
                assert (await tab.state(NewFormNearState)).found == []

    run(action)


def test_a_viewer_who_may_create_nothing_is_told_nothing(sqlite: str) -> None:
    async def action() -> None:
        async with Tab(role="viewer") as tab:
            await asyncio.to_thread(store)
            await tab.send(NewFormNearState.look({"phone": ANA["phone"]}))
            assert (await tab.state(NewFormNearState)).found == []

    run(action)
