"""Finding anything from anywhere: "Search everything" and Ctrl K."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import sign_in, watched
from tests.browser.looks import Look, check, every_look, looking
from tests.browser.steps import open_customer
from tests.server import Server


@pytest.fixture(scope="module")
def own_database() -> str:
    """SQLite alone: tests/lookup has both databases."""
    return ""


def lookup(page: Page) -> Locator:
    """The dialog."""
    return page.get_by_role("dialog", name="Search everything")


def box(page: Page) -> Locator:
    return lookup(page).get_by_role("combobox", name="Search everything")


def options(page: Page) -> Locator:
    return lookup(page).get_by_role("option")


def chosen(page: Page) -> Locator:
    """The option that Enter opens; the box names it."""
    return lookup(page).get_by_role("option", selected=True)


def opened(page: Page) -> None:
    """Open the dialog by its keys."""
    page.keyboard.press("Control+k")
    expect(box(page)).to_be_focused()


def heading(page: Page, name: str) -> None:
    """Wait until the record of this name is open."""
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


def test_a_caller_is_found_by_the_phone_from_a_record_with_the_focus_in_a_field(
    signed_in: Page,
) -> None:
    open_customer(signed_in, "Alder Bakery")
    signed_in.get_by_role("textbox", name="Job title").focus()
    opened(signed_in)
    signed_in.keyboard.type("501-555.0102")
    expect(options(signed_in).first).to_contain_text("Capitol Grill")
    signed_in.keyboard.press("Enter")
    heading(signed_in, "Capitol Grill")
    expect(lookup(signed_in)).to_have_count(0)


def test_enter_before_the_answer_is_there_opens_what_is_found(signed_in: Page) -> None:
    opened(signed_in)
    signed_in.keyboard.insert_text("bluebird cafe")
    signed_in.keyboard.press("Enter")
    heading(signed_in, "Bluebird Café")


def test_one_letter_wrong_finds_it_and_says_how_it_is_spelt(signed_in: Page) -> None:
    opened(signed_in)
    signed_in.keyboard.type("capitl grill")
    expect(options(signed_in).first).to_contain_text("Capitol Grill")
    expect(options(signed_in).first).to_contain_text("Spelt Capitol")


def test_before_typing_the_records_opened_last_are_there_and_the_pages(
    signed_in: Page, server: Server
) -> None:
    for name in ("Alder Bakery", "Delta Diner", "Elm Street Hotel"):
        signed_in.goto(f"{server.url}/customers/overview")
        open_customer(signed_in, name)
    signed_in.get_by_role("button", name="Search everything").click()
    recent = lookup(signed_in).get_by_role("group", name="Recent").get_by_role("option")
    expect(recent).to_have_count(2)
    expect(recent.nth(0)).to_contain_text("Delta Diner")
    expect(recent.nth(1)).to_contain_text("Alder Bakery")
    kept = signed_in.evaluate("Object.entries(localStorage).filter(([k]) => /recent/.test(k))")
    assert kept == [["recent:owner@example.com", '["customer:5","customer:4","customer:1"]']]
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp"):
        signed_in.keyboard.press(key)
    expect(chosen(signed_in)).to_have_text("Settings")
    active = box(signed_in).get_attribute("aria-activedescendant")
    assert chosen(signed_in).get_attribute("id") == active
    signed_in.keyboard.type("tra")
    expect(options(signed_in).first).to_have_text("Trash")
    signed_in.keyboard.press("Enter")
    heading(signed_in, "Trash")


def test_escape_and_the_same_keys_close_it_and_the_focus_goes_back(signed_in: Page) -> None:
    search = signed_in.get_by_role("searchbox", name="Search customers")
    search.focus()
    for key in ("Escape", "Control+k"):
        opened(signed_in)
        signed_in.keyboard.type("zebra")
        expect(options(signed_in).first).to_contain_text("Zebra Works")
        signed_in.keyboard.press(key)
        expect(lookup(signed_in)).to_have_count(0)
        expect(search).to_be_focused()
    opened(signed_in)
    expect(box(signed_in)).to_have_value("")
    expect(options(signed_in).first).to_have_text("New Customer")


def test_a_tab_of_its_own_leaves_the_page_and_the_results_where_they_are(
    signed_in: Page, context: BrowserContext, server: Server
) -> None:
    opened(signed_in)
    signed_in.keyboard.type("delta diner")
    expect(options(signed_in).first).to_contain_text("Delta Diner")
    with context.expect_page() as tab:
        signed_in.keyboard.press("Control+Enter")
    expect(tab.value).to_have_url(f"{server.url}/customers/edit/4")
    with context.expect_page() as second:
        options(signed_in).first.click(button="middle")
    expect(second.value).to_have_url(f"{server.url}/customers/edit/4")
    expect(options(signed_in).first).to_contain_text("Delta Diner")


def test_what_is_unsaved_is_asked_about_and_another_dialog_keeps_its_keys(
    signed_in: Page,
) -> None:
    open_customer(signed_in, "Alder Bakery")
    signed_in.get_by_role("textbox", name="Job title").fill("Baker")
    opened(signed_in)
    signed_in.keyboard.type("capitol grill")
    expect(options(signed_in).first).to_contain_text("Capitol Grill")
    signed_in.keyboard.press("Enter")
    question = signed_in.get_by_role("dialog", name="Leave without saving?")
    expect(question).to_be_visible()
    signed_in.keyboard.press("Control+k")
    expect(signed_in.get_by_role("dialog")).to_have_count(1)
    question.get_by_role("button", name="Leave").click()
    heading(signed_in, "Capitol Grill")


def test_who_is_nobody_yet_becomes_a_new_customer_with_what_was_typed(desk: Page) -> None:
    opened(desk)
    desk.keyboard.type("Quill Nora 501 555 0177")
    expect(lookup(desk).get_by_role("status")).to_contain_text("No match for")
    expect(chosen(desk)).to_contain_text("Phone 501 555 0177, First name Quill, Last name Nora")
    desk.keyboard.press("Enter")
    dialog = desk.get_by_role("dialog", name="Create Customer")
    filled = {"First name": "Quill", "Last name": "Nora", "Phone": "501 555 0177"}
    for label, text in filled.items():
        expect(dialog.get_by_role("textbox", name=label)).to_have_value(text)
    expect(dialog.get_by_role("textbox", name="Email")).to_be_focused()
    desk.keyboard.press("Enter")
    heading(desk, "Quill Nora")
    opened(desk)
    desk.keyboard.type("Quillworks LLC")
    desk.keyboard.press("Enter")
    expect(dialog.get_by_label("Commercial")).to_be_checked()
    expect(dialog.get_by_role("textbox", name="Company name")).to_have_value("Quillworks LLC")
    desk.keyboard.press("Escape")
    desk.get_by_role("button", name="Create Customer").click()
    expect(dialog.get_by_role("textbox", name="First name")).to_have_value("")


def test_a_viewer_finds_everything_and_is_offered_nothing_to_create(
    browser: Browser, deleted_server: Server
) -> None:
    context = browser.new_context()
    with watched(context, deleted_server) as page:
        sign_in(page, deleted_server, "viewer@example.com")
        expect(page.get_by_role("button", name="Create Customer")).to_have_count(0)
        opened(page)
        expect(options(page)).to_have_text(
            ["Customers", "Organization", "Properties", "Operations", "Trash"]
        )
        page.keyboard.type("nobody of this name")
        expect(lookup(page).get_by_role("status")).to_contain_text("No match for")
        expect(options(page)).to_have_count(0)
    context.close()


@every_look
def test_the_lookup_is_accessible_and_fits_its_window(
    browser: Browser, server: Server, look: Look
) -> None:
    with looking(browser, server, look) as page:
        sign_in(page, server)
        open_customer(page, "Alder Bakery")
        page.get_by_role("button", name="Search everything").click()
        expect(chosen(page)).to_have_count(1)
        check(page, "the lookup before typing")
        page.keyboard.type("zebra")
        expect(options(page).first).to_contain_text("Zebra Works")
        check(page, "the lookup with results")
        page.keyboard.type("nobody")
        expect(lookup(page).get_by_role("status")).to_have_text(re.compile("^No match for"))
        check(page, "the lookup without a match")
        lookup(page).get_by_role("button", name="Close").click()
        expect(lookup(page)).to_have_count(0)
