"""What a write to many records did, by reason."""

from collections import Counter
from dataclasses import dataclass

from clientapp.formatting import counted

HAD_IT = "had it already"
HAD_IT_NOT = "did not have it"
AS_WISHED = frozenset({HAD_IT, HAD_IT_NOT, "empty already", "inactive already", "in Trash already"})
"""Reasons to leave a record that leave nothing to be wished for."""

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Report:
    """What was done to how many records, and how many were left for which reason.

    Attributes:
        operation_id: what can be undone; None where nothing was written.
        done: such as ("moved to Trash", 37), ("deactivated", 2).
        left: such as ("changed in the last hour", 1), ("had it already", 9).
    """

    operation_id: int | None
    done: Counts
    left: Counts

    @property
    def partial(self) -> bool:
        """Whether something was left that was asked for."""
        return any(reason not in AS_WISHED for reason, _count in self.left)

    def text(self, noun_one: str, noun_many: str) -> str:
        """One line, such as "37 customers moved to Trash, 2 deactivated. Left: 1 changed in the
        last hour"."""
        parts = [f"{count:,} {what}" for what, count in self.done]
        if self.done:
            what, count = self.done[0]
            parts[0] = f"{counted(count, noun_one, noun_many)} {what}"
        line = ", ".join(parts) or f"No {noun_one} was changed"
        left = ", ".join(f"{count:,} {reason}" for reason, count in self.left)
        return f"{line}. Left: {left}" if left else line


class Tally:
    """Counts what a write does, in the order in which it first did it."""

    def __init__(self) -> None:
        self._done: Counter[str] = Counter()
        self._left: Counter[str] = Counter()

    def done(self, what: str, count: int) -> None:
        """So many records had this done to them."""
        self._done[what] += count

    def left(self, reason: str, count: int) -> None:
        """So many records were left for this reason."""
        self._left[reason] += count

    def report(self, operation_id: int | None) -> Report:
        """What has been counted."""
        return Report(operation_id, _counted(self._done), _counted(self._left))


def _counted(counter: Counter[str]) -> Counts:
    return tuple((what, count) for what, count in counter.items() if count)
