"""Saying of two customers that they are not the same."""

import pytest

from clientapp.database import reading, transaction
from clientapp.ledger.operations import operation_detail
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import undo_all
from clientapp.merging.dismissing import dismiss
from clientapp.problem import Problem
from tests.customers.many import add_all, ledger_faults
from tests.merging.scanned import at, ids, pairs, scan
from tests.states.desk import trash

KIND = "customer"


@pytest.fixture
def three(any_database: str, actor: Actor) -> list[int]:
    """Three customers that a scan takes for the same."""
    found = add_all(actor, [at("7 Elm St", company_name="Bluebird")] * 3)
    scan()
    return found


def dismissed(actor: Actor, first: int, second: int) -> int | None:
    with transaction() as session:
        return dismiss(session, actor, KIND, first, second)


def test_a_dismissed_pair_is_gone_at_once_and_after_later_scans(
    three: list[int], actor: Actor
) -> None:
    first, second, third = three
    assert dismissed(actor, second, first)
    assert set(ids(pairs())) == {(first, third), (second, third)}
    scan()
    assert set(ids(pairs())) == {(first, third), (second, third)}


def test_a_pair_is_dismissed_once_whichever_comes_first(three: list[int], actor: Actor) -> None:
    first, second, _ = three
    assert dismissed(actor, first, second)
    assert dismissed(actor, second, first) is None


def test_the_operation_says_who_is_not_the_same_and_its_undo_brings_the_pair_back(
    three: list[int], actor: Actor
) -> None:
    first, second, _ = three
    operation = dismissed(actor, first, second)
    assert operation
    with reading() as session:
        detail = operation_detail(session, operation)
        assert detail
        assert (detail.label, detail.rows) == ("Bluebird and Bluebird are not the same", 1)
        assert detail.undoable
    undo_all(transaction, actor, operation, others=True)
    assert (first, second) in ids(pairs())
    assert ledger_faults() == []


def test_what_was_dismissed_and_taken_back_can_be_dismissed_again(
    three: list[int], actor: Actor
) -> None:
    first, second, _ = three
    operation = dismissed(actor, first, second)
    assert operation
    undo_all(transaction, actor, operation, others=True)
    assert dismissed(actor, second, first)
    assert (first, second) not in ids(pairs())


def test_nobody_dismisses_what_is_gone_or_one_customer_with_itself(
    three: list[int], actor: Actor
) -> None:
    first, second, third = three
    trash(actor, [second])
    for one, other in ((first, second), (first, 999), (third, third)):
        with pytest.raises(Problem, match="in Trash, or gone"):
            dismissed(actor, one, other)
