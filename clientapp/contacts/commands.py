"""Writing the primary contact of a customer."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import insert_rows, update_row
from clientapp.models import Contact, Operation

COLUMNS = ("first_name", "last_name", "job_title")


def contact_rows(
    session: Session, customers: Sequence[tuple[int, Mapping[str, Any]]]
) -> list[dict[str, Any]]:
    """The rows of the primary contacts of customers, ready to be inserted.

    Args:
        customers: id and values by field name.
    """
    ids = reserve_ids(session, Contact, len(customers))
    return [
        {
            "id": row_id,
            "customer_id": customer_id,
            "is_primary": True,
            **{name: values.get(name) for name in COLUMNS},
        }
        for row_id, (customer_id, values) in zip(ids, customers, strict=True)
    ]


def write_primary_contact(
    session: Session,
    operation: Operation,
    customer_id: int,
    contact_id: int | None,
    values: Mapping[str, Any],
) -> None:
    """Change the primary contact, or create it where the customer has none yet."""
    if contact_id is not None:
        update_row(session, operation, Contact, contact_id, values)
    elif any(values.values()):
        rows = contact_rows(session, [(customer_id, values)])
        insert_rows(session, operation, {Contact: rows})
