"""The list of probable duplicates as a state: scanned, filtered, dismissed."""

from typing import Any

import pytest
from sqlmodel import select

from clientapp.background.runner import run_all
from clientapp.bulk.report_state import ReportState
from clientapp.customers.duplicates import list_state
from clientapp.customers.duplicates.list_state import DuplicateListState as State
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.models import BackgroundWork, DuplicateDismissal
from tests.customers.many import add_all
from tests.merging.scanned import at, scan
from tests.states.desk import trash
from tests.states.harness import Tab, run

ADDRESS = "/duplicates"


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often a process was started; none is, a test does the work itself."""
    times: list[int] = []
    monkeypatch.setattr(list_state, "start_working", lambda: times.append(1))
    return times


@pytest.fixture
def customers(sqlite: str, actor: Actor) -> list[int]:
    """Three that are the same, and two others."""
    bluebird = at("7 Elm St", company_name="Bluebird", phone="(501) 555-0134", first_name="Ana")
    alder = {"company_name": "Alder", "street": "1 Main St", "city": "Benton"}
    return add_all(actor, [bluebird, bluebird, bluebird, alder, alder])


def shown(state: Any) -> list[str]:
    return [row[0] for row in state.rows]


def test_the_pairs_stand_there_with_both_sides_and_reasons(customers: list[int]) -> None:
    scan()

    async def action() -> None:
        async with Tab(ADDRESS) as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            first, second = customers[:2]
            row = state.rows[0]
            assert row.id == f"{first}-{second}"
            assert row.first[1:] == (
                *("Bluebird", "Ana", "C-000001", "7 Elm St, Cabot, 72023"),
                *("(501) 555-0134", ""),
            )
            assert row.reasons == ("Same phone", "Same name at the same address")
            assert (state.status, state.last_scan) == ("4 pairs", "Last scan just now")

    run(action)


def test_a_scan_is_followed_to_its_end_and_shows_what_it_found(
    customers: list[int], started: list[int]
) -> None:
    async def action() -> None:
        async with Tab(ADDRESS) as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            assert (state.scanned, state.scanning, state.rows) == (False, False, [])
            await tab.send(State.scan())
            state = await tab.state(State)
            assert (state.scanning, len(started)) == (True, 1)
            run_all(transaction)
            await tab.send(State.follow())
            state = await tab.state(State)
            assert (state.scanning, state.scanned, len(state.rows)) == (False, True, 4)
            assert state.status == "4 pairs"

    run(action)


def test_a_scan_that_nobody_does_is_started_again(
    customers: list[int], started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def action() -> None:
        async with Tab(ADDRESS) as tab:
            await tab.send(State.scan())
            await tab.send(State.follow())
            assert len(started) == 1
            monkeypatch.setattr(list_state, "PATIENCE_SECONDS", 0)
            await tab.send(State.follow())
            assert len(started) == 2

    run(action)


def test_a_pair_is_dismissed_and_the_toast_can_undo_it(customers: list[int]) -> None:
    scan()
    first, second = customers[:2]

    async def action() -> None:
        async with Tab(ADDRESS) as tab:
            await tab.send(State.open())
            await tab.send(State.dismiss(second, first))
            state = await tab.state(State)
            assert f"{first}-{second}" not in shown(state)
            assert state.status == "3 pairs"
            toast = await tab.state(ReportState)
            assert (toast.text, toast.undoable) == ("Marked as not the same", True)
            await tab.send(ReportState.undo())
            await tab.send(State.refresh())
            assert f"{first}-{second}" in shown(await tab.state(State))

    run(action)


def test_what_is_gone_meanwhile_is_said(customers: list[int], actor: Actor) -> None:
    scan()

    async def action() -> None:
        async with Tab(ADDRESS) as tab:
            await tab.send(State.open())
            trash(actor, [customers[0]])
            await tab.send(State.dismiss(customers[0], customers[1]))
            toast = await tab.state(ReportState)
            assert "in Trash, or gone" in toast.text
            assert (await tab.state(State)).status == "2 pairs"

    run(action)


def test_pairs_are_searched_and_the_url_says_so(customers: list[int]) -> None:
    scan()

    async def action() -> None:
        async with Tab(f"{ADDRESS}?q=alder") as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            assert shown(state) == [f"{customers[3]}-{customers[4]}"]
            await tab.send(State.search_for("blue"))
            assert len((await tab.state(State)).rows) == 3

    run(action)


def test_who_may_not_merge_sees_no_pair_and_asks_for_nothing(customers: list[int]) -> None:
    scan()

    async def action() -> None:
        async with Tab(ADDRESS, role="office") as tab:
            await tab.send(State.open())
            await tab.send(State.search_for("blue"))
            state = await tab.state(State)
            assert (state.allowed, state.rows) == (False, [])
            await tab.send(State.dismiss(customers[0], customers[1]))
            await tab.send(State.scan())
        with reading() as session:
            assert session.exec(select(DuplicateDismissal)).all() == []
            assert len(session.exec(select(BackgroundWork)).all()) == 1

    run(action)
