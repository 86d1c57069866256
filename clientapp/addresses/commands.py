"""Writing the primary site of a customer: the place, its link, and the property on it."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import insert_rows, update_row
from clientapp.models import Address, CustomerAddress, Operation, Property
from clientapp.models.base import Tracked

COLUMNS = ("street", "city", "state", "postal_code", "country")

Rows = dict[type[Tracked], list[dict[str, Any]]]


def first_site_rows(
    address_id: int,
    link_id: int,
    property_id: int,
    customer_id: int,
    values: Mapping[str, Any],
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The rows of a customer's first place, which is its billing address and its primary site.

    Returns:
        The address, the link and the property.
    """
    address = {"id": address_id, **{name: values.get(name) for name in COLUMNS}}
    ticks = {"is_billing": True, "is_site": True, "is_primary_site": True}
    link = {"id": link_id, "customer_id": customer_id, "address_id": address_id, **ticks}
    return address, link, {"id": property_id, "address_id": address_id}


def write_primary_site(
    session: Session,
    operation: Operation,
    customer_id: int,
    address_id: int | None,
    values: Mapping[str, Any],
) -> None:
    """Change the place of the primary site, or create it where the customer has none yet."""
    if address_id is not None:
        update_row(session, operation, Address, address_id, values)
    elif any(values.values()):
        models = (Address, CustomerAddress, Property)
        ids = [reserve_ids(session, model, 1)[0] for model in models]
        address, link, site = first_site_rows(*ids, customer_id, values)
        rows: Rows = {Address: [address], CustomerAddress: [link], Property: [site]}
        insert_rows(session, operation, rows)
