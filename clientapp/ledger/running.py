"""Large operations: their transactions, whose turn it is to write, and which were cut off."""

import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any, Protocol

import psutil
from sqlalchemy import text
from sqlmodel import Session, select

from clientapp.ledger.dialect import dialect_of
from clientapp.ledger.recording import now
from clientapp.models import Operation, OperationStatus

SILENCE = timedelta(minutes=10)
"""An operation on another machine that has written nothing for so long was cut off."""

CLOCK_SECONDS = 2

Progress = Callable[[int, int], None]
"""Is told how many of how many records are done, after each transaction."""


class Transaction(Protocol):
    """Opens a transaction, as `database.transaction` does."""

    def __call__(self, *, bulk: bool = False) -> AbstractContextManager[Session]: ...


def this_process() -> dict[str, Any]:
    """What an operation notes of the process that runs it."""
    process = psutil.Process()
    return {
        "host": socket.gethostname(),
        "pid": process.pid,
        "process_started": process.create_time(),
        "seen": now().isoformat(),
    }


def note_alive(operation: Operation) -> None:
    """Note that an operation still runs, for those who look from another machine."""
    operation.details = {**operation.details, "seen": now().isoformat()}


def take_turn(session: Session) -> None:
    """Wait until nobody else writes many rows; SQLite has one writer at a time anyway.

    Writers of many rows take turns for each transaction, so that no two of them lock the same rows
    in different orders.
    """
    if dialect_of(session).name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(hashtext('import'))"))


def stop_cut_off(session: Session) -> list[int]:
    """Mark the operations that were cut off as stopped, so that they can be undone; their ids.

    Only those that noted their process are known to be.
    """
    running = select(Operation).where(Operation.status == OperationStatus.RUNNING)
    found = session.exec(running.with_for_update()).all()
    cut_off = [o for o in found if "host" in o.details and is_cut_off(o.details)]
    for operation in cut_off:
        operation.status = OperationStatus.STOPPED
        operation.finished_at = now()
    session.flush()
    return [operation.id for operation in cut_off if operation.id]


def is_cut_off(details: dict[str, Any]) -> bool:
    """Whether the process that `this_process` told of is gone."""
    if details["host"] != socket.gethostname():
        return now() - datetime.fromisoformat(details["seen"]) > SILENCE
    try:
        process = psutil.Process(details["pid"])
        ended = process.status() == psutil.STATUS_ZOMBIE  # nobody took note of its end yet
        # a machine that sets its clock moves by a second when its processes were started
        return ended or abs(process.create_time() - details["process_started"]) > CLOCK_SECONDS
    except psutil.NoSuchProcess:
        return True


FEWEST, MOST = 500, 5_000
SECONDS = 0.1
"""How long one of the transactions of a large operation should take."""


def fitting(size: int, seconds: float) -> int:
    """How many rows the next transaction should have, where this many took so long."""
    wanted = int(size * min(2.0, SECONDS / max(seconds, 0.001)))
    return min(MOST, max(FEWEST, wanted))
