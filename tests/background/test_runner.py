"""Long work: one process at a time does it, and it goes on from where it came to."""

import subprocess
import sys
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlmodel import Session, select

from clientapp.background import runner
from clientapp.background.runner import BROKE, run_all
from clientapp.background.work import Taken, advance, ask, claim, finish, standing, waits
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.ledger.running import Transaction
from clientapp.models import BackgroundWork
from clientapp.problem import Problem

ROOT = Path(__file__).resolve().parents[2]
KIND = "counting"
GONE = {"host": "", "pid": 0, "process_started": 0.0}


def count_to_three(transaction: Transaction, work: Any) -> bool:
    """Work of three steps."""
    with transaction() as session:
        advance(session, work, work.done + 1, 3, at=work.done + 1)
    return work.done + 1 < 3


@pytest.fixture(autouse=True)
def steps(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What is known of how to do work; forgotten after each test."""
    known: dict[str, Any] = {KIND: count_to_three}
    monkeypatch.setattr(runner, "STEPS", known)
    return known


def asked(actor: Actor, **details: Any) -> int:
    with transaction() as session:
        return ask(session, KIND, actor, details)


def now_standing() -> Any:
    with reading() as session:
        return standing(session, KIND)


def rows(session: Session) -> int:
    return len(session.exec(select(BackgroundWork.id)).all())


def cut_off(actor: Actor, **details: Any) -> int:
    """Work whose process was killed."""
    work_id = asked(actor, **details)
    with transaction() as session:
        claim(session)
        row = session.get_one(BackgroundWork, work_id)
        process = row.details["process"] | {"process_started": 0.0}
        row.details = {**row.details, "process": process}
    return work_id


def test_what_was_asked_for_is_done_step_by_step(any_database: str, actor: Actor) -> None:
    asked(actor)
    assert run_all(transaction) == 1
    done = now_standing()
    assert (done.status, done.done, done.total, done.details["at"]) == ("done", 3, 3, 3)
    assert (done.asked_by, done.is_open) == (actor.name, False)


def test_nothing_is_done_where_nothing_waits(any_database: str) -> None:
    assert run_all(transaction) == 0


def test_work_that_is_asked_for_twice_is_one(any_database: str, actor: Actor) -> None:
    first = asked(actor)
    assert asked(actor) == first
    run_all(transaction)
    assert asked(actor) != first


def test_people_who_ask_at_the_same_time_get_the_same_piece(
    any_database: str, actor: Actor
) -> None:
    together, found = Barrier(4), list[int]()

    def ask_with_the_others() -> None:
        together.wait()
        found.append(asked(actor))

    threads = [Thread(target=ask_with_the_others) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1


def test_what_somebody_does_is_not_taken_by_another(any_database: str, actor: Actor) -> None:
    asked(actor)
    with transaction() as session:
        assert waits(session)
        assert claim(session)
    with transaction() as session:
        assert not waits(session)
        assert claim(session) is None


def test_what_was_cut_off_goes_on_from_where_it_came_to(any_database: str, actor: Actor) -> None:
    work_id = cut_off(actor, at=1)
    with transaction() as session:
        session.get_one(BackgroundWork, work_id).done = 2
    assert run_all(transaction) == 1
    assert now_standing().done == 3


def test_whoever_lost_a_piece_writes_nothing_more(any_database: str, actor: Actor) -> None:
    asked(actor)
    with transaction() as session:
        mine = claim(session)
        assert mine
    with transaction() as session:
        row = session.get_one(BackgroundWork, mine.id)
        row.details = {**row.details, "process": GONE}
    with transaction() as session, pytest.raises(Taken):
        advance(session, mine, 2)
    with transaction() as session, pytest.raises(Taken):
        finish(session, mine)
    assert now_standing().done == 0


def test_what_a_person_can_put_right_is_said(
    any_database: str, actor: Actor, steps: dict[str, Any]
) -> None:
    def refuse(transaction: Transaction, work: Any) -> bool:
        raise Problem("The disk is full.")

    steps[KIND] = refuse
    asked(actor)
    assert run_all(transaction) == 1
    assert (now_standing().status, now_standing().problem) == ("failed", "The disk is full.")


def test_an_error_ends_the_piece_and_stands_in_the_log(
    sqlite: str, actor: Actor, steps: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    def divide(transaction: Transaction, work: Any) -> bool:
        return bool(1 // 0)

    steps[KIND] = divide
    asked(actor)
    run_all(transaction)
    assert now_standing().problem == BROKE
    assert "ZeroDivisionError" in caplog.text


def test_a_process_that_shall_end_leaves_the_rest_for_another(
    any_database: str, actor: Actor
) -> None:
    asked(actor)
    answers = iter([True, False, False])
    assert run_all(transaction, lambda: next(answers)) == 0
    assert (now_standing().status, now_standing().done) == ("running", 1)


def test_the_process_beside_the_server_ends_where_nothing_waits(sqlite: str) -> None:
    command = [sys.executable, "-m", "clientapp.serving.working"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
