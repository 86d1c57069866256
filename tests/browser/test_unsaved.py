"""What is typed and not saved: marked, counted, put back, kept as a draft, and left only knowingly."""

import re
import sqlite3
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import fill, history, open_customer, sign_in, watched
from tests.server import Server, running_server


def box(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name)


def save(page: Page) -> None:
    button(page, "Save Customer").click()


def drafts(page: Page) -> list[str]:
    """The keys of the drafts that the browser keeps."""
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))")


def unsaved(page: Page, count: int) -> None:
    """The save bar counts what is unsaved, and offers to discard it."""
    bar = page.locator(".save-bar")
    words = "1 unsaved change" if count == 1 else f"{count} unsaved changes"
    if count:
        expect(bar.get_by_text(words, exact=True)).to_be_visible()
    else:
        expect(bar.get_by_text("unsaved change")).to_be_hidden()
    expect(button(page, "Discard")).to_be_visible(visible=count > 0)


def leave_by_the_menu(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Customers").click()


@pytest.fixture
def record(signed_in: Page) -> Page:
    """A record that is open, which no other test changes."""
    open_customer(signed_in, "Zebra Works 060")
    return signed_in


def test_each_change_is_marked_counted_and_put_back_by_itself(record: Page) -> None:
    unsaved(record, 0)
    box(record, "City").fill("Cabot")
    record.get_by_label("Industry").select_option("Hotel")
    record.get_by_label("By post").check()
    box(record, "Description").fill("Gate code 12")
    unsaved(record, 4)
    for words in ("was Zion", "was Not set", "was empty"):
        expect(record.get_by_text(words).first).to_be_visible()
    expect(box(record, "City")).to_have_accessible_description(re.compile("was Zion"))
    button(record, "Put back City").click()
    expect(box(record, "City")).to_have_value("Zion")
    expect(box(record, "City")).to_be_focused()
    unsaved(record, 3)
    button(record, "Put back Industry").click()
    button(record, "Put back Communication preference").click()
    expect(record.get_by_label("Not set")).to_be_checked()
    unsaved(record, 1)
    box(record, "Description").fill("")
    unsaved(record, 0)
    assert drafts(record) == []


def test_the_toggle_counts_and_keeps_what_it_hides(record: Page) -> None:
    record.get_by_label("Residential").check()
    expect(box(record, "Company name")).to_be_hidden()
    unsaved(record, 1)
    expect(record.get_by_text("was Commercial")).to_be_visible()
    record.get_by_label("Commercial").check()
    expect(box(record, "Company name")).to_have_value("Zebra Works 060")
    unsaved(record, 0)


def test_all_changes_are_discarded_and_the_discarding_can_be_taken_back(record: Page) -> None:
    box(record, "City").fill("Cabot")
    record.get_by_label("Category").select_option("VIP")
    button(record, "Discard").click()
    expect(box(record, "City")).to_have_value("Zion")
    expect(record.get_by_label("Category")).to_have_value("")
    unsaved(record, 0)
    assert drafts(record) == []
    button(record, "Take back").press("Enter")
    expect(box(record, "City")).to_have_value("Cabot")
    unsaved(record, 2)
    button(record, "Discard").press("Enter")
    box(record, "State").fill("A")
    expect(button(record, "Take back")).to_be_hidden()
    button(record, "Discard").click()
