"""Owners of a property follow each other without gaps and overlaps."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientapp.properties.ownership import Overlap, Owner, handed_over, on, retimed, settled

DAY = date(2026, 3, 1)
DAYS = st.integers(0, 20).map(lambda days: DAY + timedelta(days))
CUSTOMERS = st.integers(1, 4)
ANA, BEN, EVA = 1, 2, 3


def numbered(owners: list[Owner]) -> list[Owner]:
    """As they are stored: what is new gets a row."""
    top = max((owner.row or 0 for owner in owners), default=0)
    new = iter(range(top + 1, top + 100))
    return [owner if owner.row else owner._replace(row=next(new)) for owner in owners]


def assert_continuous(owners: list[Owner]) -> None:
    """Each begins where the one before ends, and the last owns it still."""
    for before, after in pairwise(owners):
        assert before.until == after.since
        assert before.first < after.first
    assert not owners or owners[-1].until is None


def test_handing_over_ends_the_time_of_the_owner_on_that_day() -> None:
    owners = handed_over([Owner(1, ANA, None, None)], BEN, DAY)
    assert owners == [Owner(1, ANA, None, DAY), Owner(None, BEN, DAY, None)]


def test_the_first_owner_may_begin_on_a_day() -> None:
    assert handed_over([], BEN, DAY) == [Owner(None, BEN, DAY, None)]


def test_handing_over_in_the_past_leaves_what_came_afterwards() -> None:
    later = DAY + timedelta(10)
    owners = [Owner(1, ANA, None, later), Owner(2, EVA, later, None)]
    assert handed_over(owners, BEN, DAY) == [
        Owner(1, ANA, None, DAY),
        Owner(None, BEN, DAY, later),
        Owner(2, EVA, later, None),
    ]


def test_handing_over_twice_on_a_day_corrects_the_first_time() -> None:
    owners = [Owner(1, ANA, None, DAY), Owner(2, EVA, DAY, None)]
    assert handed_over(owners, BEN, DAY) == [Owner(1, ANA, None, DAY), Owner(None, BEN, DAY, None)]


def test_handing_back_on_the_same_day_leaves_one_time() -> None:
    owners = [Owner(1, ANA, None, DAY), Owner(2, EVA, DAY, None)]
    assert handed_over(owners, ANA, DAY) == [Owner(1, ANA, None, None)]


def test_the_next_owner_may_have_it_earlier() -> None:
    later = DAY + timedelta(10)
    owners = [Owner(1, ANA, None, later), Owner(2, EVA, later, None)]
    assert handed_over(owners, EVA, DAY) == [Owner(1, ANA, None, DAY), Owner(2, EVA, DAY, None)]


def test_who_owns_it_already_stays_that() -> None:
    owners = [Owner(1, ANA, None, None)]
    assert handed_over(owners, ANA, DAY) == owners


def test_a_time_without_an_owner_stays_one() -> None:
    ended = [Owner(1, ANA, None, DAY)]
    later = DAY + timedelta(10)
    assert handed_over(ended, BEN, later) == [*ended, Owner(None, BEN, later, None)]
    assert on(ended, later) is None


def test_the_last_owner_owns_it_still() -> None:
    assert settled([Owner(1, ANA, None, DAY)]) == [Owner(1, ANA, None, None)]


@given(st.booleans(), st.lists(st.tuples(CUSTOMERS, DAYS)))
def test_handovers_in_any_order_are_continuous(
    known: bool, handovers: list[tuple[int, date]]
) -> None:
    owners = [Owner(1, ANA, None, None)] if known else []
    for customer, day in handovers:
        owners = numbered(handed_over(owners, customer, day))
        assert_continuous(owners)
        assert [owner.customer_id for owner in owners if owner.has(day)] == [customer]


@given(st.lists(st.tuples(CUSTOMERS, st.none() | DAYS, st.none() | DAYS)))
def test_whatever_an_undo_leaves_is_settled(
    left: list[tuple[int, date | None, date | None]],
) -> None:
    owners = [
        Owner(row, customer, since, until)
        for row, (customer, since, until) in enumerate(left, start=1)
        if until is None or since is None or since < until
    ]
    kept = settled(owners)
    assert kept == settled(kept)
    assert {owner.first for owner in owners} == {owner.first for owner in kept}
    assert_continuous(kept)


def test_who_touches_a_time_moves_along_with_it() -> None:
    earlier, later = DAY - timedelta(5), DAY + timedelta(5)
    owners = [Owner(1, ANA, None, DAY), Owner(2, BEN, DAY, later), Owner(3, EVA, later, None)]
    assert retimed(owners, 2, earlier, later + timedelta(1)) == [
        Owner(1, ANA, None, earlier),
        Owner(2, BEN, earlier, later + timedelta(1)),
        Owner(3, EVA, later + timedelta(1), None),
    ]


def test_a_time_that_reaches_over_another_is_refused() -> None:
    later = DAY + timedelta(5)
    owners = [Owner(1, ANA, None, DAY), Owner(2, BEN, DAY, later), Owner(3, EVA, later, None)]
    with pytest.raises(Overlap) as refused:
        retimed(owners, 1, None, None)
    assert refused.value.other.customer_id == BEN
