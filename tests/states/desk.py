"""Customers to delete and operations to look at, for the tests of Trash and operations."""

from collections.abc import Iterable

from sqlmodel import col, select

from clientapp.bulk.report import Report
from clientapp.bulk.selection import Selection
from clientapp.customers.commands import add_customers
from clientapp.customers.rules import with_defaults
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor, begin, finish
from clientapp.models import Customer, User
from tests.customers.bulk import set_field, trash_customers


def add(actor: Actor, names: Iterable[str], external_id: str | None = None) -> list[int]:
    """Customers of these names, in one import; their ids."""
    with transaction() as session:
        operation = begin(session, actor, "import", "Import of list.csv")
        values = [
            with_defaults({"company_name": name, "external_id": external_id}) for name in names
        ]
        add_customers(session, operation, values)
        finish(session, operation)
    with reading() as session:
        newest = select(Customer.id).order_by(col(Customer.id).desc()).limit(len(values))
        return sorted(row_id or 0 for row_id in session.exec(newest))


def trash(actor: Actor, ids: Iterable[int]) -> int:
    """Move customers to Trash; the operation."""
    some = tuple(ids)
    return done(trash_customers(transaction, actor, Selection(ids=some), len(some), {}))


def set_status(actor: Actor, ids: Iterable[int], status: str = "inactive") -> int:
    """Set a field of customers; the operation."""
    some = tuple(ids)
    return done(set_field(transaction, actor, Selection(ids=some), len(some), "status", status))


def done(report: Report) -> int:
    """The operation of a report that says that something was written."""
    assert report.operation_id
    return report.operation_id


def signed_in(role: str) -> Actor:
    """Whoever has a role, as the ledger names them; a `Tab` of that role is open."""
    with reading() as session:
        user = session.exec(select(User).where(User.role == role)).one()
        return Actor(user.id, user.name, "web")


def in_trash() -> set[int]:
    """The ids of the customers in Trash."""
    with reading() as session:
        lying = select(Customer.id).where(col(Customer.trashed_at).is_not(None))
        return {row_id or 0 for row_id in session.exec(lying)}


def how_many() -> int:
    """Customers that there are, in Trash or not."""
    with reading() as session:
        return len(session.exec(select(Customer.id)).all())
