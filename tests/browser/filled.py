"""What lies in the database of a server: customers, what was done to them, what is in Trash."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from clientapp.customers.commands import add_customers, update_customer
from clientapp.customers.rules import with_defaults
from clientapp.database import forget_engine, migrate, reading, transaction
from clientapp.ledger.recording import SYSTEM, Actor, begin, finish
from clientapp.models import User
from clientapp.settings import settings
from tests.conftest import use_database
from tests.server import Server, running_server
from tests.states.desk import set_status, trash

NAMES = ("Alder Bakery", "Bluebird Café", "Capitol Grill", "Delta Diner", "Elm Street Hotel")
COUNT = 120

MARK = Actor(None, "Mark Kent", "web")


@contextmanager
def database(folder: Path, url: str = "") -> Iterator[None]:
    """Work on the database of a server, also beside it while it runs."""
    with pytest.MonkeyPatch.context() as patch:
        use_database(patch, folder, url)
        yield
        forget_engine()
    settings.cache_clear()


def fill(folder: Path, url: str = "") -> None:
    """Five customers that tests name, and enough others for three pages."""
    with database(folder, url):
        migrate()
        with transaction() as session:
            operation = begin(session, SYSTEM, "import", "Import of list.csv")
            add_customers(session, operation, [with_defaults(values) for values in customers()])
            finish(session, operation)


@contextmanager
def filled_server(folder: Path, url: str = "") -> Iterator[Server]:
    """A server with these customers."""
    fill(folder, url)
    with running_server(folder, url, events_per_minute="100000") as running:
        yield running


def customers() -> Iterator[dict[str, Any]]:
    """The values of each customer."""
    for at, name in enumerate(NAMES):
        yield {
            "company_name": name,
            "first_name": "Ana",
            "last_name": f"Reyes {at}",
            "phone": f"(501) 555-010{at}",
            "street": f"{at} Main St",
            "city": ("Benton", "Conway")[at % 2],
            "website": ("benton.example", "conway.example")[at % 2],
            "industry": 1 + at % 3,
        }
    for at in range(len(NAMES), COUNT):
        yield {
            "company_name": f"Zebra Works {at:03d}",
            "city": "Zion",
            "phone": "12",
            "website": "zion.example",
        }


def delete_some(server: Server) -> None:
    """Do something to the 120 customers, beside the running server.

    Mark Kent moved Zebra Works 010 to 069 to Trash, then 070 to 072, then 073, whose external ID
    074 has now, then 076 to 079. Mark set 080 to 119 to inactive, of which 080 to 082 were edited
    since.
    """
    with database(server.folder, server.database_url):
        _write(74, {"external_id": "Z-1"})
        for ids in (range(11, 71), range(71, 74), range(74, 75), range(77, 81)):
            trash(MARK, ids)
        _write(75, {"external_id": "Z-1"})
        set_status(MARK, range(81, 121))
        for row_id in range(81, 84):
            _write(row_id, {"status": "active"}, version=2)


def delete_as(server: Server, email: str, ids: Iterable[int]) -> None:
    """Move customers to Trash as one of the server's users."""
    with database(server.folder, server.database_url):
        with reading() as session:
            user = session.exec(select(User).where(User.email == email)).one()
        trash(Actor(user.id, user.name, "web"), ids)


def edit_often(server: Server, customer_id: int, times: int) -> None:
    """Give a customer a long history, beside the running server."""
    with database(server.folder, server.database_url):
        for at in range(times):
            with transaction() as session:
                values = {"reference_no": f"R-{at}"}
                update_customer(session, SYSTEM, customer_id, values, at + 1)


def _write(row_id: int, values: dict[str, str], version: int = 1) -> None:
    with transaction() as session:
        update_customer(session, MARK, row_id, values, version)
