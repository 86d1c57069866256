"""Handovers in any order, and undone in any order, keep the owners of a property continuous."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clientapp.editing.validation import Rejected
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import CannotUndo
from tests.customers.many import ledger_faults
from tests.properties.writing import TODAY, add_customers, add_property, hand, owners, undo

HAND = st.tuples(st.integers(0, 2), st.integers(-4, 4))
UNDO = st.integers(0, 5)
STEPS = st.lists(HAND | UNDO, min_size=2, max_size=6)
SLOW = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def assert_continuous(times: list[tuple[int, date | None, date | None]]) -> None:
    """Each begins where the one before ends, and the last owns it still."""
    for (_one, _from, until), (_other, since, _until) in pairwise(times):
        assert until == since
    assert not times or times[-1][2] is None


@pytest.mark.usefixtures("sqlite")
def test_owners_follow_each_other_whatever_is_undone(actor: Actor) -> None:
    customers = add_customers(actor, "Ford Street Market", "Pine Street LLC", "Elm Bakery")

    @SLOW
    @given(STEPS)
    def follow(steps: list[tuple[int, int] | int]) -> None:
        place = add_property(actor, name="Maple Court")
        operations: list[int] = []
        for step in steps:
            try:
                if isinstance(step, tuple):
                    day = TODAY + timedelta(step[1])
                    operations.append(hand(actor, place, customers[step[0]], day))
                elif step < len(operations):
                    operations.append(undo(actor, operations[step]).operation_id)
            except (Rejected, CannotUndo):
                continue  # somebody owns it already, or it was undone before
            assert_continuous(owners(place))

    follow()
    assert ledger_faults() == []
