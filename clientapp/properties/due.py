"""Handovers whose day has come: the place becomes a site of the new owner, by the system.

A handover is carried out once: what somebody does with the site afterwards, an undo too, stays.
"""

from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from clientapp.ledger.recording import SYSTEM, begin
from clientapp.ledger.running import Transaction
from clientapp.ledger.sharing import close
from clientapp.models import (
    Change,
    CustomerAddress,
    Operation,
    Property,
    PropertyCustomer,
    PropertyRole,
)
from clientapp.properties.customers import hold_property
from clientapp.properties.owners import today
from clientapp.properties.sites import move_site

before, after = aliased(PropertyCustomer), aliased(PropertyCustomer)


class Due(NamedTuple):
    """A handover whose day has come while the old owner still has the place as a site: the row of
    the new owner, the property, and both customers."""

    row_id: int
    property_id: int
    old: int
    new: int


def carry_out(transaction: Transaction) -> int:
    """Carry out what is due; how many handovers that were."""
    day = today()
    with transaction() as session:
        found = _due(session, day)
    done = 0
    for due in found:
        with transaction() as session:
            done += _carry_out(session, due, day)
    return done


def _carry_out(session: Session, due: Due, day: date) -> bool:
    held = hold_property(session, due.property_id, {due.old, due.new})
    if held.owner != due.new or due not in _due(session, day, due.property_id):
        return False  # another process was quicker, or somebody changed it meanwhile
    operation = begin(
        *(session, SYSTEM, "edit", f"Hand over of {held.title} carried out"),
        record_kind="property",
        row=due.row_id,
    )
    move_site(session, operation, held.id, held.address_id, due.old, due.new, day)
    return close(session, operation) is not None


def _due(session: Session, day: date, property_id: int | None = None) -> list[Due]:
    """The handovers until a day that are still to be carried out."""
    columns = (after.id, after.property_id, before.customer_id, after.customer_id)
    found = (
        select(*(col(each) for each in columns))
        .join(before, col(before.property_id) == after.property_id)
        .join(Property, col(Property.id) == after.property_id)
        .where(
            *(col(each.role) == PropertyRole.OWNER for each in (before, after)),
            *(col(each.trashed_at).is_(None) for each in (before, after, Property)),
            col(before.until_date) <= day,
            col(before.until_date) == col(after.from_date),
            (col(after.until_date).is_(None)) | (col(after.until_date) > day),
            _has_site(before),
            ~_has_site(after),
        )
        .order_by(col(after.id))
    )
    if property_id is not None:
        found = found.where(col(after.property_id) == property_id)
    rows = [Due(*row) for row in session.connection().execute(found)]
    return [due for due in rows if not _is_done(session, due)]


def _has_site(of: type[PropertyCustomer]) -> ColumnElement[bool]:
    return exists().where(
        col(CustomerAddress.address_id) == Property.address_id,
        col(CustomerAddress.customer_id) == of.customer_id,
        col(CustomerAddress.is_site),
        col(CustomerAddress.trashed_at).is_(None),
    )


def _is_done(session: Session, due: Due) -> bool:
    """Whether the new owner was given the place before, by the system or with the handover."""
    together = aliased(Change)
    stated = exists().where(
        col(together.operation_id) == Operation.id,
        col(together.record_kind) == "property_customer",
        col(together.record_id) == due.row_id,
    )
    given = (
        select(col(Operation.details), stated)
        .join(Change, col(Change.operation_id) == Operation.id)
        .where(col(Change.about_kind) == "customer", col(Change.about_id) == due.new)
        .where(col(Change.record_kind) == "customer_address")
    )
    found = session.connection().execute(given)
    return any(details.get("row") == due.row_id or at_once for details, at_once in found)
