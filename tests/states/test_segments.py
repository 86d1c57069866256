"""Segments as states: opened by their URL, changed, saved, for one person and for the team."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlmodel import Session, col, select

from clientapp.customers.columns import USUAL
from clientapp.customers.desk.list_state import CustomerListState as State
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.listing.listed import Listed, Sort
from clientapp.models import ListView, Organization, Segment, TeamView
from clientapp.segments import commands
from clientapp.segments.naming_state import NAME_INPUT
from clientapp.segments.segment import LISTS
from clientapp.segments.sidebar_state import SegmentsNavState
from clientapp.segments.state import GONE
from tests.states.desk import add, set_status
from tests.states.harness import Tab, run
from tests.trash.kinds import add_organizations, kinds_of_record

PATH = "/customers/overview"
OTHER = "viewer"
"""The role of a second user; the owner is the first."""


@pytest.fixture
def customers(sqlite: str, actor: Actor) -> None:
    ids = add(actor, ["Alder Bakery", "Alder Hotel", "Bluebird Café"])
    set_status(actor, ids[:1])


@pytest.fixture
def organizations(actor: Actor) -> Iterator[list[int]]:
    """A list of organizations, whether their room is wired or not."""
    before = LISTS.copy()
    live = col(Organization.trashed_at).is_(None)
    columns = (Organization.id, Organization.name_key, live)
    usual = {"name": Sort(Organization.name_key)}
    LISTS["organization"] = Listed("organization", *columns, "organization_search", usual)
    with kinds_of_record():
        yield add_organizations(actor, ["Pine Group", "Oak Hotels"])
    LISTS.clear()
    LISTS.update(before)


def save(
    actor: Actor,
    user_id: int = 1,
    name: str = "Inactive",
    query: str = "status=inactive&sort=-name",
    columns: str | None = None,
    *,
    shared: bool = False,
) -> int:
    with transaction() as session:
        stored = (user_id, "customer", name, query, columns, shared)
        return commands.save_segment(session, actor, *stored, may_share=True).segment_id


def set_default(actor: Actor, segment_id: int | None) -> None:
    with transaction() as session:
        commands.set_team_segment(session, actor, State.VIEW, segment_id)


def stored(read: Callable[[Session], Any]) -> Any:
    with reading() as session:
        return read(session)


def only_segment() -> Segment:
    return stored(lambda session: session.exec(select(Segment)).one())


async def opened(tab: Tab, query: str = "") -> Any:
    """The state after the page was opened, as the browser does it, with these parameters."""
    tab.path = f"{PATH}?{query}" if query else PATH
    await tab.send(State.open())
    return await tab.state(State)


def names(state: Any) -> list[str]:
    return [row.name for row in state.rows]


def gone_to(tab: Tab) -> list[str]:
    """The addresses that the browser was led to."""
    return [event.payload["path"] for event in tab.called() if event.name == "_redirect"]


def test_a_segment_is_opened_by_its_id_alone(customers: None, actor: Actor) -> None:
    async def action() -> None:
        async with Tab() as tab:
            segment_id = await asyncio.to_thread(save, actor)
            state = await opened(tab, f"segment={segment_id}")
            assert names(state) == ["Alder Bakery"]
            assert (state.segment.name, state.changed) == ("Inactive", False)
            assert (state.sort, state.descending) == ("name", True)

    run(action)


def test_a_change_is_said_stands_in_the_url_and_can_be_reset(customers: None, actor: Actor) -> None:
    async def action() -> None:
        async with Tab() as tab:
            segment_id = await asyncio.to_thread(save, actor)
            await opened(tab, f"segment={segment_id}")
            await tab.send(State.clear_filters())
            (address,) = gone_to(tab)
            assert address == f"{PATH}?segment={segment_id}&changed=1&sort=-name"
            state = await opened(tab, address.partition("?")[2])
            assert state.changed
            assert tab.all_sent("rows") == []
            assert names(state) == ["Bluebird Café", "Alder Hotel", "Alder Bakery"]
            await tab.send(State.reset_segment())
            assert gone_to(tab) == [f"{PATH}?segment={segment_id}"]
            assert not state.changed
            assert names(state) == ["Alder Bakery"]

    run(action)


def test_a_changed_link_shows_a_colleague_the_same(customers: None, actor: Actor) -> None:
    async def action() -> None:
        async with Tab() as tab:
            segment_id = await asyncio.to_thread(save, actor)
            state = await opened(tab, f"segment={segment_id}&changed=1&q=alder")
            assert names(state) == ["Alder Bakery", "Alder Hotel"]
            assert state.changed

    run(action)


def test_turning_a_page_or_its_size_changes_no_segment(customers: None, actor: Actor) -> None:
    async def action() -> None:
        async with Tab() as tab:
            segment_id = await asyncio.to_thread(save, actor)
            await opened(tab, f"segment={segment_id}")
            await tab.send(State.resize("25"))
            assert gone_to(tab) == [f"{PATH}?segment={segment_id}&size=25"]
            assert not (await tab.state(State)).changed

    run(action)


def test_typing_a_search_says_what_the_url_is_to_be(customers: None, actor: Actor) -> None:
    async def action() -> None:
        async with Tab() as tab:
            segment_id = await asyncio.to_thread(save, actor, 1, "Alders", "q=alder")
            state = await opened(tab, f"segment={segment_id}")
            assert state.full_query == f"segment={segment_id}&changed=1&q=alder"
            assert (await opened(tab, "status=active")).full_query == ""
            await opened(tab, f"segment={segment_id}")
            await tab.send(State.search_for("alder h"))
            assert names(state) == ["Alder Hotel"]
            assert state.changed
            await tab.send(State.search_for("alder"))
            assert not state.changed

    run(action)


def test_saving_stores_what_the_list_shows(customers: None, actor: Actor) -> None:
    async def action() -> None:
        async with Tab() as tab:
            segment_id = await asyncio.to_thread(save, actor)
            state = await opened(tab, f"segment={segment_id}&changed=1&q=alder")
            await tab.send(State.save_changes())
            assert gone_to(tab) == [f"{PATH}?segment={segment_id}"]
            assert not state.changed

    run(action)
    assert only_segment().query == "q=alder"


def test_a_list_is_saved_under_a_name_with_its_columns(customers: None) -> None:
    async def action() -> None:
        async with Tab() as tab:
            state = await opened(tab, "q=alder&sort=-name&page=1&size=25")
            await tab.send(State.ask_name("save"))
            form = {"name": " Alders  of mine ", "who": "team", "columns": "on"}
            await tab.send(State.name_segment(form))
            assert (state.naming, state.segment.name) == ("", "Alders of mine")
            assert gone_to(tab) == [f"{PATH}?segment={state.segment.id}&size=25"]

    run(action)
    segment = only_segment()
    assert (segment.query, segment.columns) == ("q=alder&sort=-name", ",".join(USUAL))
    assert segment.is_shared


def test_a_name_that_does_not_do_is_said_beside_the_field(customers: None, actor: Actor) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await asyncio.to_thread(save, actor)
            state = await opened(tab)
            await tab.send(State.ask_name("save"))
            await tab.send(State.name_segment({"name": " "}))
            assert (state.naming, state.naming_problem) == ("save", "A segment needs a name")
            await tab.send(State.name_segment({"name": "INACTIVE"}))
            assert state.naming_problem == "There is a segment named INACTIVE already"
            assert NAME_INPUT in str(tab.called())
            await tab.send(State.cancel_naming())
            assert state.naming == ""

    run(action)


def test_the_columns_of_a_segment_are_shown_while_it_is_open(customers: None, actor: Actor) -> None:
    async def action() -> None:
        async with Tab() as tab:
            segment_id = await asyncio.to_thread(save, actor, 1, "S", "", "phone,gone,email:200")
            state = await opened(tab, f"segment={segment_id}")
            assert state.column_names == ["phone", "email"]
            assert [len(row.cells) for row in state.rows] == [2, 2, 2]
            await tab.send(State.choose_column("phone", False))
            assert state.changed
            (address,) = gone_to(tab)
            assert address.endswith("&changed=1&columns=email%3A200")
            state = await opened(tab, f"segment={segment_id}&changed=1&columns=email:200")
            assert (state.column_names, state.changed) == (["email"], True)
            await tab.send(State.reset_columns())
            assert (state.column_names, state.changed) == (["phone", "email"], False)
            await tab.send(State.stand_close(True))
            state = await opened(tab, "q=alder")
            assert (tuple(state.column_names), state.compact) == (USUAL, True)

    run(action)
    assert stored(lambda session: session.exec(select(ListView.columns)).all()) == [None]


def test_without_columns_of_its_own_a_segment_leaves_the_reader_s(
    customers: None, actor: Actor
) -> None:
    async def action() -> None:
        async with Tab() as tab:
            segment_id = await asyncio.to_thread(save, actor)
            state = await opened(tab, f"segment={segment_id}")
            await tab.send(State.choose_column("email", True))
            assert tuple(state.column_names) == (*USUAL, "email")
            assert not state.changed

    run(action)


def test_the_team_s_list_opens_with_its_default_and_all_is_one_press_away(
    customers: None, actor: Actor
) -> None:
    async def action() -> None:
        async with Tab() as tab:
            segment_id = await asyncio.to_thread(lambda: save(actor, shared=True))
            await asyncio.to_thread(set_default, actor, segment_id)
            state = await opened(tab)
            assert names(state) == ["Alder Bakery"]
            assert (state.segment.is_default, state.changed) == (True, False)
            state = await opened(tab, "all=1")
            assert len(state.rows) == 3
            assert (state.segment.id, state.has_default) == (0, True)
            await tab.send(State.turn_tile("status", "active"))
            assert gone_to(tab) == [f"{PATH}?status=active"]
            await tab.send(State.clear_filters())
            assert gone_to(tab) == [f"{PATH}?all=1"]

    run(action)


def test_a_default_that_is_deleted_or_private_again_opens_nothing(
    customers: None, actor: Actor
) -> None:
    async def action() -> None:
        async with Tab() as tab:
            segment_id = await asyncio.to_thread(lambda: save(actor, shared=True))
            await opened(tab, f"segment={segment_id}")
            await tab.send(State.open_by_default(True))
            assert (await opened(tab)).segment.id == segment_id
            await tab.send(State.share_segment(False))
            state = await opened(tab)
            assert (state.segment.id, len(state.rows)) == (0, 3)
            await opened(tab, f"segment={segment_id}")
            await tab.send(State.share_segment(True))
            assert (await opened(tab)).segment.id == segment_id
            await tab.send(State.delete_segment())
            assert gone_to(tab) == [PATH]
            assert state.segment_problem == ""

    run(action)
    named = select(TeamView.segment_id).where(col(TeamView.name) == State.VIEW)
    assert stored(lambda session: session.exec(named).one()) == only_segment().id


def test_a_segment_that_is_not_there_is_said_above_the_plain_list(
    customers: None, actor: Actor
) -> None:
    async def action() -> None:
        async with Tab() as tab:
            mine = await asyncio.to_thread(save, actor)
            assert (await opened(tab, f"segment={mine}")).segment_problem == ""
        async with Tab(role=OTHER) as tab:
            state = await opened(tab, f"segment={mine}")
            assert (state.segment.id, state.segment_problem) == (0, GONE)
            assert len(state.rows) == 3
            state = await opened(tab, "segment=9999&changed=1&q=hotel")
            assert (names(state), state.segment_problem) == (["Alder Hotel"], GONE)
            assert (await opened(tab, "q=hotel")).segment_problem == ""

    run(action)


def test_who_may_not_share_neither_changes_nor_deletes_what_is_the_team_s(
    customers: None, actor: Actor
) -> None:
    async def action() -> None:
        async with Tab():
            segment_id = await asyncio.to_thread(lambda: save(actor, shared=True))
        async with Tab(role=OTHER) as other:
            state = await opened(other, f"segment={segment_id}&changed=1&q=alder")
            assert (state.segment.may_change, state.changed) == (False, True)
            await other.send(State.save_changes())
            await other.send(State.delete_segment())
            await other.send(State.ask_name("rename"))
            assert state.naming == ""
            await other.send(State.ask_name("save"))
            await other.send(State.name_segment({"name": "Mine", "who": "team"}))
            assert state.naming_problem.startswith("You may not make segments for the team.")
            await other.send(State.share_segment(True))

    run(action)
    kept = stored(lambda session: session.exec(select(Segment).order_by(col(Segment.id))).all())
    assert [(each.query, each.is_shared, each.trashed_at) for each in kept] == [
        ("status=inactive&sort=-name", True, None)
    ]


def test_the_sidebar_has_one_s_own_and_the_team_s_with_their_counts(
    customers: None, actor: Actor
) -> None:
    async def action() -> None:
        async with Tab() as tab:
            first = await asyncio.to_thread(save, actor)
            second = await asyncio.to_thread(
                lambda: save(actor, name="Alders", query="q=alder", shared=True)
            )
            tab.path = f"{PATH}?segment={second}"
            await tab.send(SegmentsNavState.open())
            state = await tab.state(SegmentsNavState)
            assert [tuple(line)[:3] for line in state.own["customer"]] == [(first, "Inactive", "1")]
            assert [tuple(line)[:3] for line in state.shared["customer"]] == [
                (second, "Alders", "2")
            ]
            assert state.current == second
            await tab.send(SegmentsNavState.open())
            assert tab.all_sent("own") == []
        async with Tab(role=OTHER) as tab:
            await tab.send(SegmentsNavState.open())
            state = await tab.state(SegmentsNavState)
            assert (state.own["customer"], len(state.shared["customer"])) == ([], 1)

    run(action)


def test_the_sidebar_has_the_segments_of_each_list_below_its_entry(
    customers: None, actor: Actor, organizations: list[int]
) -> None:
    async def action() -> None:
        async with Tab() as tab:
            stored = (1, "organization", "By name", "sort=-name", None, False)
            with transaction() as session:
                segment_id = commands.save_segment(session, actor, *stored).segment_id
            tab.path = f"/organizations?segment={segment_id}"
            await tab.send(SegmentsNavState.open())
            state = await tab.state(SegmentsNavState)
            href = f"/organizations?segment={segment_id}"
            assert [tuple(line) for line in state.own["organization"]] == [
                (segment_id, "By name", "2", href)
            ]
            assert (state.own["customer"], state.current) == ([], segment_id)
            # a link that does not say of what list it is a segment leads there
            tab.path = f"{PATH}?segment={segment_id}"
            await tab.send(State.open())
            assert href in str(tab.called())

    run(action)
