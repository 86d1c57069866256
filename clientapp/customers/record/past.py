"""A customer as it was."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from clientapp.customers import rules
from clientapp.customers.fields import STORED
from clientapp.field import Home
from clientapp.ledger.as_of import Key, Row, rows_at
from clientapp.models import CustomerAddress, CustomerContact

KIND = "customer"
HELD_BY = {Home.PRIMARY_CONTACT: "contact", Home.SITE: "address", Home.BILLING: "billing"}


def customer_at(session: Session, customer_id: int, moment: datetime) -> dict[str, Any] | None:
    """All fields of a customer as they were just before a moment (with a time zone).

    Returns:
        Values by field name, with `display_name` and `in_trash`; None if it did not exist yet.
    """
    rows = rows_at(session, KIND, {customer_id, *_sharing(session, customer_id)}, moment)
    own = rows.get((KIND, customer_id))
    if own is None:
        return None
    link = _primary(rows, "customer_contact", customer_id, "is_primary")
    site = _primary(rows, "customer_address", customer_id, "is_primary_site")
    billing = _primary(rows, "customer_address", customer_id, "is_billing")
    held = {
        "contact": _held(rows, "contact", link.get("contact_id", 0)),
        "address": _held(rows, "address", site.get("address_id", 0)),
        "billing": _held(rows, "address", billing.get("address_id", 0)),
    }
    values = {
        field.name: held.get(HELD_BY.get(field.home, ""), own.values).get(field.stored_as)
        for field in STORED
    }
    return values | {"display_name": rules.display_name(values), "in_trash": own.in_trash}


def _sharing(session: Session, customer_id: int) -> list[int]:
    """The customers that share places or people with this one: what is shared stands in the
    history of one of them."""
    own = select(CustomerAddress.address_id).where(CustomerAddress.customer_id == customer_id)
    at_places = select(CustomerAddress.customer_id).where(col(CustomerAddress.address_id).in_(own))
    known = select(CustomerContact.contact_id).where(CustomerContact.customer_id == customer_id)
    people = select(CustomerContact.customer_id).where(col(CustomerContact.contact_id).in_(known))
    return [*session.exec(at_places), *session.exec(people)]


def _held(rows: dict[Key, Row], kind: str, row_id: int) -> dict[str, Any]:
    """The values of a row; empty if it was not there."""
    return rows[kind, row_id].values if (kind, row_id) in rows else {}


def _primary(rows: dict[Key, Row], kind: str, customer_id: int, tick: str) -> dict[str, Any]:
    """The values of the customer's link that has a tick; empty if none had it."""
    for (each, _id), row in rows.items():
        ticked = each == kind and row.values.get(tick) and not row.in_trash
        if ticked and row.values["customer_id"] == customer_id:
            return row.values
    return {}
