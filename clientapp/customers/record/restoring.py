"""Taking one customer out of Trash, from its own page."""

from sqlmodel import Session

from clientapp.customers.derived import reindex
from clientapp.ledger.merges import merged_away
from clientapp.ledger.news import last_trashed
from clientapp.ledger.recording import Actor, begin, finish
from clientapp.ledger.setting import restore_rows, taken
from clientapp.models import Customer
from clientapp.problem import Problem
from clientapp.record import registry


class CannotRestore(Problem):
    """The customer stays in Trash; the text says why."""


def restore_customer(session: Session, actor: Actor, customer_id: int, *, any_ones: bool) -> int:
    """Take a customer out of Trash with all that belongs to it (docs/decisions.md, 18).

    Args:
        any_ones: whether the actor may restore what others moved to Trash.

    Returns:
        The operation that did it.

    Raises:
        CannotRestore: if it is not in Trash, or must stay there.
    """
    moved = last_trashed(session, "customer", customer_id)
    if moved is None:
        raise CannotRestore("This customer is not in Trash.")
    if not any_ones and moved.actor_id != actor.user_id:
        raise CannotRestore(f"{moved.actor_name} moved it to Trash; a manager can restore it.")
    record = registry.records["customer"]
    if merge := merged_away(session, "customer", [customer_id]).get(customer_id):
        into = record.titles(session, [merge.survivor_id]).get(merge.survivor_id, "another one")
        raise CannotRestore(f"It was merged into {into}. Unmerge it instead.")
    for reason in taken(session, record.parts[0], [customer_id]).values():
        raise CannotRestore(f"It stays in Trash: {reason}.")
    title = record.titles(session, [customer_id]).get(customer_id, "")
    operation = begin(session, actor, "restore", f"Restore of {title}")
    if not restore_rows(session, operation, Customer, [customer_id]):
        raise CannotRestore("This customer is not in Trash any more.")
    finish(session, operation)
    reindex(session, [customer_id])
    return operation.id or 0
