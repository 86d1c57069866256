"""Whose site the place of a property is: its owner's, once somebody took it over."""

from datetime import date

from sqlmodel import Session, col, or_, select

from clientapp.addresses import ticking
from clientapp.addresses.commands import link_place
from clientapp.addresses.ticking import Ticks
from clientapp.ledger.setting import trash_rows
from clientapp.models import CustomerAddress, Operation, PropertyCustomer


def move_site(
    session: Session,
    operation: Operation,
    property_id: int,
    address_id: int,
    old: int | None,
    new: int,
    day: date,
) -> None:
    """Let the place be a site of its new owner, in an open operation.

    It is none of the old one's any more, unless that is still a tenant or manager there; what is
    billed to the old one stays that.

    Args:
        old, new: customers.
        day: today.
    """
    if old is not None and not _has_role(session, property_id, old, day):
        _take(session, operation, old, address_id)
    links = ticking.links_of(session, [new]).get(new, {})
    link = next((key for key, each in links.items() if each.address_id == address_id), None)
    if link is None:
        link_place(session, operation, new, address_id, Ticks(False, True))
    elif not links[link].ticks.is_site:
        ticking.tick(session, operation, new, link, links[link].ticks._replace(is_site=True))


def _take(session: Session, operation: Operation, customer_id: int, address_id: int) -> None:
    links = ticking.links_of(session, [customer_id]).get(customer_id, {})
    link = next((key for key, each in links.items() if each.address_id == address_id), None)
    if link is None or not links[link].ticks.is_site:
        return
    if links[link].ticks.is_billing:
        ticking.tick(session, operation, customer_id, link, ticking.BILLED)
    else:
        ticking.untick(session, operation, customer_id, link)
        trash_rows(session, operation, CustomerAddress, [link])


def _has_role(session: Session, property_id: int, customer_id: int, day: date) -> bool:
    """Whether a customer is anything to a property on a day."""
    begun, ends = col(PropertyCustomer.from_date), col(PropertyCustomer.until_date)
    found = select(PropertyCustomer.id).where(
        PropertyCustomer.property_id == property_id,
        PropertyCustomer.customer_id == customer_id,
        col(PropertyCustomer.trashed_at).is_(None),
        or_(begun.is_(None), begun <= day),
        or_(ends.is_(None), ends > day),
    )
    return session.exec(found).first() is not None
