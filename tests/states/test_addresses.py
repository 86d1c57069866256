"""The addresses of a customer, as states: shown, added, ticked, shared, and how one gets in."""

import json
from typing import Any

import pytest

from clientapp.addresses.commands import save_address
from clientapp.addresses.queries import address_values, addresses_of
from clientapp.addresses.state import AddressesState as State
from clientapp.bulk.report_state import ReportState
from clientapp.customers.commands import create_customer
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from tests.states.harness import Tab, run

ANA = {"first_name": "Ana", "last_name": "Reyes"}
OAK = {"street": "12 Oak Ct", "city": "Benton", "state": "AR", "postal_code": "72015"}
ELM = {"street": "4 Elm St", "city": "Conway", "state": "AR", "postal_code": "72032"}
DOOR = {"access_name": "Kim Lee", "access_phone": "(501) 555-0180", "access_notes": "Side door"}


@pytest.fixture
def customer(sqlite: str, actor: Actor) -> int:
    """With one address, which is billed and a site."""
    with transaction() as session:
        return create_customer(session, actor, ANA | OAK)


def write(actor: Actor, customer: int, values: dict[str, Any], **ticks: bool) -> int:
    """Add an address; its id."""
    chosen: dict[str, Any] = {"is_billing": False, "is_site": True} | ticks
    with transaction() as session:
        save_address(session, actor, customer, None, values, {}, **chosen)
    return max(each.id for each in stored(customer))


def stored(customer: int) -> list[Any]:
    with reading() as session:
        return addresses_of(session, customer)


def texts(customer: int, address: int) -> dict[str, str]:
    with reading() as session:
        return address_values(session, customer, address) or {}


def only(customer: int, tick: str) -> list[str]:
    return [each.title for each in stored(customer) if getattr(each, tick)]


async def opened(tab: Tab, customer: int) -> None:
    tab.path = f"/customers/edit/{customer}"
    await tab.send(State.open())


async def saved(tab: Tab, changed: dict[str, str | None], **was: str) -> None:
    """Press "Save address" after changing what held `was`, empty unless said; None unticks."""
    state = await tab.state(State)
    begun = {name: was.get(name, "") for name in changed}
    form = {name: text for name, text in (state.values | changed).items() if text is not None}
    ticks = {name: "on" for name, ticked in state.ticks.items() if ticked and name not in changed}
    typed = {"drawn": state.opened, "typed": json.dumps(begun)}
    await tab.send(State.save(form | ticks | typed))


async def said(tab: Tab) -> str:
    return (await tab.state(ReportState)).text


def test_a_card_says_what_an_address_is_and_where(customer: int, actor: Actor) -> None:
    write(actor, customer, ELM | DOOR | {"label": "Rear kitchen"})

    async def action() -> None:
        async with Tab(role="viewer") as tab:
            await opened(tab, customer)
            first, second = (await tab.state(State)).cards
            assert (first.title, first.place) == ("12 Oak Ct", "Benton, AR 72015")
            assert (first.is_billing, first.is_site, first.is_primary_site) == (True, True, True)
            assert (second.title, second.place) == ("Rear kitchen", "4 Elm St, Conway, AR 72032")
            assert (first.has_access, second.has_access) == (False, True)

    run(action)


def test_access_information_is_shown_to_everybody(customer: int, actor: Actor) -> None:
    elm = write(actor, customer, ELM | DOOR)

    async def action() -> None:
        async with Tab(role="viewer") as tab:
            await opened(tab, customer)
            await tab.send(State.show_access(elm))
            access = (await tab.state(State)).access
            assert (access.id, access.title, access.name) == (elm, "4 Elm St", "Kim Lee")
            assert access.phone_link == "tel:+15015550180"
            await tab.send(State.close_access())
            assert (await tab.state(State)).access.id == 0
            tab.path = "/customers/edit/999"
            await tab.send(State.show_access(elm))
            assert (await tab.state(State)).access.id == 0

    run(action)


def test_a_new_address_is_asked_for_as_at_home_and_is_a_site(customer: int) -> None:
    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(tab, customer)
            await tab.send(State.add())
            state = await tab.state(State)
            assert state.values["country"] == "United States"
            assert [line.label for line in state.lines] == [
                *("Address street", "Address line 2"),
                *("Address city", "Address state", "Address ZIP"),
            ]
            assert ("AR", "Arkansas") in state.states
            assert [name for name, ticked in state.ticks.items() if ticked] == ["is_site"]
            await saved(tab, dict(ELM))
            assert await said(tab) == "4 Elm St is saved"
            assert only(customer, "is_billing") == ["12 Oak Ct"]
            assert len(only(customer, "is_site")) == 2
            await tab.send(ReportState.undo())
            assert len(stored(customer)) == 1

    run(action)


def test_another_country_is_asked_for_in_its_own_order_and_words(customer: int) -> None:
    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(tab, customer)
            await tab.send(State.add())
            drawn = (await tab.state(State)).opened
            await tab.send(State.choose_country("Germany"))
            state = await tab.state(State)
            assert [line.label for line in state.lines if line.used] == [
                *("Address street", "Address line 2", "Address postcode", "Address city"),
            ]
            assert [line.name for line in state.lines if line.required] == [
                *("street", "postal_code", "city"),
            ]
            assert state.opened == drawn, "what is typed stays"
            await saved(tab, {"street": "Hauptstr. 1", "country": "Germany"})
            assert (await tab.state(State)).problems == {
                "postal_code": "Germany: an address needs a postcode",
                "city": "Germany: an address needs a city",
            }

    run(action)


def test_what_an_address_lacks_stands_beside_its_fields(customer: int) -> None:
    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(tab, customer)
            await tab.send(State.add())
            wrong: dict[str, str | None] = {"latitude": "north", "access_email": "kim@"}
            await saved(tab, {"city": "Conway", **wrong})
            assert set((await tab.state(State)).problems) == {"latitude"}
            await saved(tab, {"city": "Conway", "access_email": "kim@"})
            assert set((await tab.state(State)).problems) == {
                *("street", "state", "postal_code", "access_email"),
            }
            assert len(stored(customer)) == 1

    run(action)


def test_an_odd_zip_is_saved_and_doubted(customer: int) -> None:
    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(tab, customer)
            await tab.send(State.add())
            await saved(tab, {**ELM, "postal_code": "7203"})
            assert await said(tab) == "4 Elm St is saved. A US ZIP code has 5 or 9 digits"

    run(action)


def test_ticks_move_and_one_of_each_stays(customer: int, actor: Actor) -> None:
    elm = write(actor, customer, ELM)

    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(tab, customer)
            await tab.send(State.edit(elm))
            await saved(tab, {"is_billing": "on", "is_primary_site": "on"})
            assert only(customer, "is_billing") == ["4 Elm St"]
            assert only(customer, "is_primary_site") == ["4 Elm St"]
            for tick in ("is_billing", "is_primary_site"):
                await tab.send(State.edit(elm))
                await saved(tab, {tick: None})
                problems = (await tab.state(State)).problems
                assert set(problems) == {tick}
                assert "on another address instead" in problems[tick]
            assert only(customer, "is_primary_site") == ["4 Elm St"]

    run(action)


def test_the_billing_address_becomes_a_site_too(customer: int, actor: Actor) -> None:
    elm = write(actor, customer, ELM)

    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(tab, customer)
            await tab.send(State.same_as_billing())
            assert await said(tab) == "The billing address is a site already"
            await tab.send(State.edit(elm))
            await saved(tab, {"is_billing": "on", "is_site": None})
            assert only(customer, "is_site") == ["12 Oak Ct"]
            await tab.send(State.same_as_billing())
            assert await said(tab) == "The billing address is a site now"
            assert len(only(customer, "is_site")) == 2

    run(action)


def test_a_place_of_another_customer_is_used_and_said_to_be_shared(
    customer: int, actor: Actor
) -> None:
    oak = stored(customer)[0].id
    with transaction() as session:
        other = create_customer(session, actor, {"first_name": "Tom", "last_name": "Ott"})

    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(tab, other)
            await tab.send(State.find("12 oak"))
            assert [found.id for found in (await tab.state(State)).found] == [oak]
            await tab.send(State.use(oak))
            assert await said(tab) == "12 Oak Ct is added"
            await tab.send(State.open())
            assert (await tab.state(State)).cards[0].others == "also used by Ana Reyes"
            await tab.send(State.edit(oak))
            assert (await tab.state(State)).also.startswith("Also used by Ana Reyes.")
            await saved(tab, {"access_notes": "Ring twice"})
            assert texts(customer, oak)["access_notes"] == "Ring twice"

    run(action)


def test_an_address_is_removed_but_not_the_billed_one(customer: int, actor: Actor) -> None:
    elm = write(actor, customer, ELM)

    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(tab, customer)
            await tab.send(State.remove(elm))
            assert await said(tab) == "4 Elm St is removed"
            await tab.send(ReportState.undo())
            assert len(stored(customer)) == 2
            await tab.send(State.remove(stored(customer)[0].id))
            assert "billing address" in await said(tab)
            assert len(stored(customer)) == 2

    run(action)


@pytest.mark.parametrize("role", ["viewer", "office"])
def test_an_address_of_another_customer_cannot_be_changed_from_here(
    customer: int, actor: Actor, role: str
) -> None:
    oak = stored(customer)[0].id
    with transaction() as session:
        other = create_customer(session, actor, {"first_name": "Tom", "last_name": "Ott"})

    async def action() -> None:
        async with Tab(role=role) as tab:
            await opened(tab, other)
            await tab.send(State.edit(oak))
            assert (await tab.state(State)).opened == ""
            await tab.send(State.remove(oak))
            forged = {"drawn": f"{other}:{oak}:x", "typed": '{"label": ""}', "label": "forged"}
            await tab.send(State.save(forged))
            assert texts(customer, oak)["label"] == ""
            assert len(stored(customer)) == 1

    run(action)
