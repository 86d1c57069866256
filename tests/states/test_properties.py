"""Properties as states: the list, the record and its parts, as a browser may ask for them."""

import json

import pytest

from clientapp.access.gate import FORBIDDEN
from clientapp.database import transaction
from clientapp.ledger.recording import Actor
from clientapp.properties.list_state import PropertyListState as List
from clientapp.properties.parts_state import HandOverState, PropertyCustomersState
from clientapp.properties.record_state import PropertyFormState as Form
from clientapp.properties.record_state import PropertyHistoryState
from clientapp.properties.record_state import PropertyRecordState as State
from clientapp.properties.resources import TICK, save_resource
from clientapp.properties.resources_state import HIDDEN, ResourcesState
from tests.organizations.writing import create
from tests.properties.writing import (
    ELM,
    TODAY,
    add_customers,
    add_property,
    hand,
    owners,
    site_of,
    update,
    values_of,
)
from tests.states.harness import Tab, run

CODE = "4711#"


@pytest.fixture
def place(sqlite: str, actor: Actor) -> int:
    return add_property(actor, name="Elm House", **ELM)


async def opened(place: int, tab: Tab) -> None:
    tab.path = f"/properties/edit/{place}"
    for each in (State, Form, PropertyCustomersState, HandOverState, ResourcesState):
        await tab.send(each.open())


def gate_code(actor: Actor, place: int) -> int:
    values = {"name": "Gate code", "value": CODE}
    with transaction() as session:
        save_resource(session, actor, place, None, values, {}, is_secret=True, may_look=True)
    return 1


def everything_sent(tab: Tab) -> str:
    return str([update.delta for update in tab.updates])


def test_the_list_shows_searches_and_counts(place: int, actor: Actor) -> None:
    add_property(actor, name="Oak House")

    async def action() -> None:
        async with Tab("/properties") as tab:
            await tab.send(List.open())
            state = await tab.state(List)
            assert ([row.name for row in state.rows], state.status) == (
                ["Elm House", "Oak House"],
                "2 properties",
            )
            await tab.send(List.search_for("12 elm"))
            assert [row.name for row in (await tab.state(List)).rows] == ["Elm House"]

    run(action)


def test_the_pen_opens_the_fields_and_a_save_closes_them(place: int) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await opened(place, tab)
            assert not (await tab.state(Form)).unlocked
            await tab.send(Form.unlock())
            form = await tab.state(Form)
            assert form.unlocked
            await tab.send(Form.save({**form.values, "name": "Elm Court", "typed": "name:1"}))
            assert not (await tab.state(Form)).unlocked
            assert (await tab.state(State)).name == "Elm Court"

    run(action)
    assert values_of(place)["name"] == "Elm Court"


def test_two_sessions_that_choose_an_organization_are_asked_with_its_name(
    place: int, actor: Actor
) -> None:
    oak, pine = create(actor, "Oak Hotels", "Pine Hotels")

    async def action() -> None:
        async with Tab() as tab:
            await opened(place, tab)
            await tab.send(Form.unlock())
            values = (await tab.state(Form)).values
            update(actor, place, 1, organization=oak)
            mine = {"organization": f"{pine}\tPine Hotels", "typed": "organization:1"}
            await tab.send(Form.save({**values, **mine}))
            (question,) = (await tab.state(Form)).questions
            asked = str(question)
            assert "Organization" in asked
            assert "Oak Hotels" in asked
            assert "Pine Hotels" in asked

    run(action)
    assert values_of(place)["organization"] == oak


def test_it_is_handed_over_and_the_owner_so_far_is_former(place: int, actor: Actor) -> None:
    first, second = add_customers(actor, "Alder Bakery", "Birch Bar")
    site = site_of(first)
    hand(actor, site, first, TODAY.replace(year=TODAY.year - 1))

    async def action() -> None:
        async with Tab() as tab:
            await opened(site, tab)
            await tab.send(HandOverState.add())
            state = await tab.state(HandOverState)
            asked = {**state.values, "drawn": state.opened}
            await tab.send(HandOverState.save(asked | {"customer": ""}))
            assert "customer" in (await tab.state(HandOverState)).problems
            chosen = {"customer": f"{second}\tBirch Bar", "from_date": TODAY.isoformat()}
            await tab.send(HandOverState.save(asked | chosen))
            await tab.send(PropertyCustomersState.refresh())
            cards = (await tab.state(PropertyCustomersState)).cards
            assert [(card.name, card.standing) for card in cards] == [
                ("Birch Bar", ""),
                ("Alder Bakery", "Former"),
            ]

    run(action)
    assert [who for who, _from, _until in owners(site)] == [first, second]


def test_a_viewer_hands_nothing_over_and_gives_nobody_a_role(place: int, actor: Actor) -> None:
    (customer,) = add_customers(actor, "Alder Bakery")
    chosen = {"customer": f"{customer}\tAlder Bakery", "role": "owner", "from_date": "2026-01-01"}

    async def action() -> None:
        async with Tab(role="viewer") as tab:
            await opened(place, tab)
            for event in (HandOverState.save(chosen), PropertyCustomersState.save(chosen)):
                await tab.send(event)
                assert FORBIDDEN in str(tab.called())

    run(action)
    assert owners(place) == []


def test_a_gate_code_is_in_no_frame_until_it_is_asked_for(place: int, actor: Actor) -> None:
    code = gate_code(actor, place)

    async def action() -> None:
        async with Tab() as tab:
            await opened(place, tab)
            await tab.send(ResourcesState.open())
            state = await tab.state(ResourcesState)
            assert [(card.name, card.value) for card in state.cards] == [("Gate code", HIDDEN)]
            assert CODE not in everything_sent(tab)
            await tab.send(ResourcesState.edit(code))
            assert CODE not in everything_sent(tab)
            await tab.send(ResourcesState.show(code))
            assert tab.sent("seen") == CODE
            await tab.send(ResourcesState.hide())
            assert tab.sent("seen") == ""
            await tab.send(State.refresh())
            assert CODE not in everything_sent(tab)
            newest = (await tab.state(PropertyHistoryState)).entries[0]
            assert (newest.lines[0].text, newest.many) == ("Gate code seen", "")

    run(action)


def test_who_lacks_the_permission_never_sees_a_gate_code(place: int, actor: Actor) -> None:
    code = gate_code(actor, place)

    async def action() -> None:
        async with Tab(role="viewer") as tab:
            await opened(place, tab)
            for event in (
                *(State.open(), Form.open(), ResourcesState.open(), ResourcesState.refresh()),
                *(ResourcesState.edit(code), ResourcesState.show(code)),
            ):
                await tab.send(event)
                assert CODE not in everything_sent(tab)
            assert FORBIDDEN in str(tab.called())
            assert (await tab.state(ResourcesState)).seen == ""

    run(action)


def test_another_name_leaves_the_value_that_was_not_typed(place: int, actor: Actor) -> None:
    code = gate_code(actor, place)

    async def action() -> None:
        async with Tab() as tab:
            await opened(place, tab)
            await tab.send(ResourcesState.edit(code))
            state = await tab.state(ResourcesState)
            assert state.values["value"] == ""
            typed = json.dumps({"name": "Gate code"})
            form = {"name": "Gate", TICK: "on", "drawn": state.opened, "typed": typed}
            await tab.send(ResourcesState.save({**state.values, **form}))
            await tab.send(ResourcesState.refresh())
            (card,) = (await tab.state(ResourcesState)).cards
            assert (card.name, card.value, card.is_secret) == ("Gate", HIDDEN, True)
            await tab.send(ResourcesState.show(code))
            assert tab.sent("seen") == CODE

    run(action)
