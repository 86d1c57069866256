"""Servers with something in Trash, and operations to look at."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import select

from clientapp.customers.commands import update_customer
from clientapp.database import forget_engine, reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.models import User
from clientapp.settings import settings
from tests.browser.conftest import fill
from tests.conftest import use_database
from tests.server import PASSWORD, Server, running_server
from tests.states.desk import set_status, trash

MARK = Actor(None, "Mark Kent", "web")


@contextmanager
def database(folder: Path, url: str) -> Iterator[None]:
    """Work on the database of a server."""
    with pytest.MonkeyPatch.context() as patch:
        use_database(patch, folder, url)
        yield
        forget_engine()
    settings.cache_clear()


@contextmanager
def deleted_server(folder: Path, url: str) -> Iterator[Server]:
    """A server on whose 120 customers something was done.

    Mark Kent moved Zebra Works 010 to 069 to Trash, then 070 to 072, then 073, whose external ID
    074 has now, then 076 to 079. Olga Ruiz, of the office, moved 075. Mark set 080 to 119 to
    inactive, of which 080 to 082 were edited since.
    """
    fill(folder, url)
    with database(folder, url):
        _write(74, {"external_id": "Z-1"})
        for ids in (range(11, 71), range(71, 74), range(74, 75), range(77, 81)):
            trash(MARK, ids)
        _write(75, {"external_id": "Z-1"})
        set_status(MARK, range(81, 121))
        for row_id in range(81, 84):
            _write(row_id, {"status": "active"}, version=2)
    with running_server(folder, url, events_per_minute="100000") as server:
        for role, name in (("office", "Olga Ruiz"), ("viewer", "Vera Lind")):
            added = ("user", "add", f"{role}@example.com", "--role", role, "--name", name)
            assert server.command(*added, "--password-stdin", stdin=PASSWORD).returncode == 0
        with database(folder, url):
            with reading() as session:
                office = session.exec(select(User).where(User.role == "office")).one()
            trash(Actor(office.id, office.name, "web"), [76])
        yield server


def _write(row_id: int, values: dict[str, str], version: int = 1) -> None:
    with transaction() as session:
        update_customer(session, MARK, row_id, values, version)


def row(page: Page, name: str) -> Locator:
    """The row of a record or operation."""
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True))


def toast(page: Page) -> Locator:
    """What was just done."""
    return page.locator(".toast")


def undo(page: Page) -> None:
    """Press "Undo" in the toast."""
    toast(page).get_by_role("button", name="Undo").click()
    expect(toast(page)).to_contain_text("Undone")


def total(page: Page, words: str) -> None:
    """Wait until the list says that it holds so many."""
    expect(page.get_by_role("status").filter(has_text=words).first).to_be_visible()
