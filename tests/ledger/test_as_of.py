"""A record as it was: any moment of any history, parts and Trash included."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from clientapp.bulk.restoring import restore_one
from clientapp.bulk.selection import Selection
from clientapp.customers.commands import create_customer
from clientapp.customers.fields import CUSTOMER_FIELDS, STORED
from clientapp.customers.record.past import customer_at
from clientapp.database import reading, transaction
from clientapp.ledger.putting_back import CannotPutBack, put_back
from clientapp.ledger.recording import Actor, now
from clientapp.ledger.undo import CannotUndo, undo_all
from clientapp.models import Change, Operation
from clientapp.problem import Problem
from tests.customers.bulk import set_field, trash_customer
from tests.customers.writing import update, values_of

NAMES = ["number", *(field.name for field in STORED if not field.read_only)]


def create(actor: Actor, **values: Any) -> int:
    with transaction() as session:
        return create_customer(session, actor, {"first_name": "Ana", "last_name": "Reyes"} | values)


def newest() -> int:
    with reading() as session:
        return session.exec(select(Operation.id).order_by(col(Operation.id).desc())).first() or 0


def as_it_was(customer: int, moment: datetime) -> dict[str, Any] | None:
    with reading() as session:
        return told(customer_at(session, customer, moment))


def as_it_is(customer: int) -> dict[str, Any]:
    """What `customer_at` should say of this moment."""
    now_ = values_of(customer)
    wanted = {name: now_[name] for name in [*NAMES, "display_name"]}
    return wanted | {"in_trash": now_["trashed_at"] is not None}


def told(values: dict[str, Any] | None) -> dict[str, Any] | None:
    """What the ledger can know of a record; the system keeps its stamps for itself."""
    return values and {name: values[name] for name in [*NAMES, "display_name", "in_trash"]}


def test_before_its_creation_a_record_did_not_exist(any_database: str, actor: Actor) -> None:
    moment = now()
    customer = create(actor)
    assert as_it_was(customer, moment) is None
    assert as_it_was(customer, now()) == as_it_is(customer)


def test_a_place_and_a_contact_that_came_later_were_not_there_yet(
    any_database: str, actor: Actor
) -> None:
    customer = create(actor)
    moment, before = now(), as_it_is(customer)
    update(actor, customer, 1, city="Benton", street="1 Main St", job_title="Chef")
    assert as_it_was(customer, moment) == before
    undo_all(transaction, actor, newest())
    assert as_it_was(customer, now()) == as_it_is(customer)
    undo_all(transaction, actor, newest())
    assert as_it_was(customer, now()) == as_it_is(customer)


def test_trash_is_walked_back_too(any_database: str, actor: Actor) -> None:
    customer = create(actor)
    alive = now()
    trash_customer(transaction, actor, customer)
    trashed = now()
    with transaction() as session:
        restore_one(session, actor, "customer", customer, any_ones=True)
    then = [as_it_was(customer, moment) for moment in (alive, trashed, now())]
    assert [bool(each and each["in_trash"]) for each in then] == [False, True, False]


def test_dates_and_numbers_come_back_in_their_types(any_database: str, actor: Actor) -> None:
    customer = create(actor, customer_since=date(2024, 2, 29), industry=1)
    moment = now()
    update(actor, customer, 1, customer_since=None, industry=2)
    then = as_it_was(customer, moment)
    assert then
    assert (then["customer_since"], then["industry"]) == (date(2024, 2, 29), 1)


EDITS = st.fixed_dictionaries(
    {},
    optional={
        "company_name": st.sampled_from(["Blue", "Bird", None]),
        "kind": st.sampled_from(["residential", "commercial"]),
        "first_name": st.sampled_from(["Ana", "Lee"]),
        "city": st.sampled_from(["Benton", "Conway", None]),
        "industry": st.sampled_from([1, 2, None]),
        "customer_since": st.sampled_from([date(2024, 2, 29), date(1, 1, 1), None]),
    },
)
STEPS = st.lists(
    st.one_of(
        EDITS,
        st.sampled_from(["trash", "restore", "activate", "deactivate", "undo", "put back"]),
    ),
    max_size=8,
)


def do(actor: Actor, customer: int, step: Any) -> None:
    """One thing that somebody does to a customer; what cannot be done is left."""
    steps: dict[str, Callable[[], Any]] = {
        "trash": lambda: trash_customer(transaction, actor, customer),
        "restore": lambda: restore(actor, customer),
        "activate": lambda: set_status(actor, customer, "active"),
        "deactivate": lambda: set_status(actor, customer, "inactive"),
        "undo": lambda: undo_all(transaction, actor, newest()),
        "put back": lambda: put_back_newest(actor, customer),
    }
    try:
        if isinstance(step, str):
            steps[step]()
        else:
            update(actor, customer, values_of(customer)["version"], **step)
    except (CannotPutBack, CannotUndo, Problem):
        return


def set_status(actor: Actor, customer: int, status: str) -> None:
    set_field(transaction, actor, Selection(ids=(customer,)), 1, "status", status)


def restore(actor: Actor, customer: int) -> None:
    with transaction() as session:
        restore_one(session, actor, "customer", customer, any_ones=True)


def put_back_newest(actor: Actor, customer: int) -> None:
    """Put back the first field of the newest change that has one."""
    with transaction() as session:
        change = session.exec(
            select(Change).where(Change.action == "update").order_by(col(Change.id).desc())
        ).first()
        names = [f.name for f in CUSTOMER_FIELDS if change and f.stored_as in (change.after or {})]
        if change and names:
            change_id = change.id or 0
            put_back(session, actor, "customer", customer, change_id, names[0], others=True)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_at_each_moment_it_was_what_a_snapshot_taken_then_says(
    any_database: str, actor: Actor, steps: list[Any]
) -> None:
    customer = create(actor)
    moments = [(now(), as_it_is(customer))]
    for step in steps:
        do(actor, customer, step)
        moments.append((now(), as_it_is(customer)))
    for moment, snapshot in moments:
        assert as_it_was(customer, moment) == snapshot
