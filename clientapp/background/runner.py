"""Doing the work that waits, one piece after the other, each in steps of a transaction."""

import logging
from time import sleep
from typing import Protocol

from clientapp.background import work as pieces
from clientapp.background.work import Taken, Work
from clientapp.ledger.running import Transaction
from clientapp.problem import Problem

logger = logging.getLogger(__name__)

BROKE = "It was ended by an error, which stands in the log of the server."


PAUSE = 0.005
"""Seconds between two steps: who waits for SQLite's lock looks for it every 2 milliseconds."""


class Step(Protocol):
    """Does a part of a piece of work, as long as one transaction may take."""

    def __call__(self, transaction: Transaction, work: Work) -> bool:
        """Do the next part; whether there is more to do.

        It opens its transaction and notes in it with `work.advance` how far it came, so that a
        piece that was cut off goes on from there. What it raises as a `Problem` ends the piece.
        """
        ...


class Going(Protocol):
    """Tells whether to go on."""

    def __call__(self) -> bool: ...


STEPS: dict[str, Step] = {}


def register(kind: str, step: Step) -> None:
    """Say how work of a kind is done; saying it twice changes nothing."""
    STEPS[kind] = step


def run_all(transaction: Transaction, going: Going = lambda: True) -> int:
    """Do what waits, and what was cut off, until there is none; how many pieces ended.

    Args:
        going: is asked before each step; where it says no, the piece stays as it is for another
            process to go on with.
    """
    ended = 0
    while going():
        with transaction() as session:
            work = pieces.claim(session)
        if work is None:
            return ended
        try:
            ended += _run(transaction, work, going)
        except Taken:
            logger.info("%s %s went on elsewhere", work.kind, work.id)
    return ended


def _run(transaction: Transaction, work: Work, going: Going) -> bool:
    """Do a piece; whether it came to an end, good or bad."""
    try:
        while STEPS[work.kind](transaction, work):
            if not going():
                return False
            sleep(PAUSE)
            with transaction() as session:
                work = pieces.read(session, work.id)
    except Taken:
        raise
    except Exception as error:
        problem = str(error) if isinstance(error, Problem) else BROKE
        if problem == BROKE:
            logger.exception("%s %s failed", work.kind, work.id)
        with transaction() as session:
            pieces.fail(session, work, problem)
        return True
    with transaction() as session:
        pieces.finish(session, work)
    return True
