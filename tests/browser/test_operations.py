"""Everything that was done: looked up, looked at, and undone."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import sign_in, watched
from tests.browser.steps import row, toast, undo
from tests.server import PASSWORD, Server

INACTIVE = "Status set to Inactive on 40 customers"


@pytest.fixture(scope="module")
def own_server(deleted_server: Server) -> Server:
    """A server on which something was done."""
    return deleted_server


@pytest.fixture
def desk(desk: Page) -> Page:
    """The list of operations, seen by the owner."""
    desk.get_by_role("link", name="Operations").click()
    expect(desk.get_by_role("heading", name="Operations", level=1)).to_be_visible()
    expect(row(desk, INACTIVE)).to_be_visible()
    return desk


def open_operation(page: Page, label: str) -> None:
    """Follow the link of a row."""
    row(page, label).get_by_role("link", name=label).click()
    expect(page.get_by_role("heading", name=label, level=1)).to_be_visible()


def test_the_list_is_searched_with_each_key_and_the_url_follows(
    desk: Page, own_server: Server
) -> None:
    line = row(desk, "Delete of 60 customers")
    expect(line).to_contain_text(re.compile(r"Mark Kent.*Browser.*60.*Done"))
    desk.get_by_role("searchbox").press_sequentially("olga")
    expect(desk.get_by_role("row")).to_have_count(2)
    expect(desk).to_have_url(f"{own_server.url}/operations?q=olga")
    desk.reload()
    expect(desk.get_by_role("searchbox")).to_have_value("olga")
    expect(row(desk, "Delete of Zebra Works 075")).to_be_visible()
    desk.get_by_role("searchbox").fill("qqqqq")
    expect(desk.get_by_role("heading", name="No operation matches")).to_be_visible()


def test_an_operation_shows_each_record_and_what_happened_to_it(
    desk: Page, own_server: Server
) -> None:
    open_operation(desk, "Delete of 60 customers")
    expect(row(desk, "Zebra Works 010")).to_contain_text("Moved to Trash")
    expect(desk.get_by_role("region", name="Facts")).to_contain_text("Mark Kent")
    desk.get_by_role("button", name="Next").click()
    expect(row(desk, "Zebra Works 069")).to_be_visible()
    expect(desk).to_have_url(re.compile(r"/operations/\d+\?page=2$"))
    desk.go_back()
    expect(row(desk, "Zebra Works 010")).to_be_visible()
    desk.go_back()
    open_operation(desk, "Import of list.csv")
    row(desk, "Alder Bakery").get_by_role("link", name="Alder Bakery").click()
    expect(desk.get_by_role("heading", name="Alder Bakery", level=1)).to_be_visible()


def test_undo_says_what_it_will_do_then_lists_what_it_left(desk: Page) -> None:
    open_operation(desk, INACTIVE)
    desk.get_by_role("button", name="Undo").click()
    dialog = desk.get_by_role("dialog", name="Undo this operation?")
    expect(dialog).to_contain_text("puts 40 customers back as far as they were not edited since")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    desk.get_by_role("button", name="Undo").click()
    dialog.get_by_role("button", name="Undo").click()
    report = desk.get_by_role("region", name="Report of the undo")
    expect(report).to_contain_text("37 customers were put back.")
    expect(report).to_contain_text("3 left as they are: edited since")
    expect(report.get_by_role("listitem")).to_have_text(
        ["Zebra Works 080", "Zebra Works 081", "Zebra Works 082"]
    )
    expect(toast(desk)).to_contain_text("37 put back; 3 edited since")
    expect(desk.get_by_text("This operation was undone.")).to_be_visible()
    desk.reload()
    expect(report).to_contain_text("37 customers were put back.")
    report.get_by_role("link", name="Zebra Works 081").click()
    expect(desk.get_by_role("heading", name="Zebra Works 081", level=1)).to_be_visible()
    desk.go_back()
    desk.get_by_role("link", name="Show the undo").click()
    expect(desk.get_by_role("heading", name=re.compile("^Undo of"), level=1)).to_be_visible()
    expect(row(desk, "Zebra Works 083")).to_contain_text("Status from Inactive to Active")
    desk.get_by_role("main").get_by_role("button", name="Undo").click()
    dialog.get_by_role("button", name="Undo").click()
    expect(desk.get_by_text("This operation was undone.")).to_be_visible()
    desk.get_by_role("link", name="Operations").click()
    expect(desk.get_by_role("heading", name="Operations", level=1)).to_be_visible()
    expect(row(desk, INACTIVE)).to_be_visible()


def test_undo_in_the_toast_is_seen_on_the_page(desk: Page, own_server: Server) -> None:
    desk.goto(f"{own_server.url}/trash?q=works+072")
    row(desk, "Zebra Works 072").get_by_role("button", name="Restore").click()
    expect(toast(desk)).to_contain_text("1 customer restored")
    desk.get_by_role("link", name="Operations").click()
    expect(row(desk, "Restore of Zebra Works 072").first).to_contain_text("Done")
    undo(desk)
    expect(row(desk, "Restore of Zebra Works 072").first).to_contain_text("Undone")


def test_only_who_may_has_the_button(browser: Browser, own_server: Server) -> None:
    for role, own in (("office", 1), ("viewer", 0)):
        context = browser.new_context()
        with watched(context, own_server) as page:
            sign_in(page, own_server, f"{role}@example.com", PASSWORD)
            for label, buttons in (("Delete of Zebra Works 075", own), (INACTIVE, 0)):
                page.get_by_role("link", name="Operations").click()
                open_operation(page, label)
                expect(
                    row(page, "Zebra Works 075").or_(row(page, "Zebra Works 083"))
                ).to_be_visible()
                expect(page.get_by_role("button", name="Undo")).to_have_count(buttons)
        context.close()


def test_nonsense_is_no_operation(desk: Page, own_server: Server) -> None:
    for odd in ("999999", "abc", "-1", "9" * 30):
        desk.goto(f"{own_server.url}/operations/{odd}")
        expect(desk.get_by_role("heading", name="There is no such operation")).to_be_visible()
    desk.get_by_role("link", name="All operations").click()
    expect(desk.get_by_role("status").filter(has_text="operations")).to_be_visible()
