"""Clientapp's own commands on many customers, timed in a process of their own.

`python -m bench.changes_product CHANGED TRASHED` works on the database of the settings and prints
one JSON object: for each change its seconds, its rows, its transactions and the longest of them.
"""

import json
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from bench.changes_bare import SET, TRASH, UNDO_SET, UNDO_TRASH
from clientapp import database
from clientapp.bulk.report import Report
from clientapp.bulk.selection import Selection
from clientapp.bulk.trashing import trash
from clientapp.customers.bulk import CUSTOMER_BULK
from clientapp.customers.queries import CUSTOMERS
from clientapp.editing.setting import set_field
from clientapp.ledger.recording import Actor, begin, finish
from clientapp.ledger.undo import undo_all
from clientapp.listing.request import Condition, ListRequest
from clientapp.models import Customer
from clientapp.picklists.commands import add_options
from clientapp.wiring import wire

ACTOR = Actor(None, "Bench", "command line")


class Watch:
    """`database.transaction`, and how long each one was open."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    @contextmanager
    def __call__(self, *, bulk: bool = False) -> Generator[Session]:
        started = time.perf_counter()
        with database.transaction(bulk=bulk) as session:
            yield session
        self.seconds.append(time.perf_counter() - started)


def main() -> None:
    """Set, undo, move to Trash, undo; each after the other on the same database."""
    changed, trashed = map(int, sys.argv[1:])
    wire()
    with database.transaction() as session:
        operation = begin(session, ACTOR, "add", "A category for the bench")
        (option,) = add_options(session, operation, "category", ["Bench"]).values()
        finish(session, operation)
    with database.reading() as session:
        every = Selection(request=_request(session, changed))
        some = Selection(ids=_spread(session, trashed))
        count = every.count(session, CUSTOMERS)
    figures, done = _pair(
        lambda watch: set_field(watch, ACTOR, CUSTOMER_BULK, every, count, "category", option),
        SET,
        UNDO_SET,
    )
    more, then = _pair(
        lambda watch: trash(watch, ACTOR, CUSTOMER_BULK, some, len(some.ids)), TRASH, UNDO_TRASH
    )
    print(json.dumps({"option": option, "set": done, "trash": then, "changes": figures | more}))


def _request(session: Session, count: int) -> ListRequest:
    """The whole list, or where it is longer the industry that has nearest to this many."""
    live = select(func.count()).where(col(Customer.trashed_at).is_(None))
    if session.connection().execute(live).scalar_one() <= count:
        return ListRequest()
    held = select(col(Customer.industry_id), func.count()).where(
        col(Customer.trashed_at).is_(None), col(Customer.industry_id).is_not(None)
    )
    rows = session.connection().execute(held.group_by(col(Customer.industry_id))).all()
    industry = min(rows, key=lambda row: abs(row[1] - count))[0]
    return ListRequest(filters=(Condition("industry", (str(industry),)),))


def _spread(session: Session, count: int) -> tuple[int, ...]:
    """The ids of this many live customers, from all parts of the table."""
    ids = Selection(request=ListRequest()).all(session, CUSTOMERS)
    return tuple(ids[:: max(1, len(ids) // count)][:count])


def _pair(
    write: Callable[[Watch], Report], name: str, undoing: str
) -> tuple[dict[str, dict[str, Any]], int]:
    """Time a write and its undo; the figures, and the id of the operation."""
    report, forward = _timed(write)
    operation, rows = report.operation_id or 0, sum(count for _, count in report.done)
    undone, back = _timed(lambda watch: undo_all(watch, ACTOR, operation))
    assert undone.restored == rows, f"{undone.restored} of {rows} were put back"
    return {name: forward | {"rows": rows}, undoing: back | {"rows": rows}}, operation


def _timed(write: Callable[[Watch], Any]) -> tuple[Any, dict[str, Any]]:
    watch, started = Watch(), time.perf_counter()
    result = write(watch)
    return result, {
        "seconds": time.perf_counter() - started,
        "transactions": len(watch.seconds),
        "longest": max(watch.seconds),
    }


if __name__ == "__main__":
    main()
