"""A property gets another owner: its history stays, and both customers' records show it."""

from datetime import timedelta

import pytest

from clientapp.database import transaction
from clientapp.editing.validation import Rejected
from clientapp.ledger.recording import Actor
from clientapp.models import PropertyRole
from clientapp.properties.customers import edit_customer, link_customer, remove_customer
from clientapp.properties.due import carry_out
from clientapp.properties.owners import owners_of
from tests.customers.many import ledger_faults
from tests.properties.writing import (
    TODAY,
    TOMORROW,
    YESTERDAY,
    add_customers,
    hand,
    owners,
    site_of,
    sites,
    told,
    undo,
)

pytestmark = pytest.mark.usefixtures("any_database")


def test_the_new_owner_gets_the_place_as_a_site(actor: Actor) -> None:
    old, new = add_customers(actor, "Ford Street Market", "Pine Street LLC")
    place, own = site_of(old), site_of(new)
    hand(actor, place, new, TODAY, so_far=old)
    assert owners(place) == [(old, None, TODAY), (new, TODAY, None)]
    assert sites(old) == set()
    assert sites(new) == {place, own}
    assert ledger_faults() == []


def test_both_customers_and_the_property_tell_of_it(actor: Actor) -> None:
    old, new = add_customers(actor, "Ford Street Market", "Pine Street LLC")
    place = site_of(old)
    hand(actor, place, new, TODAY, so_far=old)
    assert "Customer Pine Street LLC added" in told("property", place)
    assert "Property 0 Oak Ct added" in told("customer", old)
    assert "Property 0 Oak Ct added" in told("customer", new)
    assert "Address 0 Oak Ct added" in told("customer", new)


def test_one_undo_takes_it_back(actor: Actor) -> None:
    old, new = add_customers(actor, "Ford Street Market", "Pine Street LLC")
    place, own = site_of(old), site_of(new)
    operation = hand(actor, place, new, TODAY, so_far=old)
    report = undo(actor, operation)
    assert report.reasons == {}
    assert owners(place) == []
    assert (sites(old), sites(new)) == ({place}, {own})
    assert ledger_faults() == []
    undo(actor, report.operation_id)
    assert owners(place) == [(old, None, TODAY), (new, TODAY, None)]
    assert sites(new) == {place, own}


def test_what_is_billed_to_the_old_owner_stays_that(actor: Actor) -> None:
    old, new = add_customers(actor, "Ford Street Market", "Pine Street LLC")
    place = site_of(old)
    hand(actor, place, new, YESTERDAY, so_far=old)
    assert "0 Oak Ct is no site any more" in told("customer", old)
    assert "Address 0 Oak Ct removed" not in told("customer", old)


def test_who_stays_as_a_tenant_keeps_the_site(actor: Actor) -> None:
    old, new = add_customers(actor, "Ford Street Market", "Pine Street LLC")
    place = site_of(old)
    with transaction() as session:
        link_customer(session, actor, place, old, PropertyRole.TENANT, None, None)
    hand(actor, place, new, TODAY, so_far=old)
    assert place in sites(old)
    assert place in sites(new)


def test_a_day_to_come_is_carried_out_when_it_is_there(
    actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = add_customers(actor, "Ford Street Market", "Pine Street LLC")
    place, own = site_of(old), site_of(new)
    hand(actor, place, new, TOMORROW, so_far=old)
    assert (sites(old), sites(new)) == ({place}, {own})
    assert carry_out(transaction) == 0
    for module in ("due", "customers"):
        monkeypatch.setattr(f"clientapp.properties.{module}.today", lambda: TOMORROW)
    assert carry_out(transaction) == 1
    assert (sites(old), sites(new)) == (set(), {place, own})
    assert carry_out(transaction) == 0
    assert ledger_faults() == []


def test_what_was_carried_out_and_undone_is_left_alone(
    actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = add_customers(actor, "Ford Street Market", "Pine Street LLC")
    place = site_of(old)
    operation = hand(actor, place, new, TOMORROW, so_far=old)
    for module in ("due", "customers"):
        monkeypatch.setattr(f"clientapp.properties.{module}.today", lambda: TOMORROW)
    carry_out(transaction)
    undo(actor, operation + 1)
    assert sites(old) == {place}
    assert carry_out(transaction) == 0


def test_who_owns_it_already_is_told(actor: Actor) -> None:
    old, new = add_customers(actor, "Ford Street Market", "Pine Street LLC")
    place = site_of(old)
    hand(actor, place, new, TODAY, so_far=old)
    with pytest.raises(Rejected) as refused:
        hand(actor, place, new, TOMORROW)
    assert refused.value.problems["customer"].startswith("Pine Street LLC owns it on ")


def test_an_owner_is_not_added_beside_another(actor: Actor) -> None:
    old, new = add_customers(actor, "Ford Street Market", "Pine Street LLC")
    place = site_of(old)
    with transaction() as session:
        link_customer(session, actor, place, old, PropertyRole.OWNER, None, None)
    with pytest.raises(Rejected) as refused, transaction() as session:
        link_customer(session, actor, place, new, PropertyRole.OWNER, TODAY, None)
    assert refused.value.problems == {
        "role": "Ford Street Market owns it. Hand it over instead",
    }


def test_any_number_of_tenants_may_be_there_at_once(actor: Actor) -> None:
    first, second = add_customers(actor, "Ford Street Market", "Pine Street LLC")
    place = site_of(first)
    for customer in (first, second):
        with transaction() as session:
            link_customer(session, actor, place, customer, PropertyRole.TENANT, TODAY, None)
    assert sites(second) == {site_of(second)}
    assert ledger_faults() == []


def test_who_touches_an_owner_in_time_moves_along(actor: Actor) -> None:
    old, new = add_customers(actor, "Ford Street Market", "Pine Street LLC")
    place = site_of(old)
    hand(actor, place, new, YESTERDAY, so_far=old)
    row = rows(place)[1]
    earlier = TODAY - timedelta(9)
    with transaction() as session:
        values, base = {"from_date": earlier}, {"from_date": YESTERDAY}
        edit_customer(session, actor, place, row, values, base)
    assert owners(place) == [(old, None, earlier), (new, earlier, None)]


def test_who_came_before_a_removed_owner_owns_it_still(actor: Actor) -> None:
    old, new = add_customers(actor, "Ford Street Market", "Pine Street LLC")
    place = site_of(old)
    hand(actor, place, new, YESTERDAY, so_far=old)
    with transaction() as session:
        remove_customer(session, actor, place, rows(place)[1])
    assert owners(place) == [(old, None, None)]
    assert place in sites(old)
    assert ledger_faults() == []


def rows(property_id: int) -> list[int]:
    with transaction() as session:
        return [owner.row or 0 for owner in owners_of(session, property_id)]
