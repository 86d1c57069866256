"""The movement of a list as a state: a day, three views, and what was asked for last."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import update as change
from sqlmodel import col, select

from clientapp import routes
from clientapp.customers.desk.list_state import CustomerListState as List
from clientapp.customers.movement.state import CustomerMovementState as State
from clientapp.customers.movement.state import today
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.models import Customer, Operation
from tests.customers.many import add_all
from tests.customers.writing import update
from tests.states.desk import set_status, trash
from tests.states.harness import Tab, run

DAY = (datetime.now(UTC) - timedelta(days=3)).date().isoformat()
TOWNS = ("Benton", "Conway")


@pytest.fixture
def customers(any_database: str, actor: Actor) -> list[int]:
    """Sixty customers of a month ago, half of them in Benton."""
    names = ({"company_name": f"Firm {at:02d}", "city": TOWNS[at % 2]} for at in range(60))
    ids = add_all(actor, names)
    long_ago = datetime.now(UTC) - timedelta(days=30)
    with transaction() as session:
        session.connection().execute(change(Operation).values(started_at=long_ago))
        session.connection().execute(change(Customer).values(created_at=long_ago))
    return ids


def page(query: str = "") -> str:
    return f"{routes.MOVEMENT}?since={DAY}{query}"


def newest() -> int:
    with reading() as session:
        return session.exec(select(Operation.id).order_by(col(Operation.id).desc())).first() or 0


def redirected(tab: Tab) -> dict[str, str]:
    """The parameters of the address that the browser was sent to."""
    (event,) = (each for each in tab.called() if each.name == "_redirect")
    query: dict[str, list[Any]] = parse_qs(urlsplit(str(event.payload["path"])).query)
    return {name: values[0] for name, values in query.items()}


def test_a_row_says_who_came_in_by_which_edit(customers: list[int], actor: Actor) -> None:
    update(actor, customers[1], 1, city="Benton")
    edit = newest()

    async def action() -> None:
        async with Tab(page("&city=benton")) as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            assert [(view.number, view.words) for view in state.views] == [
                ("1", "came in"),
                ("0", "went out"),
                ("30", "on the list then"),
            ]
            (row,) = state.moved
            assert (row.id, row.name, row.lines) == (
                customers[1],
                "Firm 01",
                ["City from Conway to Benton"],
            )
            assert (row.address, row.who) == (routes.operation(edit), "Ana Reyes")
            assert state.filters == ["City: Benton"]
            assert state.list_address == f"{routes.CUSTOMERS}?city=benton"

    run(action)


def test_who_went_out_is_paged_and_who_is_in_trash_says_so(
    customers: list[int], actor: Actor
) -> None:
    set_status(actor, customers[1:])
    trash(actor, customers[:1])

    async def action() -> None:
        async with Tab(page("&view=out&status=active&size=25&page=99")) as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            assert (state.shown, state.page, state.pages) == ("51–60 of 60", 3, 3)
            await tab.send(State.jump({"page": "1"}))
            assert "page" not in redirected(tab)
            tab.path = page("&view=out&status=active&size=25")
            await tab.send(State.open())
            rows = (await tab.state(State)).moved
            assert [(row.name, row.in_trash) for row in rows[:2]] == [
                ("Firm 00", True),
                ("Firm 01", False),
            ]
            assert rows[0].lines == ["Moved to Trash"]
            assert rows[1].label == "Status set to Inactive on 59 customers"

    run(action)


def test_the_list_then_has_the_values_of_then(customers: list[int], actor: Actor) -> None:
    update(actor, customers[0], 1, company_name="Zebra", city="Cabot")

    async def action() -> None:
        async with Tab(page("&view=then")) as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            assert len(state.past) == 50
            assert (state.past[0].name, state.past[0].place) == ("Firm 00", "Benton")

    run(action)


@pytest.mark.parametrize(
    ("day", "complaint"),
    [("2026-02-30", "This is no day"), ("9999-01-01", "has not come yet"), ("", "Choose a day")],
)
def test_a_day_that_is_none_is_said_beside_the_box(
    customers: list[int], day: str, complaint: str
) -> None:
    async def action() -> None:
        async with Tab(page()) as tab:
            await tab.send(State.open())
            await tab.send(State.look({"since": day}))
            assert complaint in (await tab.state(State)).complaint
            assert tab.called() == []
            tab.path = f"{routes.MOVEMENT}?since={day}"
            await tab.send(State.open())
            state = await tab.state(State)
            assert (state.day, state.views, state.moved) == ("", [], [])

    run(action)


def test_another_day_keeps_view_and_filters(customers: list[int]) -> None:
    async def action() -> None:
        async with Tab(page("&view=out&status=active&page=2")) as tab:
            await tab.send(State.look({"since": "2024-02-29"}))
            assert redirected(tab) == {"since": "2024-02-29", "view": "out", "status": "active"}

    run(action)


def test_the_list_leads_to_its_movement_with_its_filters(customers: list[int]) -> None:
    async def action() -> None:
        async with Tab(f"{routes.CUSTOMERS}?status=active&q=firm&page=2") as tab:
            await tab.send(List.open())
            await tab.send(State.from_list())
            asked = redirected(tab)
            since = date.fromisoformat(asked.pop("since"))
            assert asked == {"view": "in", "q": "firm", "status": "active"}
            assert today() - since == timedelta(days=7)

    run(action)
