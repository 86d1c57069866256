"""Two who write at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import Any, TypeVar

from sqlalchemy import text
from sqlmodel import Session

from clientapp.database import reading, transaction

T = TypeVar("T")


def beside(database: str, first: Callable[[Session], Any], then: Callable[[], T]) -> T:
    """What comes of `then`, which begins before the transaction of `first` has committed: where two
    can write at once, once it waits for that one."""
    with ThreadPoolExecutor(1) as pool:
        with transaction() as session:
            first(session)
            told = pool.submit(then)
            while database == "postgresql" and not (told.done() or _somebody_waits()):
                sleep(0.01)
        return told.result(30)


def _somebody_waits() -> bool:
    """Whether a session of PostgreSQL waits for another one."""
    with reading() as session:
        waiting = session.connection().execute(
            text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        )
        return bool(waiting.scalar_one())
