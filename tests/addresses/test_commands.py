"""The places of customers: one billing address and one primary site whatever happens."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from clientapp.addresses.commands import (
    link_address,
    remove_address,
    same_as_billing,
    save_address,
)
from clientapp.addresses.queries import (
    access_of,
    address_count,
    address_values,
    places_found,
    stored_address,
)
from clientapp.customers.queries import customer_page
from clientapp.database import reading, transaction
from clientapp.editing.validation import Rejected
from clientapp.ledger.changed import Clash
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import CannotUndo, undo_all
from clientapp.listing.request import ListRequest
from clientapp.models import Address, CustomerAddress, Property
from clientapp.problem import Problem
from tests.contacts.people import (
    ELM,
    OAK,
    add_place,
    addresses,
    customer,
    edit_place,
    newest,
    told,
)
from tests.customers.many import ledger_faults, option
from tests.customers.writing import update, values_of

BOX = {"street": "PO Box 9", "city": "Benton", "state": "AR", "postal_code": "72018"}


def ticks(customer_id: int) -> dict[str, str]:
    """By title: B for billing, S for a site, P for the primary one."""
    return {
        each.title: "B" * each.is_billing + "S" * each.is_site + "P" * each.is_primary_site
        for each in addresses(customer_id)
    }


def link(actor: Actor, customer_id: int, address_id: int, *, is_site: bool = True) -> int | None:
    with transaction() as session:
        return link_address(session, actor, customer_id, address_id, is_site=is_site)


def remove(actor: Actor, customer_id: int, address_id: int) -> int:
    with transaction() as session:
        return remove_address(session, actor, customer_id, address_id)


def sites_without_property() -> list[int]:
    with reading() as session:
        sites = select(CustomerAddress.address_id).where(
            col(CustomerAddress.is_site), col(CustomerAddress.trashed_at).is_(None)
        )
        known = select(Property.address_id).where(col(Property.trashed_at).is_(None))
        return [*({*session.exec(sites)} - {*session.exec(known)})]


def test_the_first_address_is_billed_and_the_primary_site_by_itself(
    any_database: str, actor: Actor
) -> None:
    ana = customer(actor)
    add_place(actor, ana, OAK)
    assert ticks(ana) == {"12 Oak Ct": "BSP"}
    add_place(actor, ana, {**ELM, "label": "Shop"})
    assert ticks(ana) == {"12 Oak Ct": "BSP", "Shop": "S"}
    assert told(ana) == ["Address Shop added"]
    assert sites_without_property() == []
    with reading() as session:
        assert address_count(session, ana) == 2
    assert addresses(ana)[1].lines == "7 Elm St, Conway, AR 72032"


def test_ticking_another_moves_the_billing_address_and_the_primary_site(
    any_database: str, actor: Actor
) -> None:
    ana = customer(actor)
    add_place(actor, ana, OAK)
    elm = add_place(actor, ana, ELM)
    edit_place(actor, ana, elm, is_billing=True, is_primary_site=True)
    assert ticks(ana) == {"7 Elm St": "BSP", "12 Oak Ct": "S"}
    assert values_of(ana)["city"] == "Conway"
    undo_all(transaction, actor, newest())
    assert ticks(ana) == {"12 Oak Ct": "BSP", "7 Elm St": "S"}
    undo_all(transaction, actor, newest())
    assert ticks(ana) == {"7 Elm St": "BSP", "12 Oak Ct": "S"}
    assert ledger_faults() == []


def test_an_address_that_is_billed_no_more_stays_as_a_site(any_database: str, actor: Actor) -> None:
    ana = customer(actor)
    box = add_place(actor, ana, BOX, is_billing=True, is_site=False)
    assert ticks(ana) == {"PO Box 9": "B"}
    add_place(actor, ana, OAK, is_billing=True)
    assert ticks(ana) == {"12 Oak Ct": "BSP", "PO Box 9": "S"}
    assert sites_without_property() == []
    undo_all(transaction, actor, newest())
    assert ticks(ana) == {"PO Box 9": "B"}
    edit_place(actor, ana, box, is_site=True)
    assert ticks(ana) == {"PO Box 9": "BSP"}


def test_a_tick_is_needed_and_the_only_billing_tick_cannot_be_taken(
    any_database: str, actor: Actor
) -> None:
    ana = customer(actor)
    oak = add_place(actor, ana, OAK)
    with pytest.raises(Rejected) as rejected:
        edit_place(actor, ana, oak, is_billing=False)
    assert rejected.value.problems == {
        "is_billing": "Tick Billing address on another address instead"
    }
    with pytest.raises(Rejected) as rejected:
        add_place(actor, ana, ELM, is_site=False)
    assert rejected.value.problems == {"is_site": "Tick Billing address or Site address"}
    assert ticks(ana) == {"12 Oak Ct": "BSP"}


def test_a_site_that_is_one_no_more_gives_the_primary_tick_to_another(
    any_database: str, actor: Actor
) -> None:
    ana = customer(actor)
    oak = add_place(actor, ana, OAK)
    add_place(actor, ana, ELM)
    edit_place(actor, ana, oak, is_site=False)
    assert ticks(ana) == {"7 Elm St": "SP", "12 Oak Ct": "B"}
    assert set(told(ana)) == {
        "Primary site is now 7 Elm St",
        "12 Oak Ct is no site any more",
    }


def test_the_billing_address_is_removed_only_as_the_last_one(
    any_database: str, actor: Actor
) -> None:
    ana = customer(actor)
    oak, elm = add_place(actor, ana, OAK), add_place(actor, ana, ELM)
    with pytest.raises(Problem, match="12 Oak Ct is the billing address"):
        remove(actor, ana, oak)
    removed = remove(actor, ana, elm)
    remove(actor, ana, oak)
    assert addresses(ana) == []
    assert values_of(ana)["street"] is None
    undo_all(transaction, actor, newest())
    assert ticks(ana) == {"12 Oak Ct": "BSP"}
    undo_all(transaction, actor, removed)
    assert ticks(ana) == {"12 Oak Ct": "BSP", "7 Elm St": "S"}


def test_removing_the_primary_site_makes_another_the_primary_one_until_it_is_undone(
    any_database: str, actor: Actor
) -> None:
    ana = customer(actor)
    add_place(actor, ana, BOX, is_billing=True, is_site=False)
    oak = add_place(actor, ana, OAK)
    add_place(actor, ana, ELM)
    assert ticks(ana) == {"12 Oak Ct": "SP", "PO Box 9": "B", "7 Elm St": "S"}
    operation = remove(actor, ana, oak)
    assert ticks(ana) == {"7 Elm St": "SP", "PO Box 9": "B"}
    undo_all(transaction, actor, operation)
    assert ticks(ana) == {"12 Oak Ct": "SP", "PO Box 9": "B", "7 Elm St": "S"}


def test_undoing_the_first_address_leaves_the_second_billed(
    any_database: str, actor: Actor
) -> None:
    ana = customer(actor)
    add_place(actor, ana, OAK)
    first = newest()
    add_place(actor, ana, ELM)
    undo_all(transaction, actor, first)
    assert ticks(ana) == {"7 Elm St": "BSP"}
    with reading() as session:
        gone = session.exec(select(Address).where(Address.street == "12 Oak Ct")).one()
    assert gone.trashed_at is not None


def test_same_as_billing_is_a_second_tick(any_database: str, actor: Actor) -> None:
    ana = customer(actor)
    with pytest.raises(Problem, match="no billing address yet"), transaction() as session:
        same_as_billing(session, actor, ana)
    add_place(actor, ana, BOX, is_billing=True, is_site=False)
    with transaction() as session:
        assert same_as_billing(session, actor, ana) is not None
        assert same_as_billing(session, actor, ana) is None
    assert ticks(ana) == {"PO Box 9": "BSP"}
    assert sites_without_property() == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"city": None}, "city"),
        ({"postal_code": None}, "postal_code"),
        ({"access_email": "kim@harbor"}, "access_email"),
        ({"access_phone": "501"}, "access_phone"),
        ({"access_role": 99_999}, "access_role"),
        ({"latitude": 91.0, "longitude": 0.0}, "latitude"),
        ({"latitude": 34.5}, "longitude"),
    ],
)
def test_what_does_not_do_is_said_beside_its_field(
    sqlite: str, actor: Actor, values: dict[str, Any], field: str
) -> None:
    ana = customer(actor)
    with pytest.raises(Rejected) as rejected:
        add_place(actor, ana, OAK | values)
    assert list(rejected.value.problems) == [field]


def test_an_address_stored_without_a_city_can_be_changed_in_other_fields(
    any_database: str, actor: Actor
) -> None:
    ana = customer(actor, street="12 Oak Ct")
    oak = addresses(ana)[0].id
    assert edit_place(actor, ana, oak, label="Home") is not None
    assert told(ana) == ["Address Home: label set to Home"]
    with pytest.raises(Rejected):
        edit_place(actor, ana, oak, street=None)


def test_access_information_is_told_by_who_and_how(any_database: str, actor: Actor) -> None:
    ana = customer(actor)
    tenant = option("contact_role", "Tenant")
    oak = add_place(
        actor,
        ana,
        OAK | {"access_name": "Kim Lee", "access_phone": "5015550108", "access_role": tenant},
    )
    with reading() as session:
        access = access_of(session, ana, oak)
        values = address_values(session, ana, oak)
        assert access_of(session, ana, 99_999) is None
    assert access
    assert access[:4] == ("12 Oak Ct", "Kim Lee", "Tenant", "(501) 555-0108")
    assert values
    assert values["access_role"] == str(tenant)
    assert addresses(ana)[0].has_access
    edit_place(actor, ana, oak, access_name=None, access_role=None)
    assert set(told(ana)) == {
        "Address 12 Oak Ct: access name emptied, was Kim Lee",
        "Address 12 Oak Ct: access role emptied, was Tenant",
    }


def test_a_place_of_two_customers_is_changed_in_both(any_database: str, actor: Actor) -> None:
    ana, harbor = customer(actor), customer(actor, company_name="Harbor Tap Room")
    oak = add_place(actor, ana, OAK)
    link(actor, harbor, oak)
    assert addresses(ana)[0].others == "also used by Harbor Tap Room"
    operation = edit_place(actor, ana, oak, city="Bryant")
    assert [values_of(each)["city"] for each in (ana, harbor)] == ["Bryant", "Bryant"]
    assert [told(each) for each in (ana, harbor)] == [["City from Benton to Bryant"]] * 2
    with reading() as session:
        found = customer_page(session, ListRequest(search="bryant"))
    assert {row.id for row in found} == {ana, harbor}
    undo_all(transaction, actor, operation or 0)
    assert [values_of(each)["place_key"] for each in (ana, harbor)] == ["benton 12 oak ct"] * 2
    assert ledger_faults() == []


def test_a_place_that_another_uses_stays_when_its_creation_is_undone(
    any_database: str, actor: Actor
) -> None:
    ana, harbor = customer(actor), customer(actor)
    oak = add_place(actor, ana, OAK)
    created = newest()
    link(actor, harbor, oak)
    undo_all(transaction, actor, created)
    assert (addresses(ana), ticks(harbor)) == ([], {"12 Oak Ct": "BSP"})
    assert sites_without_property() == []
    assert link(actor, ana, oak, is_site=False) is not None
    assert ticks(ana) == {"12 Oak Ct": "B"}
    assert link(actor, ana, oak) is None


def test_places_of_others_are_found_by_address_and_by_customer(
    any_database: str, actor: Actor
) -> None:
    ana, harbor = customer(actor), customer(actor, company_name="Harbor", kind="commercial")
    oak = add_place(actor, harbor, OAK)
    with reading() as session:
        for text in ("harbor", "oak ct"):
            assert [each.id for each in places_found(session, ana, text)] == [oak]
        assert places_found(session, ana, "oak ct")[0][1:] == (
            "12 Oak Ct",
            "12 Oak Ct, Benton, AR 72015, Harbor",
        )
        assert places_found(session, harbor, "oak") == places_found(session, ana, "") == []


def test_a_field_that_somebody_changed_meanwhile_is_asked_about(
    any_database: str, actor: Actor
) -> None:
    ana = customer(actor)
    oak = add_place(actor, ana, OAK)
    with reading() as session:
        base = stored_address(session, ana, oak) or {}
    update(actor, ana, values_of(ana)["version"], city="Bryant")
    mine = {**base, "city": "Conway"}
    with pytest.raises(Clash) as clash, transaction() as session:
        save_address(session, actor, ana, oak, mine, base, is_billing=True, is_site=True)
    assert clash.value.theirs == {"city": "Bryant"}


def test_two_at_once_never_make_two_billing_addresses(any_database: str, actor: Actor) -> None:
    ana = customer(actor)
    places = [add_place(actor, ana, OAK | {"label": f"Place {n}"}) for n in range(3)]
    start = Barrier(4)

    def take(number: int) -> None:
        start.wait()
        if number < len(places):
            edit_place(actor, ana, places[number], is_billing=True, is_primary_site=True)
        else:
            new = {"is_billing": True, "is_site": True, "is_primary_site": True}
            with transaction() as session:
                save_address(session, actor, ana, None, ELM, {}, **new)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(take, range(4)))
    held = [*ticks(ana).values()]
    assert sorted("".join(held)) == sorted("B" + "P" + "S" * 4)
    assert ledger_faults() == []


def test_the_first_addresses_of_two_at_once_are_one_billed_and_one_not(
    any_database: str, actor: Actor
) -> None:
    ana = customer(actor)
    start = Barrier(3)

    def first(number: int) -> None:
        start.wait()
        with transaction() as session:
            place = OAK | {"label": f"Place {number}"}
            save_address(session, actor, ana, None, place, {}, is_billing=False, is_site=True)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(first, range(3)))
    assert sorted(ticks(ana).values()) == ["BSP", "S", "S"]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "tick", "remove", "link", "same", "undo", "undo older"]),
        st.integers(0, 1),
        st.integers(0, 7),
    ),
    max_size=10,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_whatever_is_done_and_undone_one_is_billed_and_one_site_is_primary(
    any_database: str, actor: Actor, steps: list[tuple[str, int, int]]
) -> None:
    both = (customer(actor), customer(actor))
    start = newest()
    for what, whose, which in steps:
        with suppress(Problem, CannotUndo, Rejected):
            do(actor, both[whose], both[1 - whose], what, which, start)
        for each in both:
            held = "".join(ticks(each).values())
            assert held.count("B") == bool(addresses(each)), (what, held)
            assert held.count("P") == ("S" in held), (what, held)
            place = next((a for a in addresses(each) if a.is_primary_site), None)
            assert values_of(each)["address_id"] == (place.id if place else None)
    assert sites_without_property() == []
    assert ledger_faults() == []


def do(actor: Actor, mine: int, theirs: int, what: str, which: int, start: int) -> None:
    some, others = addresses(mine), addresses(theirs)
    one = some[which % len(some)] if some else None
    chosen = {"is_billing": bool(which & 1), "is_site": bool(which & 2)}
    match what:
        case "add":
            label = {"label": f"Place {newest()}"}
            add_place(actor, mine, OAK | label, is_primary_site=which > 3, **chosen)
        case "tick" if one:
            edit_place(actor, mine, one.id, is_primary_site=which > 3, **chosen)
        case "remove" if one:
            remove(actor, mine, one.id)
        case "link" if others:
            link(actor, mine, others[which % len(others)].id, is_site=bool(which & 1))
        case "same":
            with transaction() as session:
                same_as_billing(session, actor, mine)
        case "undo" | "undo older":
            undo_all(transaction, actor, max(newest() - 2 * (what != "undo"), start + 1))
        case _:
            return
