"""The contacts of a customer, as states: shown, added, edited, shared, removed."""

import json
from typing import Any

import pytest

from clientapp.bulk.report_state import ReportState
from clientapp.contacts.commands import save_contact
from clientapp.contacts.queries import contact_values, contacts_of
from clientapp.customers.commands import create_customer
from clientapp.customers.record.parts_state import CustomerContactsState as State
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from tests.states.harness import Tab, run

ANA = {"first_name": "Ana", "last_name": "Reyes", "city": "Benton"}
KIM = {"first_name": "Kim", "last_name": "Lee", "phone": "(501) 555-0180"}


@pytest.fixture
def customer(sqlite: str, actor: Actor) -> int:
    with transaction() as session:
        return create_customer(session, actor, ANA)


@pytest.fixture
def kim(customer: int, actor: Actor) -> int:
    """A second contact of the customer."""
    write(actor, customer, None, KIM)
    return next(each.id for each in stored(customer) if each.name == "Kim Lee")


def write(actor: Actor, customer: int, contact: int | None, values: dict[str, Any]) -> None:
    with transaction() as session:
        save_contact(session, actor, customer, contact, values, {}, is_primary=False)


def stored(customer: int) -> list[Any]:
    with reading() as session:
        return contacts_of(session, customer)


def texts(customer: int, contact: int) -> dict[str, str]:
    with reading() as session:
        return contact_values(session, customer, contact) or {}


async def opened(tab: Tab, customer: int) -> None:
    tab.path = f"/customers/edit/{customer}"
    await tab.send(State.open())


async def saved(tab: Tab, changed: dict[str, str], **was: str) -> None:
    """Press "Save contact" after changing fields that held `was`, empty unless said."""
    state = await tab.state(State)
    begun = {name: was.get(name, "") for name in changed}
    form = {"drawn": state.opened, "typed": json.dumps(begun)}
    await tab.send(State.save(state.values | changed | form))


async def said(tab: Tab) -> str:
    return (await tab.state(ReportState)).text


def test_the_primary_contact_comes_first_with_what_reaches_them(customer: int, kim: int) -> None:
    async def action() -> None:
        async with Tab(role="viewer") as tab:
            await opened(tab, customer)
            state = await tab.state(State)
            assert state.is_open
            assert [(card.name, card.is_primary) for card in state.cards] == [
                *(("Ana Reyes", True), ("Kim Lee", False)),
            ]
            assert state.cards[1].phone == "(501) 555-0180"
            assert state.cards[1].phone_link == "tel:+15015550180"

    run(action)


def test_a_contact_is_added_and_the_toast_takes_it_back(customer: int) -> None:
    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(tab, customer)
            await tab.send(State.add())
            assert (await tab.state(State)).ticks == {"primary": False}
            await saved(tab, {"first_name": "Kim", "email": "kim@example.com"})
            assert await said(tab) == "Kim is saved"
            assert (await tab.state(State)).opened == ""
            assert [each.email for each in stored(customer)] == ["", "kim@example.com"]
            await tab.send(ReportState.undo())
            assert [each.name for each in stored(customer)] == ["Ana Reyes"]

    run(action)


def test_the_second_press_of_a_double_click_adds_nobody(customer: int) -> None:
    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(tab, customer)
            await tab.send(State.add())
            form = {"drawn": (await tab.state(State)).opened, "typed": "{}", "last_name": "Lee"}
            await tab.send(State.save(form))
            await tab.send(State.save(form))
            assert len(stored(customer)) == 2

    run(action)


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_saved(
    customer: int, kim: int
) -> None:
    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(tab, customer)
            await tab.send(State.edit(kim))
            drawn = (await tab.state(State)).opened
            await saved(tab, {"email": "kim@", "phone": "12"}, phone=KIM["phone"])
            state = await tab.state(State)
            assert set(state.problems) == {"email", "phone"}
            assert state.opened == drawn, "the inputs stay as they are"
            assert texts(customer, kim)["phone"] == KIM["phone"]
            assert tab.called()[-1].name == "_call_script"

    run(action)


def test_only_what_was_changed_is_written(customer: int, kim: int, actor: Actor) -> None:
    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(tab, customer)
            await tab.send(State.edit(kim))
            write(actor, customer, kim, {"job_title": "Owner"})
            await saved(tab, {"email": "kim@example.com"})
            assert texts(customer, kim)["job_title"] == "Owner"
            assert texts(customer, kim)["email"] == "kim@example.com"

    run(action)


def test_a_field_that_two_changed_is_asked_about_and_then_replaced(
    customer: int, kim: int, actor: Actor
) -> None:
    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(tab, customer)
            await tab.send(State.edit(kim))
            write(actor, customer, kim, {"note": "Call first"})
            await saved(tab, {"note": "Ring twice"})
            assert (await tab.state(State)).problems == {
                "note": "Changed meanwhile to Call first. Saving again replaces that."
            }
            assert texts(customer, kim)["note"] == "Call first"
            await saved(tab, {"note": "Ring twice"})
            assert texts(customer, kim)["note"] == "Ring twice"

    run(action)


def test_the_tick_moves_and_cannot_be_taken_from_the_only_one(customer: int, kim: int) -> None:
    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(tab, customer)
            await tab.send(State.edit(kim))
            await saved(tab, {"primary": "on"}, primary="false")
            assert [each.name for each in stored(customer) if each.is_primary] == ["Kim Lee"]
            await tab.send(State.edit(kim))
            state = await tab.state(State)
            assert state.ticks == {"primary": True}
            form = {"drawn": state.opened, "typed": '{"primary": "true"}'}
            await tab.send(State.save(state.values | form))
            assert set((await tab.state(State)).problems) == {"primary"}
            assert [each.name for each in stored(customer) if each.is_primary] == ["Kim Lee"]

    run(action)


def test_somebody_of_another_customer_is_found_used_and_said_to_be_shared(
    customer: int, actor: Actor
) -> None:
    ana = stored(customer)[0].id
    with transaction() as session:
        other = create_customer(session, actor, {"first_name": "Tom", "last_name": "Ott"})

    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(tab, other)
            await tab.send(State.add())
            await tab.send(State.find("ana reyes"))
            assert [found.id for found in (await tab.state(State)).found] == [ana]
            await tab.send(State.use(ana))
            assert await said(tab) == "Ana Reyes is added"
            assert {each.name for each in stored(other)} == {"Tom Ott", "Ana Reyes"}
            await tab.send(State.edit(ana))
            assert (await tab.state(State)).also.startswith("Also at Ana Reyes.")

    run(action)


def test_a_contact_is_removed_but_not_the_primary_one(customer: int, kim: int) -> None:
    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(tab, customer)
            await tab.send(State.remove(kim))
            assert await said(tab) == "Kim Lee is removed"
            assert len(stored(customer)) == 1
            await tab.send(ReportState.undo())
            assert len(stored(customer)) == 2
            await tab.send(State.remove(stored(customer)[0].id))
            assert "primary contact" in await said(tab)
            assert len(stored(customer)) == 2

    run(action)


def test_ten_are_shown_until_all_are_asked_for(customer: int, actor: Actor) -> None:
    for at in range(12):
        write(actor, customer, None, {"last_name": f"Person {at:02d}"})

    async def action() -> None:
        async with Tab(role="viewer") as tab:
            await opened(tab, customer)
            state = await tab.state(State)
            assert (state.count, len(state.cards)) == (13, 10)
            await tab.send(State.show_all())
            assert len((await tab.state(State)).cards) == 13

    run(action)


@pytest.mark.parametrize("wrong", [0, -1, 2**62])
def test_ids_of_nobody_here_do_nothing(customer: int, kim: int, wrong: int) -> None:
    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(tab, customer)
            await tab.send(State.remove(wrong))
            await tab.send(State.use(wrong))
            if wrong:
                await tab.send(State.edit(wrong))
                assert (await tab.state(State)).opened == ""
            await tab.send(State.save({"drawn": f"{customer}:{wrong + 99}:x", "typed": "{}"}))
            assert [each.name for each in stored(customer)] == ["Ana Reyes", "Kim Lee"]

    run(action)


def test_a_contact_of_another_customer_cannot_be_edited_or_removed_from_here(
    customer: int, kim: int, actor: Actor
) -> None:
    with transaction() as session:
        other = create_customer(session, actor, {"first_name": "Tom", "last_name": "Ott"})

    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(tab, other)
            await tab.send(State.edit(kim))
            assert (await tab.state(State)).opened == ""
            await tab.send(State.remove(kim))
            forged = {"drawn": f"{other}:{kim}:x", "typed": '{"note": ""}', "note": "forged"}
            await tab.send(State.save(forged))
            await tab.send(State.save(forged | {"drawn": f"{customer}:{kim}:x"}))
            assert texts(customer, kim)["note"] == ""
            assert len(stored(customer)) == 2

    run(action)


def test_an_open_dialog_comes_back_when_the_server_has_forgotten_it(
    customer: int, kim: int
) -> None:
    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(tab, customer)
            await tab.send(State.edit(kim))
            state = await tab.state(State)
            drawn = state.opened
            await tab.send(State.open())
            assert (await tab.state(State)).opened == drawn, "nothing was lost: inputs stay"
            state._loaded, state.values = "", {}
            await tab.send(State.open())
            again = await tab.state(State)
            assert again.values["phone"] == KIM["phone"]
            assert again.opened.startswith(f"{customer}:{kim}:")
            assert again.opened != drawn
            tab.path = "/customers/edit/999"
            await tab.send(State.open())
            assert (await tab.state(State)).opened == ""

    run(action)
