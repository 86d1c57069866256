"""The bare Reflex application of `bench/floor`."""

import sys
from pathlib import Path

from playwright.sync_api import Page

from bench.floor import fill as filling
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
    ticked = saved
    choices = "document.querySelector('ul').textContent"
    counts = "document.querySelector('ol').textContent"

    def __init__(self, source: Path | None = None) -> None:
        """`source`: a Clientapp database whose customers are taken instead of generated ones."""
        self._source = source

    def prepare(self, data: Path, customers: int) -> Path:
        build()
        origin = "copied" if self._source else "generated"
        path = data / f"floor-{origin}-{customers}.db"
        made_of = [Path(filling.__file__), *([self._source] if self._source else [])]
        newest = max(file.stat().st_mtime for file in made_of)
        if not path.exists() or path.stat().st_mtime < newest:
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

    def offer(self, page: Page, name: str) -> None:
        """There is a box for each."""

    def choose(self, page: Page, name: str, value: str) -> None:
        page.get_by_role("textbox", name=name).fill(value)

    def clear_filters(self, page: Page) -> None:
        for name in ("industry", "category", "place"):
            page.get_by_role("textbox", name=name).evaluate("box => { box.value = '' }")
        page.get_by_role("button", name="Clear").click()

    def count_choices(self, page: Page) -> None:
        page.get_by_role("button", name="Industries").click()

    def recount(self, page: Page) -> None:
        page.get_by_role("button", name="Counts").click()

    def begin_ticking(self, page: Page) -> None:
        """One button stands for all boxes."""

    def end_ticking(self, page: Page) -> None:
        """Nothing to end."""

    def tick(self, page: Page, _number: int, /) -> None:
        page.get_by_role("button", name="Tick").click()

    def tick_page(self, page: Page) -> None:
        """It deletes the rows that it shows, without asking."""

    def delete_page(self, page: Page) -> None:
        page.get_by_role("button", name="Delete 50").click()

    def delete_first(self, page: Page) -> None:
        row = page.locator("tbody tr").first
        key = row.locator("a").get_attribute("href")
        page.get_by_role("button", name="Delete 1").click()
        page.locator(f"tbody a[href='{key}']").wait_for(state="detached")
