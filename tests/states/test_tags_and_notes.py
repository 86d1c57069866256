"""Tags and notes of the customer whose page is open, as events of a tab."""

from typing import Any

from clientapp.customers.record.parts_state import CustomerNotesState, CustomerTagsState
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor, begin, finish
from clientapp.picklists.commands import add_options
from clientapp.tags.queries import tags_of
from tests.customers.many import add_many
from tests.states.harness import Tab, run

ANA = Actor(None, "Ana Reyes", "web")


def handler(of: Any, name: str) -> Any:
    return getattr(of, name)


def new_tag(label: str) -> int:
    with transaction() as session:
        operation = begin(session, ANA, "edit", "New tag")
        (tag_id,) = add_options(session, operation, "tag", [label]).values()
        finish(session, operation)
    return tag_id


def worn(customer_id: int) -> list[str]:
    with reading() as session:
        return [label for label, _tone in tags_of(session, [customer_id]).get(customer_id, ())]


def test_tags_are_those_of_the_customer_in_the_address(sqlite: str) -> None:
    first, second = add_many(ANA, 2)
    dog = new_tag("Dog")

    async def use() -> None:
        async with Tab(f"/customers/edit/{first}") as tab:
            await tab.send(handler(CustomerTagsState, "open")())
            await tab.send(handler(CustomerTagsState, "add")(dog))
            assert [tag[1] for tag in tab.sent("worn")] == ["Dog"]
            await tab.send(handler(CustomerTagsState, "offer")())
            assert tab.sent("offered") == []
            await tab.send(handler(CustomerTagsState, "add")(99_999))
            assert "not offered any more" in tab.sent("text")
            tab.path = f"/customers/edit/{second}"
            await tab.send(handler(CustomerTagsState, "remove")(dog))
            await tab.send(handler(CustomerTagsState, "open")())
            assert (await tab.state(CustomerTagsState)).worn == []

    run(use)
    assert (worn(first), worn(second)) == (["Dog"], [])


def test_who_may_not_edit_picklists_makes_no_tag(sqlite: str) -> None:
    (row,) = add_many(ANA, 1)

    async def use() -> None:
        async with Tab(f"/customers/edit/{row}", role="office") as tab:
            form = {"label": "Dog", "colour": "bad"}
            await tab.send(handler(CustomerTagsState, "add_new")(form))

    run(use)
    assert worn(row) == []


def test_the_page_of_no_customer_has_neither(sqlite: str) -> None:
    async def use() -> None:
        async with Tab("/customers/edit/77") as tab:
            await tab.send(handler(CustomerTagsState, "open")())
            await tab.send(handler(CustomerNotesState, "open")())
            await tab.send(handler(CustomerNotesState, "add")({"body": "Hello"}))
            assert "restore it first" in tab.sent("problem")
            state = await tab.state(CustomerNotesState)
            assert (state.notes, state.writable, state.count) == ([], False, 0)

    run(use)


def test_a_note_that_is_refused_says_so_beside_its_box(sqlite: str) -> None:
    (row,) = add_many(ANA, 1)

    async def use() -> None:
        async with Tab(f"/customers/edit/{row}") as tab:
            await tab.send(handler(CustomerNotesState, "open")())
            await tab.send(handler(CustomerNotesState, "add")({}))
            assert tab.sent("problem") == "Write something down first"
            await tab.send(handler(CustomerNotesState, "add")({"body": "Dog"}))
            assert (tab.sent("problem"), tab.sent("count")) == ("", 1)
            note = tab.sent("notes")[0]
            await tab.send(handler(CustomerNotesState, "save")({"body": "Cat"}))
            assert "deleted meanwhile" in tab.sent("edit_problem")
            await tab.send(handler(CustomerNotesState, "edit")(note.id))
            await tab.send(handler(CustomerNotesState, "save")({"body": "Cat"}))
            assert tab.sent("notes")[0].body == "Cat"
            await tab.send(handler(CustomerNotesState, "pin")(note.id, True))
            assert [each.body for each in tab.sent("pinned")] == ["Cat"]
            await tab.send(handler(CustomerNotesState, "delete")(note.id))
            assert tab.sent("count") == 0

    run(use)
