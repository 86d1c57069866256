"""The record of a customer around its form, as states: shown, acted on, undone, looked back at."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from clientapp.bulk.report_state import ReportState
from clientapp.customers.commands import create_customer, update_customer
from clientapp.customers.reading import read_values
from clientapp.customers.record.record_state import CustomerHistoryState as History
from clientapp.customers.record.record_state import CustomerPastState as Past
from clientapp.customers.record.record_state import CustomerPresenceState as Presence
from clientapp.customers.record.record_state import CustomerRecordState as State
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.live import presence
from clientapp.live.boards import Visitor
from clientapp.models import Operation, User
from tests.customers.bulk import trash_customer
from tests.states.harness import Tab, run

ANA = {"first_name": "Ana", "last_name": "Reyes", "city": "Benton"}
WRONG_IDS = (0, -1, 2**62, 2)


@pytest.fixture
def customer(sqlite: str, actor: Actor) -> int:
    presence.board.cache_clear()
    with transaction() as session:
        created = create_customer(session, actor, ANA)
        update_customer(session, actor, created, {"city": "Conway", "email": "a@example.com"}, 1)
        return created


def stored(customer: int) -> dict[str, Any]:
    with reading() as session:
        return read_values(session, [customer])[customer]


async def opened(customer: int, tab: Tab) -> None:
    tab.path = f"/customers/edit/{customer}"
    await tab.send(State.open())
    await tab.send(Presence.open())


async def said(tab: Tab) -> str:
    return (await tab.state(ReportState)).text


def test_the_header_has_its_warnings_and_the_foot_what_the_system_notes(customer: int) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await opened(customer, tab)
            state = await tab.state(State)
            assert list(state.warnings) == []
            assert "by" not in state.created.split()  # whoever created it is no user
            with transaction() as session:
                flags = {"bad_debt": True, "bad_debt_reason": "Cheque returned"}
                user = session.exec(select(User)).one()
                update_customer(session, Actor(user.id, user.name, "web"), customer, flags, 2)
            await tab.send(State.refresh())
            state = await tab.state(State)
            assert [tuple(each) for each in state.warnings] == [("Bad debt", "Cheque returned")]
            assert state.modified.endswith(f" by {user.name}")

    run(action)


def test_a_record_is_shown_with_its_history(customer: int) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await opened(customer, tab)
            state = await tab.state(State)
            assert (state.name, state.number, state.active) == ("Ana Reyes", "C-000001", True)
            assert state.is_open
            assert (state.found, state.problem, state.in_trash) == (True, "", "")
            newest = (await tab.state(History)).entries[0]
            assert [line.text for line in newest.lines] == [
                "Email set to a@example.com",
                "City from Benton to Conway",
            ]
            assert newest.undoable
            assert all(line.undoable for line in newest.lines)

    run(action)


@pytest.mark.parametrize("path", ["999", "abc", "-1", "1e3", "9" * 30, "%00", "²"])
def test_what_is_no_customer_is_said_to_be_none_and_nothing_is_done_to_it(
    customer: int, path: str
) -> None:
    async def action() -> None:
        async with Tab(f"/customers/edit/{path}") as tab:
            await tab.send(State.open())
            await tab.send(Presence.open())
            assert (await tab.state(State)).found is False
            await tab.send(State.deactivate())
            await tab.send(State.ask_delete())
            await tab.send(State.confirm_delete())
            await tab.send(State.restore())
            await tab.send(Presence.look_around("1:1:x"))
            await tab.send(Past.look_back({"day": "2026-01-01"}))
            assert (await tab.state(Past)).note == "It did not exist yet."
            assert stored(customer)["version"] == 2

    run(action)


def test_one_field_is_undone_and_the_toast_takes_that_back(customer: int) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await opened(customer, tab)
            line = (await tab.state(History)).entries[0].lines[1]
            await tab.send(History.put_back(line.change_id, line.field))
            assert (stored(customer)["city"], stored(customer)["email"]) == (
                "Benton",
                "a@example.com",
            )
            assert await said(tab) == "City is put back"
            await tab.send(ReportState.undo())
            assert stored(customer)["city"] == "Conway"

    run(action)


def test_an_entry_is_undone_as_a_whole(customer: int) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await opened(customer, tab)
            await tab.send(History.undo((await tab.state(History)).entries[0].operation_id))
            assert (stored(customer)["city"], stored(customer)["email"]) == ("Benton", None)

    run(action)


@pytest.mark.parametrize("role", ["viewer", "office"])
def test_who_may_not_undo_a_colleagues_change_undoes_nothing(customer: int, role: str) -> None:
    async def action() -> None:
        async with Tab(role=role) as tab:
            await opened(customer, tab)
            newest = (await tab.state(History)).entries[0]
            assert newest.undoable is False
            assert not any(line.undoable for line in newest.lines)
            await tab.send(History.undo(newest.operation_id))
            for line in newest.lines:
                await tab.send(History.put_back(line.change_id, line.field))
            assert stored(customer)["version"] == 2

    run(action)


@pytest.mark.parametrize("wrong", WRONG_IDS)
def test_ids_that_this_history_does_not_show_undo_nothing(customer: int, wrong: int) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await opened(customer, tab)
            await tab.send(History.undo(wrong + 1_000 if wrong == 2 else wrong))
            await tab.send(History.put_back(wrong, "city"))
            await tab.send(History.put_back(wrong, "no such field"))
            assert stored(customer)["city"] == "Conway"

    run(action)


def test_deactivate_and_activate_are_done_at_once_and_undone_from_the_toast(customer: int) -> None:
    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(customer, tab)
            await tab.send(State.deactivate())
            assert await said(tab) == "Ana Reyes is inactive now"
            assert stored(customer)["status"] == "inactive"
            await tab.send(ReportState.undo())
            assert stored(customer)["status"] == "active"
            await tab.send(State.deactivate())
            await tab.send(State.activate())
            assert await said(tab) == "Ana Reyes is active now"
            assert stored(customer)["status"] == "active"

    run(action)


def test_delete_asks_says_what_goes_and_leads_back_to_the_list(customer: int) -> None:
    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(customer, tab)
            await tab.send(State.confirm_delete())  # nobody asked yet
            assert stored(customer)["trashed_at"] is None
            await tab.send(State.ask_delete())
            goes = (await tab.state(State)).goes
            assert goes.startswith("Ana Reyes goes to Trash with 1 contact. 1 place stays.")
            await tab.send(State.cancel())
            await tab.send(State.confirm_delete())
            assert stored(customer)["trashed_at"] is None
            await tab.send(State.ask_delete())
            await tab.send(State.confirm_delete())
            assert stored(customer)["trashed_at"] is not None
            assert [event.name for event in tab.called()] == ["_call_script", "_redirect"]
            assert await said(tab) == "Ana Reyes moved to Trash"

    run(action)


def test_in_trash_it_says_who_moved_it_and_is_restored_by_who_may(customer: int) -> None:
    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(customer, tab)
            await tab.send(State.ask_delete())
            await tab.send(State.confirm_delete())
            await opened(customer, tab)
            state = await tab.state(State)
            assert "moved this customer to Trash just now" in state.in_trash
            assert state.may_restore
            await tab.send(State.restore())
            assert stored(customer)["trashed_at"] is None
            assert await said(tab) == "Ana Reyes is restored"

    run(action)


def test_the_office_does_not_restore_what_a_colleague_moved_to_trash(
    customer: int, actor: Actor
) -> None:
    trash_customer(transaction, actor, customer)

    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(customer, tab)
            assert (await tab.state(State)).may_restore is False
            await tab.send(State.restore())
            assert stored(customer)["trashed_at"] is not None
            assert "a manager can restore it" in await said(tab)

    run(action)


def test_a_viewer_changes_nothing(customer: int) -> None:
    async def action() -> None:
        async with Tab(role="viewer") as tab:
            await opened(customer, tab)
            for event in (State.deactivate, State.ask_delete, State.confirm_delete, State.restore):
                await tab.send(event())
            assert stored(customer)["version"] == 2
            assert (await tab.state(State)).goes == ""

    run(action)


def test_who_else_is_here_is_said_and_ends_when_they_leave(customer: int) -> None:
    async def action() -> None:
        async with Tab() as tab:
            tom = Visitor(98, "Tom Reed")
            presence.arrive("customer", customer, "another tab", tom)
            presence.arrive("customer", customer, "a third", Visitor(99, "Una Bell"))
            await opened(customer, tab)
            state = await tab.state(Presence)
            assert (state.here, state.initials) == ("TR and 1 more are here too", "TR")
            assert state.names == "Tom Reed and Una Bell are here too"
            presence.leave("customer", customer, "a third")
            await tab.send(Presence.look_around(""))
            assert (await tab.state(Presence)).here == "TR is here too"
            mine = presence.arrive("customer", customer, "another tab", tom)
            assert len(mine) == 1
            await tab.send(Presence.leave())
            assert len(presence.arrive("customer", customer, "another tab", tom)) == 1
            tab.path = "/customers/overview"
            await tab.send(Presence.leave())
            assert presence.arrive("customer", customer, "another tab", tom) == []

    run(action)


def test_what_somebody_else_changed_is_said_and_the_header_follows(
    customer: int, actor: Actor
) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await opened(customer, tab)
            base = f"{customer}:2:token"
            await tab.send(Presence.look_around(base))
            assert (await tab.state(Presence)).news == ""
            with transaction() as session:
                update_customer(session, actor, customer, {"first_name": "Anna"}, 2)
            await tab.send(Presence.look_around(base))
            state = await tab.state(Presence)
            assert state.news == "Ana Reyes changed First name just now. Saving merges it."
            assert state.news_of == base
            assert (await tab.state(State)).name == "Anna Reyes"
            for opened_by in (
                f"{customer}:3:token",
                "2:1:x",
                "",
                "::",
                f"{customer}:²:x",
                "x" * 99,
            ):
                await tab.send(Presence.look_around(opened_by))
                assert (await tab.state(Presence)).news == ""

    run(action)


def test_what_differs_from_today_is_marked(customer: int) -> None:
    with transaction() as session:
        session.get_one(Operation, 1).started_at -= timedelta(days=2)

    async def action() -> None:
        async with Tab() as tab:
            await opened(customer, tab)
            yesterday = datetime.now(UTC).astimezone().date() - timedelta(days=1)
            await tab.send(Past.look_back({"day": yesterday.isoformat()}))
            state = await tab.state(Past)
            assert state.note == "2 fields changed since."
            assert {each for each in state.fields if each.differs} == {
                ("City", "Benton", "Conway", True),
                ("Email", "", "a@example.com", True),
            }

    run(action)


def test_the_record_as_it_was_on_a_date(customer: int) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await opened(customer, tab)
            today = datetime.now(UTC).astimezone().date()
            for day, note in (
                (today, "Every field was as it is now."),
                (today - timedelta(days=1), "It did not exist yet."),
                (today + timedelta(days=1), "This day has not come yet."),
            ):
                await tab.send(Past.look_back({"day": day.isoformat()}))
                state = await tab.state(Past)
                assert (state.note, bool(state.fields)) == (note, day == today)
                assert state.title.startswith("Ana Reyes as it was on ")
            for nonsense in ("", "yesterday", "0001-01-01", "9999-12-31"):
                await tab.send(Past.look_back({"day": nonsense}))
                assert (await tab.state(Past)).fields == []
            await tab.send(Past.close())
            assert (await tab.state(Past)).title == ""

    run(action)
