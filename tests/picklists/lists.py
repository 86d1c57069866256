"""Picklists to change, customers that have their choices, and what stands in the database then."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from clientapp.customers.commands import add_customers
from clientapp.customers.rules import with_defaults
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor, begin, finish
from clientapp.ledger.undo import UndoReport, undo_all
from clientapp.models import Customer, Picklist, PicklistOption
from clientapp.picklists import commands


def option(picklist: str, label: str) -> PicklistOption:
    """A choice by its label, the newest of that label, be it in Trash."""
    with reading() as session:
        found = _options(session, picklist).where(PicklistOption.label == label)
        return session.exec(found.order_by(col(PicklistOption.id).desc())).first() or _none(label)


def id_of(picklist: str, label: str) -> int:
    """The id of a choice."""
    return option(picklist, label).id or 0


def labels(picklist: str) -> list[str]:
    """What a list offers, in its order, retired choices too."""
    with reading() as session:
        of = session.exec(select(Picklist).where(Picklist.name == picklist)).one()
        return [each.label for each in commands.options_in(session, of)]


def add(actor: Actor, picklist: str, label: str, **more: str) -> int:
    """Add a choice; its id."""
    with transaction() as session:
        return commands.add_option(session, actor, picklist, {"label": label, **more})[1]


def save(
    actor: Actor, option_id: int, base: Mapping[str, str] | None = None, **typed: str
) -> int | None:
    """Change a choice from a form that showed `base`; the operation."""
    with transaction() as session:
        return commands.save_option(session, actor, option_id, typed, base or {})


def undo(actor: Actor, operation_id: int | None) -> UndoReport:
    """Undo an operation."""
    assert operation_id
    return undo_all(transaction, actor, operation_id)


def customers(actor: Actor, count: int, **values: Any) -> list[int]:
    """Customers with the same values, in one import; their ids."""
    with transaction() as session:
        operation = begin(session, actor, "import", "Import of list.csv")
        rows = [with_defaults({"company_name": f"Tap {at}", **values}) for at in range(count)]
        added = add_customers(session, operation, rows)
        finish(session, operation)
        return list(added)


def held(column: str) -> dict[int, Any]:
    """A column of all customers by their ids."""
    with reading() as session:
        rows = session.exec(select(Customer.id, getattr(Customer, column)))
        return {row or 0: value for row, value in rows}


def _options(session: Session, picklist: str) -> Any:
    of = session.exec(select(Picklist.id).where(Picklist.name == picklist)).one()
    return select(PicklistOption).where(PicklistOption.picklist_id == of)


def _none(label: str) -> PicklistOption:
    raise LookupError(label)
