"""A real browser on a real server. Any error of console, network or server fails the test."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from clientapp.customers.commands import add_customers
from clientapp.customers.rules import with_defaults
from clientapp.database import forget_engine, migrate, transaction
from clientapp.ledger.recording import SYSTEM, begin, finish
from clientapp.settings import settings
from tests.browser.chromium import executable
from tests.conftest import use_database
from tests.server import OWNER, PASSWORD, Server, running_server

ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
EXPECTED = (
    "Disconnect websocket on page navigation",  # Reflex itself, at each full load of a page
    "Autofocus processing was blocked",  # Chromium, to who was faster than the sign-in page
)
"""What the console may say."""

expect.set_options(timeout=15_000)  # a busy machine is slow, and what is right ends a wait at once

NAMES = ("Alder Bakery", "Bluebird Café", "Capitol Grill", "Delta Diner", "Elm Street Hotel")
COUNT = 120


@pytest.fixture(scope="package")  # it holds the thread's event loop, which other rooms need
def browser() -> Iterator[Browser]:
    """Chromium, once for each worker."""
    path = executable()  # asks Playwright, which cannot be started twice at a time
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with 120 customers."""
    folder = tmp_path_factory.mktemp("browser")
    fill(folder)
    with running_server(folder, events_per_minute="100000") as running:
        yield running


def fill(folder: Path, database_url: str = "") -> None:
    """Five customers that tests name, and enough others for three pages."""
    with pytest.MonkeyPatch.context() as patch:
        use_database(patch, folder, database_url)
        migrate()
        with transaction() as session:
            operation = begin(session, SYSTEM, "import", "Import of list.csv")
            add_customers(session, operation, [with_defaults(values) for values in customers()])
            finish(session, operation)
        forget_engine()
    settings.cache_clear()


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
            "industry": 1 + at % 3,
        }
    for at in range(len(NAMES), COUNT):
        yield {"company_name": f"Zebra Works {at:03d}", "city": "Zion", "phone": "12"}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of its own for the test, with no cookies."""
    own = browser.new_context(viewport={"width": 1440, "height": 900})
    own.set_default_timeout(15_000)
    yield own
    own.close()


@pytest.fixture
def page(context: BrowserContext, server: Server) -> Iterator[Page]:
    """A page that is not signed in, and is watched."""
    with watched(context, server) as opened:
        yield opened


@pytest.fixture
def signed_in(page: Page, server: Server) -> Page:
    """The list of customers, seen by the owner."""
    sign_in(page, server)
    return page


class watched(ExitStack):
    """A new page; when the block ends, nothing may have gone wrong in it or on its server."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        super().__init__()
        self.opened = context.new_page()
        self.server = server
        self.wrong: list[str] = []

    def __enter__(self) -> Page:
        self.opened.on("console", lambda said: self._note(said.text, said.type))
        self.opened.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.opened.on("request", lambda asked: self._same_host(asked.url))
        return self.opened

    def __exit__(self, *details: Any) -> None:
        if details[0] is None:
            assert self.wrong == []
            assert "Traceback" not in self.server.said(), self.server.said()

    def _note(self, text: str, kind: str) -> None:
        if not text.startswith(EXPECTED):
            self.wrong.append(f"console {kind}: {text}")

    def _same_host(self, url: str) -> None:
        if not url.startswith((self.server.url, "data:", "blob:")):
            self.wrong.append(f"asked another host: {url}")


def sign_in(page: Page, server: Server, email: str = OWNER, password: str = PASSWORD) -> None:
    """Sign in and wait for the list."""
    page.goto(server.url)
    page.get_by_role("textbox", name="Email").fill(email)
    page.get_by_role("textbox", name="Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Customers", level=1)).to_be_visible()


def open_customer(page: Page, name: str) -> None:
    """Find a customer by its name and open its record."""
    page.get_by_role("searchbox", name="Search customers").fill(name)
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    expect(page.get_by_role("textbox", name="Phone")).to_be_visible()


def history(page: Page) -> Any:
    """The entries of the record's history."""
    return page.get_by_role("region", name="History").get_by_role("listitem")
