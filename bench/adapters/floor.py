"""The bare Reflex application of `bench/floor`."""

import sys
from pathlib import Path

from playwright.sync_api import Page

from bench.floor.build import FOLDER, build
from bench.floor.fill import customers_of, fill, generated
from bench.process import Server


class Floor:
    """The least that the framework can do for each action."""

    name = "floor"
    list_path = "/"
    links = "tbody tr a"
    rows = "[...document.querySelectorAll('tbody tr a')].map(a => a.href).join()"
    opened = (
        "location.pathname.startsWith('/record/')"
        " && document.querySelector('main[data-record] input[name=phone]')"
        " && location.pathname.split('/')[2] === document.querySelector('main').dataset.record"
        " && location.pathname"
    )
    saved = "document.querySelector('[role=status]').textContent"

    def __init__(self, source: Path | None = None) -> None:
        """`source`: a Clientapp database whose customers are taken instead of generated ones."""
        self._source = source

    def prepare(self, data: Path, customers: int) -> Path:
        build()
        origin = "copied" if self._source else "generated"
        path = data / f"floor-{origin}-{customers}.db"
        if not path.exists():
            fill(path, customers_of(self._source) if self._source else generated(customers))
        return path

    def server(self, data: Path, port: int, log: Path) -> Server:
        environment = {"FLOOR_DATABASE": str(data.resolve())}
        return Server([sys.executable, "serve.py", str(port)], FOLDER, environment, port, log)

    def sign_in(self, page: Page, url: str) -> None:
        """Nobody signs in at the floor."""

    def search(self, page: Page, text: str) -> None:
        box = page.get_by_role("searchbox", name="Search")
        box.select_text()
        page.keyboard.insert_text(text) if text else page.keyboard.press("Delete")

    def sort(self, page: Page) -> None:
        page.get_by_role("button", name="Sort").click()

    def next_page(self, page: Page) -> None:
        page.get_by_role("button", name="Next").click()

    def page_1000(self, page: Page) -> None:
        page.get_by_role("button", name="Page 1000").click()

    def first_page(self, page: Page) -> None:
        page.get_by_role("button", name="First").click()

    def open(self, page: Page, number: int) -> None:
        page.locator(self.links).nth(number).click()

    def type_phone(self, page: Page, phone: str) -> None:
        page.get_by_role("textbox", name="Phone").fill(phone)

    def save(self, page: Page) -> None:
        page.get_by_role("button", name="Save").click()
