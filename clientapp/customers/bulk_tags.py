"""Putting a tag on many customers at once, or taking it off."""

from sqlmodel import Session

from clientapp.bulk.report import HAD_IT, HAD_IT_NOT, Report, Tally
from clientapp.bulk.selection import Chosen, Selection
from clientapp.bulk.writing import Work, run
from clientapp.customers.queries import CUSTOMERS
from clientapp.ledger.recording import Actor
from clientapp.ledger.running import Progress, Transaction
from clientapp.models import Operation
from clientapp.tags.commands import any_label, offered_label, put_on, take_off


def add_tag_to(
    transaction: Transaction,
    actor: Actor,
    selection: Selection,
    expected: int,
    tag_id: int,
    progress: Progress | None = None,
) -> Report:
    """Put a tag on customers.

    Args:
        expected: how many were confirmed.

    Raises:
        Problem: if there is no such tag, or it is retired.
        CountChanged: if the selection holds another number.
    """

    def plan(session: Session) -> Work:
        label = offered_label(session, tag_id)

        def write(session: Session, operation: Operation, ids: list[int], tally: Tally) -> None:
            done = put_on(session, operation, ids, tag_id)
            tally.done(f"tagged {label}", done)
            tally.left(HAD_IT, len(ids) - done)

        return Work(
            "bulk edit",
            CUSTOMERS.kind,
            lambda whom: f"Tag {label} added to {whom}",
            Chosen(selection, CUSTOMERS),
            write,
            expected,
        )

    return run(transaction, actor, plan, progress)


def remove_tag_from(
    transaction: Transaction,
    actor: Actor,
    selection: Selection,
    expected: int,
    tag_id: int,
    progress: Progress | None = None,
) -> Report:
    """Take a tag off customers; as `add_tag_to`, and a retired one too."""

    def plan(session: Session) -> Work:
        label = any_label(session, tag_id)

        def write(session: Session, operation: Operation, ids: list[int], tally: Tally) -> None:
            done = take_off(session, operation, ids, tag_id)
            tally.done(f"no longer tagged {label}", done)
            tally.left(HAD_IT_NOT, len(ids) - done)

        return Work(
            "bulk edit",
            CUSTOMERS.kind,
            lambda whom: f"Tag {label} removed from {whom}",
            Chosen(selection, CUSTOMERS),
            write,
            expected,
        )

    return run(transaction, actor, plan, progress)
