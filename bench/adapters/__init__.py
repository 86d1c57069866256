"""What the benchmark must know of an application to drive it."""

from pathlib import Path
from typing import Protocol

from playwright.sync_api import Page

from bench.process import Server


class Adapter(Protocol):
    """One application. The scripts are JavaScript expressions whose value changes when it is done.

    `rows` shows which rows are listed, `opened` which record is shown with its fields filled,
    `saved` counts or names the last save. `links` selects the link of each row.
    """

    name: str
    list_path: str
    links: str
    rows: str
    opened: str
    saved: str

    def prepare(self, data: Path, customers: int) -> Path:
        """Build what is served and fill a database; the file or folder is kept between runs."""
        ...

    def server(self, data: Path, port: int, log: Path) -> Server:
        """The server, not yet started, on this (copied) data."""
        ...

    def sign_in(self, page: Page, url: str) -> None:
        """Sign in, so that the context's cookies open the list."""
        ...

    def search(self, page: Page, text: str) -> None:
        """Put the whole text into the search box by one input event; "" empties it."""
        ...

    def sort(self, page: Page) -> None:
        """Sort by name, or turn the direction."""
        ...

    def next_page(self, page: Page) -> None:
        """Turn to the next page."""
        ...

    def page_1000(self, page: Page) -> None:
        """Go to page 1000 without loading the application anew."""
        ...

    def first_page(self, page: Page) -> None:
        """Back to the first page, not measured."""
        ...

    def open(self, page: Page, number: int) -> None:
        """Open the record of the row with this number."""
        ...

    def type_phone(self, page: Page, phone: str) -> None:
        """Type another phone number into the open form, not measured."""
        ...

    def save(self, page: Page) -> None:
        """Save the open form."""
        ...
