"""Bulk edit: ticking, setting a field, deleting, and the way back."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.steps import choose, confirm, rows, selected, tick, toast, total, undo
from tests.server import Server


@pytest.fixture
def desk(desk: Page) -> Page:
    """The list in bulk edit; at the end of a test everything is as it was."""
    total(desk, "120 customers")
    desk.get_by_role("button", name="Bulk edit").click()
    return desk


def test_the_same_button_shows_and_hides_the_tick_boxes(desk: Page) -> None:
    expect(desk.get_by_role("checkbox", name="Select Alder Bakery")).to_be_visible()
    desk.get_by_role("button", name="Bulk edit").click()
    expect(desk.locator("main .table input[type=checkbox]")).to_have_count(0)


def test_a_range_is_ticked_with_the_shift_key(desk: Page) -> None:
    tick(desk, "Alder Bakery")
    box = desk.get_by_role("checkbox", name="Select Delta Diner")
    box.click(modifiers=["Shift"])
    selected(desk, 4)
    expect(desk.get_by_role("checkbox", name="Select Capitol Grill")).to_be_checked()


def test_the_box_in_the_header_ticks_this_page_and_the_link_all_that_match(desk: Page) -> None:
    header = desk.get_by_role("checkbox", name="Select all on this page")
    header.check()
    selected(desk, 50)
    desk.get_by_role("button", name="Select all 120 customers").click()
    selected(desk, 120)
    desk.get_by_role("checkbox", name="Select Alder Bakery").uncheck()
    selected(desk, 119)
    expect(header).not_to_be_checked()


def test_ticks_survive_turning_pages_and_are_cleared_by_a_filter(desk: Page) -> None:
    tick(desk, "Alder Bakery", "Delta Diner")
    desk.get_by_role("button", name="Next").click()
    expect(desk.get_by_text("51–100 of 120")).to_be_visible()
    tick(desk, "Zebra Works 080")
    selected(desk, 3)
    desk.get_by_role("button", name="Previous").click()
    expect(desk.get_by_role("checkbox", name="Select Delta Diner")).to_be_checked()
    choose(desk, "City", "Benton")
    expect(desk.get_by_text("The selection was cleared")).to_be_visible()
    selected(desk, 0)


def test_a_field_is_set_and_undone(desk: Page) -> None:
    tick(desk, "Alder Bakery", "Bluebird Café")
    desk.get_by_role("button", name="Set field").click()
    dialog = desk.get_by_role("dialog", name="Set a field of 2 customers")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    dialog.get_by_label("Field").select_option("Category")
    dialog.get_by_label("Value").select_option("VIP")
    confirm(desk)
    expect(toast(desk)).to_contain_text("2 customers set")
    row = rows(desk).filter(has_text="Alder Bakery")
    expect(row).to_contain_text("VIP")
    undo(desk)
    expect(row).not_to_contain_text("VIP")


def test_every_kind_of_field_is_asked_for_in_its_own_way(desk: Page) -> None:
    def choose_field(label: str) -> Locator:
        tick(desk, "Alder Bakery")
        desk.get_by_role("button", name="Set field").click()
        dialog = desk.get_by_role("dialog")
        dialog.get_by_label("Field").select_option(label)
        return dialog

    def set_to(words: str) -> None:
        confirm(desk)
        expect(toast(desk)).to_contain_text(f"1 customer set to {words}")

    dialog = choose_field("Credit limit")
    dialog.get_by_role("button", name="Confirm").click()
    expect(dialog).to_contain_text("Choose or type a value first")
    dialog.get_by_role("textbox", name="Value").fill("lots")
    dialog.get_by_role("button", name="Confirm").click()
    expect(dialog).to_contain_text("is written as 5000 or 5,000.00")
    dialog.get_by_role("textbox", name="Value").fill("5,000")
    set_to("$5,000.00")
    choose_field("Do not service").get_by_role("group", name="Value").get_by_text("Yes").click()
    set_to("Yes")
    days = choose_field("Service days")
    days.get_by_role("checkbox", name="Mon").check()
    days.get_by_role("checkbox", name="Wed").check()
    set_to("Mon, Wed")
    choose_field("Customer since").locator("input[type=date]").fill("2026-03-31")
    set_to("31 March 2026")
    choose_field("Preferred technician").get_by_role("textbox", name="Value").fill("Lee")
    set_to("Lee")
    choose_field("Service days").get_by_text("Clear", exact=True).click()
    confirm(desk)
    expect(toast(desk)).to_contain_text("1 customer emptied")


def test_a_field_is_cleared_on_everything_that_matches(desk: Page) -> None:
    choose(desk, "City", "Benton")
    total(desk, "3 customers")
    desk.get_by_role("button", name="Select all 3 customers").click()
    desk.get_by_role("button", name="Set field").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("group", name="What to do").get_by_text("Clear", exact=True).click()
    confirm(desk)
    expect(toast(desk)).to_contain_text("3 customers emptied")
    expect(rows(desk).locator(".lead").first).to_have_text("")
    undo(desk)
    expect(rows(desk).locator(".lead").first).not_to_have_text("")


def test_delete_names_what_goes_and_cancel_leaves_everything(desk: Page) -> None:
    tick(desk, "Alder Bakery", "Bluebird Café", "Capitol Grill", "Delta Diner")
    desk.get_by_role("button", name="Delete").click()
    dialog = desk.get_by_role("dialog", name="Delete 4 customers?")
    expect(dialog).to_contain_text("Alder Bakery, Bluebird Café, Capitol Grill and 1 more go")
    expect(dialog).to_contain_text("with 4 contacts")
    expect(dialog).to_contain_text("4 places stay")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    total(desk, "120 customers")
    selected(desk, 4)


def test_deleted_customers_come_back_by_undo(desk: Page) -> None:
    tick(desk, "Alder Bakery", "Delta Diner")
    desk.get_by_role("button", name="Delete").click()
    confirm(desk)
    expect(toast(desk)).to_contain_text("2 customers moved to Trash")
    total(desk, "118 customers")
    expect(desk.get_by_role("link", name="Alder Bakery")).to_have_count(0)
    undo(desk)
    total(desk, "120 customers")
    expect(desk.get_by_role("link", name="Alder Bakery")).to_be_visible()


def test_a_group_can_be_skipped_and_the_report_says_so(desk: Page) -> None:
    tick(desk, "Zebra Works 010")
    desk.get_by_role("button", name="Set field").click()
    desk.get_by_label("Value").select_option("Hotel")
    confirm(desk)
    expect(rows(desk).filter(has_text="Zebra Works 010")).to_contain_text("Hotel")
    tick(desk, "Zebra Works 010", "Zebra Works 011")
    desk.get_by_role("button", name="Delete").click()
    dialog = desk.get_by_role("dialog")
    recent = dialog.get_by_role("group", name=re.compile("changed in the last hour"))
    recent.get_by_text("Skip").click()
    confirm(desk)
    expect(toast(desk)).to_contain_text("Left: 1 changed in the last hour")
    expect(desk.get_by_role("link", name="Zebra Works 010")).to_be_visible()
    expect(desk.get_by_role("link", name="Zebra Works 011")).to_have_count(0)
    undo(desk)


def test_the_toast_stays_while_the_pointer_is_on_it(desk: Page) -> None:
    tick(desk, "Alder Bakery")
    desk.get_by_role("button", name="Set field").click()
    desk.get_by_label("Value").select_option("Retail")
    confirm(desk)
    state = "element => getComputedStyle(element).animationPlayState"
    desk.mouse.move(1, 1)
    assert toast(desk).evaluate(state) == "running"
    toast(desk).hover()
    assert toast(desk).evaluate(state) == "paused"
    desk.mouse.move(1, 1)
    toast(desk).get_by_role("button", name="Undo").focus()
    assert toast(desk).evaluate(state) == "paused"
    undo(desk)


def test_it_asks_again_when_there_are_more_than_were_confirmed(
    desk: Page, own_server: Server
) -> None:
    desk.get_by_role("searchbox", name="Search customers").fill("zebra")
    total(desk, "115 customers")
    desk.get_by_role("button", name="Select all 115 customers").click()
    desk.get_by_role("button", name="Delete").click()
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("Delete 115 customers?")
    file = own_server.folder / "one.csv"
    file.write_text("Company name,City\nZebra Newcomer,Zion\n")
    assert own_server.command("import", "customers", str(file), "--apply").returncode == 0
    dialog.get_by_role("button", name="Confirm").click()
    expect(dialog).to_contain_text("It is 116 customers now")
    expect(dialog).to_contain_text("Delete 116 customers?")
    dialog.get_by_role("button", name="Cancel").click()
