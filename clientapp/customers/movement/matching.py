"""Whether a customer as it was is one that a request finds. Pure: SQL says the same of today."""

from collections.abc import Mapping
from typing import Any

from clientapp.customers.derived import SEARCHED
from clientapp.customers.fields import FIELD
from clientapp.customers.filters import held
from clientapp.customers.queries import CUSTOMERS
from clientapp.field import Home
from clientapp.listing.request import ListRequest
from clientapp.searching.document import document
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
OF_FILTER = {
    "tags": OWN | {"customer_tag"},
    "problems": ALL,
    "name": PEOPLE,
    "contact_name": PEOPLE,
    "modified_at": ALL,
    "modified_by_name": ALL,
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


def finds(request: ListRequest, values: Mapping[str, Any] | None) -> bool:
    """Whether a request finds a customer with these values (`record.past.customers_at`), or one
    that does not exist."""
    if values is None or values["in_trash"]:
        return False
    wanted = terms(request.search)
    if wanted:
        text = _document(values)
        if not all(pattern(term) in text for term in wanted):
            return False
    return not request.filters or CUSTOMERS.accepts(request, held(values))


def _document(values: Mapping[str, Any]) -> str:
    phones = [(values["phone"], values["phone_e164"])]
    return document([values.get(name) for name in SEARCHED], phones)
