"""Looking for records that are probably the same: a piece of background work, in four phases.

What an earlier scan left behind goes; every live record gets its keys; the records that share a
key are compared; the keys go. Each step is one transaction, and its cursor stands in the details
of the work.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from clientapp.background.work import Work, advance, last_done
from clientapp.ledger.running import Transaction
from clientapp.merging import pairs
from clientapp.merging.keys import keys
from clientapp.merging.likeness import Facts
from clientapp.merging.pairs import Pair
from clientapp.merging.scoring import PROBABLE, compare
from clientapp.record import registry

RECORDS, GROUPS, FORGOTTEN = 250, 100, 10_000
"""So many are dealt with in one step: about 50 ms, in which nobody else can write."""

MOST_KNOWN = 100_000
"""So many records are kept in mind (about 1 KB each), since each is met under several keys."""

KEY_DIGITS = 4
KEYS_OF_A_KIND = 16**KEY_DIGITS
"""Keys are spread evenly: their first digits tell how far the comparing came."""

CLEAR, KEYS, COMPARE, FORGET = "clear", "keys", "compare", "forget"


def work_kind(kind: str) -> str:
    """What the scan of a kind of record is called among the work in the background."""
    return f"{kind} duplicates"


@dataclass(frozen=True)
class Scan:
    """The scan of a kind of record: a `background.runner.Step`.

    Attributes:
        kind: of the records, such as "customer".
        facts: what is compared of those of the ids that are live.
    """

    kind: str
    facts: Callable[[Session, Collection[int]], list[Facts]]
    _known: dict[int, Facts] = field(default_factory=dict[int, Facts], compare=False, repr=False)

    @property
    def work_kind(self) -> str:
        """What it is called among the work in the background."""
        return work_kind(self.kind)

    def __call__(self, transaction: Transaction, work: Work) -> bool:
        """Do the next step; whether there is more to do."""
        phases = {
            CLEAR: self._clear,
            KEYS: self._write_keys,
            COMPARE: self._compare,
            FORGET: self._forget,
        }
        with transaction(bulk=True) as session:
            return phases[work.details.get("phase", CLEAR)](session, work)

    def _clear(self, session: Session, work: Work) -> bool:
        """Take away what scans left that were cut off, and the pairs of all but the one shown."""
        self._known.clear()
        shown = last_done(session, work.kind)
        kept = [shown.id] if shown else []
        more = pairs.forget_keys(session, self.kind, FORGOTTEN)
        more = pairs.forget_pairs(session, self.kind, kept, FORGOTTEN) or more
        advance(session, work, 0, 2 * self._count(session), phase=CLEAR if more else KEYS)
        return True

    def _write_keys(self, session: Session, work: Work) -> bool:
        """Write the keys of the next records."""
        ids = self._ids(session, work.details.get("after", 0))
        found = self._learn(session, ids)
        rows = ((key, facts.id) for facts in found for key in keys(facts))
        pairs.add_keys(session, self.kind, rows)
        if ids:
            advance(session, work, work.done + len(ids), after=ids[-1])
        else:
            advance(session, work, work.total // 2, phase=COMPARE)
        return True

    def _compare(self, session: Session, work: Work) -> bool:
        """Compare the records of the next groups."""
        groups = pairs.groups_after(session, self.kind, work.details.get("key", ""), GROUPS)
        if not groups:
            advance(session, work, work.total, phase=FORGET)
            return True
        self._learn(session, _members(groups))
        pairs.add_pairs(session, self.kind, work.id, probable(groups, self._known))
        last = groups[-1][0]
        share = int(last[:KEY_DIGITS], 16) / KEYS_OF_A_KIND
        advance(session, work, work.total // 2 + int(share * work.total / 2), key=last)
        return True

    def _learn(self, session: Session, ids: Collection[int]) -> list[Facts]:
        """Read what is compared of records, and keep it in mind as far as there is room."""
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        new = [each for each in ids if each not in self._known]
        found = self.facts(session, new)
        self._known.update((facts.id, facts) for facts in found)
        return found

    def _forget(self, session: Session, work: Work) -> bool:
        """Take the keys away again."""
        more = pairs.forget_keys(session, self.kind, FORGOTTEN)
        advance(session, work, work.total)
        return more

    def _ids(self, session: Session, after: int) -> list[int]:
        table = registry.parts[self.kind].table
        live = select(table.c.id).where(table.c.id > after, table.c.trashed_at.is_(None))
        found = live.order_by(table.c.id).limit(RECORDS)
        return list(session.connection().execute(found).scalars())

    def _count(self, session: Session) -> int:
        table = registry.parts[self.kind].table
        live = select(func.count()).select_from(table).where(table.c.trashed_at.is_(None))
        return session.connection().execute(live).scalar_one()


def probable(groups: Iterable[tuple[str, list[int]]], known: dict[int, Facts]) -> list[Pair]:
    """The pairs of the groups' members that are probably the same, each once."""
    found: dict[tuple[int, int], Any] = {}
    for _key, ids in groups:
        live = [each for each in ids if each in known]
        for first, second in combinations(live, 2):
            if (first, second) not in found:
                found[first, second] = compare(known[first], known[second], PROBABLE)
    return [
        (*pair, alike.score, ",".join(alike.reasons))
        for pair, alike in found.items()
        if alike.score >= PROBABLE
    ]


def _members(groups: Iterable[tuple[str, list[int]]]) -> list[int]:
    return sorted({each for _key, ids in groups for each in ids})
