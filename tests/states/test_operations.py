"""Operations as states: listed, opened, and undone by whoever may."""

import pytest
from sqlmodel import select

from clientapp import routes
from clientapp.access.gate import FORBIDDEN
from clientapp.bulk.report_state import ReportState
from clientapp.customers.commands import update_customer
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor, begin
from clientapp.models import Customer, OperationStatus, Status
from clientapp.operations.list_state import OperationListState as List
from clientapp.operations.operation_state import OperationState as State
from clientapp.trash.commands import purge
from tests.states.desk import add, in_trash, set_status, signed_in, trash
from tests.states.harness import Tab, run

MARK = Actor(None, "Mark Kent", "command line")


@pytest.fixture
def customers(any_database: str, actor: Actor) -> list[int]:
    return add(actor, [f"Harbor Tap Room {at:03d}" for at in range(60)])


def inactive() -> set[int]:
    with reading() as session:
        found = session.exec(select(Customer.id).where(Customer.status == Status.INACTIVE))
        return {row_id or 0 for row_id in found}


def edit(actor: Actor, customer_id: int) -> None:
    """Activate one customer by hand, which has been written twice before."""
    with transaction() as session:
        update_customer(session, actor, customer_id, {"status": "active"}, 2)


def test_operations_are_listed_newest_first_and_found_by_label_or_person(
    customers: list[int], actor: Actor
) -> None:
    trash(MARK, customers[:2])

    async def action() -> None:
        async with Tab(routes.OPERATIONS) as tab:
            await tab.send(List.open())
            state = await tab.state(List)
            assert [row.label for row in state.rows] == [
                "Delete of 2 customers",
                "Import of list.csv",
            ]
            newest = state.rows[0]
            assert (newest.who, newest.source, newest.records) == ("Mark Kent", "Command line", "2")
            assert (newest.status, state.status) == ("Done", "2 operations")
            for search, found in (("mark", 1), ("import LIST", 1), ("customers", 1), ("100%", 0)):
                await tab.send(List.search_for(search))
                assert len((await tab.state(List)).rows) == found, search

    run(action)


def test_an_operation_shows_its_facts_and_what_it_did_to_each_record(
    customers: list[int], actor: Actor
) -> None:
    operation = set_status(actor, customers)

    async def action() -> None:
        async with Tab(f"{routes.operation(operation)}?page=2") as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            view = state.view
            assert (view.label, view.count) == (
                "Status set to Inactive on 60 customers",
                "60 customers",
            )
            assert (view.shown, view.page, view.pages) == ("51–60 of 60", 2, 2)
            assert {fact.label: fact.text for fact in view.facts}["By"] == "Ana Reyes"
            first = state.rows[0]
            assert (first.name, first.address) == ("Harbor Tap Room 050", routes.customer(first_id))
            assert first.words == ["Status from Active to Inactive"]
            await tab.send(State.turn_page(99))
            assert f"{routes.operation(operation)}?page=2" in str(tab.called())

    first_id = customers[50]
    run(action)


@pytest.mark.parametrize("odd", ["999999", "abc", "-1", "1e3", "9" * 30])
def test_what_is_no_operation_is_said_to_be_none(customers: list[int], odd: str) -> None:
    async def action() -> None:
        async with Tab(f"/operations/{odd}") as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            assert (state.opened, state.view.id, state.rows) == (odd, 0, [])

    run(action)


def test_undo_asks_then_names_what_it_left_and_says_so_again_later(
    customers: list[int], actor: Actor
) -> None:
    operation = set_status(actor, customers)
    edit(MARK, customers[3])

    async def action() -> None:
        async with Tab(routes.operation(operation)) as tab:
            await tab.send(State.open())
            await tab.send(State.ask_undo())
            state = await tab.state(State)
            assert state.asking
            assert "60 customers back as far as they were not edited since" in state.view.undo_words
            await tab.send(State.cancel_undo())
            assert not (await tab.state(State)).asking
            assert len(inactive()) == 59
            await tab.send(State.undo())
            toast = await tab.state(ReportState)
            assert (toast.text, toast.undoable) == ("Undone: 59 put back; 1 edited since", True)
            assert inactive() == set()
        async with Tab(routes.operation(operation), role="viewer") as later:
            await later.send(State.open())
            view = (await later.state(State)).view
            assert (view.status, view.may_undo) == ("Undone", False)
            assert view.report.restored == "59 customers were put back."
            left = view.report.left[0]
            assert left.reason == "1 left as they are: edited since"
            assert left.names == [("Harbor Tap Room 003", routes.customer(customers[3]))]
        async with Tab(routes.operation(view.undone_by), role="manager") as undo:
            await undo.send(State.open())
            shown = (await undo.state(State)).view
            assert shown.report.left == view.report.left
            await undo.send(State.undo())
            assert len(inactive()) == 59

    run(action)


def test_an_undo_that_could_put_nothing_back_says_what_it_left(
    customers: list[int], actor: Actor
) -> None:
    operation = set_status(actor, customers[:1])
    edit(MARK, customers[0])

    async def action() -> None:
        async with Tab(routes.operation(operation)) as tab:
            await tab.send(State.open())
            await tab.send(State.undo())
            view = (await tab.state(State)).view
            assert (view.status, view.undone_by) == ("Done", 0)
            assert view.report.restored == "Nothing was put back."
            assert view.report.left[0].names[0][0] == "Harbor Tap Room 000"
            assert not (await tab.state(ReportState)).undoable

    run(action)


@pytest.mark.parametrize(
    ("role", "own", "others"),
    [("viewer", False, False), ("office", True, False), ("manager", True, True)],
)
def test_one_undoes_one_s_own_and_a_manager_anybody_s(
    customers: list[int], role: str, own: bool, others: bool
) -> None:
    async def action() -> None:
        async with Tab(routes.OPERATIONS, role=role) as tab:
            mine, theirs = trash(signed_in(role), customers[:1]), trash(MARK, customers[1:2])
            for operation, allowed in ((mine, own), (theirs, others)):
                tab.path = routes.operation(operation)
                await tab.send(State.open())
                assert (await tab.state(State)).view.may_undo == allowed
                before = in_trash()
                await tab.send(State.ask_undo())
                await tab.send(State.undo())
                assert (FORBIDDEN in str(tab.called())) == (role == "viewer")
                assert (len(in_trash()) == len(before) - 1) == allowed

    run(action)


def test_a_purge_cannot_be_undone_and_an_import_can(customers: list[int], actor: Actor) -> None:
    trash(actor, customers[:2])
    gone = purge(transaction, actor, "customer", customers[:2]).operation_id or 0

    async def action() -> None:
        async with Tab(routes.operation(gone)) as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            assert not state.view.may_undo
            assert [(row.name, row.address, row.words) for row in state.rows] == [
                (f"Customer {row_id}", "", ["Deleted for good"]) for row_id in customers[:2]
            ]
            await tab.send(List.open())
            imported = (await tab.state(List)).rows[-1]
            tab.path = routes.operation(imported.id)
            await tab.send(State.open())
            state = await tab.state(State)
            assert (imported.label, state.view.may_undo) == ("Import of list.csv", True)
            assert "moves 60 customers to Trash" in state.view.undo_words

    run(action)


def test_what_runs_or_was_cut_off_says_so(customers: list[int], actor: Actor) -> None:
    with transaction() as session:
        running = begin(session, actor, "bulk edit", "Category set to VIP on 9,000 customers")
        running.rows = 2_000
    stopped = set_status(actor, customers[:7])
    with transaction() as session:
        session.get_one(type(running), stopped).status = OperationStatus.STOPPED

    async def action() -> None:
        async with Tab(routes.operation(running.id or 0)) as tab:
            await tab.send(State.open())
            view = (await tab.state(State)).view
            assert (view.running, view.count, view.may_undo) == (True, "2,000 customers", False)
            tab.path = routes.operation(stopped)
            await tab.send(State.open())
            view = (await tab.state(State)).view
            assert (view.stopped, view.status, view.count) == (True, "Stopped", "7 customers")
            await tab.send(State.undo())
            assert inactive() == set()

    run(action)
