"""The operation by which a customer came into a list, or went out of it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from sqlmodel import Session

from clientapp.customers.fields import CUSTOMER_FIELDS
from clientapp.customers.movement.former import GivenUp, given_up_before, given_up_by
from clientapp.customers.movement.matching import ALL, finds, is_stamped
from clientapp.customers.record.past import KIND, Beside, beside, modified_by, values_of
from clientapp.ledger.history import lines_by_record
from clientapp.ledger.past import Past, Trace, operations_of, read_past
from clientapp.listing.request import ListRequest
from clientapp.models import Operation
from clientapp.picklists.queries import labels_of
from clientapp.searching.query import terms


class Edit(NamedTuple):
    """An operation and what it did to one customer; `when` is UTC."""

    operation_id: int
    label: str
    who: str
    when: datetime
    lines: tuple[str, ...]


def edits_of(
    session: Session, request: ListRequest, ids: Collection[int], moment: datetime, *, is_in: bool
) -> dict[int, Edit]:
    """The last operation since a moment that made a list have, or not have, each customer.

    Args:
        is_in: whether the list has them now.

    Returns:
        By the customers' ids, in a number of statements that does not depend on theirs. Who came or
        went by no operation, as by an import that still runs, is left out.
    """
    past = read_past(session, KIND, ids, moment, ALL)
    known = beside(session, ids, moment if is_stamped(request) else None)
    former = given_up_before(session, ids, moment) if terms(request.search) else {}
    by_id = operations_of(session, {change.operation_id for change in past.changes})
    turned = {
        each: _turned(past.of(each), request, each, known, former.get(each, []), by_id, is_in)
        for each in ids
    }
    done = {each: operation for each, operation in turned.items() if operation}
    told = lines_by_record(
        session, KIND, done, CUSTOMER_FIELDS, lambda options: labels_of(session, options)
    )
    return {
        each: Edit(by.id or 0, by.label, by.actor_name, by.started_at, told.get(each, ()))
        for each, by in done.items()
    }


def _turned(
    past: Past,
    request: ListRequest,
    customer_id: int,
    known: Beside,
    former: GivenUp,
    by_id: Mapping[int, Operation],
    is_in: bool,
) -> Operation | None:
    """The newest operation before which it was the other way."""
    steps = [(by_id[key], list(some)) for key, some in groupby(past.changes, _operation_id)]
    for at, (operation, changes) in enumerate(steps):
        past.step_back(changes)
        earlier = steps[at + 1 :]
        there = [customer_id] if (KIND, customer_id) in past.rows else []
        values = values_of(past.rows, there, known).get(customer_id)
        if values and earlier:
            values |= modified_by(earlier[0][0])
        given_up = former
        if terms(request.search):
            given_up = [*former, *given_up_by(c for _by, some in earlier for c in some)]
        if finds(request, values, given_up) != is_in:
            return operation
    return None


def _operation_id(change: Trace) -> int:
    return change.operation_id
