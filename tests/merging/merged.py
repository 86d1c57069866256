"""Merging customers, and what they are before and after, each in a transaction of its own."""

from typing import Any

from sqlmodel import col, select

from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import UndoReport, undo_all
from clientapp.merging.merge import merge
from clientapp.models import (
    CustomerAddress,
    CustomerContact,
    CustomerTag,
    Note,
)
from clientapp.notes.commands import add_note
from clientapp.tags.commands import add_new_tag
from tests.contacts.people import ELM, OAK, add, add_place, customer
from tests.customers.writing import values_of

STAMPS = ("version", "modified_at", "modified_by_name")
LINKS = (CustomerContact, CustomerAddress, CustomerTag, Note)

Whole = dict[str, Any]


def full(actor: Actor, name: str, **values: Any) -> int:
    """A customer with two contacts, two places, a tag and a note of its own."""
    made = customer(actor, name, **{"street": f"1 {name} St", "city": "Benton", **values})
    add(actor, made, f"Kim {name}")
    add_place(actor, made, {**ELM, "street": f"7 {name} Ave"})
    with transaction() as session:
        add_new_tag(session, actor, made, f"Tag {name}", "good")
        add_note(session, actor, made, f"Note of {name}")
    return made


def merge_all(actor: Actor, survivor: int, *others: int, **chosen: int) -> int:
    """Merge customers; values are chosen by the names of fields."""
    with transaction() as session:
        return merge(session, actor, "customer", survivor, others, chosen)


def unmerge(actor: Actor, operation: int) -> UndoReport:
    """Take a merge apart."""
    return undo_all(transaction, actor, operation)


def whole(customer_id: int) -> Whole:
    """A customer with the rows that belong to it, but for what every write renews."""
    found: Whole = {n: v for n, v in values_of(customer_id).items() if n not in STAMPS}
    with reading() as session:
        for model in LINKS:
            owned = select(model).where(col(model.customer_id) == customer_id)
            live = owned.where(col(model.trashed_at).is_(None)).order_by(col(model.id))
            found[model.__name__] = [
                row.model_dump(exclude={"version", "modified_at", "modified_by_id"})
                for row in session.exec(live)
            ]
    return found


__all__ = ["ELM", "OAK", "full", "merge_all", "unmerge", "whole"]
