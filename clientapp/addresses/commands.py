"""Writing the primary site of a customer: the place, its link, and the property on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import insert_rows, update_row
from clientapp.models import Address, CustomerAddress, Operation, Property
from clientapp.models.base import Tracked

COLUMNS = ("street", "city", "state", "postal_code", "country")

Row = dict[str, Any]


def first_site_rows(
    ids: tuple[int, int, int], customer_id: int, values: Mapping[str, Any]
) -> tuple[Row, Row, Row]:
    """The rows of a customer's first place, which is its billing address and its primary site.

    Args:
        ids: of the address, the link and the property, as they are returned.
    """
    address_id, link_id, property_id = ids
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
        insert_rows(session, operation, site_rows(session, [(customer_id, values)]))


def site_rows(
    session: Session, customers: Sequence[tuple[int, Mapping[str, Any]]]
) -> dict[type[Tracked], list[Row]]:
    """The rows of the first places of customers, ready to be inserted."""
    models = (Address, CustomerAddress, Property)
    count = len(customers)
    places, links, sites = (reserve_ids(session, model, count) for model in models)
    rows = [
        first_site_rows(ids, customer_id, values)
        for ids, (customer_id, values) in zip(
            zip(places, links, sites, strict=True), customers, strict=True
        )
    ]
    return {model: [row[at] for row in rows] for at, model in enumerate(models)}
