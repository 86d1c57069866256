"""Answers that are remembered until a write.

They are kept under what the ledger says of the record kind in the database itself, so that a
write by another worker or by the command line is seen (docs/decisions.md, 12).
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy import func, select, text
from sqlmodel import Session, col

from clientapp.listing.listed import Listed
from clientapp.listing.request import ListRequest
from clientapp.models import Operation
from clientapp.searching.query import terms

T = TypeVar("T")


class Recent(Generic[T]):
    """The answers asked for most recently, at most `size`. Threads may share it."""

    def __init__(self, size: int = 1024) -> None:
        self._size = size
        self._answers: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, ask: Callable[[], T]) -> T:
        """The answer kept under a key, else what `ask` says, which may run twice at once."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = ask()
        with self._lock:
            self._answers[key] = answer
            self._answers.move_to_end(key)
            if len(self._answers) > self._size:
                self._answers.popitem(last=False)
        return answer

    def kept(self, key: Hashable) -> T | None:
        """The answer kept under a key, or None."""
        with self._lock:
            return self._answers.get(key)

    def __len__(self) -> int:
        return len(self._answers)


def newest_operation(session: Session, record_kind: str) -> int:
    """The id of the newest operation on a kind of record, 0 before the first."""
    newest = select(func.max(col(Operation.id))).where(col(Operation.record_kind) == record_kind)
    return session.connection().execute(newest).scalar_one() or 0


_STANDING = """
    SELECT {newest}, {writers}, r.id, r.cursor, r.rows
    FROM (SELECT 1 AS one) AS always
    LEFT JOIN operation AS r ON r.status = 'running' AND r.record_kind IN ({kinds}) ORDER BY r.id
"""
_NEWEST = "(SELECT max(id) FROM operation WHERE record_kind = {})"
_WRITERS = """
    (SELECT now::text FROM pg_current_snapshot() AS now
    WHERE pg_snapshot_xmin(now) <> pg_snapshot_xmax(now))
"""


def standing(session: Session, *kinds: str) -> Hashable:
    """Equal as long as no row of some kinds of record was written, for keys of remembered answers.

    The newest operation alone does not tell: a large one commits several times under one id, and
    on PostgreSQL an older one may commit after a newer one. While anybody writes there, what is
    told includes who: it is other as soon as one of them has committed.
    """
    if session.connection().get_execution_options().get("writes"):
        return _standing(session, kinds)
    told = session.info.setdefault("standing", {})  # a session that reads sees one moment
    if kinds not in told:
        told[kinds] = _standing(session, kinds)
    return told[kinds]


def _standing(session: Session, kinds: Sequence[str]) -> Hashable:
    names = [f"'{kind}'" for kind in kinds]
    statement = _STANDING.format(
        newest=", ".join(map(_NEWEST.format, names)),
        writers=_WRITERS if session.get_bind().dialect.name == "postgresql" else "NULL",
        kinds=", ".join(names),
    )
    rows = session.connection().execute(text(statement)).all()
    return session.get_bind().engine.url, tuple(map(tuple, rows))


def asked(session: Session, listed: Listed, request: ListRequest, what: str) -> Hashable:
    """The key of a remembered answer: equal for what finds the same rows as they stand now."""
    moments = tuple(listed.filters[each.name].moment() for each in request.filters)
    wanted = tuple(terms(request.search))
    return (
        listed.kind,
        what,
        wanted,
        request.filters,
        moments,
        standing(session, *listed.depends_on),
    )
