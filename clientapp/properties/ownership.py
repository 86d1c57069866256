"""Who owned a property when. Pure: no database, no page.

Owners follow each other: a day has one, or none where nobody said. A period lasts from its first
day, None for always, until the day before `until`, None for still; so the next one begins on the
very day that the last one names.
"""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import NamedTuple


class Owner(NamedTuple):
    """One owner's time. `row` is the id of its stored row, None for one that is to be made."""

    row: int | None
    customer_id: int
    since: date | None
    until: date | None

    @property
    def first(self) -> date:
        """The first day, as one that can be compared."""
        return self.since or date.min

    def has(self, day: date) -> bool:
        """Whether a day is in its time."""
        return self.first <= day and (self.until is None or day < self.until)


Owners = list[Owner]


class Overlap(Exception):
    """Two owners on one day: `other` is the one that was there."""

    def __init__(self, other: Owner) -> None:
        super().__init__(str(other))
        self.other = other


def on(owners: Iterable[Owner], day: date) -> Owner | None:
    """Who owns it on a day."""
    return next((owner for owner in owners if owner.has(day)), None)


def handed_over(owners: Iterable[Owner], customer_id: int, day: date) -> Owners:
    """The owners once somebody owns it from a day on.

    The time that contains the day is split there; what comes after it stays. One that begins on
    the same day gives way, for a day has one owner. Who owns it before and afterwards has one time.
    """
    owners = list(owners)
    split = on(owners, day)
    if split and split.customer_id == customer_id:
        return owners
    before = [_ended(owner, day) for owner in owners if owner.first < day]
    after = [owner for owner in owners if owner.first > day]
    until = split.until if split else next((owner.since for owner in after), None)
    return _joined([*before, Owner(None, customer_id, day, until), *after])


def settled(owners: Iterable[Owner]) -> Owners:
    """The owners as the rules want them, after an undo or a removal left them anyhow: each owns it
    until the next one begins, the last one still. Of those who begin on one day the one stated last
    stays.

    Args:
        owners: in any order.
    """
    by_day = {owner.first: owner for owner in sorted(owners, key=lambda each: each.row or 0)}
    kept = [by_day[day] for day in sorted(by_day)]
    ends = [*(owner.since for owner in kept[1:]), None][: len(kept)]
    return [owner._replace(until=end) for owner, end in zip(kept, ends, strict=True)]


def retimed(owners: Iterable[Owner], row: int, since: date | None, until: date | None) -> Owners:
    """The owners once the time of one is another: who touches it moves along.

    Raises:
        Overlap: if it then reaches into the time of somebody else.
    """
    every = list(owners)
    was = next(owner for owner in every if owner.row == row)
    now = was._replace(since=since, until=until)
    for at, owner in enumerate(every):
        if owner is was:
            every[at] = now
        elif was.since is not None and owner.until == was.since:
            every[at] = owner._replace(until=since)
        elif was.until is not None and owner.since == was.until and until is not None:
            every[at] = owner._replace(since=until)
    return checked(every, now)


def checked(owners: Iterable[Owner], chosen: Owner) -> Owners:
    """The owners in order, if the chosen one has no day with another, and everybody has a day.

    Raises:
        Overlap: with the other one.
    """
    ordered = sorted(owners, key=lambda owner: owner.first)
    for before, after in pairwise(ordered):
        if before.until is None or before.until > after.first or before.first == after.first:
            raise Overlap(after if before is chosen else before)
    for owner in ordered:
        if owner.until is not None and owner.first >= owner.until:
            raise Overlap(owner)
    return ordered


def _ended(owner: Owner, day: date) -> Owner:
    return owner._replace(until=day) if owner.has(day) else owner


def _joined(owners: Owners) -> Owners:
    """Times of one owner that touch each other become one, in the row that there is."""
    joined: Owners = []
    for owner in owners:
        last = joined[-1] if joined else None
        if last and last.customer_id == owner.customer_id and last.until == owner.since:
            row = owner.row if last.row is None else last.row
            joined[-1] = Owner(row, owner.customer_id, last.since, owner.until)
        else:
            joined.append(owner)
    return joined
