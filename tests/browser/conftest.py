"""A real browser on a real server. Any error of console, network or server fails the test."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_rerunfailures import suspended_finalizers

from tests.browser.chromium import executable
from tests.browser.filled import delete_as, delete_some, filled_server
from tests.conftest import new_postgres
from tests.server import OWNER, PASSWORD, Server

FOLDER = Path(__file__).parent
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
EXPECTED = (
    "Disconnect websocket on",  # Reflex itself, whenever a page is left or closed
    "Autofocus processing was blocked",  # Chromium, to who was faster than the sign-in page
    "WebSocket is closed before the connection",  # Chromium, when a page is left that fast
)
"""What the console may say."""

TWICE = pytest.mark.flaky(reruns=1)
"""What a browser does beside others now and then misses a click; what is wrong fails twice."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try a test of this folder once more where it failed."""
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(TWICE)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Give the second try a server and a browser of its own: what the first one wrote is there."""
    if getattr(item, "execution_count", 1) > 1:
        for node in reversed([*suspended_finalizers]):
            finalizers = [] if node is item.session else suspended_finalizers.pop(node)[0]
            while finalizers:
                finalizers.pop()()


expect.set_options(timeout=15_000)  # a busy machine is slow, and what is right ends a wait at once

COLLEAGUE = "tom@example.com"


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
    with filled_server(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def own_database(request: pytest.FixtureRequest) -> str:
    """The address of a database that the tests of one file change: SQLite, then PostgreSQL."""
    if request.param == "sqlite":
        return ""
    template = request.getfixturevalue("migrated_postgres")
    return new_postgres(request.getfixturevalue("postgres_server"), template)


@pytest.fixture(scope="module")
def own_server(own_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with 120 customers, which the tests of one file change; Tom Reed is a colleague."""
    with filled_server(tmp_path_factory.mktemp("own"), own_database) as running:
        running.add_user(COLLEAGUE, "office", "Tom Reed")
        yield running


@pytest.fixture(scope="module")
def deleted_server(own_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on whose 120 customers something was done, see `delete_some`; and Olga Ruiz, of the
    office, moved Zebra Works 075 to Trash."""
    with filled_server(tmp_path_factory.mktemp("deleted"), own_database) as running:
        delete_some(running)
        running.add_user("office@example.com", "office", "Olga Ruiz")
        running.add_user("viewer@example.com", "viewer", "Vera Lind")
        delete_as(running, "office@example.com", [76])
        yield running


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


@pytest.fixture
def desk(context: BrowserContext, own_server: Server) -> Iterator[Page]:
    """The list of customers on the server of the file's own, seen by the owner."""
    with watched(context, own_server) as opened:
        sign_in(opened, own_server)
        yield opened


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
        self.opened.close()
        if details[0] is None:
            assert self.wrong == []
            assert "Traceback" not in self.server.said(), self.server.said()

    def _note(self, text: str, kind: str) -> None:
        if not any(each in text for each in EXPECTED):
            self.wrong.append(f"console {kind}: {text}")

    def _same_host(self, url: str) -> None:
        if not url.startswith((self.server.url, "data:", "blob:")):
            self.wrong.append(f"asked another host: {url}")


def sign_in(page: Page, server: Server, email: str = OWNER, password: str = PASSWORD) -> None:
    """Sign in, as the form of the sign-in page does (test_sign_in), and wait for the list and the
    first answer: until that has come, a press of a button may find nobody who listens."""
    values: dict[str, str | float | bool] = {"email": email, "password": password}
    origin = {"Origin": server.url}
    assert page.request.post(f"{server.url}/sign-in", form=values, headers=origin).ok
    page.goto(server.url)
    expect(page.get_by_role("heading", name="Customers", level=1)).to_be_visible()
    expect(page.locator("[data-user]")).to_have_attribute("data-user", re.compile("."))
