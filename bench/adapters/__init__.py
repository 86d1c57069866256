"""What the benchmark must know of an application to drive it."""

from pathlib import Path
from typing import Protocol

from playwright.sync_api import Page

from bench.process import Server


class Adapter(Protocol):
    """One application. The scripts are JavaScript expressions whose value changes when it is done.

    `rows` shows which rows are listed, `opened` which record is shown with its fields filled,
    `saved` counts or names the last save, `ticked` how many rows are ticked, `choices` are the
    industries with their counts and `counts` the numbers above the list. `links` selects the link
    of each row.
    """

    name: str
    list_path: str
    links: str
    rows: str
    opened: str
    saved: str
    ticked: str
    choices: str
    counts: str

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

    def offer(self, page: Page, name: str) -> None:
        """Show what can be chosen in the filter "industry", "category" or "place", not measured."""
        ...

    def choose(self, page: Page, name: str, value: str) -> None:
        """Filter by a value, or by another one, of the filter that is offered."""
        ...

    def clear_filters(self, page: Page) -> None:
        """Take all filters away."""
        ...

    def count_choices(self, page: Page) -> None:
        """Ask for the industries with their counts."""
        ...

    def recount(self, page: Page) -> None:
        """Ask for the numbers above the list as they are now."""
        ...

    def begin_ticking(self, page: Page) -> None:
        """Make the rows ready to be ticked, not measured."""
        ...

    def end_ticking(self, page: Page) -> None:
        """Untick all and show the rows as before, not measured."""
        ...

    def tick(self, page: Page, number: int, /) -> None:
        """Tick the row with this number, or the next one that is not ticked."""
        ...

    def tick_page(self, page: Page) -> None:
        """Tick the 50 rows of the page and ask for their deletion, not measured."""
        ...

    def delete_page(self, page: Page) -> None:
        """Delete what is ticked."""
        ...

    def delete_first(self, page: Page) -> None:
        """Delete the first row and wait until it is gone, not measured."""
        ...
