"""Pairs of customers that are probably the same, as the list shows them side by side."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from clientapp.customers.queries import CUSTOMERS
from clientapp.customers.reading import with_parts
from clientapp.formatting import national_phone, place_line
from clientapp.ledger.dialect import among, dialect_of
from clientapp.listing.request import ListRequest
from clientapp.merging.queries import pair_page
from clientapp.merging.scoring import in_words
from clientapp.models import Address, Contact, Customer
from clientapp.settings import settings


class Side(NamedTuple):
    """One of the two; texts are ready to be read."""

    id: int
    name: str
    person: str
    number: str
    place: str
    phone: str
    email: str


class PairLine(NamedTuple):
    """Two customers, the score from 0 to 100, and why they are probably the same."""

    id: str
    first: Side
    second: Side
    score: int
    reasons: tuple[str, ...]


def pair_lines(session: Session, request: ListRequest) -> list[PairLine]:
    """A page of the pairs that a request finds, best first."""
    pairs = pair_page(session, CUSTOMERS, request)
    known = _sides(session, {each for pair in pairs for each in pair[:2]})
    return [
        PairLine(f"{first}-{second}", known[first], known[second], score, in_words(reasons))
        for first, second, score, reasons in pairs
    ]


def _sides(session: Session, ids: Collection[int]) -> dict[int, Side]:
    columns: list[Any] = [
        *(Customer.id, Customer.display_name, Customer.number, Customer.email),
        *(Customer.phone, Customer.phone_e164, Customer.phone_extension),
        *(Contact.first_name, Contact.last_name),
        *(Address.street, Address.city, Address.state, Address.postal_code),
    ]
    named: Any = select(*columns).select_from(Customer)
    found = with_parts(named).where(among(dialect_of(session), col(Customer.id), ids))
    return {row.id: _side(row) for row in session.connection().execute(found)}


def _side(row: Any) -> Side:
    person = " ".join(part for part in (row.first_name, row.last_name) if part)
    phone = row.phone or ""
    if row.phone_e164:
        phone = national_phone(row.phone_e164, row.phone_extension, settings().country)
    return Side(
        id=row.id,
        name=row.display_name,
        person="" if person == row.display_name else person,
        number=row.number,
        place=place_line(row.street, row.city, row.state, row.postal_code),
        phone=phone,
        email=row.email or "",
    )
