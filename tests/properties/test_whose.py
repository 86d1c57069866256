"""Whose a property is, is asked by the key of the property or of the customer: SQLite's plan says
so, which reads no table of links from end to end."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from clientapp.database import reading
from clientapp.desk.rows import desk_rows
from clientapp.ledger.recording import Actor
from clientapp.listing.request import Condition, ListRequest
from clientapp.listing.total import total
from clientapp.properties.queries import PROPERTIES, PROPERTY_DESK
from tests.properties.writing import add_customers

pytestmark = pytest.mark.usefixtures("sqlite")


def plans(ask: Callable[[Session], object]) -> list[str]:
    """The steps of SQLite's plans for all statements of a question."""
    steps: list[str] = []
    asked: list[tuple[str, Any]] = []
    with reading() as session:
        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", lambda *a: asked.append((a[2], a[3])))
        ask(session)
        for statement, values in list(asked):
            found = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            steps += [row[3] for row in found]
    return steps


def reads_whole(steps: list[str]) -> list[str]:
    """The tables of links that are read from end to end."""
    links = ("customer_address", "property_customer")
    return [step for step in steps if step.startswith("SCAN") and step.split()[1] in links]


def test_a_page_of_properties_names_their_customers(actor: Actor) -> None:
    add_customers(actor, "Ford Street Market", "Pine Street LLC")
    steps = plans(lambda session: desk_rows(session, PROPERTY_DESK, ListRequest()))
    assert any("customer_address" in step for step in steps)
    assert reads_whole(steps) == []


@pytest.mark.parametrize("negated", [False, True])
def test_the_properties_of_a_customer_are_found_and_counted(actor: Actor, negated: bool) -> None:
    customer, _other = add_customers(actor, "Ford Street Market", "Pine Street LLC")
    request = ListRequest(filters=(Condition("customer", (str(customer),), negated),))
    steps = plans(lambda s: (desk_rows(s, PROPERTY_DESK, request), total(s, PROPERTIES, request)))
    assert any("customer_address" in step for step in steps)
    assert reads_whole(steps) == []
