"""What a property and its customers say of roles once two of the customers are merged."""

from datetime import timedelta

import pytest

from clientapp.customers.record.properties_state import _read as properties_of  # pyright: ignore[reportPrivateUsage]
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.properties.customers import link_customer
from clientapp.properties.people import customers_of
from tests.merging.merged import merge_all, unmerge
from tests.properties.writing import (
    ELM,
    TODAY,
    YESTERDAY,
    add_customers,
    add_property,
    hand,
)

Said = list[tuple[str, str, str, str]]


def at_the_property(place: int) -> Said:
    """Name, role, time and standing of each card."""
    with reading() as session:
        return [
            (each.name, each.role, each.time, each.standing)
            for each in customers_of(session, place, TODAY)
        ]


def at_the_customer(customer: int) -> list[tuple[str, str, str]]:
    """Name, role and standing of each line of the section "Properties"."""
    return [(line.name, line.role, line.standing) for line in properties_of(customer)]


@pytest.mark.usefixtures("any_database")
def test_roles_go_to_the_customer_that_stays_and_come_back(actor: Actor) -> None:
    stays, goes = add_customers(actor, "Alder Bakery", "Alder Bakeries")
    place = add_property(actor, name="Elm House", **ELM)
    with transaction() as session:
        link_customer(session, actor, place, goes, "tenant", YESTERDAY, None)
    hand(actor, place, goes, YESTERDAY - timedelta(9))
    hand(actor, place, stays, YESTERDAY)
    before = at_the_property(place), at_the_customer(stays), at_the_customer(goes)

    merged = merge_all(actor, stays, goes)
    assert {name for name, *_rest in at_the_property(place)} == {"Alder Bakery"}
    roles = [(role, standing) for _name, role, _time, standing in at_the_property(place)]
    assert roles == [("Owner", ""), ("Tenant", ""), ("Owner", "Former")]
    assert at_the_customer(stays) == [("Elm House", *each) for each in roles]
    assert at_the_customer(goes) == []

    assert unmerge(actor, merged).reasons == {}
    assert (at_the_property(place), at_the_customer(stays), at_the_customer(goes)) == before


@pytest.mark.usefixtures("any_database")
def test_what_both_were_at_the_same_time_stands_once(actor: Actor) -> None:
    stays, goes = add_customers(actor, "Alder Bakery", "Alder Bakeries")
    place = add_property(actor, name="Elm House", **ELM)
    for who, since in ((stays, None), (goes, None), (goes, YESTERDAY)):
        with transaction() as session:
            link_customer(session, actor, place, who, "tenant", since, None)
    before = at_the_property(place), at_the_customer(stays), at_the_customer(goes)

    merged = merge_all(actor, stays, goes)
    assert len(at_the_property(place)) == 2
    assert [line[1] for line in at_the_customer(stays)] == ["Tenant", "Tenant"]
    assert at_the_customer(goes) == []

    assert unmerge(actor, merged).reasons == {}
    assert (at_the_property(place), at_the_customer(stays), at_the_customer(goes)) == before
