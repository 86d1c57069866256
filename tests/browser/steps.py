"""What people do and see on the pages, in the words of the tests."""

import re

from playwright.sync_api import Locator, Page, expect

# lists


def rows(page: Page) -> Locator:
    """The rows of the list."""
    return page.locator("main .table tbody tr")


def row(page: Page, name: str) -> Locator:
    """The row of a record or operation."""
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True))


def total(page: Page, words: str) -> None:
    """Wait until the list says how many there are."""
    expect(page.get_by_role("status").filter(has_text=re.compile(f"^{words}$"))).to_be_visible()


def choose(page: Page, name: str, *choices: str) -> None:
    """Open the menu of a filter, tick choices, and close it."""
    page.get_by_role("button", name=f"Filter {name}", exact=True).click()
    for choice in choices:
        page.get_by_role("group", name=name).get_by_role("checkbox", name=choice).check()
    page.keyboard.press("Escape")


def tick(page: Page, *names: str) -> None:
    """Tick records by name."""
    for name in names:
        page.get_by_role("checkbox", name=f"Select {name}", exact=True).check()


def selected(page: Page, count: int) -> None:
    """Wait until so many are selected."""
    words = re.compile(f"^{count} selected$")
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


# what is asked and what was done


def confirm(page: Page) -> None:
    """Press "Confirm" in the dialog."""
    page.get_by_role("dialog").get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def toast(page: Page) -> Locator:
    """What was just done."""
    return page.locator(".toast")


def undo(page: Page) -> None:
    """Take back what was just done, by "Undo" in the toast."""
    toast(page).get_by_role("button", name="Undo").click()
    expect(toast(page)).to_contain_text("Undone")


# records


def open_customer(page: Page, name: str) -> None:
    """Find a customer by its name and open its record."""
    page.get_by_role("searchbox", name="Search customers").fill(name)
    expect(rows(page)).not_to_have_count(50)  # a row that still moves would miss the click
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    expect(page.get_by_role("textbox", name="Phone", exact=True)).to_be_visible()


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


def back_to_list(page: Page) -> None:
    """Leave the record."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Customers").click()
    expect(page.get_by_role("heading", name="Customers", level=1)).to_be_visible()
