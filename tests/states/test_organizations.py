"""An organization and its members, as states: what a browser may and may not ask."""

import pytest

from clientapp.bulk.report_state import ReportState
from clientapp.ledger.recording import Actor
from clientapp.models import Customer
from clientapp.organizations.members_state import ALONE, OrganizationCustomersState
from clientapp.organizations.members_state import OrganizationCustomersMembers as Members
from clientapp.organizations.record_state import OrganizationFormState as Form
from clientapp.organizations.record_state import OrganizationRecordState as State
from tests.customers.many import add_all, add_many
from tests.organizations.writing import create, in_trash, owner_of, save, stored
from tests.states.harness import Tab, run


@pytest.fixture
def organization(sqlite: str, actor: Actor) -> int:
    return create(actor, "Oak Hotels")[0]


async def opened(organization: int, tab: Tab) -> None:
    tab.path = f"/organizations/edit/{organization}"
    await tab.send(State.open())
    await tab.send(Form.open())
    await tab.send(OrganizationCustomersState.open())


async def said(tab: Tab) -> str:
    return (await tab.state(ReportState)).text


def test_an_active_one_is_not_deleted_whatever_a_browser_asks(organization: int) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await opened(organization, tab)
            await tab.send(State.ask_delete())
            assert (await tab.state(State)).goes == ""
            assert await said(tab) == "Deactivate it first."
            await tab.send(State.confirm_delete())

    run(action)
    assert not in_trash(organization)


def test_one_that_was_reactivated_after_the_question_is_not_deleted(
    organization: int, actor: Actor
) -> None:
    save(actor, organization, status="inactive")

    async def action() -> None:
        async with Tab() as tab:
            await opened(organization, tab)
            await tab.send(State.ask_delete())
            assert "goes to Trash" in (await tab.state(State)).goes
            save(actor, organization, status="active")
            await tab.send(State.confirm_delete())
            assert await said(tab) == "Deactivate it first."

    run(action)
    assert not in_trash(organization)


def test_a_deactivation_and_a_deletion_say_who_stays(organization: int, actor: Actor) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await opened(organization, tab)
            await tab.send(State.ask_deactivate())
            assert (await tab.state(State)).stays == "It has no customers and no properties."
            add_all(actor, [{"street": "1 Oak Ct", "organization": organization}])
            await tab.send(State.ask_deactivate())
            assert (await tab.state(State)).stays == (
                "It has 1 customer and 0 properties. They stay as they are, and keep their "
                "organization."
            )
            await tab.send(State.deactivate())
            await tab.send(State.ask_delete())
            assert "Its 1 customer and 0 properties stay" in (await tab.state(State)).goes
            assert await said(tab) == "The Organization is deactivated successfully."

    run(action)
    assert stored(organization)["status"] == "inactive"


def test_the_read_view_has_the_fields_that_hold_something(organization: int, actor: Actor) -> None:
    save(actor, organization, website="oak.example")

    async def action() -> None:
        async with Tab() as tab:
            await opened(organization, tab)
            assert list((await tab.state(State)).filled) == [
                *(("Website", "oak.example"), ("Status", "Active")),
            ]

    run(action)


def test_members_are_added_by_id_and_what_is_no_id_is_left_out(
    organization: int, actor: Actor
) -> None:
    ids = add_many(actor, 3)

    async def action() -> None:
        async with Tab() as tab:
            await opened(organization, tab)
            await tab.send(Members.open_adding())
            await tab.send(Members.confirm_adding({"add-x": "on", "else": "on"}))
            assert (await tab.state(Members)).problem == "Tick somebody first"
            ticked = {f"add-{row_id}": "on" for row_id in ids[:2]}
            await tab.send(Members.confirm_adding(ticked))

    run(action)
    assert [owner_of(Customer, row_id) for row_id in ids] == [organization, organization, None]


def test_what_is_ticked_stays_when_another_text_is_searched(
    organization: int, actor: Actor
) -> None:
    alder, birch = add_all(actor, [{"company_name": "Alder Bar"}, {"company_name": "Birch Bar"}])

    async def found(tab: Tab) -> list[int]:
        return [each[0] for each in (await tab.state(Members)).found]

    async def action() -> None:
        async with Tab() as tab:
            await opened(organization, tab)
            await tab.send(Members.open_adding())
            await tab.send(Members.look_for("alder"))
            await tab.send(Members.tick_found(alder))
            await tab.send(Members.tick_found(99_999))
            await tab.send(Members.look_for("birch"))
            assert await found(tab) == [alder, birch]
            await tab.send(Members.tick_found(alder))
            await tab.send(Members.look_for("bir"))
            assert await found(tab) == [birch]

    run(action)


def test_the_office_adds_one_at_a_time(organization: int, actor: Actor) -> None:
    ids = add_many(actor, 2)

    async def action() -> None:
        async with Tab(role="office") as tab:
            await opened(organization, tab)
            await tab.send(Members.open_adding())
            await tab.send(Members.confirm_adding({f"add-{row_id}": "on" for row_id in ids}))
            assert (await tab.state(Members)).problem == ALONE
            await tab.send(Members.confirm_adding({f"add-{ids[0]}": "on"}))

    run(action)
    assert [owner_of(Customer, row_id) for row_id in ids] == [organization, None]


def test_a_viewer_adds_nobody(organization: int, actor: Actor) -> None:
    ids = add_many(actor, 1)

    async def action() -> None:
        async with Tab(role="viewer") as tab:
            await opened(organization, tab)
            await tab.send(Members.open_adding())
            await tab.send(Members.confirm_adding({f"add-{ids[0]}": "on"}))

    run(action)
    assert owner_of(Customer, ids[0]) is None
