"""The columns of the list as a state: chosen by one person, at once shown, found again."""

from typing import Any

import pytest
from sqlmodel import select

from clientapp.customers.columns import COLUMNS, USUAL
from clientapp.customers.desk.list_state import CustomerListState as State
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.listing.columns import MOST, NARROWEST
from clientapp.models import ListView
from tests.states.desk import add
from tests.states.harness import Tab, run


@pytest.fixture
def customers(sqlite: str, actor: Actor) -> None:
    add(actor, ["Alder Bakery", "Bluebird Café"])


def kept() -> list[list[str]]:
    with reading() as session:
        return [list(names or ()) for names in session.exec(select(ListView.columns))]


async def shown(tab: Tab) -> tuple[list[str], int]:
    """The names of the heads, and how many cells a row has."""
    state: Any = await tab.state(State)
    return [column[0] for column in state.columns], len(state.rows[0].cells)


def test_who_chose_nothing_sees_the_usual_columns_and_nothing_is_kept(customers: None) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            assert await shown(tab) == (list(USUAL), len(USUAL))
            await tab.send(State.search_for("alder"))
            assert tab.all_sent("columns") == []

    run(action)
    assert kept() == []


def test_heads_and_rows_of_a_chosen_column_come_together_and_are_kept(customers: None) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            await tab.send(State.choose_column("email", True))
            assert len([u for u in tab.updates if u.delta]) == 1
            assert await shown(tab) == ([*USUAL, "email"], len(USUAL) + 1)
            await tab.send(State.choose_column("kind", False))
            await tab.send(State.move_column("email", -1))
            assert (await shown(tab))[0] == [*USUAL[1:-1], "email", "status"]

    run(action)
    assert kept() == [[*USUAL[1:-1], "email", "status"]]


def test_reset_shows_and_keeps_the_usual_columns(customers: None) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            await tab.send(State.choose_column("email", True))
            await tab.send(State.reset_columns())
            assert await shown(tab) == (list(USUAL), len(USUAL))

    run(action)
    assert kept() == []


def test_a_choice_made_elsewhere_is_seen_when_the_list_is_opened_again(customers: None) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            with transaction() as session:
                names = ["gone", "city", "city", "status"]
                session.add(ListView(user_id=1, name=State.VIEW, columns=names))
            await tab.send(State.open())
            assert await shown(tab) == (["city", "status"], 2)
            await tab.send(State.open())
            assert tab.all_sent("rows") == []

    run(action)


def test_what_is_no_column_or_no_place_changes_nothing(customers: None) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            await tab.send(State.choose_column("password_hash", True))
            await tab.send(State.choose_column("name", True))
            await tab.send(State.choose_column("email", False))
            await tab.send(State.move_column("email", 1))
            await tab.send(State.move_column("status", 5))
            await tab.send(State.move_column("kind", -1))
            assert await shown(tab) == (list(USUAL), len(USUAL))

    run(action)
    assert kept() == []


def test_no_more_columns_than_the_most_are_shown_or_kept(customers: None) -> None:
    async def action() -> None:
        async with Tab(role="viewer") as tab:
            await tab.send(State.open())
            for name in COLUMNS:
                await tab.send(State.choose_column(name, True))
            state = await tab.state(State)
            assert state.full
            assert (await shown(tab))[1] == MOST

    run(action)
    assert [len(names) for names in kept()] == [MOST]


def test_without_any_column_the_names_remain(customers: None) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            for name in USUAL:
                await tab.send(State.choose_column(name, False))
            assert await shown(tab) == ([], 0)
            assert [row[1] for row in tab.sent("rows")] == ["Alder Bakery", "Bluebird Café"]

    run(action)


def test_a_width_is_kept_without_reading_the_rows_anew(customers: None) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            await tab.send(State.widen_column("phone", 180))
            assert tab.all_sent("rows") == []
            await tab.send(State.type_width("kind", "12"))
            await tab.send(State.type_width("place", "wide"))
            await tab.send(State.widen_column("gone", 99))
            state: Any = await tab.state(State)
            assert {c[0]: c[5] for c in state.columns if c[5]} == {"phone": 180, "kind": NARROWEST}
            await tab.send(State.type_width("kind", " "))

    run(action)
    assert kept() == [[name if name != "phone" else "phone:180" for name in USUAL]]


def test_who_chose_nothing_sees_what_was_set_for_the_team(customers: None) -> None:
    async def action() -> None:
        async with Tab() as manager:
            await manager.send(State.open())
            await manager.send(State.choose_column("email", True))
            await manager.send(State.stand_close(True))
            assert (await manager.state(State)).own
            await manager.send(State.set_columns_for_team())
            assert (await manager.state(State)).own is False
        async with Tab(role="viewer") as viewer:
            await viewer.send(State.open())
            assert await shown(viewer) == ([*USUAL, "email"], len(USUAL) + 1)
            state: Any = await viewer.state(State)
            assert (state.compact, state.own) == (True, False)
            await viewer.send(State.choose_column("email", False))
            assert (await viewer.state(State)).own
            await viewer.send(State.set_columns_for_team())  # it may not
            await viewer.send(State.reset_columns())
            assert (await shown(viewer))[0] == [*USUAL, "email"]

    run(action)
