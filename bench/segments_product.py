"""Segments for the benchmark, saved in a process of its own.

`python -m bench.segments_product COUNT` saves so many for the team in the database of the settings,
by the command that the screen uses, as the first user. It prints the milliseconds that counting all
of them takes, one after the other.
"""

import sys
import time
from itertools import islice, product

from sqlmodel import col, select

from clientapp.customers.queries import CUSTOMERS
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.models import User
from clientapp.segments.commands import save_segment
from clientapp.segments.queries import found_by
from clientapp.wiring import wire

SEARCHES = ("", "q=son", "q=street")
FILTERS = (
    *("status=active", "status=inactive", "industry=1", "industry=!1", "category=-"),
    *("city=!-", "kind=commercial&status=active", "problems=reach"),
)


def main() -> None:
    """Save them: every search with every filter, and in another order where these are used up."""
    count = int(sys.argv[1])
    wire()
    wanted = product(("", "sort=-place"), SEARCHES, FILTERS)
    queries = ["&".join(filter(None, parts)) for parts in islice(wanted, count)]
    _save(queries)
    started = time.perf_counter()
    for query in queries:
        with reading() as session:
            found_by(session, CUSTOMERS, query)
    print((time.perf_counter() - started) * 1000)


def _save(queries: list[str]) -> None:
    with transaction() as session:
        owner_id = session.exec(select(col(User.id)).order_by(col(User.id))).first() or 0
        for number, query in enumerate(queries):
            stored = ("customer", f"Segment {number}", query, None, True)
            save_segment(
                session, Actor(owner_id, "Bench", "command line"), owner_id, *stored, may_share=True
            )


if __name__ == "__main__":
    main()
