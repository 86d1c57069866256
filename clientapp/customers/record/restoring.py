"""Taking one customer out of Trash, from its own page."""

from sqlmodel import Session

from clientapp.bulk.restoring import restore_one
from clientapp.ledger.recording import Actor


def restore_customer(session: Session, actor: Actor, customer_id: int, *, any_ones: bool) -> int:
    """Take a customer out of Trash with all that belongs to it; see `bulk.restoring`."""
    return restore_one(session, actor, "customer", customer_id, any_ones=any_ones)
