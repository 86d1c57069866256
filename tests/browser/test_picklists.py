"""The picklists of the settings: renamed, retired, merged, ordered; and the form of numbers."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import COLLEAGUE, sign_in, watched
from tests.browser.looks import Look, check, every_look, looking
from tests.browser.steps import back_to_list, choose, row, rows, toast, total, undo
from tests.server import PASSWORD, Server


@pytest.fixture
def desk(desk: Page) -> Page:
    """The picklists, seen by the owner."""
    desk.get_by_role("navigation", name="Main").get_by_role("link", name="Settings").click()
    expect(desk.get_by_role("heading", name="Picklists", level=1)).to_be_visible()
    return desk


def at(page: Page, name: str) -> None:
    """Choose a list, and wait until it is shown and counted."""
    lists = page.get_by_role("navigation", name="Picklists")
    lists.get_by_role("link", name=re.compile(rf"^{name}\s*\d*$")).click()
    expect(page.get_by_role("heading", name=name, level=2)).to_be_visible()
    expect(page.get_by_role("table", name=name).locator("td.used").first).to_have_text(
        re.compile(r"\d")
    )


def labels(page: Page) -> Locator:
    """The names of the choices in their order."""
    return page.locator(".options .name")


def line(page: Page, label: str) -> Locator:
    """The row of a choice."""
    return page.get_by_role("row").filter(has=page.locator(".name", has_text=label))


def press(page: Page, word: str, label: str) -> None:
    """Press a button of a choice."""
    page.get_by_role("button", name=f"{word} {label}", exact=True).click()


def fill(page: Page, **values: str) -> None:
    """Fill in the dialog and save."""
    dialog = page.get_by_role("dialog")
    for label, value in values.items():
        dialog.get_by_role("textbox", name=label).fill(value)
    dialog.get_by_role("button", name="Save").click()


def test_a_rename_is_seen_in_the_list_of_customers(desk: Page) -> None:
    at(desk, "Industry")
    press(desk, "Edit", "Education")
    fill(desk, Name="cafe")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    expect(toast(desk)).to_contain_text("cafe saved")
    press(desk, "Edit", "cafe")
    fill(desk, Name="HOTEL")
    expect(desk.get_by_role("dialog")).to_contain_text("“Hotel” is in this list already")
    fill(desk, Name="Coffee house", Code="722515")
    expect(line(desk, "Coffee house")).to_contain_text("722515")
    back_to_list(desk)
    expect(row(desk, "Alder Bakery")).to_contain_text("Coffee house")


def test_a_retired_choice_is_not_offered_and_stays_where_it_is(desk: Page) -> None:
    at(desk, "Category")
    press(desk, "Retire", "VIP")
    expect(line(desk, "VIP")).to_contain_text("Retired")
    press(desk, "Bring back", "VIP")
    expect(line(desk, "VIP")).not_to_contain_text("Retired")
    undo(desk)
    expect(line(desk, "VIP")).to_contain_text("Retired")
    desk.goto(desk.url.partition("/settings")[0] + "/customers/create")
    offered = desk.get_by_role("combobox", name="Category")
    expect(offered.get_by_role("option", name="Standard")).to_be_attached()
    expect(offered.get_by_role("option", name="VIP")).to_have_count(0)


def test_two_choices_are_merged_and_undo_takes_them_apart(desk: Page) -> None:
    at(desk, "Industry")
    press(desk, "Merge", "Healthcare")
    dialog = desk.get_by_role("dialog", name="Merge Healthcare")
    expect(dialog.get_by_role("button", name="Merge")).to_be_disabled()
    dialog.get_by_role("combobox", name="Merge into").select_option(label="Hotel")
    expect(dialog).to_contain_text(
        "2 customers with “Healthcare” will have “Hotel”. “Healthcare” goes from the list."
    )
    dialog.get_by_role("button", name="Merge").click()
    expect(toast(desk)).to_contain_text("Healthcare merged into Hotel: 2 records moved")
    expect(line(desk, "Healthcare")).to_have_count(0)
    expect(line(desk, "Hotel").locator(".used")).to_have_text("3")
    back_to_list(desk)
    choose(desk, "Industry", "Hotel")
    total(desk, "3 customers")
    undo_from_operations(desk, "Merge of Healthcare into Hotel in Industry")
    at(desk, "Industry")
    expect(line(desk, "Healthcare").locator(".used")).to_have_text("2")
    expect(line(desk, "Hotel").locator(".used")).to_have_text("1")


def test_choices_are_put_in_order_by_buttons_and_by_drag(desk: Page) -> None:
    at(desk, "Payment term")
    names = ["Due on Receipt", "Net 15", "Net 30", "Net 60"]
    expect(labels(desk)).to_have_text(names)
    press(desk, "Move", "Net 15 up")
    expect(labels(desk)).to_have_text(["Net 15", "Due on Receipt", "Net 30", "Net 60"])
    undo(desk)
    expect(labels(desk)).to_have_text(names)
    line(desk, "Net 60").locator(".handle").drag_to(
        line(desk, "Net 15"), target_position={"x": 300, "y": 4}
    )
    expect(labels(desk)).to_have_text(["Due on Receipt", "Net 60", "Net 15", "Net 30"])
    desk.reload()
    expect(labels(desk)).to_have_text(["Due on Receipt", "Net 60", "Net 15", "Net 30"])
    undo_from_operations(desk, "New place of Net 60 in Payment term")
    at(desk, "Payment term")
    expect(labels(desk)).to_have_text(names)


def undo_from_operations(page: Page, label: str) -> None:
    """Undo an operation on its own page, and come back."""
    page.get_by_role("link", name="Operations").click()
    row(page, label).get_by_role("link", name=label).click()
    page.locator(".heading").get_by_role("button", name="Undo").click()
    page.get_by_role("dialog").get_by_role("button", name="Undo").click()
    expect(toast(page)).to_contain_text("Undone")
    page.get_by_role("link", name="Settings").click()


def test_a_choice_is_added_and_deleted_while_nothing_has_it(desk: Page) -> None:
    at(desk, "Tax rate")
    desk.get_by_role("button", name="Add choice").click()
    fill(desk, Name="Arkansas", **{"Rate in percent": "650"})
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("A rate is a number of percent from 0 to 100, such as 6.5")
    fill(desk, Name="Arkansas", **{"Rate in percent": "6.5"})
    expect(line(desk, "Arkansas")).to_contain_text("6.50 %")
    press(desk, "Delete", "Arkansas")
    expect(line(desk, "Arkansas")).to_have_count(0)
    undo(desk)
    expect(line(desk, "Arkansas")).to_contain_text("6.50 %")
    desk.get_by_role("searchbox", name="Find a choice").fill("ARK")
    expect(rows(desk)).to_have_count(1)
    desk.get_by_role("searchbox", name="Find a choice").fill("qqq")
    expect(desk.get_by_role("heading", name="No choice matches")).to_be_visible()


def test_the_form_of_numbers_shows_the_next_ones_and_is_undone(desk: Page) -> None:
    desk.get_by_role("link", name="Customer numbers").click()
    form = desk.get_by_role("form", name="Customer numbers")
    expect(form).to_contain_text("C-000121, C-000122, C-000123")
    form.get_by_role("textbox", name="Prefix").fill("K2")
    expect(form).to_contain_text("The prefix cannot end in a digit")
    form.get_by_role("textbox", name="Prefix").fill("k/")
    form.get_by_role("textbox", name="Digits").fill("4")
    expect(form).to_contain_text("K/0121, K/0122, K/0123")
    form.get_by_role("button", name="Save").click()
    expect(toast(desk)).to_contain_text("Form of customer numbers saved")
    expect(form.get_by_role("textbox", name="Prefix")).to_have_value("K/")
    undo(desk)
    expect(form).to_contain_text("C-000121, C-000122, C-000123")


def test_a_choice_is_added_from_a_form_that_keeps_what_was_typed(desk: Page) -> None:
    desk.goto(desk.url.partition("/settings")[0] + "/customers/create")
    company = desk.get_by_role("textbox", name="First name")
    company.fill("Ana")
    desk.get_by_role("button", name="New choice for Industry").click()
    dialog = desk.get_by_role("dialog", name="New choice: Industry")
    dialog.get_by_role("textbox", name="Name").fill("hotel")
    dialog.get_by_role("button", name="Add").click()
    expect(dialog).to_contain_text("“Hotel” is in this list already")
    dialog.get_by_role("textbox", name="Name").fill("Brewery")
    dialog.get_by_role("button", name="Add").click()
    expect(dialog).to_have_count(0)
    industry = desk.get_by_role("combobox", name="Industry")
    expect(industry.locator("option:checked")).to_have_text("Brewery")
    expect(company).to_have_value("Ana")


def test_who_may_not_edit_lists_finds_no_way_to_them(browser: Browser, own_server: Server) -> None:
    context = browser.new_context()
    with watched(context, own_server) as page:
        sign_in(page, own_server, COLLEAGUE, PASSWORD)
        expect(page.get_by_role("link", name="Trash")).to_be_visible()
        expect(page.get_by_role("link", name="Settings")).to_have_count(0)
        page.goto(f"{own_server.url}/settings/picklists?list=industry")
        expect(
            page.get_by_role("heading", name="You may not change these settings")
        ).to_be_visible()
        expect(page.get_by_role("button", name="Add choice")).to_have_count(0)
    context.close()


@every_look
def test_the_page_looks_right(browser: Browser, own_server: Server, look: Look) -> None:
    with looking(browser, own_server, look) as page:
        sign_in(page, own_server)
        for name, heading in (("category", "Category"), ("tag", "Tag"), ("sector", "Sector")):
            page.goto(f"{own_server.url}/settings/picklists?list={name}")
            expect(page.get_by_role("heading", name=heading, level=2)).to_be_visible()
            check(page, name)
        page.goto(f"{own_server.url}/settings/picklists?list=category")
        press(page, "Edit", "Standard")
        expect(page.get_by_role("dialog")).to_be_visible()
        check(page, "edit")
        page.keyboard.press("Escape")
        press(page, "Merge", "Standard")
        expect(page.get_by_role("dialog")).to_be_visible()
        check(page, "merge")
        page.goto(f"{own_server.url}/settings/picklists?list=numbers")
        expect(page.get_by_role("form", name="Customer numbers")).to_be_visible()
        check(page, "numbers")
