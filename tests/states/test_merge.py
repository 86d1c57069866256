"""The page of a merge without a browser: what the server believes, and whom."""

from typing import Any

from clientapp.access.permissions import Role
from clientapp.customers.duplicates.merge_state import MAY_NOT, CustomerMergeState
from clientapp.ledger.recording import Actor
from tests.contacts.people import customer
from tests.customers.writing import values_of
from tests.states.harness import Tab, run


def address(*ids: int) -> str:
    """The page of the merge of these customers."""
    return f"/customers/merge?ids={','.join(map(str, ids))}"


def results(state: Any) -> dict[str, str]:
    """What each field that differs will be."""
    return {row.label: row.result for row in state.rows}


def test_the_result_follows_what_is_chosen_and_which_one_stays(sqlite: str, actor: Actor) -> None:
    first = customer(actor, "One", email="one@example.com")
    second = customer(actor, "Two", email="two@example.com", website="two.example")

    async def story() -> None:
        async with Tab(address(first, second)) as tab:
            await tab.send(CustomerMergeState.open())
            state = await tab.state(CustomerMergeState)
            assert results(state)["Email"] == "one@example.com"
            assert results(state)["Website"] == "two.example"
            await tab.send(CustomerMergeState.choose("website", first))
            await tab.send(CustomerMergeState.keep(second))
            state = await tab.state(CustomerMergeState)
            assert results(state)["Email"] == "two@example.com"
            assert results(state)["Website"] == ""
            await tab.send(CustomerMergeState.merge())
            assert values_of(first)["trashed_at"] is not None
            assert values_of(second)["email"] == "two@example.com"
            assert values_of(second)["website"] is None

    run(story)


def test_a_warning_is_kept_wherever_it_stands(sqlite: str, actor: Actor) -> None:
    first, second = customer(actor, "One"), customer(actor, "Two", do_not_service=True)

    async def story() -> None:
        async with Tab(address(first, second)) as tab:
            await tab.send(CustomerMergeState.open())
            assert results(await tab.state(CustomerMergeState))["Do not service"] == "Yes"

    run(story)


def test_what_is_not_on_the_page_is_not_chosen(sqlite: str, actor: Actor) -> None:
    ids = [customer(actor, name) for name in ("One", "Two", "Three")]

    async def story() -> None:
        async with Tab(address(*ids[:2])) as tab:
            await tab.send(CustomerMergeState.open())
            before = results(await tab.state(CustomerMergeState))
            for event in (
                CustomerMergeState.choose("number", ids[1]),
                CustomerMergeState.choose("primary contact", ids[2]),
                CustomerMergeState.keep(ids[2]),
            ):
                await tab.send(event)
            assert results(await tab.state(CustomerMergeState)) == before
            await tab.send(CustomerMergeState.merge())
        assert [values_of(each)["trashed_at"] is None for each in ids] == [True, False, True]

    run(story)


def test_who_may_not_merge_is_told_so_and_changes_nothing(sqlite: str, actor: Actor) -> None:
    ids = [customer(actor, name) for name in ("One", "Two")]

    async def story() -> None:
        async with Tab(address(*ids), role=Role.OFFICE) as tab:
            await tab.send(CustomerMergeState.open())
            assert (await tab.state(CustomerMergeState)).refused == MAY_NOT
            await tab.send(CustomerMergeState.merge())
        assert [values_of(each)["trashed_at"] for each in ids] == [None, None]

    run(story)


def test_the_values_stand_in_the_order_of_the_customers_whatever_the_database_says(
    any_database: str, actor: Actor
) -> None:
    ids = [customer(actor, name) for name in ("One", "Two", "Three")]
    asked = [ids[2], ids[0], ids[1]]

    async def story() -> None:
        async with Tab(address(*asked)) as tab:
            await tab.send(CustomerMergeState.open())
            state: Any = await tab.state(CustomerMergeState)
            assert [column.id for column in state.columns] == asked
            assert state.rows
            for row in state.rows:
                assert [choice.record_id for choice in row.choices] == asked, row.label

    run(story)
