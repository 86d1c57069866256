"""Clientapp as `clientapp serve` serves it, filled by `clientapp demo`."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page

from bench.process import Server

ROOT = Path(__file__).resolve().parents[2]
COMMAND = str(Path(sys.executable).parent / "clientapp")
EMAIL, PASSWORD = "owner@example.com", "a long sentence for the bench"
DEMO_LIMIT = 1800


LABELS = {"industry": "Industry", "category": "Category", "place": "City"}
"""The filters as the screen names them."""


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
    ticked = "document.querySelector('[aria-label=Selection] [role=status]')?.textContent"
    choices = (
        "[...document.querySelectorAll('[role=group][aria-label=Industry] label')]"
        ".filter(label => label.querySelector('input[type=checkbox]'))"
        ".map(label => label.textContent).join()"
    )
    counts = "document.querySelector('[aria-label=\"Customers at a glance\"]').textContent"

    def prepare(self, data: Path, customers: int) -> Path:
        folder = data / f"clientapp-{customers}"
        filled, revision = folder / ".filled", newest_revision()
        if not filled.exists() or filled.read_text() != revision:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            environment = os.environ | {"CLIENTAPP_DATA_DIR": str(folder.resolve())}
            command = [COMMAND, "demo", "--customers", str(customers)]
            subprocess.run(command, env=environment, cwd=ROOT, check=True, timeout=DEMO_LIMIT)
            filled.write_text(revision)
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

    def offer(self, page: Page, name: str) -> None:
        _open_menu(page, LABELS[name])
        page.get_by_role("group", name=LABELS[name]).get_by_role("checkbox").first.wait_for()

    def choose(self, page: Page, name: str, value: str) -> None:
        menu = page.get_by_role("group", name=LABELS[name])
        exactly = re.compile(f"^{re.escape(value)}$", re.IGNORECASE)
        menu.get_by_role("checkbox", name=exactly).click()

    def clear_filters(self, page: Page) -> None:
        page.keyboard.press("Escape")  # the menu
        page.get_by_role("button", name="Clear all", exact=True).click()

    def count_choices(self, page: Page) -> None:
        page.keyboard.press("Escape")
        _open_menu(page, LABELS["industry"])

    def recount(self, page: Page) -> None:
        page.locator("[data-refresh]").evaluate("button => button.click()")  # as after an undo

    def begin_ticking(self, page: Page) -> None:
        _turn_bulk_edit(page, on=True)

    def end_ticking(self, page: Page) -> None:
        _turn_bulk_edit(page, on=False)

    def tick(self, page: Page, number: int, /) -> None:
        page.locator("tbody").get_by_role("checkbox").nth(number).click()

    def tick_page(self, page: Page) -> None:
        self.begin_ticking(page)
        page.get_by_role("checkbox", name="Select all on this page").click()
        _ask_deletion(page, 50)

    def delete_page(self, page: Page) -> None:
        page.get_by_role("dialog").get_by_role("button", name="Confirm").click()

    def delete_first(self, page: Page) -> None:
        self.begin_ticking(page)
        key = page.locator(self.links).first.get_attribute("href")
        self.tick(page, 0)
        _ask_deletion(page, 1)
        self.delete_page(page)
        page.locator(f"tbody a[href='{key}']").wait_for(state="detached")


def newest_revision() -> str:
    """The newest migration: data of an older one is filled anew."""
    return max(file.stem for file in (ROOT / "alembic" / "versions").glob("*.py"))


def _open_menu(page: Page, label: str) -> None:
    """Press the button of a filter, whatever it says is chosen."""
    named = re.compile(f"^(Filter {label}$|{label}: )")
    page.get_by_role("button", name=named).first.click()


def _turn_bulk_edit(page: Page, *, on: bool) -> None:
    """Press "Bulk edit" unless it is so already."""
    button = page.get_by_role("button", name="Bulk edit")
    if (button.get_attribute("aria-pressed") == "true") != on:
        button.click()
    boxes = page.get_by_role("checkbox", name="Select all on this page")
    boxes.wait_for(state="visible" if on else "detached")


def _ask_deletion(page: Page, count: int) -> None:
    """Wait for the ticks, press "Delete" and wait for the question."""
    page.get_by_role("status").filter(has_text=f"{count} selected").wait_for()
    page.get_by_role("group", name="Selection").get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Confirm").wait_for()


def _control(page: Page, name: str):
    """A button or a link with this name."""
    return page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first


def _jump(page: Page, number: int) -> None:
    """Another page by its number."""
    box = page.get_by_role("spinbutton", name="Page")
    box.fill(str(number))
    box.press("Enter")
