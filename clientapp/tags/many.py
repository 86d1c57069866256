"""Putting a tag on many records at once, or taking it off."""

from collections.abc import Callable

from sqlmodel import Session

from clientapp.bulk.kind import BulkKind
from clientapp.bulk.report import HAD_IT, HAD_IT_NOT, Report, Tally
from clientapp.bulk.selection import Chosen, Selection
from clientapp.bulk.writing import Work, run
from clientapp.ledger.recording import Actor
from clientapp.ledger.running import Progress, Transaction
from clientapp.models import Operation
from clientapp.tags.commands import any_label, offered_label, put_on, take_off


def add_tag_to(
    transaction: Transaction,
    actor: Actor,
    kind: BulkKind,
    selection: Selection,
    expected: int,
    tag_id: int,
    progress: Progress | None = None,
) -> Report:
    """Put a tag on records.

    Args:
        expected: how many were confirmed.

    Raises:
        Problem: if there is no such tag, or it is retired.
        CountChanged: if the selection holds another number.
    """

    def plan(session: Session) -> Work:
        label = offered_label(session, tag_id)
        chosen, words = Chosen(selection, kind.listed), (f"tagged {label}", HAD_IT)
        return _work(chosen, expected, tag_id, put_on, words, f"Tag {label} added to")

    return run(transaction, actor, plan, progress)


def remove_tag_from(
    transaction: Transaction,
    actor: Actor,
    kind: BulkKind,
    selection: Selection,
    expected: int,
    tag_id: int,
    progress: Progress | None = None,
) -> Report:
    """Take a tag off records; as `add_tag_to`, and a retired one too."""

    def plan(session: Session) -> Work:
        label = any_label(session, tag_id)
        chosen, words = Chosen(selection, kind.listed), (f"no longer tagged {label}", HAD_IT_NOT)
        return _work(chosen, expected, tag_id, take_off, words, f"Tag {label} removed from")

    return run(transaction, actor, plan, progress)


def _work(
    chosen: Chosen,
    expected: int,
    tag_id: int,
    turn: Callable[[Session, Operation, list[int], int], int],
    words: tuple[str, str],
    title: str,
) -> Work:
    """Putting a tag on or taking it off; `words` count who changed and who did not."""
    changed, same = words

    def write(session: Session, operation: Operation, ids: list[int], tally: Tally) -> None:
        done = turn(session, operation, ids, tag_id)
        tally.done(changed, done)
        tally.left(same, len(ids) - done)

    kind = chosen.listed.kind
    return Work("bulk edit", kind, lambda whom: f"{title} {whom}", chosen, write, expected)
