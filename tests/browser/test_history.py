"""The history of a record: told in words, undone field by field, and any day looked back at."""

import re
from datetime import datetime, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.browser.filled import edit_often
from tests.browser.steps import (
    back_to_list,
    confirm,
    history,
    open_customer,
    save,
    tick,
    toast,
    undo,
)
from tests.server import Server


def test_one_field_is_undone_by_itself_and_that_is_undone_too(desk: Page) -> None:
    open_customer(desk, "Alder Bakery")
    desk.get_by_label("Category").select_option("VIP")
    save(desk, Website="cabot.example")
    newest = history(desk).first
    expect(newest).to_contain_text("Website from benton.example to cabot.example")
    expect(newest).to_contain_text("Category set to VIP")
    expect(desk.locator("header.heading")).to_contain_text("VIP")
    line = newest.locator("div", has_text="Website from benton.example to cabot.example")
    line.get_by_role("button", name="Undo").click()
    expect(toast(desk)).to_contain_text("Website is put back")
    expect(history(desk).first).to_contain_text("Website from cabot.example to benton.example")
    expect(desk.get_by_role("textbox", name="Website")).to_have_value("benton.example")
    expect(desk.get_by_label("Category")).to_contain_text("VIP")
    undo(desk)
    expect(desk.get_by_role("textbox", name="Website")).to_have_value("cabot.example")
    expect(history(desk).last).to_contain_text("Created by import of list.csv")


def test_an_entry_is_undone_as_a_whole(desk: Page) -> None:
    open_customer(desk, "Bluebird Café")
    save(desk, Website="cabot.example", Fax="501 555 0177")
    history(desk).first.get_by_role("button", name="Undo all").click()
    expect(toast(desk)).to_contain_text("Undone")
    expect(history(desk).first).to_contain_text("Website from cabot.example to conway.example")
    expect(history(desk).first).to_contain_text("Fax emptied, was 501 555 0177")
    expect(desk.get_by_role("textbox", name="Website")).to_have_value("conway.example")


def test_a_field_that_was_changed_again_stays_and_says_why(desk: Page) -> None:
    open_customer(desk, "Capitol Grill")
    save(desk, Website="cabot.example")
    save(desk, Website="searcy.example")
    history(desk).nth(1).get_by_role("button", name="Undo").click()
    expect(toast(desk)).to_contain_text("Website was changed again by")
    expect(desk.get_by_role("textbox", name="Website")).to_have_value("searcy.example")


def test_a_bulk_edit_is_named_with_a_way_to_it_and_undone_on_one(desk: Page) -> None:
    desk.get_by_role("button", name="Bulk edit").click()
    tick(desk, "Delta Diner", "Elm Street Hotel")
    desk.get_by_role("button", name="Set field").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Field").select_option("Status")
    dialog.get_by_role("group", name="Value").get_by_text("Inactive").click()
    confirm(desk)
    expect(toast(desk)).to_contain_text("2 customers set")
    open_customer(desk, "Delta Diner")
    newest = history(desk).first
    link = newest.get_by_role("link", name="by bulk edit Status set to Inactive on 2 customers")
    expect(link).to_have_attribute("href", re.compile(r"/operations/\d+$"))
    newest.get_by_role("button", name="Undo").click()
    expect(toast(desk)).to_contain_text("Status is put back")
    expect(desk.locator("header.heading").get_by_text("Active", exact=True)).to_be_visible()
    back_to_list(desk)
    open_customer(desk, "Elm Street Hotel")
    expect(desk.get_by_role("button", name="Activate", exact=True)).to_be_visible()


def test_the_record_is_shown_as_it_was_on_a_date(desk: Page) -> None:
    open_customer(desk, "Elm Street Hotel")
    today = datetime.now().astimezone()
    dialog = look_back(desk, today)
    expect(dialog).to_contain_text("Every field was as it is now.")
    expect(dialog.get_by_role("definition").filter(has_text="Elm Street Hotel")).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    dialog = look_back(desk, today - timedelta(days=1))
    expect(dialog).to_contain_text("It did not exist yet.")
    desk.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def look_back(page: Page, day: datetime) -> Locator:
    """Ask how the record was on a day; the dialog."""
    page.get_by_label("As it was on").fill(f"{day:%Y-%m-%d}")
    page.get_by_role("button", name="Show as it was").click()
    return page.get_by_role("dialog")


def test_older_entries_come_with_show_more(desk: Page, own_server: Server) -> None:
    edit_often(own_server, 101, 60)
    open_customer(desk, "Zebra Works 100")
    expect(history(desk)).to_have_count(50)
    desk.get_by_role("button", name="Show more").click()
    expect(history(desk)).to_have_count(61)
    expect(history(desk).last).to_contain_text("Created by import of list.csv")
    expect(desk.get_by_role("button", name="Show more")).to_be_hidden()
