"""Merges beside edits, a bulk delete and other merges: what some order of them gives."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from clientapp.bulk.selection import Selection
from clientapp.database import transaction
from clientapp.ledger.recording import Actor
from clientapp.problem import Problem
from tests.customers.bulk import trash_customers
from tests.customers.many import ledger_faults
from tests.customers.writing import update, values_of
from tests.merging.merged import full, merge_all, whole

ANA = Actor(None, "Ana Reyes", "web")


def at_once(*actions: Callable[[], Any]) -> list[str]:
    """Do things at the same time; what each came to: "done", or why not."""
    barrier = Barrier(len(actions))

    def run(action: Callable[[], Any]) -> str:
        barrier.wait(30)
        try:
            action()
        except Problem as refused:
            return str(refused)
        return "done"

    with ThreadPoolExecutor(len(actions)) as pool:
        return [each.result(60) for each in [pool.submit(run, action) for action in actions]]


def trash(ids: list[int]) -> None:
    trash_customers(transaction, ANA, Selection(ids=tuple(ids)), len(ids), {})


@pytest.mark.parametrize("turn", range(3))
def test_a_merge_beside_an_edit_loses_neither(any_database: str, turn: int) -> None:
    first, second = full(ANA, f"One{turn}"), full(ANA, f"Two{turn}")
    version = values_of(second)["version"]
    merged, edited = at_once(
        lambda: merge_all(ANA, first, second, email=second),
        lambda: update(ANA, second, version, email="late@example.com"),
    )
    assert merged == "done"
    if edited == "done":
        assert values_of(first)["email"] == "late@example.com"
    else:
        assert "is in Trash" in edited
        assert values_of(first)["email"] is None
    assert ledger_faults() == []


def test_a_merge_beside_a_bulk_delete_takes_or_leaves_the_whole(any_database: str) -> None:
    first, second = full(ANA, "One"), full(ANA, "Two")
    outcomes = at_once(lambda: merge_all(ANA, first, second), lambda: trash([first, second]))
    notes = len(whole(first)["Note"])
    assert values_of(second)["trashed_at"] is not None
    assert notes == (2 if outcomes[0] == "done" else 1)
    if outcomes[0] != "done":
        assert outcomes[0].endswith("is in Trash, or gone.")
    assert ledger_faults() == []


def test_of_two_merges_of_the_same_customer_one_gets_it(any_database: str) -> None:
    first, second, third = (full(ANA, name) for name in ("One", "Two", "Three"))
    outcomes = at_once(
        lambda: merge_all(ANA, first, third),
        lambda: merge_all(ANA, second, third),
    )
    assert outcomes.count("done") == 1
    having = [len(whole(each)["Note"]) for each in (first, second, third)]
    assert sorted(having) == [0, 1, 2]
    assert ledger_faults() == []


def test_merging_two_into_each_other_leaves_one(any_database: str) -> None:
    first, second = full(ANA, "One"), full(ANA, "Two")
    outcomes = at_once(lambda: merge_all(ANA, first, second), lambda: merge_all(ANA, second, first))
    assert outcomes.count("done") == 1
    live = [each for each in (first, second) if values_of(each)["trashed_at"] is None]
    assert [len(whole(each)["Note"]) for each in live] == [2]
    assert ledger_faults() == []
