"""A reference to a record that lies in Trash is none: in columns, and to filters (decision 18)."""

import pytest

from clientapp.bulk.selection import Selection
from clientapp.bulk.trashing import trash
from clientapp.customers.queries import CUSTOMER_DESK
from clientapp.database import reading, transaction
from clientapp.desk.kind import DeskKind
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import undo_all
from clientapp.listing.choices import choices
from clientapp.listing.counting import matching
from clientapp.listing.filters import EVEN_IN_TRASH
from clientapp.listing.request import EMPTY, Condition, ListRequest
from clientapp.listing.statement import page
from clientapp.listing.total import total
from clientapp.organizations.bulk import ORGANIZATION_BULK
from clientapp.organizations.queries import ORGANIZATION_DESK
from clientapp.properties.bulk import PROPERTY_BULK
from clientapp.properties.queries import PROPERTY_DESK
from tests.customers.many import add_all
from tests.organizations.writing import create, newest_operation
from tests.properties.writing import add_property

pytestmark = pytest.mark.usefixtures("any_database")


def customers_of_organizations(actor: Actor) -> tuple[int, int, list[int]]:
    ford, pine = create(actor, "Ford Group", "Pine Group", status="inactive")
    rows = ({"company_name": str(of), "organization": of} for of in (ford, pine, None))
    return ford, pine, add_all(actor, rows)


def properties_of_organizations(actor: Actor) -> tuple[int, int, list[int]]:
    ford, pine = create(actor, "Ford Group", "Pine Group", status="inactive")
    rows = [add_property(actor, name=f"{of}", organization=of) for of in (ford, pine, None)]
    sites = [page_of for page_of in found(PROPERTY_DESK) if page_of not in rows]
    assert not sites
    return ford, pine, rows


def branches(actor: Actor) -> tuple[int, int, list[int]]:
    ford, pine = create(actor, "Ford Group", "Pine Group", status="inactive")
    rows = [create(actor, f"Branch {of}", parent=of)[0] for of in (ford, pine)]
    return ford, pine, [*rows, pine]


def units(actor: Actor) -> tuple[int, int, list[int]]:
    tower, court = (add_property(actor, name=name) for name in ("Tower", "Court"))
    rows = [add_property(actor, name=f"Unit of {of}", parent=of) for of in (tower, court)]
    return tower, court, [*rows, court]


CASES = {
    "customers of organizations": (customers_of_organizations, CUSTOMER_DESK, "organization"),
    "properties of organizations": (properties_of_organizations, PROPERTY_DESK, "organization"),
    "branches": (branches, ORGANIZATION_DESK, "parent"),
    "units": (units, PROPERTY_DESK, "parent"),
}


def found(desk: DeskKind, *conditions: Condition) -> list[int]:
    request = ListRequest(filters=conditions)
    with reading() as session:
        ids = page(session, desk.listed, request)
        assert total(session, desk.listed, request) == len(ids)
        by_any = session.connection().execute(matching(session, desk.listed, request)).scalars()
        assert sorted(ids) == sorted(by_any)
    return sorted(ids)


@pytest.mark.parametrize("case", CASES)
def test_filters_say_what_the_columns_say(actor: Actor, case: str) -> None:
    make, desk, name = CASES[case]
    gone, there, (of_gone, of_there, of_none) = make(actor)
    begun = {of_gone: str(gone), of_there: str(there), of_none: ""}
    assert shown(desk, name, begun) == begun
    bulk = ORGANIZATION_BULK if case != "units" else PROPERTY_BULK
    trash(transaction, actor, bulk, Selection(ids=(gone,)), 1)
    trashed = newest_operation()
    assert shown(desk, name, begun) == begun | {of_gone: ""}
    undo_all(transaction, actor, trashed)
    assert shown(desk, name, begun) == begun


def shown(desk: DeskKind, name: str, rows: dict[int, str]) -> dict[int, str]:
    """What each of the rows refers to as the filter has it, in all the ways that it can be asked;
    nothing where the column is empty."""
    values = sorted({value or EMPTY for value in rows.values()})
    has = {value: {*found(desk, Condition(name, (value,)))} & rows.keys() for value in values}
    for value in values:
        others = {*found(desk, Condition(name, (value,), negated=True))} & rows.keys()
        assert others == rows.keys() - has[value], value
        beside = found(desk, Condition(name, (value,), group=1), Condition("id", ("<1",), group=1))
        assert {*beside} & rows.keys() == has[value]
    some = {*found(desk, Condition(name, (EMPTY, values[0])))} & rows.keys()
    assert some == has[EMPTY] | has[values[0]]
    with reading() as session:
        for narrowed in (ListRequest(), ListRequest().filtered("id", [f"1..{max(rows)}"])):
            counted = {c.value: c.count for c in choices(session, desk.listed, narrowed, name)}
            for value in values:
                assert counted.get(value, 0) == len(
                    found(desk, *narrowed.filters, *is_(name, value))
                )
        texts = desk.sources.texts(session, [*rows], [name])
    said = {row: value for value, ids in has.items() for row in ids if value != EMPTY}
    assert {row for row, each in texts.items() if each[name]} == said.keys()
    return dict.fromkeys(rows, "") | said


def is_(name: str, value: str) -> tuple[Condition]:
    return (Condition(name, (value,)),)


def test_the_page_of_a_record_in_trash_lists_what_it_had(actor: Actor) -> None:
    gone, _there, (of_gone, _of_there, _of_none) = customers_of_organizations(actor)
    trash(transaction, actor, ORGANIZATION_BULK, Selection(ids=(gone,)), 1)
    had = Condition("organization", (f"{EVEN_IN_TRASH}{gone}",))
    assert found(CUSTOMER_DESK, had) == [of_gone]
    assert found(CUSTOMER_DESK, *is_("organization", str(gone))) == []


def test_whose_whole_is_in_trash_is_no_unit(actor: Actor) -> None:
    tower, _court, (unit, other, court) = units(actor)
    assert found(PROPERTY_DESK, *is_("unit", "yes")) == [unit, other]
    trash(transaction, actor, PROPERTY_BULK, Selection(ids=(tower,)), 1)
    assert found(PROPERTY_DESK, *is_("unit", "yes")) == [other]
    assert found(PROPERTY_DESK, *is_("unit", "no")) == sorted([unit, court])
