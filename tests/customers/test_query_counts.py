"""How many SQL statements each screen costs, pinned: a new one is a decision, not an accident."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from clientapp.customers.columns import COLUMNS
from clientapp.customers.commands import EDITABLE, add_customers, create_customer, update_customer
from clientapp.customers.queries import (
    CUSTOMERS,
    customer_page,
    customer_tiles,
    customer_total,
)
from clientapp.customers.rules import with_defaults
from clientapp.database import engine, reading, transaction
from clientapp.ledger.recording import Actor, begin, finish
from clientapp.ledger.undo import undo_all
from clientapp.listing.changes import changed_since
from clientapp.listing.choices import chips, choices
from clientapp.listing.request import ListRequest
from clientapp.picklists.queries import options_of
from clientapp.record_page.history import record_history
from clientapp.record_page.reading import read_record

PINNED = Path(__file__).with_name("query_counts.json")

INDUSTRY = ListRequest().filtered("industry", ["1"])
THREE = INDUSTRY.filtered("kind", ["commercial"]).filtered("city", ["-"])


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that run in the block, without BEGIN and COMMIT."""
    statements: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "SET ")):
            statements.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    yield statements
    event.remove(engine(), "before_cursor_execute", note)


def read(work: Callable[[Any], Any]) -> int:
    with counted() as statements, reading() as session:
        work(session)
    return len(statements)


def write(work: Callable[[Any], Any]) -> int:
    with counted() as statements, transaction() as session:
        work(session)
    return len(statements)


@pytest.fixture
def filled(sqlite: str, actor: Actor) -> int:
    """The newest of 200 customers."""
    values = [with_defaults({"company_name": f"No {at}", "industry": 1}) for at in range(200)]
    with transaction() as session:
        operation = begin(session, actor, "import", "Import of list.csv")
        ids = add_customers(session, operation, values)
        finish(session, operation)
    return ids[-1]


def test_each_screen_costs_the_pinned_number_of_statements(filled: int, actor: Actor) -> None:
    new = {"first_name": "Ana", "last_name": "Reyes", "city": "Benton", "phone": "(501) 555-0101"}
    changed = {"email": "a@example.com", "city": "Conway", "first_name": "Anna"}
    counts = {
        "list, first page": read(lambda s: customer_page(s, ListRequest())),
        "list, every column": read(
            lambda s: customer_page(s, ListRequest(), columns=tuple(COLUMNS))
        ),
        "list, page 3 by industry": read(
            lambda s: customer_page(s, ListRequest(sort="industry", page=3), 200)
        ),
        "list, search": read(lambda s: customer_page(s, ListRequest(search="no 1"))),
        "list, one filter": read(lambda s: customer_page(s, INDUSTRY)),
        "list, three filters": read(lambda s: customer_page(s, THREE)),
        "list, three filters by industry": read(
            lambda s: customer_page(s, replace(THREE, sort="industry"))
        ),
        "list, search and filter": read(lambda s: customer_page(s, replace(INDUSTRY, search="no"))),
        "total, three filters": read(lambda s: customer_total(s, THREE)),
        "choices": read(lambda s: choices(s, CUSTOMERS, INDUSTRY, "category")),
        "choices again": read(lambda s: choices(s, CUSTOMERS, INDUSTRY, "category")),
        "chips": read(lambda s: chips(s, CUSTOMERS, THREE)),
        "tiles": read(customer_tiles),
        "changed since": read(lambda s: changed_since(s, CUSTOMERS, THREE, 0, [filled])),
        "total": read(lambda s: customer_total(s, ListRequest())),
        "record": read(lambda s: read_record(s, EDITABLE, filled)),
        "history": read(lambda s: record_history(s, "customer", filled)),
        "picklists": read(options_of),
        "create": write(lambda s: create_customer(s, actor, new)),
        "save": write(lambda s: update_customer(s, actor, filled, changed, 1)),
    }
    with counted() as statements:
        undo_all(transaction, actor, 3)
    counts["undo of a save"] = len(statements)
    assert counts == json.loads(PINNED.read_text()), json.dumps(counts, indent=2)
