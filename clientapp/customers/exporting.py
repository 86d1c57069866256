"""Customers as an export writes them."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col

from clientapp.customers.fields import CUSTOMER_FIELDS
from clientapp.customers.queries import CUSTOMERS
from clientapp.customers.reading import read_derived, read_values
from clientapp.field import FieldKind
from clientapp.listing.counting import matching
from clientapp.listing.request import ListRequest
from clientapp.models import Customer
from clientapp.picklists.queries import labels_of

BATCH = 500
OPTIONS = tuple(field.name for field in CUSTOMER_FIELDS if field.kind == FieldKind.OPTION)


def export_ids(session: Session, request: ListRequest) -> Sequence[int]:
    """The ids of the customers that a request finds, in the order in which they were created; a
    million of them take 8 MB."""
    found = matching(session, CUSTOMERS, request).order_by(col(Customer.id))
    return array("q", session.connection().execute(found).scalars().yield_per(10_000))


def export_rows(session: Session, ids: Sequence[int]) -> Iterator[Mapping[str, Any]]:
    """All fields of customers by name, an option by its label, some hundred read at a time.

    Of one session they are all as they were at one moment.
    """
    labels: dict[int, str] = {}
    for start in range(0, len(ids), BATCH):
        batch = list(ids[start : start + BATCH])
        stored, derived = read_values(session, batch), read_derived(session, batch)
        chosen = {row[name] for row in stored.values() for name in OPTIONS} - labels.keys()
        labels |= labels_of(session, chosen - {None})
        for row_id in batch:
            row = stored[row_id]
            yield row | derived[row_id] | {name: labels.get(row[name]) for name in OPTIONS}
