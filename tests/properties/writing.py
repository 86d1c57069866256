"""Properties with their customers, each write in a transaction of its own."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from clientapp.customers.fields import CUSTOMER_FIELDS
from clientapp.database import reading, transaction
from clientapp.ledger.history import history
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import UndoReport, undo_all
from clientapp.models import CustomerAddress, Property
from clientapp.picklists.queries import labels_of
from clientapp.properties.commands import create_property, update_property
from clientapp.properties.customers import hand_over
from clientapp.properties.fields import PROPERTY_FIELDS
from clientapp.properties.owners import owners_of, today
from clientapp.properties.reading import read_values
from tests.customers.many import add_all

TODAY = today()
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)
ELM = {"street": "12 Elm St", "city": "Benton", "state": "AR", "postal_code": "72018"}
FIELDS = {"property": PROPERTY_FIELDS, "customer": CUSTOMER_FIELDS}


def add_customers(actor: Actor, *names: str) -> list[int]:
    """Companies of these names, each with a site of its own; their ids."""
    each = enumerate(names)
    rows = ({"company_name": n, "street": f"{at} Oak Ct", "city": "Benton"} for at, n in each)
    return add_all(actor, rows)


def site_of(customer_id: int) -> int:
    """The property that the primary site of a customer is."""
    found = (
        select(Property.id)
        .join(CustomerAddress, col(CustomerAddress.address_id) == Property.address_id)
        .where(CustomerAddress.customer_id == customer_id, col(CustomerAddress.is_primary_site))
    )
    with reading() as session:
        return session.exec(found).one() or 0


def add_property(actor: Actor, **values: Any) -> int:
    """A property of these values."""
    with transaction() as session:
        return create_property(session, actor, values)


def update(actor: Actor, property_id: int, base: int, **values: object) -> int:
    """Save values from a base version; the version afterwards."""
    with transaction() as session:
        return update_property(session, actor, property_id, values, base).version


def values_of(property_id: int) -> dict[str, Any]:
    """All that is stored of a property."""
    with reading() as session:
        return read_values(session, [property_id])[property_id]


def hand(actor: Actor, property_id: int, to: int, day: date, so_far: int | None = None) -> int:
    """Hand a property over; the operation."""
    with transaction() as session:
        return hand_over(session, actor, property_id, to, day, so_far) or 0


def owners(property_id: int) -> list[tuple[int, date | None, date | None]]:
    """Customer, first day and the day after the last one of each owner."""
    with reading() as session:
        return [each[1:] for each in owners_of(session, property_id)]


def sites(customer_id: int) -> set[int]:
    """The properties that are live sites of a customer."""
    found = (
        select(Property.id)
        .join(CustomerAddress, col(CustomerAddress.address_id) == Property.address_id)
        .where(CustomerAddress.customer_id == customer_id, col(CustomerAddress.is_site))
        .where(col(CustomerAddress.trashed_at).is_(None))
    )
    with reading() as session:
        return {row or 0 for row in session.exec(found)}


def undo(actor: Actor, operation_id: int) -> UndoReport:
    """Undo an operation."""
    return undo_all(transaction, actor, operation_id)


def told(kind: str, record_id: int) -> list[str]:
    """The lines of a record's history, the newest operation first."""

    def labels(session: Session) -> Any:
        return lambda ids: labels_of(session, ids)

    with reading() as session:
        entries = history(session, kind, record_id, FIELDS[kind], labels(session)).entries
    return [line.text for entry in entries for line in entry.lines]
