"""How many rows a request finds: asked apart from the rows, and remembered until a write.

An answer is kept under the newest operation of the record kind in the database itself, so that a
write by another worker or by the command line is seen (docs/decisions.md, 12).
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy import func, select
from sqlmodel import Session, col

from clientapp.models import Operation

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
            if len(self._answers) > self._size:
                self._answers.popitem(last=False)
        return answer

    def __len__(self) -> int:
        return len(self._answers)


def newest_operation(session: Session, record_kind: str) -> int:
    """The id of the newest operation on a kind of record, 0 before the first."""
    newest = select(func.max(Operation.id)).where(col(Operation.record_kind) == record_kind)
    return session.execute(newest).scalar_one() or 0
