"""A list of one kind of record inside the record of another, as a state."""

from functools import cache
from typing import Any, ClassVar

import pytest
import reflex as rx
from sqlalchemy import update
from sqlmodel import col

from clientapp.access.permissions import Permission
from clientapp.bulk.selection import Selection
from clientapp.customers.queries import CUSTOMERS
from clientapp.database import reading, transaction
from clientapp.desk.related_state import RelatedState
from clientapp.ledger.recording import Actor, now
from clientapp.models import Customer, Organization
from tests.customers.many import option
from tests.states.desk import add
from tests.states.harness import Tab, run

FIRST, SECOND = "/organizations/edit/1", "/organizations/edit/2"


@cache
def related() -> Any:
    """The customers of an organization; made late, since every state is known to the whole run."""

    class CustomersInsideState(RelatedState, rx.State):
        KIND: ClassVar = "customer"
        THROUGH: ClassVar = "organization"
        TICKS: ClassVar = Permission.EDIT

    return CustomersInsideState


@pytest.fixture
def inside(sqlite: str, actor: Actor) -> list[int]:
    """Eighty customers: the first sixty of one organization, three of another."""
    ids = add(actor, [f"Firm {at:02d}" for at in range(80)])
    with transaction() as session:
        for at in (1, 2):
            session.add(
                Organization(id=at, name=f"Holding {at}", created_at=now(), modified_at=now())
            )
        session.flush()
        for of, some in ((1, ids[:60]), (2, ids[60:63])):
            own = update(Customer).where(col(Customer.id).in_(some))
            session.connection().execute(own.values(organization_id=of))
        vip = update(Customer).where(col(Customer.id).in_([*ids[10:14], ids[70]]))
        session.connection().execute(vip.values(category_id=option("category", "VIP")))
    return ids


def names(state: Any) -> list[str]:
    return [row[1] for row in state.rows]


def test_only_the_records_of_the_one_that_the_url_names_are_shown(inside: list[int]) -> None:
    async def action() -> None:
        async with Tab(FIRST) as tab:
            await tab.send(related().open())
            state = await tab.state(related())
            assert (len(state.rows), state.status) == (50, "60 customers")
            assert state.shown == "1–50 of 60"
            assert (names(state)[0], state.bulk, state.chips) == ("Firm 00", True, [])
            assert [column[1] for column in state.columns][:2] == ["Kind", "Industry"]

    run(action)


def test_searched_filtered_sorted_and_turned_it_stays_inside_and_no_url_follows(
    inside: list[int],
) -> None:
    vip = str(option("category", "VIP"))

    async def action() -> None:
        async with Tab(FIRST) as tab:
            await tab.send(related().open())
            await tab.send(related().turn_page(2))
            state = await tab.state(related())
            assert (names(state)[0], state.shown) == ("Firm 50", "51–60 of 60")
            assert tab.called() == []
            await tab.send(related().sort_by("name"))
            assert names(await tab.state(related()))[0] == "Firm 59"
            await tab.send(related().search_for("firm 7"))
            assert names(await tab.state(related())) == []
            await tab.send(related().search_for(""))
            await tab.send(related().open_filter("category", 0))
            offered = {label: count for _v, label, count in (await tab.state(related())).choices}
            assert offered["VIP"] == 4
            await tab.send(related().choose(vip, True))
            state = await tab.state(related())
            assert (len(state.rows), state.status) == (4, "4 customers")
            assert [chip.text for chip in state.chips] == ["Category: VIP"]
            assert tab.called() == []

    run(action)


def test_a_filter_on_the_same_field_lets_nothing_else_in(inside: list[int]) -> None:
    async def action() -> None:
        async with Tab(FIRST) as tab:
            await tab.send(related().open())
            await tab.send(related().open_filter("organization", 0))
            await tab.send(related().choose("2", True))
            state = await tab.state(related())
            assert (state.status, names(state)[0]) == ("60 customers", "Firm 00")

    run(action)


def test_everything_that_is_selected_is_everything_inside(inside: list[int]) -> None:
    async def action() -> Selection:
        async with Tab(FIRST) as tab:
            await tab.send(related().open())
            await tab.send(related().select_everything())
            await tab.send(related().tick(inside[0], False, False))
            state = await tab.state(related())
            assert state.chosen == 59
            return state._selection()

    selection = run(action)
    with reading() as session:
        assert selection.all(session, CUSTOMERS) == inside[1:60]


def test_another_record_begins_anew(inside: list[int]) -> None:
    async def action() -> None:
        async with Tab(FIRST) as tab:
            await tab.send(related().open())
            await tab.send(related().search_for("firm 1"))
            await tab.send(related().tick(inside[10], True, False))
            tab.path = SECOND
            await tab.send(related().open())
            state = await tab.state(related())
            assert names(state) == ["Firm 60", "Firm 61", "Firm 62"]
            assert (state.search, state.chosen, state.status) == ("", 0, "3 customers")

    run(action)


def test_who_may_not_edit_ticks_nothing(inside: list[int]) -> None:
    async def action() -> None:
        async with Tab(FIRST, role="viewer") as tab:
            await tab.send(related().open())
            await tab.send(related().tick(inside[0], True, False))
            state = await tab.state(related())
            assert (len(state.rows), state.bulk, state.chosen) == (50, False, 0)

    run(action)
