"""An import that is killed at any moment loses nothing, doubles nothing, and can be finished."""

import random
import time
from collections import Counter
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy import text
from sqlmodel import select

from clientapp import database
from clientapp.database import reading
from clientapp.models import Operation, OperationStatus
from tests.importing.files import customers, documents, imported, write_file

ROWS = 1_000
HEAD = ("customer id", "company", "contact", "street", "city", "zip", "industry")


def list_of(folder: Path, number: int) -> Path:
    """A file of customers that are in no other file."""
    rows = (
        (f"{number}-{n}", f"Firm {number} {n}", f"Ana Nr{n}", f"{n} Oak", "Benton", "72015", "Food")
        for n in range(ROWS)
    )
    return write_file(folder / f"list-{number}.csv", HEAD, *rows)


def started(path: Path) -> BaseProcess:
    """Another process that imports a file. It is a fork, which starts at once."""
    database.forget_engine()
    process = get_context("fork").Process(target=imported, args=(path,))
    process.start()
    return process


def kill_imports(folder: Path, times: int, seconds: float) -> int:
    """Kill imports at random moments, each list until it is whole; how many lists there are.

    Every second one is killed once it has written something, however slow the machine is.
    """
    luck = random.Random(40)
    lists = killed = 0
    path = list_of(folder, lists)
    while killed < times:
        process = started(path)
        if killed % 2:
            wait_until_it_writes(process)
            process.join(luck.uniform(0, 0.05))
        else:
            process.join(luck.uniform(0.05, seconds))
        if process.is_alive():
            process.kill()
            process.join()
            killed += 1
        else:
            assert process.exitcode == 0
            lists += 1
            path = list_of(folder, lists)
    return lists + 1


def wait_until_it_writes(process: BaseProcess) -> None:
    """Wait until a running operation can be seen, or the process is done."""
    running = select(Operation.details).where(Operation.status == OperationStatus.RUNNING)
    while process.is_alive():
        with reading() as session:
            if process.pid in {details["pid"] for details in session.exec(running)}:
                return
        time.sleep(0.005)


def assert_nothing_lost_or_doubled(folder: Path, lists: int) -> None:
    for number in range(lists):
        report = imported(folder / f"list-{number}.csv")
        assert report.counts.total() == report.rows == ROWS
    found = Counter(row["external_id"] for row in customers())
    assert set(found) == {f"{number}-{n}" for number in range(lists) for n in range(ROWS)}
    assert set(found.values()) == {1}
    assert documents() == lists * ROWS
    with reading() as session:
        statuses = set(session.exec(select(Operation.status)).all())
        written = session.execute(
            text("SELECT count(*) FROM change WHERE record_kind = 'customer'")
        ).scalar_one()
        for part in ("contact", "customer_address", "address", "property"):
            count = session.execute(text(f"SELECT count(*) FROM {part}")).scalar_one()
            assert count == lists * ROWS
    assert written == lists * ROWS
    assert statuses == {OperationStatus.DONE, OperationStatus.STOPPED}


def test_forty_kills_on_sqlite(sqlite: str, tmp_path: Path) -> None:
    lists = kill_imports(tmp_path, 40, 0.6)
    assert_nothing_lost_or_doubled(tmp_path, lists)
    with reading() as session:
        check = session.execute(text("PRAGMA integrity_check")).scalar_one()
        references = session.execute(text("PRAGMA foreign_key_check")).all()
    assert (check, references) == ("ok", [])


def test_six_kills_on_postgresql(postgres: str, tmp_path: Path) -> None:
    assert_nothing_lost_or_doubled(tmp_path, kill_imports(tmp_path, 6, 0.8))


def test_two_imports_at_the_same_time_double_nothing(any_database: str, tmp_path: Path) -> None:
    path = list_of(tmp_path, 0)
    both = [started(path), started(path)]
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    assert len(customers()) == documents() == ROWS
