"""One operation may touch a record again and again, one that it created too: its undo takes all of
it back, and no version is counted twice."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from clientapp.customers.commands import add_customers
from clientapp.customers.rules import with_defaults
from clientapp.database import transaction
from clientapp.ledger import undo
from clientapp.ledger.recording import Actor, begin, update_row
from clientapp.ledger.setting import restore_rows, trash_rows, update_rows
from clientapp.ledger.sharing import close
from clientapp.ledger.undo import UndoReport, undo_all
from clientapp.models import Contact, Customer, CustomerContact, Operation
from tests.customers.many import add_many, contents, ledger_faults

COLUMN = {Customer: "company_name", Contact: "first_name"}
MODEL = st.sampled_from([*COLUMN])
WHICH = st.sets(st.integers(0, 3), min_size=1, max_size=3)
WORD = st.sampled_from(["a", "b", None])
ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("create")),
        st.tuples(st.just("set"), MODEL, WHICH, WORD),
        st.tuples(st.just("write"), MODEL, WHICH, WORD),
        st.tuples(st.just("trash"), st.sampled_from([Customer, CustomerContact]), WHICH),
        st.tuples(st.just("restore"), st.sampled_from([Customer, CustomerContact]), WHICH),
    ),
    min_size=1,
    max_size=7,
)
SLOW = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def do(session: Session, operation: Operation, action: tuple[Any, ...], whose: list[int]) -> None:
    """One action, on the rows of some of the customers."""
    if action[0] == "create":
        filled = with_defaults({"first_name": "Lee", "company_name": "Oak", "city": "Benton"})
        whose += add_customers(session, operation, [filled])
        return
    what, model, which, *word = action
    customers = [whose[at] for at in sorted(which) if at < len(whose)]
    ids = rows_of(session, model, customers)
    if what == "set":
        update_rows(session, operation, model, ids, {COLUMN[model]: word[0]})
    elif what == "write":
        for row_id in ids:
            update_row(session, operation, model, row_id, {COLUMN[model]: word[0]})
    else:
        (trash_rows if what == "trash" else restore_rows)(session, operation, model, ids)


def rows_of(session: Session, model: Any, customers: list[int]) -> list[int]:
    """The ids of the customers' rows of a table."""
    if model is Customer:
        return customers
    links = [
        session.exec(select(CustomerContact).filter_by(customer_id=each)).one()
        for each in customers
    ]
    return [(link.id if model is CustomerContact else link.contact_id) or 0 for link in links]


def done(actor: Actor, actions: list[tuple[Any, ...]], known: list[int]) -> tuple[int, list[int]]:
    """The operation, 0 if it changed nothing, and the customers that it created."""
    with transaction() as session:
        operation = begin(session, actor, "edit", "Edit of everything")
        whose = [*known]
        for action in actions:
            do(session, operation, action, whose)
        return close(session, operation) or 0, whose[len(known) :]


def undone(actor: Actor, operation_id: int, step: int) -> UndoReport:
    """Undo in transactions of so many changes."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("STEP", "FIRST_STEP"):
            patch.setattr(undo, name, step)
        patch.setattr(undo, "fitting", lambda _size, _seconds: step)
        return undo_all(transaction, actor, operation_id)


def stored(ids: list[int]) -> dict[int, dict[str, Any]]:
    """All that is stored of customers, whose histories say so too."""
    assert ledger_faults() == []
    found = contents()
    return {row_id: found[row_id] for row_id in ids}


@SLOW
@given(actions=ACTIONS, step=st.sampled_from([1, 3, 5000]))
def test_whatever_one_operation_did_is_taken_back(
    any_database: str, actor: Actor, actions: list[tuple[Any, ...]], step: int
) -> None:
    known = add_many(actor, 2)
    before = stored(known)
    operation, created = done(actor, actions, known)
    after = stored([*known, *created])
    if not operation:
        return
    report = undone(actor, operation, step)
    assert report.reasons == {}
    assert stored(known) == before
    assert all(values["trashed_at"] for values in stored(created).values())
    if report.restored:  # else it came to nothing by itself
        assert undone(actor, report.operation_id, step).reasons == {}
        assert stored([*known, *created]) == after
