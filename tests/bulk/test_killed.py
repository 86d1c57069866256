"""A bulk write that is killed at any moment leaves nothing half done without saying so."""

import random
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from threading import Event

from sqlalchemy import text
from sqlmodel import col, func, select

from clientapp import database
from clientapp.bulk import writing
from clientapp.bulk.selection import Selection
from clientapp.database import reading, transaction
from clientapp.ledger import undo as undoing
from clientapp.ledger.recording import Actor
from clientapp.ledger.running import stop_cut_off
from clientapp.ledger.undo import undo_all
from clientapp.listing.request import ListRequest
from clientapp.models import Change, Operation, OperationStatus
from tests.customers.bulk import set_field, trash_customers
from tests.customers.many import add_many, contents, ledger_faults, option

MANY = 1_500
KILLS_ON_SQLITE, KILLS_ON_POSTGRESQL = 8, 4
ANA = Actor(None, "Ana Reyes", "web")
EVERYONE = Selection(request=ListRequest())


def edit(vip: int, at_once: int) -> None:
    """Set a field of everybody; more than `at_once` are many."""
    in_pieces(at_once)
    set_field(transaction, ANA, EVERYONE, MANY, "category", vip)


def delete(_vip: int, at_once: int) -> None:
    """Move everybody to Trash; more than `at_once` are many."""
    in_pieces(at_once)
    trash_customers(transaction, ANA, EVERYONE, MANY, {})


def in_pieces(at_once: int) -> None:
    """Runs in a process of its own, so that nothing needs to be put back."""
    writing.AT_ONCE, writing.BATCH = at_once, 50
    writing.fitting = lambda size, seconds: size


def started(work: Callable[..., None], *values: int) -> BaseProcess:
    """Another process, a fork, which starts at once."""
    database.forget_engine()
    process = get_context("fork").Process(target=work, args=values)
    process.start()
    return process


def newest() -> Operation:
    with reading() as session:
        return session.exec(select(Operation).order_by(col(Operation.id).desc())).first()  # type: ignore[return-value]


def changed_records(operation_id: int) -> int:
    with reading() as session:
        made = select(func.count()).where(Change.operation_id == operation_id)
        return session.exec(made).one()


def killed(process: BaseProcess, luck: random.Random, *, once_it_writes: int) -> bool:
    """Kill a process at some moment; whether it was still alive.

    Args:
        once_it_writes: wait until an operation newer than this one is seen; 0 does not wait.
    """
    while once_it_writes and process.is_alive() and newest().id == once_it_writes:
        time.sleep(0.002)
    process.join(luck.uniform(0, 0.2))
    alive = process.is_alive()
    process.kill()
    process.join()
    return alive


def try_kills(times: int) -> None:
    ids = add_many(ANA, MANY)
    vip, before, luck = option("category", "VIP"), contents(), random.Random(3)
    cut = 0
    for turn in range(times):
        work, large = (edit, delete)[turn % 2], turn % 4 < 2
        last = newest().id or 0
        process = started(work, vip, 100 if large else MANY)
        alive = killed(process, luck, once_it_writes=last if large else 0)
        with transaction() as session:
            stop_cut_off(session)
        operation = newest()
        assert ledger_faults() == []
        if operation.id == last:
            assert contents() == before, "nothing, or all"
            continue
        made = changed_records(operation.id or 0)
        assert operation.rows == made
        if alive and operation.status == OperationStatus.STOPPED:
            assert large
            cut += 1
        else:
            assert made == MANY
        if made:
            undo_all(transaction, ANA, operation.id or 0)
        assert contents() == before
        assert ledger_faults() == []
    assert cut, "none was caught at its work"
    assert len(ids) == MANY


def test_kills_on_sqlite(sqlite: str) -> None:
    try_kills(KILLS_ON_SQLITE)
    with reading() as session:
        check = session.execute(text("PRAGMA integrity_check")).scalar_one()
        references = session.execute(text("PRAGMA foreign_key_check")).all()
    assert (check, references) == ("ok", [])


def test_kills_on_postgresql(postgres: str) -> None:
    try_kills(KILLS_ON_POSTGRESQL)


def undo_and_hang(operation_id: int) -> None:
    """Undo in many steps, and hang after the second."""
    undoing.STEP, undoing.FIRST_STEP = 100, 50
    undoing.fitting = lambda size, seconds: size

    def hang(done: int, _total: int) -> None:
        if done == 100:
            Event().wait()

    undo_all(transaction, ANA, operation_id, progress=hang)


def test_an_undo_that_is_killed_goes_on_when_it_is_asked_for_again(any_database: str) -> None:
    add_many(ANA, MANY)
    before = contents()
    report = trash_customers(transaction, ANA, EVERYONE, MANY, {})
    process = started(undo_and_hang, report.operation_id or 0)
    while process.is_alive() and (newest().kind, newest().rows) != ("undo", 100):
        time.sleep(0.005)
    process.kill()
    process.join()
    half = newest()
    assert (half.kind, half.status, half.rows) == ("undo", OperationStatus.RUNNING, 100)
    undone = undo_all(transaction, ANA, report.operation_id or 0)
    assert undone.operation_id == half.id
    assert undone.restored == MANY
    assert contents() == before
    assert ledger_faults() == []
