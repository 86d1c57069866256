"""Looking for customers that are probably the same."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlmodel import select

from clientapp.background.runner import run_all
from clientapp.background.work import claim
from clientapp.customers.likeness import SCAN
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.merging import scan as scanning
from clientapp.models import BackgroundWork, DuplicateKey, DuplicatePair
from tests.customers.many import add_all
from tests.customers.writing import update
from tests.merging.scanned import ask_for_scan, at, ids, pairs, scan, scan_standing
from tests.states.desk import trash

ROOT = Path(__file__).resolve().parents[2]


def some(actor: Actor, count: int = 40) -> list[int]:
    """Customers of which each even one is the same as the next."""
    return add_all(
        actor,
        [
            at(
                f"{100 + n // 2 * 7} Oak {chr(97 + n // 2 % 26)}{n // 2} Ct",
                company_name=f"Bakery {n // 2}x{n // 2}",
                first_name=f"Ana{n}",
            )
            for n in range(count)
        ],
    )


def keys_left() -> int:
    with reading() as session:
        return len(session.exec(select(DuplicateKey.record_id)).all())


def test_a_scan_finds_what_is_the_same_and_nothing_else(any_database: str, actor: Actor) -> None:
    found = some(actor)
    work = scan()
    assert (work.status, work.done, work.total) == ("done", 80, 80)
    assert sorted(ids(pairs())) == [(found[n], found[n + 1]) for n in range(0, 40, 2)]


def test_a_scan_leaves_no_keys_behind(any_database: str, actor: Actor) -> None:
    some(actor, 4)
    scan()
    assert keys_left() == 0


def test_the_best_pair_comes_first_with_its_reasons(any_database: str, actor: Actor) -> None:
    maria = {"first_name": "Maria", "last_name": "Lopez", "phone": "(501) 555-0134"}
    first, second, third = add_all(
        actor, [at("12 Oak Ct", **maria), at("12 Oak Court", **maria), {**maria, "city": "Benton"}]
    )
    scan()
    best, *others = pairs()
    assert best == (first, second, 100 - 15, ("phone", "name", "address")) or best.score > 80
    assert best.reasons == ("phone", "name", "address")
    assert set(ids(others)) == {(first, third), (second, third)}


def test_a_customer_in_trash_is_in_no_pair(any_database: str, actor: Actor) -> None:
    first, second, *_ = some(actor, 4)
    scan()
    trash(actor, [second])
    assert (first, second) not in ids(pairs())
    scan()
    assert len(pairs()) == 1


def test_a_later_scan_takes_the_place_of_the_one_before(any_database: str, actor: Actor) -> None:
    first, second, *_ = some(actor, 2)
    scan()
    assert ids(pairs()) == [(first, second)]
    update(actor, second, 1, company_name="Zebra Diner", street="9 Elm St")
    assert ids(pairs()) == [(first, second)]
    scan()
    assert pairs() == []


def test_until_a_scan_is_done_the_one_before_is_shown_whole(
    any_database: str, actor: Actor
) -> None:
    some(actor)
    scan()
    before = pairs()
    ask_for_scan()
    steps = iter(range(100))
    run_all(transaction, lambda: next(steps) < 4)
    work = scan_standing()
    assert work
    assert work.is_open
    assert pairs() == before


def test_pairs_of_older_scans_are_deleted_by_the_next(any_database: str, actor: Actor) -> None:
    some(actor)
    works = [scan().id for _ in range(3)]
    with reading() as session:
        assert set(session.exec(select(DuplicatePair.scan_id))) == set(works[1:])


def test_a_scan_in_many_steps_finds_the_same(
    any_database: str, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    some(actor)
    scan()
    at_once = pairs()
    for name in ("RECORDS", "GROUPS", "FORGOTTEN"):
        monkeypatch.setattr(scanning, name, 3)
    scan()
    assert pairs() == at_once
    assert keys_left() == 0


def test_a_scan_that_was_cut_off_goes_on_and_finds_the_same(
    any_database: str, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    some(actor)
    monkeypatch.setattr(scanning, "RECORDS", 7)
    monkeypatch.setattr(scanning, "GROUPS", 5)
    scan()
    whole = pairs()
    ask_for_scan()
    for steps in (3, 5, 2, 6, 100):
        left = iter([True] * steps)
        run_all(transaction, lambda left=left: next(left, False))
        _let_go()
    assert pairs() == whole


def _let_go() -> None:
    """As if the process that runs the scan had been killed."""
    with transaction() as session:
        for row in session.exec(select(BackgroundWork).where(BackgroundWork.status == "running")):
            process = row.details["process"] | {"process_started": 0.0}
            row.details = {**row.details, "process": process}


def test_more_records_than_a_group_takes_are_told_apart_by_other_keys(
    any_database: str, actor: Actor
) -> None:
    shared = {"phone": "(501) 555-0134"}
    many = [at(f"{n} Oak Ct", company_name=f"Room{n} Lodge{n}", **shared) for n in range(1, 60)]
    twice = at("7 Elm St", company_name="Bluebird", **shared)
    found = add_all(actor, [*many, twice, twice])
    scan()
    assert (found[-2], found[-1]) in ids(pairs())


def test_pairs_are_filtered_like_customers(any_database: str, actor: Actor) -> None:
    here = at("7 Elm St", company_name="Bluebird")
    there = {"company_name": "Alder", "street": "1 Main St", "city": "Benton"}
    found = add_all(actor, [here, here, there, there, {**here, "kind": "residential"}])
    scan()
    assert ids(pairs({"city": "benton"})) == [(found[2], found[3])]
    assert ids(pairs({"q": "alder"})) == [(found[2], found[3])]
    assert (found[0], found[1]) in ids(pairs({"city": "!benton"}))
    assert pairs({"q": "nobody"}) == []


def test_a_killed_scan_is_taken_up_by_the_next_process(
    sqlite: str, actor: Actor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    some(actor, 3000)
    ask_for_scan()
    command = [sys.executable, "-m", "clientapp.serving.working"]
    first = subprocess.Popen(command, cwd=ROOT)
    deadline = monotonic() + 60
    while not ((work := scan_standing()) and work.done > 0) and monotonic() < deadline:
        sleep(0.01)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    work = scan_standing()
    assert work
    assert (work.status, 0 < work.done < work.total) == ("running", True)
    subprocess.run(command, cwd=ROOT, check=True)
    done = scan_standing()
    assert done
    assert (done.id, done.status) == (work.id, "done")
    assert len(pairs({"size": "100"})) == 100
    assert keys_left() == 0


def test_two_processes_never_do_the_same_piece(sqlite: str, actor: Actor) -> None:
    some(actor, 200)
    ask_for_scan()
    command = [sys.executable, "-m", "clientapp.serving.working"]
    both = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(2)]
    assert [each.communicate()[1] for each in both] == [b"", b""]
    work = scan_standing()
    assert work
    assert (work.status, len(pairs({"size": "100"}))) == ("done", 100)
    with transaction() as session:
        assert claim(session) is None
    assert SCAN.work_kind == work.kind
