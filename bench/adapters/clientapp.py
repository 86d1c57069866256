"""Clientapp as `clientapp serve` serves it, filled by `clientapp demo`."""

import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page

from bench.process import Server

ROOT = Path(__file__).resolve().parents[2]
COMMAND = str(Path(sys.executable).parent / "clientapp")
EMAIL, PASSWORD = "owner@example.com", "a long sentence for the bench"
DEMO_LIMIT = 1800


class Clientapp:
    """The product, by the names that a screen reader hears."""

    name = "clientapp"
    list_path = "/customers/overview"
    links = "tbody tr a[href*='/customers/edit/']"
    rows = (
        "[...document.querySelectorAll(\"tbody tr a[href*='/customers/edit/']\")]"
        ".map(a => a.href).join()"
    )
    opened = (
        "location.pathname.includes('/customers/edit/')"
        " && document.querySelector('form input[name=phone]') && location.pathname"
    )
    saved = "document.querySelector('.timeline li')?.textContent"

    def prepare(self, data: Path, customers: int) -> Path:
        folder = data / f"clientapp-{customers}"
        if not (folder / ".filled").exists():
            folder.mkdir(parents=True, exist_ok=True)
            environment = os.environ | {"CLIENTAPP_DATA_DIR": str(folder.resolve())}
            command = [COMMAND, "demo", "--customers", str(customers)]
            subprocess.run(command, env=environment, cwd=ROOT, check=True, timeout=DEMO_LIMIT)
            (folder / ".filled").touch()
        return folder

    def server(self, data: Path, port: int, log: Path) -> Server:
        environment = {
            "CLIENTAPP_DATA_DIR": str(data.resolve()),
            "CLIENTAPP_HOST": "127.0.0.1",
            "CLIENTAPP_PORT": str(port),
            "CLIENTAPP_EVENTS_PER_MINUTE": "1000000",  # the limit is no part of the measure
            "CLIENTAPP_OWNER_EMAIL": EMAIL,
            "CLIENTAPP_OWNER_PASSWORD": PASSWORD,
        }
        return Server([COMMAND, "serve"], ROOT, environment, port, log)

    def sign_in(self, page: Page, url: str) -> None:
        page.goto(f"{url}/")
        page.get_by_role("textbox", name="Email").fill(EMAIL)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", name="Customers").wait_for()

    def search(self, page: Page, text: str) -> None:
        box = page.get_by_role("searchbox", name="Search customers")
        box.select_text()
        page.keyboard.insert_text(text) if text else page.keyboard.press("Delete")

    def sort(self, page: Page) -> None:
        page.get_by_role("columnheader").get_by_role("button", name="Customer").click()

    def next_page(self, page: Page) -> None:
        _control(page, "Next").click()

    def page_1000(self, page: Page) -> None:
        _jump(page, 1000)

    def first_page(self, page: Page) -> None:
        _jump(page, 1)

    def open(self, page: Page, number: int) -> None:
        page.locator(self.links).nth(number).click()

    def type_phone(self, page: Page, phone: str) -> None:
        box = page.get_by_role("textbox", name="Phone", exact=True)
        box.fill(f"+1 {phone}")  # the customer may be abroad

    def save(self, page: Page) -> None:
        page.get_by_role("button", name="Save Customer").click()


def _control(page: Page, name: str):
    """A button or a link with this name."""
    return page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first


def _jump(page: Page, number: int) -> None:
    """Another page by its number."""
    box = page.get_by_role("spinbutton", name="Page")
    box.fill(str(number))
    box.press("Enter")
