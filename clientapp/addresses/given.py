"""The primary site and the billing address of a customer, as its own form or an import gives them.

A billing address that is empty, or equal to the site, is no place of its own: the site is billed.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlmodel import Session

from clientapp.addresses.property_key import SEARCH, property_columns, property_document
from clientapp.addresses.ticking import (
    BILLED,
    BILLED_SITE,
    SITE,
    Ticks,
    links_of,
    make_room,
    write,
)
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import insert_rows, update_row
from clientapp.ledger.setting import trash_rows
from clientapp.models import Address, CustomerAddress, Operation, Property
from clientapp.models.base import Tracked
from clientapp.searching import index

TEXTS = ("street", "street2", "city", "state", "postal_code", "country")
POINT = ("latitude", "longitude")
COLUMNS = (*TEXTS, *POINT)

Values = Mapping[str, Any]


class Place(NamedTuple):
    """A place to be made for a customer: its columns, what it is to the customer, and the type of
    the property on it."""

    values: Values
    ticks: Ticks
    type_id: int | None = None


class Held(NamedTuple):
    """A place that a customer has: its row, if it has one, and its columns."""

    address_id: int | None
    values: Values


def places(site: Values, billing: Values, type_id: int | None = None) -> list[Place]:
    """The places of a new customer, from the columns of its site and of its billing address, and
    the type of the property on the site."""
    at_site = [] if is_empty(site) else [Place(site, BILLED_SITE, type_id)]
    if is_billed_there(site, billing):
        return at_site
    return [*(place._replace(ticks=SITE) for place in at_site), Place(billing, BILLED)]


def is_empty(values: Values) -> bool:
    """Whether nothing is said of a place."""
    return all(values.get(name) in (None, "") for name in COLUMNS)


def is_billed_there(site: Values, billing: Values) -> bool:
    """Whether a billing address is no place of its own. A point that it does not have is no
    difference."""
    if is_empty(billing):
        return True
    names = TEXTS if all(billing.get(name) is None for name in POINT) else COLUMNS
    return all((site.get(name) or None) == (billing.get(name) or None) for name in names)


def place_rows(
    session: Session, customers: Sequence[tuple[int, Place]]
) -> dict[type[Tracked], list[dict[str, Any]]]:
    """The rows of places, their links and the properties on the sites, ready to be inserted.

    Args:
        customers: each place with the id of its customer.
    """
    sites = [at for at, (_id, place) in enumerate(customers) if place.ticks.is_site]
    addresses = reserve_ids(session, Address, len(customers))
    links = reserve_ids(session, CustomerAddress, len(customers))
    properties = reserve_ids(session, Property, len(sites))
    return {
        Address: [
            {"id": row_id, **{name: place.values.get(name) for name in COLUMNS}}
            for row_id, (_id, place) in zip(addresses, customers, strict=True)
        ],
        CustomerAddress: [
            {
                "id": row_id,
                "customer_id": customer_id,
                "address_id": address_id,
                "is_billing": place.ticks.is_billing,
                "is_site": place.ticks.is_site,
                "is_primary_site": place.ticks.is_primary_site,
            }
            for row_id, address_id, (customer_id, place) in zip(
                links, addresses, customers, strict=True
            )
        ],
        Property: [
            {
                "id": row_id,
                "address_id": addresses[at],
                "type_id": customers[at][1].type_id,
                **property_columns(None, customers[at][1].values),
            }
            for row_id, at in zip(properties, sites, strict=True)
        ],
    }


def index_sites(session: Session, rows: Mapping[type[Tracked], Sequence[Values]]) -> None:
    """Write the search documents of the properties among rows that `place_rows` made."""
    places = {place["id"]: place for place in rows[Address]}
    documents = (
        (site["id"], property_document(places[site["address_id"]])) for site in rows[Property]
    )
    index.add(session, SEARCH, documents)


def write_given(
    session: Session,
    operation: Operation,
    customer_id: int,
    site: Held,
    billing: Held,
    new_site: Values,
    new_billing: Values,
) -> None:
    """Write columns of the primary site and of the billing address, in an open operation.

    Args:
        site, billing: as they are, with their rows; both may be one place.
        new_site, new_billing: the columns to write. While no column of the billing address is
            among them, a site that is billed stays that, whatever is written to it.
    """
    if new_site:
        site = _write_site(session, operation, customer_id, site, new_site)
    if not new_billing:
        return
    wanted = {**billing.values, **new_billing}
    own = billing.address_id not in (None, site.address_id)
    if site.address_id is not None and is_billed_there(site.values, wanted):
        if own:
            _bill_site(session, operation, customer_id, site.address_id)
    elif own:
        update_row(session, operation, Address, billing.address_id or 0, new_billing)
    elif not is_empty(wanted):
        _add(session, operation, customer_id, wanted, BILLED)


def _write_site(
    session: Session, operation: Operation, customer_id: int, site: Held, new: Values
) -> Held:
    if site.address_id is not None:
        update_row(session, operation, Address, site.address_id, new)
    elif is_empty(new):
        return site
    else:
        added = _add(session, operation, customer_id, new, SITE)
        return Held(added, new)
    return Held(site.address_id, {**site.values, **new})


def _add(
    session: Session, operation: Operation, customer_id: int, values: Values, ticks: Ticks
) -> int:
    own = make_room(session, operation, customer_id, ticks)
    rows = place_rows(session, [(customer_id, Place(values, own))])
    insert_rows(session, operation, rows)
    index_sites(session, rows)
    return rows[Address][0]["id"]


def _bill_site(session: Session, operation: Operation, customer_id: int, address_id: int) -> None:
    """Bill the primary site; what was billed and nothing else leaves the customer."""
    links = links_of(session, [customer_id])[customer_id]
    wanted = {
        key: link.ticks._replace(is_billing=link.address_id == address_id)
        for key, link in links.items()
    }
    write(session, operation, links, wanted)
    left = [key for key, ticks in wanted.items() if not (ticks.is_billing or ticks.is_site)]
    trash_rows(session, operation, CustomerAddress, left)
