"""How it looks and is heard: every page, light and dark, wide and narrow."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import sign_in, watched
from tests.browser.looks import Look, check, every_look, looking
from tests.browser.steps import open_customer, rows, tick
from tests.server import Server

PAGES = (
    *("/", "/customers/overview", "/customers/create", "/customers/edit/1", "/account/password"),
    *("/trash", "/trash?view=operations", "/operations", "/operations/4", "/settings/picklists"),
    "/customers/create?addresses=1&contacts=1",
)


@pytest.fixture(scope="module")
def own_database() -> str:
    """SQLite alone: all databases look alike."""
    return ""


@every_look
def test_every_page_is_accessible_and_fits_its_window(
    browser: Browser, deleted_server: Server, look: Look
) -> None:
    with looking(browser, deleted_server, look) as page:
        page.goto(deleted_server.url)
        check(page, "sign-in")
        sign_in(page, deleted_server)
        for path in PAGES[1:]:
            page.goto(f"{deleted_server.url}{path}")
            expect(page.get_by_role("heading", level=1)).not_to_have_text("")
            page.wait_for_function("!document.querySelector('.skeleton')")
            check(page, path)


@every_look
def test_whatever_is_asked_is_accessible_and_fits_its_window(
    browser: Browser, deleted_server: Server, look: Look
) -> None:
    with looking(browser, deleted_server, look) as page:
        sign_in(page, deleted_server)
        page.goto(f"{deleted_server.url}/customers/create")
        page.get_by_role("button", name="Save Customer").click()
        expect(page.get_by_text("2 problems")).to_be_visible()
        check(page, "a form with problems")
        page.goto(f"{deleted_server.url}/operations/4")
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        check(page, "the question before an undo")
        page.goto(f"{deleted_server.url}/trash")
        tick(page, "Zebra Works 076")
        page.get_by_role("button", name="Delete forever").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        check(page, "the question before deleting for good")


@every_look
def test_the_tools_of_the_list_are_accessible_and_fit_its_window(
    browser: Browser, deleted_server: Server, look: Look
) -> None:
    with looking(browser, deleted_server, look) as page:
        sign_in(page, deleted_server)
        expect(rows(page)).not_to_have_count(0)
        page.get_by_role("button", name="Filter Industry", exact=True).click()
        expect(page.get_by_role("group", name="Industry").get_by_text("Education")).to_be_visible()
        check(page, "the menu of a filter")
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        expect(page.get_by_role("group", name="Keys")).to_be_visible()
        check(page, "the keys")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Bulk edit").click()
        tick(page, "Alder Bakery", "Zebra Works 080")
        check(page, "bulk edit")
        for button in ("Set field", "Delete"):
            page.get_by_role("button", name=button).click()
            expect(page.get_by_role("dialog")).to_be_visible()
            check(page, f"{button} of bulk edit")
            page.get_by_role("button", name="Cancel").click()


def test_the_theme_chosen_stays_and_is_there_before_anything_is_painted(
    signed_in: Page, server: Server
) -> None:
    signed_in.get_by_role("button", name="Account").click()
    signed_in.get_by_label("Dark").check()
    expect(signed_in.locator("html")).to_have_class("dark")
    signed_in.add_init_script(
        "addEventListener('DOMContentLoaded', () => {"
        " window.first = document.documentElement.className; })"
    )
    signed_in.reload()
    assert "dark" in signed_in.evaluate("window.first")
    signed_in.goto(f"{server.url}/account/password")
    expect(signed_in.locator("html")).to_have_class("dark")


def test_a_narrow_screen_has_a_menu_that_escape_closes(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    with watched(context, server) as page:
        sign_in(page, server)
        navigation = page.get_by_role("navigation", name="Main")
        expect(navigation).to_be_hidden()
        page.get_by_role("button", name="Menu", exact=True).press("Enter")
        expect(navigation.get_by_role("link", name="Customers")).to_be_visible()
        page.keyboard.press("Escape")
        expect(navigation).to_be_hidden()
    context.close()


def test_a_customer_is_found_edited_and_saved_without_a_mouse(signed_in: Page) -> None:
    signed_in.reload()
    expect(signed_in.get_by_role("link", name="Alder Bakery")).to_be_visible()
    signed_in.keyboard.press("Tab")
    expect(signed_in.get_by_role("link", name="Skip to content")).to_be_focused()
    signed_in.keyboard.press("Enter")
    for _ in range(12):
        if signed_in.get_by_role("searchbox").evaluate("e => e === document.activeElement"):
            break
        signed_in.keyboard.press("Tab")
    signed_in.keyboard.type("capitol")
    expect(signed_in.get_by_role("row")).to_have_count(2)
    for _ in range(12):
        signed_in.keyboard.press("Tab")
        if signed_in.evaluate("document.activeElement.textContent") == "Capitol Grill":
            break
    signed_in.keyboard.press("Enter")
    box = signed_in.get_by_role("textbox", name="Job title")
    expect(box).to_be_visible()
    box.focus()
    signed_in.keyboard.type("Owner")
    signed_in.keyboard.press("Enter")
    expect(signed_in.get_by_text("Job title set to Owner")).to_be_visible()


def test_a_record_shows_its_tags_and_number(signed_in: Page) -> None:
    open_customer(signed_in, "Zebra Works 050")
    expect(signed_in.locator("header.heading")).to_contain_text("C-000051")
    expect(signed_in.get_by_text("came without a named contact")).to_be_visible()
