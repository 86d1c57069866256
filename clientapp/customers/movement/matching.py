"""Whether a customer as it was is one that a request finds. Pure: SQL says the same of today."""

from collections.abc import Iterable, Mapping
from typing import Any

from clientapp.customers.derived import derive, document_of
from clientapp.customers.fields import FIELD
from clientapp.customers.filters import held
from clientapp.customers.known import Known, Person, Place
from clientapp.customers.queries import CUSTOMERS
from clientapp.field import Home
from clientapp.listing.request import ListRequest
from clientapp.searching.query import pattern, terms

OWN = frozenset({"customer"})
PEOPLE = OWN | {"customer_contact", "contact"}
PLACES = OWN | {"customer_address", "address"}
ALL = PEOPLE | PLACES | {"customer_tag", "note"}

PARTS = {
    Home.RECORD: OWN,
    Home.SYSTEM: OWN,
    Home.PRIMARY_CONTACT: PEOPLE,
    Home.SITE: PLACES,
    Home.BILLING: PLACES,
}
STAMPS = ("modified_at", "modified_by_name")
OF_FILTER = {
    "tags": OWN | {"customer_tag"},
    "problems": ALL,
    "name": PEOPLE,
    "contact_name": PEOPLE,
    **dict.fromkeys(STAMPS, ALL),
}
"""The kinds of rows that a filter depends on which is none over a field that one row holds."""


def parts_of(request: ListRequest, *, named: bool = False) -> frozenset[str]:
    """The kinds of rows on which it depends whether a request finds a customer.

    Args:
        named: what a customer is called matters too.
    """
    parts = PEOPLE if named else OWN
    for condition in request.filters:
        parts |= _of_filter(condition.name)
    return ALL if terms(request.search) else parts


def _of_filter(name: str) -> frozenset[str]:
    field = FIELD.get(name)
    return OF_FILTER.get(name) or PARTS.get(field.home if field else Home.RECORD, OWN)


def is_stamped(request: ListRequest) -> bool:
    """Whether it matters to a request by whom and when customers were modified."""
    return any(each.name in STAMPS for each in request.filters)


def finds(
    request: ListRequest, values: Mapping[str, Any] | None, given_up: Iterable[Mapping[str, Any]]
) -> bool:
    """Whether a request finds a customer with these values (`record.past.customers_at`), or one
    that does not exist.

    Args:
        given_up: values by column that the customer or its contacts had before.
    """
    if values is None or values["in_trash"]:
        return False
    wanted = terms(request.search)
    if wanted:
        text = document_of({**values, **derive(values)}, _known(values, given_up))
        if not all(pattern(term) in text for term in wanted):
            return False
    return not request.filters or CUSTOMERS.accepts(request, held(values))


def _known(values: Mapping[str, Any], given_up: Iterable[Mapping[str, Any]]) -> Known:
    """What the customer was found by beside its own fields."""
    people = [Person(*(row.get(name) for name in Person._fields)) for row in values["contacts"]]
    places = [Place(*(row.get(name) for name in Place._fields)) for row in values["places"]]
    known = Known(people, places)
    for before in (*given_up, *values["former_contacts"]):
        known.gave_up(before)
    return known
