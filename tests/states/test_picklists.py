"""The settings as states: who may, and that whatever a browser sends is checked."""

from typing import Any

import pytest

from clientapp.access.gate import FORBIDDEN
from clientapp.administration.merge_state import MergeState
from clientapp.administration.numbers_state import NumbersState
from clientapp.administration.option_state import OptionState
from clientapp.administration.picklists_state import PicklistsState as State
from clientapp.bulk.report_state import ReportState
from clientapp.picklists.adding_state import AddingState
from tests.picklists.lists import customers, id_of, labels
from tests.states.harness import Tab, run

CATEGORY = "/settings/picklists?list=category"
NAMES = ["Standard", "VIP", "Contract"]
GONE = "This choice is not there any more."


@pytest.fixture(autouse=True)
def _database(sqlite: str) -> None:
    """A fresh database."""


async def said(tab: Tab) -> tuple[str, bool]:
    """What the toast says, and whether it offers "Undo"."""
    toast = await tab.state(ReportState)
    return toast.text, toast.undoable


def shown(state: Any) -> list[str]:
    return [row.label for row in state.rows]


def test_the_url_names_the_list_or_a_choice_of_it() -> None:
    vip = id_of("category", "VIP")

    async def action() -> None:
        async with Tab(CATEGORY) as tab:
            for path in (CATEGORY, "/settings/picklists", f"/settings/picklists?option={vip}"):
                tab.path = path
                await tab.send(State.open())
                state = await tab.state(State)
                named = path != "/settings/picklists"
                assert state.title == ("Category" if named else "Type")
            assert (state.extra_label, shown(state)) == ("Code", NAMES)
            tab.path = "/settings/picklists?list=passwords"
            await tab.send(State.open())
            assert (await tab.state(State)).picklist == "type"

    run(action)


def test_a_row_says_how_many_have_it_apart_from_those_in_trash(actor: Any) -> None:
    customers(actor, 3, category=id_of("category", "VIP"))

    async def action() -> None:
        async with Tab(CATEGORY) as tab:
            await tab.send(State.open())
            first, *_more, last = [rows for rows in tab.all_sent("rows") if rows]
            assert [row.used for row in first] == ["", "", ""]
            assert [row.used for row in last] == ["0", "3", "0"]
            assert [row.unused for row in last] == [True, False, True]
            await tab.send(State.delete(id_of("category", "VIP")))
            text, undoable = await said(tab)
            assert text.startswith("3 records have VIP")
            assert not undoable

    run(action)


def test_office_may_change_nothing_and_is_shown_nothing() -> None:
    vip = id_of("category", "VIP")

    async def action() -> None:
        async with Tab(CATEGORY, role="office") as tab:
            await tab.send(State.open())
            state = await tab.state(State)
            assert (state.lists, state.rows) == ([], [])
            await tab.send(NumbersState.open())
            assert not (await tab.state(NumbersState)).allowed
            for event in (
                State.refresh(),
                State.search_for("v"),
                State.move(vip, True),
                State.place(vip, 0),
                State.retire(vip, True),
                State.delete(vip),
                OptionState.add(),
                OptionState.edit(vip),
                OptionState.save({"label": "Gold"}),
                MergeState.ask(vip),
                MergeState.choose("1"),
                MergeState.merge(),
                NumbersState.save({"prefix": "K-", "width": "4"}),
                AddingState.ask("category", "field-category"),
                AddingState.add({"label": "Gold"}),
            ):
                await tab.send(event)
                assert FORBIDDEN in str(tab.called())
        assert labels("category") == NAMES

    run(action)


def test_ids_that_there_are_not_change_nothing_and_are_said() -> None:
    async def action() -> None:
        async with Tab(CATEGORY, role="manager") as tab:
            await tab.send(State.open())
            for event in (
                State.move(999, True),
                State.place(999, 0),
                State.place(id_of("category", "VIP"), id_of("industry", "Hotel")),
                State.retire(-1, True),
                State.delete(0),
                OptionState.edit(999),
            ):
                await tab.send(event)
                assert await said(tab) == (GONE, False)
            await tab.send(MergeState.ask(999))
            assert not (await tab.state(MergeState)).is_open
            await tab.send(OptionState.save({"label": "Gold"}))  # no dialog is open
            await tab.send(MergeState.merge())
            await tab.send(AddingState.add({"label": "Gold"}))
            await tab.send(AddingState.ask("passwords", "x"))
            assert not (await tab.state(AddingState)).is_open
        assert labels("category") == NAMES

    run(action)


def test_what_is_merged_is_said_first_and_a_choice_of_another_list_is_refused(actor: Any) -> None:
    vip, standard = id_of("category", "VIP"), id_of("category", "Standard")
    customers(actor, 2, category=vip)

    async def action() -> None:
        async with Tab(CATEGORY) as tab:
            await tab.send(State.open())
            await tab.send(MergeState.ask(vip))
            state = await tab.state(MergeState)
            assert dict(state.targets).keys() == {
                str(standard),
                str(id_of("category", "Contract")),
            }
            await tab.send(MergeState.choose(str(id_of("industry", "Hotel"))))
            assert (await tab.state(MergeState)).target == ""
            await tab.send(MergeState.choose(str(standard)))
            words = (await tab.state(MergeState)).words
            assert words.startswith("2 customers with “VIP” will have “Standard”.")
            await tab.send(MergeState.merge())
            assert await said(tab) == ("VIP merged into Standard: 2 records moved", True)
            assert labels("category") == ["Standard", "Contract"]
            await tab.send(ReportState.undo())
            assert labels("category") == NAMES

    run(action)


def test_the_dialog_writes_only_what_was_changed_in_it() -> None:
    vip = id_of("category", "VIP")

    async def action() -> None:
        async with Tab(CATEGORY) as tab:
            await tab.send(State.open())
            await tab.send(OptionState.edit(vip))
            assert (await tab.state(OptionState)).values["label"] == "VIP"
            await tab.send(OptionState.save({"label": "", "code": "V"}))
            state = await tab.state(OptionState)
            assert state.is_open
            assert state.problems == {"label": "A choice needs a name"}
            await tab.send(OptionState.save({"label": "VIP", "code": "V", "is_retired": "true"}))
            assert await said(tab) == ("VIP saved", True)
            assert shown(await tab.state(State)) == NAMES
            assert not (await tab.state(State)).rows[1].retired

    run(action)


def test_a_choice_from_a_form_is_chosen_there() -> None:
    async def action() -> None:
        async with Tab("/customers/create") as tab:
            await tab.send(AddingState.ask("industry", "field-industry"))
            assert (await tab.state(AddingState)).title == "New choice: Industry"
            await tab.send(AddingState.add({"label": 'Brew "pub"'}))
            script = str(tab.called())
            assert "field-industry" in script
            assert str(id_of("industry", 'Brew "pub"')) in script
            assert await said(tab) == ('Brew "pub" added', True)

    run(action)
