"""Drawing from lists in which few things are common and most are rare."""

from bisect import bisect
from collections.abc import Iterable, Mapping
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Skewed(Generic[Item]):
    """A list to draw from, each item as often as its weight says."""

    def __init__(self, weights: Mapping[Item, float]) -> None:
        self.items = list(weights)
        self._sums = list(accumulate(weights.values()))

    def draw(self, random: Random) -> Item:
        """One item. Half the time of `random.choices`, which draws lists."""
        return self.items[bisect(self._sums, random.random() * self._sums[-1])]


def by_rank(items: Iterable[Item], evenness: int = 10) -> Skewed[Item]:
    """The first item is the most common, and each later one rarer, as words and names are.

    Args:
        evenness: how many items lead; the next ones are about half as common.
    """
    return Skewed({item: 1 / (rank + evenness) for rank, item in enumerate(dict.fromkeys(items))})


def digits(random: Random, count: int) -> str:
    """So many digits, leading zeros among them."""
    return f"{int(random.random() * 10**count):0{count}d}"
