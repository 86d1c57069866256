"""Writing the primary contact of a customer."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import insert_rows, update_row
from clientapp.models import Contact, Operation

COLUMNS = ("first_name", "last_name", "job_title")


def primary_contact_row(row_id: int, customer_id: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a new primary contact, from values by field name."""
    named = {name: values.get(name) for name in COLUMNS}
    return {"id": row_id, "customer_id": customer_id, "is_primary": True, **named}


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
        new_id = reserve_ids(session, Contact, 1)[0]
        row = primary_contact_row(new_id, customer_id, values)
        insert_rows(session, operation, {Contact: [row]})
