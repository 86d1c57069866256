"""Merging customers: side by side, field by field, and apart again."""

import re

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import sign_in, watched
from tests.browser.looks import Look, check, every_look, looking
from tests.browser.steps import history, row, tick, toast, undo
from tests.server import Server


def field(page: Page, label: str) -> Locator:
    """The choices of a field, and its result."""
    return page.get_by_role("radiogroup", name=label, exact=True)


def choose(page: Page, label: str, at: int, result: str) -> None:
    """Choose the value of one of the customers, and see it in the result."""
    field(page, label).get_by_role("radio").nth(at).check()
    expect(field(page, label).locator(".merge-result")).to_contain_text(result)


def merge(page: Page) -> None:
    """Press "Merge"."""
    page.get_by_role("region", name="What moves").get_by_role("button", name="Merge").click()


def test_ticked_customers_are_merged_field_by_field_and_unmerged_later(
    desk: Page, own_server: Server
) -> None:
    desk.get_by_role("button", name="Bulk edit").click()
    actions = desk.get_by_role("group", name="Selection")
    tick(desk, "Alder Bakery")
    expect(actions.get_by_role("button", name="Merge")).to_be_disabled()
    tick(desk, "Bluebird Café")
    actions.get_by_role("button", name="Merge").click()
    expect(desk).to_have_url(f"{own_server.url}/customers/merge?ids=1,2")
    expect(field(desk, "Phone").locator(".merge-result")).to_contain_text("(501) 555-0100")
    choose(desk, "Phone", 1, "(501) 555-0101")
    choose(desk, "Primary contact", 1, "Ana Reyes 1")
    moves = desk.get_by_role("region", name="What moves")
    expect(moves).to_contain_text("Bluebird Café: 1 contact, 1 address")
    merge(desk)
    expect(desk.get_by_role("heading", name="Alder Bakery", level=1)).to_be_visible()
    expect(toast(desk)).to_contain_text("Bluebird Café merged into Alder Bakery")
    expect(desk.get_by_role("textbox", name="Phone", exact=True)).to_have_value("(501) 555-0101")
    expect(desk.get_by_role("textbox", name="Last name")).to_have_value("Reyes 1")
    merged = history(desk).first
    expect(merged).to_contain_text("Merged with Bluebird Café: 1 contact, 1 address")
    desk.goto(f"{own_server.url}/customers/edit/2")
    expect(desk.get_by_text("Merged into Alder Bakery.")).to_be_visible()
    aside = desk.get_by_role("status").filter(has_text="Merged into Alder Bakery")
    aside.get_by_role("button", name="Unmerge").click()
    expect(toast(desk)).to_contain_text("Undone: 2 put back")
    expect(desk.get_by_text("In Trash", exact=True)).to_have_count(0)
    expect(desk.get_by_role("textbox", name="Last name")).to_have_value("Reyes 1")
    desk.goto(f"{own_server.url}/customers/edit/1")
    expect(desk.get_by_role("textbox", name="Phone", exact=True)).to_have_value("(501) 555-0100")
    expect(desk.get_by_role("textbox", name="Last name")).to_have_value("Reyes 0")


def test_undo_in_the_message_and_unmerge_in_trash_bring_them_back(
    desk: Page, own_server: Server
) -> None:
    desk.goto(f"{own_server.url}/customers/merge?ids=3,4,5")
    field(desk, "Which customer stays").get_by_role("radio", name="Delta Diner").check()
    expect(field(desk, "Phone").locator(".merge-result")).to_contain_text("0103")
    merge(desk)
    expect(desk.get_by_role("heading", name="Delta Diner", level=1)).to_be_visible()
    expect(toast(desk)).to_contain_text("2 customers merged into Delta Diner")
    undo(desk)
    expect(history(desk).first).not_to_contain_text("Merged with")
    desk.goto(f"{own_server.url}/customers/merge?ids=3,4")
    merge(desk)
    expect(history(desk).first).to_contain_text("Merged with Delta Diner")
    desk.get_by_role("link", name="Trash").click()
    row(desk, "Delta Diner").get_by_role("button", name="Unmerge").click()
    expect(row(desk, "Delta Diner")).to_have_count(0)
    expect(toast(desk)).to_contain_text("Undone")


def test_a_customer_that_was_changed_meanwhile_is_shown_before_anything_is_merged(
    desk: Page, own_server: Server
) -> None:
    desk.goto(f"{own_server.url}/customers/merge?ids=6,7")
    expect(field(desk, "Company name")).to_be_visible()
    with watched(desk.context, own_server) as other:
        other.goto(f"{own_server.url}/customers/edit/7")
        other.get_by_role("textbox", name="Website").fill("seven.example")
        other.get_by_role("button", name="Save Customer").click()
        expect(history(other).first).to_contain_text("seven.example")
    merge(desk)
    expect(desk.get_by_text(re.compile("Zebra Works 006 was changed meanwhile"))).to_be_visible()
    choose(desk, "Website", 1, "seven.example")
    merge(desk)
    expect(toast(desk)).to_contain_text("Zebra Works 006 merged into Zebra Works 005")


def test_what_cannot_be_merged_says_why(desk: Page, own_server: Server) -> None:
    for ids, words in (("1", "Choose 2 to 10"), ("1,9999", "in Trash, or gone"), ("", "Choose 2")):
        desk.goto(f"{own_server.url}/customers/merge?ids={ids}")
        expect(desk.get_by_role("heading", name="These cannot be merged")).to_be_visible()
        expect(desk.get_by_text(words)).to_be_visible()


@every_look
def test_the_page_fits_every_screen(browser: Browser, server: Server, look: Look) -> None:
    with looking(browser, server, look) as page:
        sign_in(page, server)
        page.goto(f"{server.url}/customers/merge?ids=1,2,3")
        expect(field(page, "Phone")).to_be_visible()
        check(page, str(look))
