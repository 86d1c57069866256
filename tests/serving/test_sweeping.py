"""What is put in order now and then beside the server."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from sqlalchemy import update
from sqlmodel import select

from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor, begin, now
from clientapp.ledger.running import this_process
from clientapp.models import Customer, Operation
from clientapp.serving.sweeping import sweep
from tests.customers.bulk import trash_customer
from tests.customers.many import add_many

ROOT = Path(__file__).resolve().parents[2]


def cut_off(actor: Actor) -> int:
    """An operation whose process is gone."""
    with transaction() as session:
        gone = this_process() | {"process_started": 0.0, "pid": 1}
        return begin(session, actor, "bulk edit", "Status set", **gone).id or 0


def old_trash(actor: Actor) -> list[int]:
    """Two customers in Trash, the first for too long."""
    ids = add_many(actor, 2)
    for row in ids:
        trash_customer(transaction, actor, row)
    with transaction() as session:
        then = now() - timedelta(days=31)
        old = update(Customer).where(Customer.id == ids[0])  # type: ignore[arg-type]
        session.connection().execute(old.values(trashed_at=then))
    return ids


def test_a_sweep_stops_what_was_cut_off_and_purges_what_is_old(
    any_database: str, actor: Actor
) -> None:
    ids, stopped = old_trash(actor), cut_off(actor)
    assert sweep() == 1
    with reading() as session:
        assert session.exec(select(Customer.id)).all() == ids[1:]
        assert session.get_one(Operation, stopped).status == "stopped"
    assert sweep() == 0


def test_it_runs_in_a_process_of_its_own(sqlite: str, actor: Actor) -> None:
    ids = old_trash(actor)
    command = [sys.executable, "-m", "clientapp.serving.sweeping"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
    with reading() as session:
        assert session.exec(select(Customer.id)).all() == ids[1:]
