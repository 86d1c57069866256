"""Trash: found, restored, and deleted for good."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import sign_in, watched
from tests.browser.steps import confirm, row, selected, tick, toast, undo
from tests.server import PASSWORD, Server


@pytest.fixture(scope="module")
def own_server(deleted_server: Server) -> Server:
    """A server with 69 customers in Trash."""
    return deleted_server


@pytest.fixture
def desk(desk: Page) -> Page:
    """Trash, seen by the owner."""
    desk.get_by_role("link", name="Trash").click()
    expect(desk.get_by_role("heading", name="Trash", level=1)).to_be_visible()
    expect(desk.get_by_role("row")).not_to_have_count(0)
    return desk


def search(page: Page, words: str) -> None:
    """Type into the search box."""
    page.get_by_role("searchbox").fill(words)


def test_a_row_leads_to_the_record_and_to_the_operation(desk: Page, own_server: Server) -> None:
    search(desk, "zebra works 071")
    line = row(desk, "Zebra Works 071")
    expect(line).to_contain_text(re.compile(r"C-000072.*Mark Kent.*Delete of 3 customers"))
    expect(line).to_contain_text(re.compile(r"until \d+ \w+ 20\d\d"))
    line.get_by_role("link", name="Delete of 3 customers").click()
    expect(desk.get_by_role("heading", name="Delete of 3 customers", level=1)).to_be_visible()
    desk.go_back()
    row(desk, "Zebra Works 071").get_by_role("link", name="Zebra Works 071").click()
    expect(desk.get_by_role("heading", name="Zebra Works 071", level=1)).to_be_visible()
    expect(desk.get_by_text("In Trash", exact=True)).to_be_visible()


def test_search_and_page_stand_in_the_url(desk: Page, own_server: Server) -> None:
    desk.get_by_role("button", name="Next").click()
    expect(desk).to_have_url(f"{own_server.url}/trash?page=2")
    expect(row(desk, "Zebra Works 010")).to_be_visible()
    desk.go_back()
    expect(row(desk, "Zebra Works 075")).to_be_visible()
    desk.get_by_role("searchbox").press_sequentially("works 070")
    expect(desk.get_by_role("row")).to_have_count(3)  # 070, and number 70
    expect(desk).to_have_url(f"{own_server.url}/trash?q=works+070")
    desk.reload()
    expect(desk.get_by_role("searchbox")).to_have_value("works 070")
    expect(desk.get_by_role("row")).to_have_count(3)
    search(desk, "qqqqq")
    expect(desk.get_by_role("heading", name="Nothing in Trash matches")).to_be_visible()


def test_one_is_restored_from_its_row_and_undo_puts_it_back(desk: Page) -> None:
    search(desk, "works 012")
    row(desk, "Zebra Works 012").get_by_role("button", name="Restore").click()
    expect(toast(desk)).to_contain_text("1 customer restored")
    expect(row(desk, "Zebra Works 012")).to_have_count(0)
    undo(desk)
    expect(row(desk, "Zebra Works 012")).to_be_visible()


def test_many_are_ticked_and_restored(desk: Page) -> None:
    search(desk, "works 06")
    expect(desk.get_by_role("row")).to_have_count(12)  # 060 to 069, and number 60
    tick(desk, "Zebra Works 061", "Zebra Works 065")
    selected(desk, 2)
    desk.get_by_role("checkbox", name="Select all on this page").check()
    selected(desk, 11)
    desk.get_by_role("checkbox", name="Select Zebra Works 059").uncheck()
    selected(desk, 10)
    actions = desk.get_by_role("group", name="Selection")
    actions.get_by_role("button", name="Restore").click()
    expect(toast(desk)).to_contain_text("10 customers restored")
    expect(desk.get_by_role("row")).to_have_count(2)
    undo(desk)
    expect(desk.get_by_role("row")).to_have_count(12)


def test_another_search_clears_the_selection_and_says_so(desk: Page) -> None:
    tick(desk, "Zebra Works 072")
    selected(desk, 1)
    search(desk, "works 03")
    expect(desk.get_by_text("The selection was cleared")).to_be_visible()
    expect(desk.get_by_role("group", name="Selection")).to_have_count(0)


def test_by_operation_all_of_one_is_restored(desk: Page, own_server: Server) -> None:
    desk.get_by_text("Operations", exact=True).last.click()
    expect(desk).to_have_url(f"{own_server.url}/trash?view=operations")
    expect(desk.get_by_role("searchbox", name="Search operations")).to_be_visible()
    expect(row(desk, "Delete of 60 customers")).to_contain_text("of 60")
    desk.get_by_role("searchbox").press_sequentially("4 customers")
    expect(desk.get_by_role("row")).to_have_count(2)
    expect(desk).to_have_url(f"{own_server.url}/trash?view=operations&q=4+customers")
    desk.reload()
    expect(desk.get_by_role("radio", name="Operations")).to_be_checked()
    row(desk, "Delete of 4 customers").get_by_role("button", name="Restore all").click()
    expect(toast(desk)).to_contain_text("4 customers restored")
    expect(desk.get_by_role("heading", name="Nothing in Trash matches")).to_be_visible()
    undo(desk)
    expect(row(desk, "Undo of restore of 4 customers")).to_contain_text("4 of 4")
    desk.get_by_text("Records", exact=True).click()
    expect(desk).to_have_url(f"{own_server.url}/trash")
    expect(row(desk, "Zebra Works 077")).to_be_visible()


def test_what_cannot_come_back_says_why(desk: Page) -> None:
    search(desk, "works 073")
    row(desk, "Zebra Works 073").get_by_role("button", name="Restore").click()
    expect(toast(desk)).to_contain_text("external ID taken")
    expect(toast(desk).get_by_role("button", name="Undo")).to_have_count(0)
    expect(row(desk, "Zebra Works 073")).to_be_visible()


def test_deleting_for_good_asks_with_the_focus_on_cancel(desk: Page) -> None:
    search(desk, "works 02")
    tick(desk, "Zebra Works 020", "Zebra Works 021")
    selected(desk, 2)
    desk.get_by_role("button", name="Delete forever").click()
    dialog = desk.get_by_role("dialog", name="Delete 2 customers for good?")
    expect(dialog).to_contain_text("This cannot be undone.")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(row(desk, "Zebra Works 020")).to_be_visible()
    desk.get_by_role("button", name="Delete forever").click()
    confirm(desk)
    expect(toast(desk)).to_contain_text("2 customers deleted for good")
    expect(toast(desk).get_by_role("button", name="Undo")).to_have_count(0)
    expect(row(desk, "Zebra Works 020")).to_have_count(0)
    expect(row(desk, "Zebra Works 022")).to_be_visible()


def test_each_role_has_the_buttons_that_it_may_press(browser: Browser, own_server: Server) -> None:
    for role, own, boxes in (("office", 1, 1), ("viewer", 0, 0)):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        with watched(context, own_server) as page:
            sign_in(page, own_server, f"{role}@example.com", PASSWORD)
            page.goto(f"{own_server.url}/trash?q=works+07")
            expect(row(page, "Zebra Works 071")).to_be_visible()
            expect(page.get_by_role("button", name="Restore")).to_have_count(own)
            expect(page.get_by_role("checkbox", name="Select Zebra")).to_have_count(boxes)
            expect(page.get_by_role("button", name="Delete forever")).to_have_count(0)
            if own:
                line = row(page, "Zebra Works 075")
                line.get_by_role("button", name="Restore").click()
                expect(toast(page)).to_contain_text("1 customer restored")
                undo(page)
                expect(line).to_be_visible()
        context.close()


def test_a_phone_has_every_action(browser: Browser, own_server: Server) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    with watched(context, own_server) as page:
        sign_in(page, own_server)
        page.goto(f"{own_server.url}/trash?q=works+010")
        expect(page.get_by_role("button", name="Restore")).to_be_visible()
        page.get_by_role("checkbox", name="Select all on this page").tap()
        selected(page, 1)
        expect(page.get_by_role("button", name="Delete forever")).to_be_visible()
        page.get_by_role("link", name="Delete of 60 customers").tap()
        expect(page.get_by_role("heading", name="Delete of 60 customers", level=1)).to_be_visible()
        page.go_back()
        page.get_by_role("button", name="Restore").last.tap()
        expect(toast(page)).to_contain_text("1 customer restored")
        undo(page)
    context.close()


def test_an_empty_trash_says_how_long_things_stay(signed_in: Page, server: Server) -> None:
    signed_in.goto(f"{server.url}/trash?view=operations")
    expect(signed_in.get_by_role("heading", name="Trash is empty")).to_be_visible()
    expect(signed_in.get_by_text("stays for 30 days")).to_be_visible()
