"""Customers and properties of an organization: added, moved, removed, each belonging to one."""

import threading

import pytest
from sqlmodel import col, select

from clientapp.bulk.kind import KINDS
from clientapp.bulk.report import Report
from clientapp.bulk.selection import Selection
from clientapp.bulk.trashing import trash
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.listing.request import ListRequest
from clientapp.models import Customer, Property
from clientapp.organizations.bulk import ORGANIZATION_BULK
from clientapp.organizations.members import AT_ANOTHER, add_members, candidates, move_members
from clientapp.problem import Problem
from tests.customers.many import add_all, add_many, ledger_faults
from tests.organizations.writing import create, owner_of, undo

pytestmark = pytest.mark.usefixtures("any_database")

MODELS = {"customer": Customer, "property": Property}
EACH_KIND = pytest.mark.parametrize("kind", MODELS)


def members(actor: Actor, kind: str, count: int) -> list[int]:
    """Customers "Firm 0", …, or the properties at their sites, which are called "1 Oak"."""
    customers = add_many(actor, count, street="1 Oak")
    with reading() as session:
        places = session.exec(select(Property.id).order_by(col(Property.id))).all()
    return customers if kind == "customer" else [row_id or 0 for row_id in places]


def add(actor: Actor, kind: str, ids: list[int], organization_id: int) -> Report:
    some = Selection(ids=tuple(ids))
    return add_members(transaction, actor, KINDS[kind], some, len(ids), organization_id)


def move(actor: Actor, kind: str, ids: list[int], at: int, to: int | None) -> Report:
    return move_members(
        transaction, actor, KINDS[kind], Selection(ids=tuple(ids)), len(ids), at, to
    )


def owners(kind: str, ids: list[int]) -> list[int | None]:
    return [owner_of(MODELS[kind], row_id) for row_id in ids]


@EACH_KIND
def test_some_are_added_in_one_operation_that_one_undo_takes_back(actor: Actor, kind: str) -> None:
    [oak] = create(actor, "Oak")
    ids = members(actor, kind, 3)
    report = add(actor, kind, ids, oak)
    assert report.done == (("added to Oak", 3),)
    assert owners(kind, ids) == [oak] * 3
    undo(actor, report.operation_id or 0)
    assert owners(kind, ids) == [None] * 3
    assert ledger_faults() == []


@EACH_KIND
def test_those_of_another_organization_stay_there_and_are_counted(actor: Actor, kind: str) -> None:
    oak, elm = create(actor, "Oak", "Elm")
    ids = members(actor, kind, 3)
    add(actor, kind, ids[:1], elm)
    add(actor, kind, ids[1:2], oak)
    report = add(actor, kind, ids, oak)
    assert report.done == (("added to Oak", 1),)
    assert dict(report.left) == {"had it already": 1, AT_ANOTHER: 1}
    assert owners(kind, ids) == [elm, oak, oak]


def test_a_single_property_of_another_one_is_refused_with_the_sentence(actor: Actor) -> None:
    oak, elm = create(actor, "Oak", "Elm")
    ids = members(actor, "property", 1)
    add(actor, "property", ids, elm)
    with pytest.raises(Problem, match=r"belongs to Elm\. Reassign it with Edit on the property\."):
        add(actor, "property", ids, oak)
    assert owners("property", ids) == [elm]


@EACH_KIND
def test_some_are_moved_and_removed(actor: Actor, kind: str) -> None:
    oak, elm = create(actor, "Oak", "Elm")
    ids = members(actor, kind, 2)
    add(actor, kind, ids, oak)
    assert move(actor, kind, ids[:1], oak, elm).done == (("moved to Elm", 1),)
    report = move(actor, kind, ids, oak, None)
    assert (report.done, report.left) == ((("removed from Oak", 1),), (("not in it any more", 1),))
    assert owners(kind, ids) == [elm, None]
    assert ledger_faults() == []


@EACH_KIND
def test_all_that_a_list_finds_are_added_at_once(actor: Actor, kind: str) -> None:
    [oak] = create(actor, "Oak")
    ids = members(actor, kind, 3)
    found = Selection(request=ListRequest(search="oak"), excluded=frozenset(ids[:1]))
    add_members(transaction, actor, KINDS[kind], found, 2, oak)
    assert owners(kind, ids) == [None, oak, oak]


@EACH_KIND
def test_of_two_who_add_the_same_one_exactly_one_does(actor: Actor, kind: str) -> None:
    oak, elm = create(actor, "Oak", "Elm")
    ids = members(actor, kind, 1)
    told: list[str] = []
    together = threading.Barrier(2)

    def try_it(organization_id: int) -> None:
        together.wait()
        try:
            add(actor, kind, ids, organization_id)
        except Problem as problem:
            told.append(str(problem))

    threads = [threading.Thread(target=try_it, args=(each,)) for each in (oak, elm)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [winner] = owners(kind, ids)
    loser = {oak: "Elm", elm: "Oak"}[winner or 0]
    assert len(told) == 1
    assert f"belongs to {'Oak' if loser == 'Elm' else 'Elm'}" in told[0]
    assert ledger_faults() == []


@EACH_KIND
def test_while_one_is_in_trash_its_members_show_none_and_are_offered(
    actor: Actor, kind: str
) -> None:
    oak, elm = create(actor, "Oak", "Elm", status="inactive")
    ids = members(actor, kind, 2)
    add(actor, kind, ids, oak)
    report = trash(transaction, actor, ORGANIZATION_BULK, Selection(ids=(oak,)), 1)
    assert owners(kind, ids) == [oak, oak]
    assert add(actor, kind, ids[:1], elm).done == (("added to Elm", 1),)
    with pytest.raises(Problem, match="in Trash, or gone"):
        add(actor, kind, ids[1:], oak)
    undo(actor, report.operation_id or 0)
    assert owners(kind, ids) == [elm, oak]


def test_who_belongs_to_another_one_is_not_offered_and_it_is_said_why(actor: Actor) -> None:
    [elm] = create(actor, "Elm")
    ids = add_all(actor, ({"company_name": f"{tree} Bakery"} for tree in ("Alder", "Birch")))
    add(actor, "customer", ids[:1], elm)
    with reading() as session:
        offered = candidates(session, KINDS["customer"], "bakery")
        assert [each.title for each in offered.found] == ["Birch Bakery"]
        assert offered.reasons == []
        exactly = candidates(session, KINDS["customer"], "ALDER bakery")
        assert exactly.found == []
        assert exactly.reasons == ["Alder Bakery belongs to Elm. Move it from there."]
        assert candidates(session, KINDS["customer"], "  ") == ([], [])
