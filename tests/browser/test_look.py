"""How it looks and is heard: every page, light and dark, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import open_customer, sign_in, watched
from tests.server import Server

PAGES = ("/", "/customers/overview", "/customers/create", "/customers/edit/1", "/account/password")
SIZES = ((1440, 900), (390, 844))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_accessible_and_fits_its_window(
    browser: Browser, server: Server, scheme: str, size: tuple[int, int]
) -> None:
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    with watched(context, server) as page:
        page.goto(server.url)
        check(page, "sign-in", width)
        sign_in(page, server)
        for path in PAGES[1:]:
            page.goto(f"{server.url}{path}")
            expect(page.get_by_role("heading", level=1)).not_to_have_text("")
            page.wait_for_function("!document.querySelector('.skeleton')")
            check(page, path, width)
        page.goto(f"{server.url}/customers/create")
        page.get_by_role("button", name="Save Customer").click()
        expect(page.get_by_text("2 problems")).to_be_visible()
        check(page, "a form with problems", width)
    context.close()


def check(page: Page, where: str, width: int) -> None:
    """Nothing stands out of the window, and axe finds nothing serious."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width, where
    found = Axe().run(page).response["violations"]
    serious = [
        f"{each['id']}: {each['nodes'][0]['html'][:200]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
    assert serious == [], where


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
    expect(signed_in.get_by_text("C-000051")).to_be_visible()
    expect(signed_in.get_by_text("came without a named contact")).to_be_visible()
