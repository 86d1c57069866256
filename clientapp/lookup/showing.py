"""What was found, as people read it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlmodel import Session

from clientapp.addresses.queries import one_line
from clientapp.customers.reading import facts
from clientapp.formatting import counted
from clientapp.ledger.sharing import Elsewhere, elsewhere
from clientapp.lookup.found import Found
from clientapp.lookup.ranking import Answer
from clientapp.lookup.reading import Holder, warned
from clientapp.lookup.things import Thing

KINDS = ("customer", "contact", "place", "property", "organization")
"""In the order in which those that answer alike are given."""


class Hit(NamedTuple):
    """Something that answers, and the record at which it is, or which it is."""

    answer: Answer
    thing: Thing
    holder: Holder

    @property
    def order(self) -> tuple[Any, ...]:
        """What comes first."""
        kind = KINDS.index(self.thing.kind)
        return self.answer.rank, kind, self.holder.name_key, self.thing.id


def shown(session: Session, hits: Sequence[Hit]) -> list[Found]:
    """What was found, in the same order."""
    customers = [hit.thing.id for hit in hits if hit.thing.kind == "customer"]
    where = facts(session, customers) if customers else {}
    people = [hit.thing.id for hit in hits if hit.thing.kind == "contact"]
    places = [_place(hit.thing) for hit in hits if hit.thing.kind in ("place", "property")]
    shared = {"contact": elsewhere(session, "contact", people, 0)} if people else {}
    shared |= {"place": elsewhere(session, "address", places, 0)} if places else {}
    sites = [_place(hit.thing) for hit in hits if hit.thing.kind == "property"]
    raised = warned(session, sites) if sites else {}
    found: list[Found] = []
    for answer, thing, holder in hits:
        warnings = holder.warnings
        if thing.kind == "customer":
            detail = ", ".join(filter(None, where[thing.id]))
        elif thing.kind == "organization":
            detail = _organization(thing)
        elif thing.kind == "property":
            detail = _at(thing, shared["place"].get(_place(thing)))
            warnings = raised.get(_place(thing), ())
        else:
            others = shared[thing.kind].get(thing.id)
            detail = _at(thing, Elsewhere(holder.title, others.number if others else 1))
        what = thing.kind, thing.id, holder.url, thing.title, detail, answer.matched
        found.append(Found(*what, warnings))
    return found


def _place(thing: Thing) -> int:
    """The place that something is, or is at."""
    return thing.values["address_id"] if thing.kind == "property" else thing.id


def _organization(thing: Thing) -> str:
    customers = counted(thing.values["customers"], "customer", "customers")
    properties = thing.values["properties"]
    return (
        f"{customers}, {counted(properties, 'property', 'properties')}" if properties else customers
    )


def _at(thing: Thing, holders: Elsewhere | None) -> str:
    """Where a place is, and at whom a contact or a place is: "at Ford Street Market and 2 more"."""
    at = f"at {holders}" if holders else ""
    if thing.kind == "contact":
        return at
    line = one_line(thing.values).removeprefix(thing.title).removeprefix(", ")
    return ", ".join(filter(None, (line, at)))
