"""What was found, as people read it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session, col

from clientapp import routes
from clientapp.addresses.queries import one_line
from clientapp.customers.reading import facts
from clientapp.customers.warnings import warnings
from clientapp.formatting import counted
from clientapp.ledger.sharing import elsewhere
from clientapp.lookup.found import Found
from clientapp.lookup.ranking import Answer
from clientapp.lookup.things import Thing
from clientapp.models import Customer, CustomerAddress, CustomerContact

KINDS = {"customer": "", "contact": "contact", "place": "address", "organization": ""}
"""In the order in which those that answer alike are given; and the part of a customer that it
is."""


class Hit(NamedTuple):
    """Something that answers, and the row of the customer at whom it is."""

    answer: Answer
    thing: Thing
    at: Mapping[Any, Any]

    @property
    def order(self) -> tuple[Any, ...]:
        """What comes first."""
        kind = list(KINDS).index(self.thing.kind)
        return self.answer.rank, kind, self.at["name_key"], self.thing.id


def shown(session: Session, hits: Sequence[Hit]) -> list[Found]:
    """What was found, in the same order."""
    ids = {kind: [hit.thing.id for hit in hits if hit.thing.kind == kind] for kind in KINDS}
    where = facts(session, ids["customer"]) if ids["customer"] else {}
    shared = {kind: elsewhere(session, part, ids[kind], 0) for kind, part in KINDS.items() if part}
    found: list[Found] = []
    for answer, thing, at in hits:
        if thing.kind == "organization":
            found.append(_organization(thing, answer))
            continue
        if thing.kind == "customer":
            detail = ", ".join(filter(None, where[thing.id]))
        else:
            holders = shared[thing.kind].get(thing.id)
            detail = _at(thing, at["display_name"], holders.number if holders else 1)
        url, raised = routes.customer(at["id"]), warnings(at)
        found.append(Found(thing.kind, thing.id, url, thing.title, detail, answer.matched, raised))
    return found


def customers_having(
    session: Session, contacts: Collection[int], places: Collection[int]
) -> set[int]:
    """Of each of these contacts and places, the oldest live customer that has it."""
    found: set[int] = set()
    for link, row, ids in (
        (CustomerContact, col(CustomerContact.contact_id), contacts),
        (CustomerAddress, col(CustomerAddress.address_id), places),
    ):
        if ids:
            holder: Any = col(link.customer_id)
            live: Any = (
                select(func.min(holder))
                .join(Customer, col(Customer.id) == holder)
                .where(col(Customer.trashed_at).is_(None), col(link.trashed_at).is_(None))
                .where(row.in_(ids))
            )
            found.update(session.connection().execute(live.group_by(row)).scalars())
    return found


def _organization(thing: Thing, answer: Answer) -> Found:
    detail = counted(thing.values["customers"], "customer", "customers")
    url = f"{routes.CUSTOMERS}?organization={thing.id}"
    return Found(thing.kind, thing.id, url, thing.title, detail, answer.matched)


def _at(thing: Thing, customer: str, number: int) -> str:
    """Where a place is, and at whom a contact or a place is: "at Ford Street Market and 2 more"."""
    at = f"at {customer} and {number - 1} more" if number > 1 else f"at {customer}"
    if thing.kind == "contact":
        return at
    line = one_line(thing.values).removeprefix(thing.title).removeprefix(", ")
    return f"{line}, {at}" if line else at
