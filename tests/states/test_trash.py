"""Trash as states: seen by everybody, restored by whoever may, purged by the owner."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from clientapp.access.gate import FORBIDDEN
from clientapp.bulk.report_state import ReportState
from clientapp.bulk.selection_state import CLEARED
from clientapp.database import reading
from clientapp.formatting import day_label
from clientapp.ledger.recording import Actor
from clientapp.trash.operations_state import TrashOperationsState as Operations
from clientapp.trash.queries import trash_page
from clientapp.trash.state import TrashState as State
from tests.states.desk import add, how_many, in_trash, signed_in, trash
from tests.states.harness import Tab, run
from tests.trash.kinds import add_organizations, kinds_of_record, trash_organizations

OPERATIONS = "/trash?view=operations"


@pytest.fixture
def customers(any_database: str, actor: Actor) -> list[int]:
    return add(actor, [f"Harbor Tap Room {at:03d}" for at in range(60)])


def names(rows: list[Any]) -> list[str]:
    return [row.name for row in rows]


def move_of(customer: int) -> int:
    """The change that moved a customer to Trash, by which a row of the list is named."""
    with reading() as session:
        rows = trash_page(session, 1, 100)
    return next(row.move for row in rows if (row.kind, row.id) == ("customer", customer))


async def said(tab: Tab) -> tuple[str, bool, bool]:
    """What the toast says, whether it offers "Undo", and whether something was left."""
    toast = await tab.state(ReportState)
    return toast.text, toast.undoable, toast.partial


def test_a_row_says_who_moved_what_when_with_which_operation_and_until_when(
    customers: list[int], actor: Actor
) -> None:
    operation = trash(actor, customers[:1])

    async def action() -> None:
        async with Tab("/trash") as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            row = state.rows[0]
            assert (row.name, row.what) == ("Harbor Tap Room 000", "Customer C-000001")
            assert (row.who, row.when, row.operation_id) == ("Ana Reyes", "just now", operation)
            assert row.operation == "Delete of Harbor Tap Room 000"
            last_day = datetime.now(UTC) + timedelta(days=30)
            assert row.until == day_label(last_day, None)
            assert (state.status, state.days) == ("1 record", 30)

    run(action)


def test_the_url_says_what_is_searched_and_which_page(customers: list[int], actor: Actor) -> None:
    trash(actor, customers)

    async def action() -> None:
        async with Tab("/trash?q=room&page=2") as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            assert (state.status, state.shown) == ("60 records", "51–60 of 60")
            await tab.send(State.search_for("room 060"))  # 060 is its number
            assert names(tab.sent("rows")) == ["Harbor Tap Room 059"]

    run(action)


def test_by_operation_it_says_how_many_are_still_there(customers: list[int], actor: Actor) -> None:
    trash(actor, customers[:3])
    trash(actor, customers[3:5])

    async def action() -> None:
        async with Tab(OPERATIONS) as tab:
            await tab.send(State.open())
            await tab.send(Operations.open())
            assert (await tab.state(State)).rows == []
            await tab.send(State.restore(move_of(customers[0])))
            await tab.send(Operations.refresh())
            rows = (await tab.state(Operations)).rows
            assert [(row.label, row.left) for row in rows] == [
                ("Delete of 2 customers", "2 of 2"),
                ("Delete of 3 customers", "2 of 3"),
            ]
            await tab.send(Operations.search_for("3 cust"))
            assert (await tab.state(Operations)).status == "1 operation"

    run(action)


def test_a_viewer_sees_trash_and_can_do_nothing_to_it(customers: list[int], actor: Actor) -> None:
    operation = trash(actor, customers[:2])

    async def action() -> None:
        async with Tab("/trash", role="viewer") as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            assert (len(state.rows), state.bulk) == (2, False)
            assert not any(row.restorable or row.tickable for row in state.rows)
            for event in (
                State.restore(move_of(customers[0])),
                State.restore_ticked(),
                State.ask_purge(),
                State.purge(),
                Operations.restore_all(operation),
            ):
                await tab.send(event)
                assert FORBIDDEN in str(tab.called())
            assert in_trash() == set(customers[:2])

    run(action)


def test_office_restores_its_own_and_is_told_of_the_others(
    customers: list[int], actor: Actor
) -> None:
    async def action() -> None:
        async with Tab("/trash", role="office") as tab:
            trash(actor, customers[:2])
            trash(signed_in("office"), customers[2:4])
            await tab.send(State.open())
            state = await tab.state(State)
            mine = {row.id for row in state.rows if row.restorable}
            assert mine == {move_of(customer) for customer in customers[2:4]}
            assert mine == {row.id for row in state.rows if row.tickable}
            await tab.send(State.tick_page(True))
            assert (await tab.state(State)).chosen == 2
            await tab.send(State.restore_ticked())
            assert await said(tab) == ("2 customers restored", True, False)
            await tab.send(State.restore(move_of(customers[0])))
            text, undoable, partial = await said(tab)
            assert "moved to Trash by somebody else" in text
            assert (undoable, partial) == (False, True)
            assert in_trash() == set(customers[:2])

    run(action)


def test_a_manager_restores_anybody_s_and_undo_brings_them_back(
    customers: list[int], actor: Actor
) -> None:
    operation = trash(actor, customers[:4])

    async def action() -> None:
        async with Tab(OPERATIONS, role="manager") as tab:
            await tab.send(State.open())
            await tab.send(Operations.open())
            await tab.send(Operations.restore_all(operation))
            assert await said(tab) == ("4 customers restored", True, False)
            assert in_trash() == set()
            await tab.send(ReportState.undo())
            assert in_trash() == set(customers[:4])

    run(action)


def test_what_has_lost_its_external_id_to_another_stays_and_says_so(
    any_database: str, actor: Actor
) -> None:
    first = add(actor, ["Alder Bakery"], external_id="A-1")
    trash(actor, first)
    add(actor, ["Bluebird Café"], external_id="A-1")

    async def action() -> None:
        async with Tab("/trash") as tab:
            await tab.send(State.open())
            await tab.send(State.restore(move_of(first[0])))
            text, undoable, partial = await said(tab)
            assert "external ID taken" in text
            assert (undoable, partial) == (False, True)
            assert in_trash() == set(first)

    run(action)


def test_ticks_survive_a_page_and_are_cleared_by_a_search_that_says_so(
    customers: list[int], actor: Actor
) -> None:
    trash(actor, customers)

    async def action() -> None:
        async with Tab("/trash") as tab:
            await tab.send(State.open())
            await tab.send(State.tick_page(True))
            await tab.send(State.turn_page(2))
            state = await tab.state(State)
            assert (state.chosen, state.ticked) == (50, [])
            await tab.send(State.tick(state.rows[0].id, True, False))
            assert (await tab.state(State)).chosen_words == "51"
            await tab.send(State.search_for("room"))
            state = await tab.state(State)
            assert (state.chosen, state.cleared) == (0, CLEARED)

    run(action)


def test_only_an_owner_deletes_for_good_and_is_asked_first(
    customers: list[int], actor: Actor
) -> None:
    trash(actor, customers[:3])

    async def action() -> None:
        async with Tab("/trash", role="manager") as tab:
            await tab.send(State.open())
            await tab.send(State.tick_page(True))
            for event in (State.ask_purge(), State.purge()):
                await tab.send(event)
                assert FORBIDDEN in str(tab.called())
        async with Tab("/trash") as tab:
            await tab.send(State.open())
            await tab.send(State.tick_page(True))
            await tab.send(State.purge())  # nobody asked
            assert how_many() == 60
            await tab.send(State.ask_purge())
            await tab.send(State.cancel_purge())
            assert how_many() == 60
            await tab.send(State.ask_purge())
            assert (await tab.state(State)).asking
            await tab.send(State.purge())
            assert await said(tab) == ("3 customers deleted for good", False, False)
            state = await tab.state(State)
            assert (how_many(), state.rows, state.asking, state.busy) == (57, [], "", False)

    run(action)


def test_an_operation_that_there_is_not_is_said_not_to_be(customers: list[int]) -> None:
    async def action() -> None:
        async with Tab(OPERATIONS) as tab:
            await tab.send(Operations.restore_all(99_999))
            assert await said(tab) == ("There is no operation 99999.", False, True)
            assert not (await tab.state(Operations)).busy

    run(action)


def test_one_kind_stands_in_the_url_and_what_is_ticked_may_be_of_several(
    customers: list[int], actor: Actor
) -> None:
    async def action() -> None:
        async with Tab("/trash?kind=organization", role="viewer") as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            assert (names(state.rows), state.kind) == (["Pine Group"], "organization")
            assert (state.status, state.rows[0].what) == ("1 organization", "Organization")
            assert state.rows[0].url == f"/organizations/edit/{organization}"
        async with Tab("/trash?kind=segment") as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            assert (state.kind, state.status) == ("", "3 records")
            await tab.send(State.tick_page(True))
            await tab.send(State.ask_purge())
            assert (await tab.state(State)).asking == "2 customers and 1 organization"
            await tab.send(State.cancel_purge())
            await tab.send(State.restore_ticked())
            words = "2 customers restored; 1 organization restored"
            assert await said(tab) == (words, True, False)
            assert (await tab.state(State)).rows == []
            await tab.send(ReportState.undo())
            assert (await said(tab))[0] == "Undone: 3 put back"
            assert in_trash() == {*customers[:2]}

    with kinds_of_record():
        (organization,) = add_organizations(actor, ["Pine Group"])
        trash(actor, customers[:2])
        trash_organizations(actor, [organization])
        run(action)
