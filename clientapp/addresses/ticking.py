"""What an address is to its customer: the ticks, and how they move.

As soon as there is an address, exactly one is billed; as soon as there is a site, exactly one is
the primary site; a site has a property.
"""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from clientapp.addresses.property_key import SEARCH, property_columns, property_document
from clientapp.addresses.queries import place_of
from clientapp.ledger.dialect import among, dialect_of
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import insert_rows, update_row
from clientapp.ledger.setting import restore_rows
from clientapp.models import Customer, CustomerAddress, Operation, Property
from clientapp.searching import index


class Ticks(NamedTuple):
    """What an address is to its customer."""

    is_billing: bool
    is_site: bool
    is_primary_site: bool = False


class Link(NamedTuple):
    """An address of a customer: the place, and its ticks."""

    address_id: int
    ticks: Ticks


NONE = Ticks(False, False)
BILLED_SITE = Ticks(True, True, True)
SITE = Ticks(False, True, True)
BILLED = Ticks(True, False)

NO_TICK = "Tick Billing address or Site address"


def problems(ticks: Ticks, *, was_billing: bool = False) -> dict[str, str]:
    """What does not do about ticks as they were set, by their names."""
    if was_billing and not ticks.is_billing:
        return {"is_billing": "Tick Billing address on another address instead"}
    return {} if ticks.is_billing or ticks.is_site else {"is_site": NO_TICK}


def settled(ticks: Mapping[int, Ticks], chosen: int | None = None) -> dict[int, Ticks]:
    """The ticks of a customer's addresses as the rules want them. Pure.

    Args:
        ticks: by any key, the oldest address first.
        chosen: the address whose ticks were set just now: it takes those that only one can have.
            What is billed no more, and was nothing else, stays as a site.
    """
    billed = _one([key for key, each in ticks.items() if each.is_billing] or [*ticks], chosen)
    sites = {
        key for key, each in ticks.items() if each.is_site or (each.is_billing and key != billed)
    }
    primary = [key for key in ticks if key in sites and ticks[key].is_primary_site]
    first = _one(primary or [key for key in ticks if key in sites], chosen)
    return {key: Ticks(key == billed, key in sites, key == first) for key in ticks}


def _one(keys: list[int], chosen: int | None) -> int | None:
    """The chosen one of several, else the oldest."""
    return chosen if chosen in keys else next(iter(keys), None)


def tick(
    session: Session, operation: Operation, customer_id: int, link_id: int, ticks: Ticks
) -> None:
    """Give an address its ticks, and settle those of the customer's other addresses.

    A primary site stays that while it is a site and no other is chosen.
    """
    links = links_of(session, [customer_id])[customer_id]
    stays = ticks.is_site and (ticks.is_primary_site or links[link_id].ticks.is_primary_site)
    set_now = {key: link.ticks for key, link in links.items()}
    set_now[link_id] = ticks._replace(is_primary_site=stays)
    write(session, operation, links, settled(set_now, link_id))


def make_room(session: Session, operation: Operation, customer_id: int, ticks: Ticks) -> Ticks:
    """Take from a customer's addresses the ticks that one which is to come takes.

    Returns:
        The ticks that it comes with: the first one is billed, the first site is the primary one.
    """
    links = links_of(session, [customer_id]).get(customer_id, {})
    coming = 0
    wanted = settled({**{key: link.ticks for key, link in links.items()}, coming: ticks}, coming)
    own = wanted.pop(coming)
    write(session, operation, links, wanted)
    return own


def untick(session: Session, operation: Operation, customer_id: int, link_id: int) -> None:
    """Take all ticks from an address that its customer loses, and settle those of the others."""
    links = links_of(session, [customer_id])[customer_id]
    others = settled({key: link.ticks for key, link in links.items() if key != link_id})
    write(session, operation, links, {link_id: NONE, **others})


def mend(session: Session, operation: Operation, customer_ids: Collection[int]) -> None:
    """Settle the ticks of customers as an undo or a merge left them."""
    for links in links_of(session, customer_ids).values():
        now = {key: link.ticks for key, link in links.items()}
        write(session, operation, links, settled(now))
    for address_id in _without_property(session, customer_ids):
        ensure_property(session, operation, address_id)


def _without_property(session: Session, customer_ids: Collection[int]) -> list[int]:
    """The places of sites of live customers that have no property."""
    live = (col(Property.address_id) == CustomerAddress.address_id) & col(Property.trashed_at).is_(
        None
    )
    found = (
        select(col(CustomerAddress.address_id))
        .join(Customer, col(Customer.id) == CustomerAddress.customer_id)
        .outerjoin(Property, live)
        .where(col(Customer.trashed_at).is_(None))
        .where(among(dialect_of(session), CustomerAddress.customer_id, customer_ids))
        .where(col(CustomerAddress.is_site), col(CustomerAddress.trashed_at).is_(None))
        .where(col(Property.id).is_(None))
    )
    return sorted({*session.connection().execute(found).scalars()})


def links_of(session: Session, customer_ids: Collection[int]) -> dict[int, dict[int, Link]]:
    """The addresses of customers: by customer, then by the id of the link, the oldest first."""
    columns: list[Any] = [getattr(CustomerAddress, name) for name in Ticks._fields]
    found: Any = session.connection().execute(
        select(
            col(CustomerAddress.customer_id),
            col(CustomerAddress.id),
            col(CustomerAddress.address_id),
            *columns,
        )
        .where(among(dialect_of(session), CustomerAddress.customer_id, customer_ids))
        .where(col(CustomerAddress.trashed_at).is_(None))
        .order_by(col(CustomerAddress.id))
    )
    links: dict[int, dict[int, Link]] = {}
    for customer_id, link_id, address_id, *ticks in found:
        links.setdefault(customer_id, {})[link_id] = Link(address_id, Ticks(*ticks))
    return links


def write(
    session: Session, operation: Operation, links: Mapping[int, Link], wanted: Mapping[int, Ticks]
) -> None:
    """Write ticks to links; a place that becomes a site gets its property.

    What is taken is written before what is given, since only one can have a tick at any time.
    """
    for link_id, ticks in wanted.items():
        was = links[link_id].ticks
        lost = {name: False for name in Ticks._fields if getattr(was, name) > getattr(ticks, name)}
        if lost:
            update_row(session, operation, CustomerAddress, link_id, lost)
    for link_id, ticks in wanted.items():
        if ticks != links[link_id].ticks:
            update_row(session, operation, CustomerAddress, link_id, ticks._asdict())
        if ticks.is_site > links[link_id].ticks.is_site:
            ensure_property(session, operation, links[link_id].address_id)


def ensure_property(session: Session, operation: Operation, address_id: int) -> None:
    """Let a place have its property row, out of Trash where it lies there: who ends the operation
    (`ledger.sharing.close`, an undo) writes the search document of what came back."""
    statement: Any = select(col(Property.id), col(Property.trashed_at))
    found: Any = session.connection().execute(statement.where(Property.address_id == address_id))
    row = found.first()
    if row is None:
        _add_property(session, operation, place_of(session, address_id))
    elif row.trashed_at is not None:
        restore_rows(session, operation, Property, [row.id])


def _add_property(session: Session, operation: Operation, place: Mapping[Any, Any]) -> None:
    row_id = reserve_ids(session, Property, 1)[0]
    row = {"id": row_id, "address_id": place["id"], **property_columns(None, place)}
    insert_rows(session, operation, {Property: [row]})
    index.add(session, SEARCH, [(row_id, property_document(place))])
