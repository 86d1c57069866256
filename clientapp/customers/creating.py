"""The further people and places that a new customer is created with."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from clientapp.addresses import commands as addresses
from clientapp.addresses import ticking
from clientapp.addresses.ticking import Ticks
from clientapp.contacts import commands as contacts
from clientapp.customers.derived import refresh
from clientapp.customers.further import ADDRESS, CONTACT, numbered
from clientapp.models import Operation

Blocks = Sequence[Mapping[str, Any]]
"""Values by field name, typed as columns; an empty one is nothing. An address has its ticks too."""

TWICE_BILLED = "One address is the billing address. Untick it here or there"


def problems_of(
    session: Session, values: Mapping[str, Any], places: Blocks, people: Blocks
) -> dict[str, str]:
    """What does not do, by the names of the fields in the form.

    Args:
        values: of the customer itself.
    """
    problems: dict[str, str] = {}
    billed = 0
    for number, place in enumerate(places, start=1):
        if place:
            found = addresses.check(session, place) | ticking.problems(_ticks(place))
            billed += _ticks(place).is_billing
            if _ticks(place).is_billing and billed > 1:
                found["is_billing"] = TWICE_BILLED
            problems |= numbered(ADDRESS, number, found)
    for number, person in enumerate(people, start=1):
        if person:
            found = contacts.check_new(session, person, values.get("country"))
            problems |= numbered(CONTACT, number, found)
    return problems


def add(
    session: Session, operation: Operation, customer_id: int, places: Blocks, people: Blocks
) -> None:
    """Add them in the operation that created the customer, their values being checked."""
    for place in filter(None, places):
        addresses.add_address(session, operation, customer_id, place, _ticks(place))
    for person in filter(None, people):
        contacts.add_contact(session, operation, customer_id, person)
    if any(places) or any(people):
        session.flush()
        refresh(session, [customer_id])


def _ticks(place: Mapping[str, Any]) -> Ticks:
    return Ticks(bool(place.get("is_billing")), bool(place.get("is_site")), False)
