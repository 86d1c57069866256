"""What the tests of a record's page share: a server that they change, a colleague, the toast."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from clientapp.customers.commands import update_customer
from clientapp.database import forget_engine, transaction
from clientapp.ledger.recording import SYSTEM
from clientapp.settings import settings
from tests.browser.conftest import fill
from tests.conftest import new_postgres, use_database
from tests.server import PASSWORD, Server, running_server

COLLEAGUE = "tom@example.com"


def changed_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server with 120 customers and a colleague in the office, on the database of `param`."""
    url = ""
    if request.param == "postgres":
        template = request.getfixturevalue("migrated_postgres")
        url = new_postgres(request.getfixturevalue("postgres_server"), template)
    folder = tmp_path_factory.mktemp("record")
    fill(folder, url)
    with running_server(folder, url, events_per_minute="100000") as running:
        added = running.command(
            *("user", "add", COLLEAGUE, "--role", "office", "--name", "Tom Reed"),
            "--password-stdin",
            stdin=PASSWORD,
        )
        assert added.returncode == 0, added.stderr
        yield running


def edit_often(server: Server, customer_id: int, times: int) -> None:
    """Give a customer a long history, beside the running server."""
    with pytest.MonkeyPatch.context() as patch:
        use_database(patch, server.folder, server.environment["CLIENTAPP_DATABASE_URL"])
        for at in range(times):
            with transaction() as session:
                values = {"reference_no": f"R-{at}"}
                update_customer(session, SYSTEM, customer_id, values, at + 1)
        forget_engine()
    settings.cache_clear()


def back_to_list(page: Page) -> None:
    """Leave the record."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Customers").click()
    expect(page.get_by_role("heading", name="Customers", level=1)).to_be_visible()


def toast(page: Page) -> Locator:
    """What was just done."""
    return page.locator(".toast")


def undo_in_toast(page: Page) -> None:
    """Take back what was just done."""
    toast(page).get_by_role("button", name="Undo").click()
    expect(toast(page)).to_contain_text("Undone")


def history(page: Page) -> Locator:
    """The entries of the record's history, the newest first."""
    return page.get_by_role("region", name="History").get_by_role("listitem")


def save(page: Page, **values: str) -> None:
    """Type into text boxes by their labels, save, and wait until the history shows it."""
    for label, value in values.items():
        page.get_by_role("textbox", name=label).fill(value)
    page.get_by_role("button", name="Save Customer").click()
    for value in values.values():
        expect(history(page).first).to_contain_text(value)
