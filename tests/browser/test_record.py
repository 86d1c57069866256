"""The record of a customer as a whole: activated, deleted, restored, or not there."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import COLLEAGUE, sign_in, watched
from tests.browser.steps import open_customer, toast, undo
from tests.server import Server


@pytest.fixture
def colleague(context: BrowserContext, own_server: Server) -> Iterator[Page]:
    """Somebody of the office who sees the list."""
    with watched(context, own_server) as page:
        sign_in(page, own_server, COLLEAGUE)
        yield page


def test_deactivate_is_done_at_once_and_undone_from_the_toast(colleague: Page) -> None:
    open_customer(colleague, "Alder Bakery")
    heading = colleague.locator("header.heading")
    expect(heading).to_contain_text("Active")
    colleague.get_by_role("button", name="Deactivate").click()
    expect(toast(colleague)).to_contain_text("Alder Bakery is inactive now")
    expect(heading).to_contain_text("Inactive")
    undo(colleague)
    expect(colleague.get_by_role("button", name="Deactivate")).to_be_visible()
    colleague.get_by_role("button", name="Deactivate").click()
    colleague.get_by_role("button", name="Activate", exact=True).click()
    expect(toast(colleague)).to_contain_text("Alder Bakery is active now")
    expect(heading.get_by_text("Active", exact=True)).to_be_visible()


def test_what_is_typed_stays_when_the_record_is_deactivated(colleague: Page) -> None:
    open_customer(colleague, "Bluebird Café")
    colleague.get_by_role("textbox", name="Job title").fill("Chef")
    colleague.get_by_role("button", name="Deactivate").click()
    expect(colleague.get_by_role("button", name="Activate", exact=True)).to_be_visible()
    expect(colleague.get_by_role("textbox", name="Job title")).to_have_value("Chef")
    colleague.get_by_role("button", name="Activate", exact=True).click()
    expect(colleague.get_by_role("button", name="Deactivate")).to_be_visible()
    colleague.get_by_role("button", name="Discard").click()
    expect(colleague.get_by_role("textbox", name="Job title")).to_have_value("")


def test_delete_says_what_goes_leads_to_the_list_and_is_undone(colleague: Page) -> None:
    open_customer(colleague, "Capitol Grill")
    colleague.get_by_role("button", name="Delete").click()
    dialog = colleague.get_by_role("dialog", name="Delete Capitol Grill?")
    expect(dialog).to_contain_text("goes to Trash with 1 contact. 1 place stays.")
    expect(dialog).to_contain_text(re.compile(r"It can be restored until \d+ \w+ \d{4}"))
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    colleague.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    colleague.get_by_role("button", name="Delete").click()
    dialog.get_by_role("button", name="Confirm").click()
    expect(colleague.get_by_role("heading", name="Customers", level=1)).to_be_visible()
    expect(toast(colleague)).to_contain_text("Capitol Grill moved to Trash")
    expect(colleague.get_by_role("link", name="Capitol Grill")).to_be_hidden()
    undo(colleague)
    open_customer(colleague, "Capitol Grill")


def test_in_trash_the_record_says_who_moved_it_and_is_restored(
    colleague: Page, own_server: Server
) -> None:
    open_customer(colleague, "Delta Diner")
    address = colleague.url
    colleague.get_by_role("button", name="Delete").click()
    colleague.get_by_role("button", name="Confirm").click()
    expect(toast(colleague)).to_contain_text("Delta Diner moved to Trash")
    colleague.goto(address)
    notice = colleague.locator(".notice")
    expect(notice).to_contain_text("Tom Reed moved this customer to Trash just now.")
    expect(colleague.get_by_text("In Trash", exact=True)).to_be_visible()
    expect(colleague.get_by_role("button", name="Delete")).to_be_hidden()
    notice.get_by_role("button", name="Restore").click()
    expect(toast(colleague)).to_contain_text("Delta Diner is restored")
    expect(notice).to_be_hidden()
    expect(colleague.get_by_role("button", name="Delete")).to_be_visible()


def test_on_a_phone_every_action_is_at_hand(browser: Browser, own_server: Server) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    with watched(context, own_server) as page:
        sign_in(page, own_server, COLLEAGUE)
        open_customer(page, "Elm Street Hotel")
        for name in ("Deactivate", "Delete"):
            expect(page.get_by_role("button", name=name)).to_be_in_viewport()
        page.get_by_role("region", name="History").scroll_into_view_if_needed()
        expect(page.get_by_label("As it was on")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


@pytest.mark.parametrize("odd", ["999999", "abc", "-1", "1e3", "9" * 30])
def test_an_address_of_no_customer_says_so(colleague: Page, own_server: Server, odd: str) -> None:
    colleague.goto(f"{own_server.url}/customers/edit/{odd}")
    expect(colleague.get_by_role("heading", name="There is no such customer")).to_be_visible()
    for name in ("Deactivate", "Delete", "Save Customer"):
        expect(colleague.get_by_role("button", name=name)).to_be_hidden()


def test_a_viewer_is_offered_no_action(
    browser: Browser, own_server: Server, context: BrowserContext
) -> None:
    own_server.command("user", "role", COLLEAGUE, "viewer")
    with watched(context, own_server) as page:
        sign_in(page, own_server, COLLEAGUE)
        open_customer(page, "Alder Bakery")
        for name in ("Deactivate", "Delete", "Undo", "Save Customer"):
            expect(page.get_by_role("button", name=name)).to_have_count(0)
    own_server.command("user", "role", COLLEAGUE, "office")
