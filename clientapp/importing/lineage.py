"""What the rows of a file say that their records are part of, such as the organization of a branch.

A row may name what another row of the file becomes, wherever that stands. It waits until that one
is done: the file is judged in rounds, the first of which reads it, and each further one takes the
rows whose wait is over. Rows that wait for what never comes are refused in the last round.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlmodel import Session

from clientapp.importing.importable import Existing
from clientapp.importing.recognised import name_key
from clientapp.importing.translation import Row
from clientapp.ledger.circles import above, hold_circles
from clientapp.record import Record

Node = int | str
"""A record: its id, or while it is not stored, the key of its name."""


class Waiting(NamedTuple):
    """A row that waits, and the key of what its record is called."""

    row: Row
    called: str


class Lineage:
    """Which rows wait, and what the rows that were judged are part of.

    Attributes:
        made: how many records of a name the rounds before made that are not stored: those of a
            rehearsal, by the key of the name.
        never: the keys of names that nothing in the file is going to have.
    """

    def __init__(self, record: Record) -> None:
        self.made: Counter[str] = Counter()
        self.never: set[str] = set()
        self.kind = record.kind
        self._record = record
        self._coming: Counter[str] = Counter()
        self._above: dict[Node, Node | None] = {}
        self._waiting: dict[str, list[Waiting]] = {}
        self._held: dict[int, str] = {}
        self._circular: set[str] = set()

    def awaited(self, keys: Iterable[int]) -> str:
        """What a row waits for that has a key of this one, as it may be the same record; or ""."""
        return next((self._held[key] for key in keys if key in self._held), "")

    def wait(self, row: Row, keys: Iterable[int], name: str, called: str) -> None:
        """Let a row wait for the record of a name."""
        self._waiting.setdefault(name, []).append(Waiting(row, name_key(called)))
        self._held.update(dict.fromkeys(keys, name))

    def next_round(self, written: bool) -> list[Row]:
        """The rows whose wait is over, in the order of the file; none at the end.

        Args:
            written: whether what was made is stored by now.
        """
        over = (self._coming.keys() & self._waiting.keys()) or self._never()
        rows = [each.row for name in over for each in self._waiting.pop(name)]
        self._held = {key: name for key, name in self._held.items() if name not in over}
        if not written:
            self.made.update(self._coming)
        self._coming.clear()
        return sorted(rows, key=lambda row: row.line.number)

    def _never(self) -> set[str]:
        """Names that rows wait for in vain: nobody has them, or only who waits for the other."""
        waits_for = {each.called: name for name, some in self._waiting.items() for each in some}
        never = self._waiting.keys() - waits_for.keys()
        if not never and waits_for:
            circle = _circle(waits_for)
            self._circular |= circle
            never = {waits_for[called] for called in circle}
        self.never |= never
        return never

    def stored(self) -> None:
        """What was judged before is in the database now."""
        self._above.clear()

    def note(self, existing: Existing | None, called: str, changes: Mapping[str, Any]) -> None:
        """Note what a row becomes: what it is called, if it is new or so called from now on, and
        what it is part of."""
        key = name_key(called)
        if existing is None or existing.values["name_key"] != key:
            self._coming[key] += 1
        if existing is None or (self._record.parent and self._record.parent.name in changes):
            self._above[existing.id if existing else key] = self._named(changes)

    def in_circle(self, called: str) -> str:
        """What is said of a record that waits for itself in the end; of others ""."""
        return self._record.circle if name_key(called) in self._circular else ""

    def refusal(
        self, session: Session, existing: Existing | None, changes: Mapping[str, Any]
    ) -> str | None:
        """Why a stored record cannot be part of what its row names: that is part of itself."""
        node = self._named(changes)
        if existing is None or node is None:
            return None
        hold_circles(session)
        stored: dict[Node, Node | None] = {}
        passed: set[Node] = set()
        while node is not None and node not in passed:
            if node == existing.id:
                return self._record.circle
            passed.add(node)
            if node not in self._above and node not in stored and isinstance(node, int):
                stored = {**stored, **above(session, self._record, node)}
            node = self._above.get(node, stored.get(node))
        return None

    def _named(self, changes: Mapping[str, Any]) -> Node | None:
        """What a row names: an id, or the key of a name that is not stored yet."""
        chosen = changes.get(self._record.parent.name) if self._record.parent else None
        return name_key(chosen) if isinstance(chosen, str) else chosen


def _circle(waits_for: Mapping[str, str]) -> set[str]:
    """Those who wait for each other, where everybody waits for somebody."""
    passed: list[str] = []
    name = next(iter(waits_for))
    while name not in passed:
        passed.append(name)
        name = waits_for[name]
    return set(passed[passed.index(name) :])
