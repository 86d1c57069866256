"""Saving and reading one customer, each in a transaction of its own."""

from typing import Any

from clientapp.customers.commands import update_customer
from clientapp.customers.reading import read_values
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor


def update(actor: Actor, customer_id: int, base: int, **values: Any) -> int:
    """Save values from a base version; the version afterwards."""
    with transaction() as session:
        return update_customer(session, actor, customer_id, values, base).version


def values_of(customer_id: int) -> dict[str, Any]:
    """All fields of a customer as they are stored."""
    with reading() as session:
        return read_values(session, [customer_id])[customer_id]
