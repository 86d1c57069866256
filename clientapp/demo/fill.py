"""Filling a database with generated customers: one operation, in transactions of a few thousand."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import func, select, text
from sqlmodel import Session, col

from clientapp.customers.commands import add_customers
from clientapp.customers.rules import with_defaults
from clientapp.database import engine, transaction
from clientapp.demo.choices import OPTIONS
from clientapp.demo.customers import demo_customers
from clientapp.demo.organizations import Member, Organizations
from clientapp.demo.property_types import type_of
from clientapp.demo.second_contacts import add_second_contacts
from clientapp.ledger.recording import Actor, begin, finish
from clientapp.models import Customer, Operation, OperationStatus
from clientapp.picklists.commands import add_options, label_key
from clientapp.picklists.queries import ids_by_key
from clientapp.problem import Problem
from clientapp.searching import index
from clientapp.segments.segment import LISTS

CHUNK = 5_000
ACTOR = Actor(None, "Demo data", "command line")

Choices = dict[str, dict[str, int]]
"""The ids of options by picklist and label."""


class NotEmpty(Problem):
    """The database holds customers, and nobody said to add to them."""


def fill(count: int, *, add: bool = False, progress: Callable[[int], None] = lambda _: None) -> int:
    """Add generated customers, which `clientapp undo` takes away again.

    Args:
        add: whether the database may hold customers already; the new ones are then others than
            those of the first time.
        progress: called with the number of customers done after each transaction.

    Returns:
        The id of the operation.

    Raises:
        NotEmpty: if there are customers and `add` is not set.
    """
    with transaction() as session:
        first = _first_number(session, add)
        operation = begin(session, ACTOR, "demo", "Demo data")
        operation_id = operation.id or 0
        choices = _choices(session, operation)
    try:
        _write(operation_id, demo_customers(count, first), choices, progress)
    except BaseException:  # Ctrl-C too: what is written stays, and can be undone
        _close(operation_id, OperationStatus.STOPPED)
        raise
    plan_well()
    return operation_id


def _first_number(session: Session, add: bool) -> int:
    live = select(col(Customer.id)).where(col(Customer.trashed_at).is_(None)).limit(1)
    if session.connection().execute(live).first() is None:
        return 1
    if not add:
        raise NotEmpty("The database holds customers already; --add adds the generated ones.")
    newest = session.connection().execute(select(func.max(col(Customer.id)))).scalar_one()
    return 1 + (newest or 0)


def _choices(session: Session, operation: Operation) -> Choices:
    present = ids_by_key(session)
    choices: Choices = {}
    for picklist, labels in OPTIONS.items():
        known = present.get(picklist, {})
        missing = [label for label in labels if label_key(label) not in known]
        if missing:
            known = known | add_options(session, operation, picklist, missing)
        choices[picklist] = {label: known[label_key(label)] for label in labels}
    return choices


def _write(
    operation_id: int,
    customers: Iterator[dict[str, Any]],
    choices: Choices,
    progress: Callable[[int], None],
) -> None:
    done = 0
    organizations = Organizations(choices["property_type"])
    while chunk := [Member(each, _with_ids(each, choices)) for each in islice(customers, CHUNK)]:
        with transaction() as session:
            operation = session.get_one(Operation, operation_id)
            joined = organizations.join(session, operation, chunk)
            ids = add_customers(session, operation, joined)
            add_second_contacts(session, operation, zip(ids, joined, strict=True))
            organizations.build(session, operation, dict(zip(ids, chunk, strict=True)))
            done += len(chunk)
            operation.cursor = done
        progress(done)
    _close(operation_id, OperationStatus.DONE)


def _with_ids(drawn: dict[str, Any], choices: Choices) -> dict[str, Any]:
    values: dict[str, Any] = drawn | {"property_type": type_of(drawn)}
    chosen = {name: ids.get(values[name]) for name, ids in choices.items() if name in values}
    return with_defaults(values | chosen)


def _close(operation_id: int, status: OperationStatus) -> None:
    with transaction() as session:
        operation = finish(session, session.get_one(Operation, operation_id))
        operation.status = status


def plan_well() -> None:
    """Let the database count its tables anew, and gather the search indexes."""
    with transaction() as session:
        for listed in LISTS.values():
            index.gather(session, listed.index)
        if engine().dialect.name == "sqlite":
            session.connection().execute(text("ANALYZE"))
    if engine().dialect.name == "postgresql":
        with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM (ANALYZE)"))
