"""The menu of the filters as a state: which filter, which values, and what of it is believed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from clientapp.customers.commands import add_customers
from clientapp.customers.desk.list_state import CustomerListState as State
from clientapp.customers.rules import with_defaults
from clientapp.database import transaction
from clientapp.ledger.recording import Actor, begin, finish
from clientapp.listing.filter_form_state import MIXED
from clientapp.listing.filter_state import FULL
from clientapp.listing.request import ListRequest
from tests.states.harness import Tab, run

ROWS = (
    {
        "company_name": "Alder",
        "city": "Benton",
        "email": "a@gmail.com",
        "credit_limit": Decimal(5000),
    },
    {
        "company_name": "Birch",
        "city": "Conway",
        "email": "b@web.de",
        "customer_since": date(2025, 3, 1),
    },
    {"company_name": "Cedar", "city": "Benton"},
    {"company_name": "Dogwood", "city": "Zion", "email": "d@web.de"},
)


@pytest.fixture
def customers(sqlite: str, actor: Actor) -> None:
    with transaction() as session:
        operation = begin(session, actor, "import", "Import of list.csv")
        add_customers(session, operation, [with_defaults(dict(row)) for row in ROWS])
        finish(session, operation)


def shown(tab: Tab) -> str:
    """The first letters of the rows that were sent last."""
    return "".join(row[1][0] for row in tab.sent("rows"))


def typed(way: str, first: str = "", last: str = "") -> dict[str, str]:
    return {"way": way, "first": first, "last": last}


async def picked(tab: Tab, name: str) -> Any:
    """Choose a filter from the list of all."""
    await tab.send(State.add_filter())
    await tab.send(State.pick_field(name))
    return await tab.state(State)


async def url(tab: Tab) -> dict[str, str]:
    return ListRequest(filters=(await tab.state(State))._filters).to_query()


def test_the_list_of_filters_is_found_by_label_and_heading(customers: None) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            await tab.send(State.add_filter())
            headings = [heading for heading, _fields in (await tab.state(State)).fields]
            assert headings[0] == "Customer"
            assert headings[-1] == "System"
            await tab.send(State.find_field("BILLING cit"))
            assert tab.sent("fields") == [("Billing address", [("billing_city", "Billing city")])]
            await tab.send(State.find_field("warnings"))
            labels = [label for _name, label in dict(tab.sent("fields"))["Warnings"]]
            assert "Do not service" in labels
            await tab.send(State.find_field("qqq"))
            assert tab.sent("fields") == []

    run(action)


def test_text_is_asked_for_in_a_form(customers: None) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            state = await picked(tab, "email")
            assert (state.menu_shape, state.way, state.boxes) == ("text", "contains", ["Text", ""])
            await tab.send(State.apply_filter(typed("contains", "WEB")))
            assert shown(tab) == "BD"
            assert tab.sent("other_chips") == [("email", "Email contains WEB", 0)]
            await tab.send(State.open_filter("email", 0))
            state = await tab.state(State)
            assert (state.way, state.first) == ("contains", "WEB")
            await tab.send(State.choose_way("empty"))
            assert tab.sent("boxes") == ["", ""]
            await tab.send(State.apply_filter(typed("empty", "WEB")))
            assert shown(tab) == "C"

    run(action)


@pytest.mark.parametrize(
    ("name", "form", "rows"),
    [
        ("credit_limit", typed("from", "4,999.99"), "A"),
        ("credit_limit", typed("empty"), "BCD"),
        ("customer_since", typed("between", "2025-01-01", "2025-12-31"), "B"),
        ("customer_since", typed("before", "2025-03-01"), ""),
        ("created_at", typed("days", "1"), "ABCD"),
        ("email", typed("lacks", "gmail"), "BCD"),
    ],
)
def test_each_way_to_ask_lets_its_rows_through(
    customers: None, name: str, form: dict[str, str], rows: str
) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            await picked(tab, name)
            await tab.send(State.apply_filter(form))
            assert shown(tab) == rows

    run(action)


def test_wrong_input_is_said_and_changes_nothing(customers: None) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            await picked(tab, "credit_limit")
            await tab.send(State.apply_filter(typed("between", "much", "9")))
            assert tab.sent("wrong") == {"first": "Type a number, such as 5000 or 12.5"}
            assert tab.all_sent("rows") == []
            assert tab.called() == []
            await tab.send(State.apply_filter(typed("between", "9", "8")))
            assert tab.sent("wrong") == {"last": "This is less than the number to begin with"}
            await tab.send(State.choose_way("to"))
            assert tab.sent("wrong") == {}

    run(action)


def test_an_alternative_makes_a_chip_of_both(customers: None) -> None:
    async def action() -> None:
        async with Tab("/customers/overview?email=~gmail") as tab:
            await tab.send(State.open())
            assert shown(tab) == "A"
            await tab.send(State.add_alternative("email", 0))
            assert tab.sent("menu_hint") == "Email contains gmail, or …"
            await tab.send(State.pick_field("city"))
            state = await tab.state(State)
            counts = {label: count for _value, label, count in state.choices}
            assert counts == {"Benton": 2, "Conway": 1, "Zion": 1, "Empty": 0}
            await tab.send(State.choose("zion", True))
            assert shown(tab) == "AD"
            together = [("email", "Email contains gmail", 1), ("city", "City: Zion", 1)]
            assert tab.sent("alternatives") == [(1, together)]
            assert tab.sent("other_chips") == []
            await tab.send(State.choose("conway", True))
            assert shown(tab) == "ABD"
            assert await url(tab) == {"or1.city": "conway,zion", "or1.email": "~gmail"}
            state = await tab.state(State)
            assert (state.menu_group, state.menu_moved) == (1, True)
            await tab.send(State.clear_filter("city", 1))
            assert await url(tab) == {"email": "~gmail"}

    run(action)


def test_an_alternative_in_the_same_field_is_added_to_what_is_asked(customers: None) -> None:
    async def action() -> None:
        async with Tab("/customers/overview?email=~gmail") as tab:
            await tab.send(State.open())
            await tab.send(State.add_alternative("email", 0))
            await tab.send(State.pick_field("email"))
            assert tab.sent("values") == [("~gmail", "contains gmail")]
            await tab.send(State.apply_filter(typed("lacks", "web")))
            assert tab.sent("wrong") == {"": MIXED}
            await tab.send(State.apply_filter(typed("contains", "b@web")))
            assert shown(tab) == "AB"
            assert await url(tab) == {"email": "~b@web,~gmail"}
            await tab.send(State.open_filter("email", 0))
            await tab.send(State.drop_value("~gmail"))
            assert shown(tab) == "B"
            assert tab.sent("values") == [("~b@web", "contains b@web")]

    run(action)


def test_a_city_can_be_asked_for_by_a_part_of_its_name(customers: None) -> None:
    async def action() -> None:
        async with Tab() as tab:
            await tab.send(State.open())
            await picked(tab, "city")
            await tab.send(State.find_choice("nwa"))
            assert tab.sent("choices")[0] == ("~nwa", "contains nwa", -1)
            await tab.send(State.choose("~nwa", True))
            assert shown(tab) == "B"
            await tab.send(State.open_filter("city", 0))
            assert ("~nwa", "contains nwa", -1) in (await tab.state(State)).choices

    run(action)


def test_only_what_a_url_holds_can_be_asked_for_at_once(customers: None) -> None:
    fields = [name for name, each in State.FILTERS.items() if each.shape == "text"][:20]

    async def action() -> None:
        query = "&".join(f"{name}=any" for name in fields if State.FILTERS[name].reads("any"))
        query += "&" + "&".join(f"or{at}.city=-" for at in range(1, 20))
        async with Tab(f"/customers/overview?{query}") as tab:
            await tab.send(State.open())
            assert len((await tab.state(State))._filters) == 20
            await tab.send(State.add_filter())
            state = await tab.state(State)
            assert (state.menu_shape, state.menu_hint) == ("full", FULL)
            await tab.send(State.pick_field("industry"))
            await tab.send(State.choose("3", True))
            assert len((await tab.state(State))._filters) == 20

    run(action)


def test_what_no_button_sends_changes_nothing(customers: None) -> None:
    async def action() -> None:
        async with Tab("/customers/overview?email=~web") as tab:
            await tab.send(State.open())
            before = await url(tab)
            for event in (
                State.open_filter("phone; drop table", 0),
                State.open_filter("city", 7),
                State.open_filter("city", -1),
                State.pick_field("nothing"),
                State.apply_filter(typed("contains", "a")),
                State.choose("benton", True),
                State.drop_value("~web"),
                State.add_alternative("city", 0),
                State.add_alternative("", 3),
                State.choose_way("days"),
                State.clear_filter("city", 9),
            ):
                await tab.send(event)
                assert await url(tab) == before
            await picked(tab, "email")
            for form in ({}, {"way": "days"}, {"first": "x" * 5_000}):
                await tab.send(State.apply_filter(form))
                assert await url(tab) == before
            await picked(tab, "industry")
            await tab.send(State.apply_filter(typed("contains", "a")))
            await tab.send(State.choose("1; drop table", True))
            await tab.send(State.choose_way("days"))
            assert await url(tab) == before

    run(action)
