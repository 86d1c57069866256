"""A scan for duplicates in a process of its own, as the page starts it.

`python -m bench.duplicates_product` scans the database of the settings and prints one JSON object:
the seconds it took, those of the processor, the milliseconds of its longest transaction, which is
how long somebody else's save has to wait at most, and how many pairs it found.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select
from sqlmodel import Session, col

from clientapp import database
from clientapp.background.runner import run_all
from clientapp.background.work import ask, last_done
from clientapp.customers.likeness import SCAN
from clientapp.ledger.recording import SYSTEM
from clientapp.models import DuplicatePair
from clientapp.wiring import wire

taken: list[float] = []


@contextmanager
def timed(*, bulk: bool = False) -> Iterator[Session]:
    """A transaction whose milliseconds are kept, without its wait for the lock."""
    with database.transaction(bulk=bulk) as session:
        session.connection()
        began = time.perf_counter()
        yield session
    taken.append((time.perf_counter() - began) * 1000)


def main() -> None:
    """Scan, and say what it took."""
    wire()
    with database.transaction() as session:
        ask(session, SCAN.work_kind, SYSTEM)
    began, processor = time.perf_counter(), time.process_time()
    run_all(timed)
    seconds = time.perf_counter() - began
    with database.reading() as session:
        scan = last_done(session, SCAN.work_kind)
        found = select(func.count()).where(col(DuplicatePair.scan_id) == (scan.id if scan else 0))
        pairs = session.connection().execute(found).scalar_one()
    figures = {
        "seconds": seconds,
        "processor_seconds": time.process_time() - processor,
        "longest_ms": max(taken),
        "pairs": pairs,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
