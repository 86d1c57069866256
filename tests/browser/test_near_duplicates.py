"""Customers that are here already, shown while one is created."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import sign_in
from tests.browser.looks import Look, check, every_look, looking
from tests.server import Server


@pytest.fixture(scope="module")
def own_database() -> str:
    """SQLite alone: tests/customers/test_likeness.py has both databases."""
    return ""


def fill(form: Locator, **texts: str) -> None:
    for label, text in texts.items():
        form.get_by_role("textbox", name=label.replace("_", " "), exact=True).fill(text)


def create_dialog(page: Page) -> Locator:
    """The dialog "Create Customer", opened."""
    page.get_by_role("button", name="Create Customer").click()
    return page.get_by_role("dialog", name="Create Customer")


def test_the_dialog_names_who_has_the_phone_and_saves_all_the_same(
    desk: Page, context: BrowserContext, own_server: Server
) -> None:
    dialog = create_dialog(desk)
    fill(dialog, First_name="Ann", Last_name="Ray", Phone="501 555 0101")
    link = dialog.get_by_role("link", name="Bluebird Café")
    expect(link).to_have_count(0)
    dialog.get_by_role("textbox", name="City").focus()
    expect(link).to_be_visible()
    listed = dialog.get_by_role("listitem").filter(has_text="Bluebird Café")
    expect(listed).to_contain_text("Same phone")
    with context.expect_page() as tab:
        link.click()
    expect(tab.value).to_have_url(f"{own_server.url}/customers/edit/2")
    tab.value.close()
    expect(dialog.get_by_role("textbox", name="First name")).to_have_value("Ann")
    dialog.get_by_role("button", name="Save").click()
    expect(desk.get_by_role("heading", name="Ann Ray", level=1)).to_be_visible()
    dialog = create_dialog(desk)
    dialog.get_by_role("textbox", name="City").focus()
    expect(dialog.get_by_role("link")).to_have_count(0)


def test_a_press_on_save_right_after_typing_saves_though_somebody_is_like_it(desk: Page) -> None:
    dialog = create_dialog(desk)
    fill(dialog, First_name="Bea", Last_name="Ray", Phone="501 555 0103")
    dialog.get_by_role("button", name="Save").click(delay=400)
    expect(desk.get_by_role("heading", name="Bea Ray", level=1)).to_be_visible()


def test_the_page_names_who_is_like_it_until_it_is_not(desk: Page, own_server: Server) -> None:
    desk.goto(f"{own_server.url}/customers/create")
    form = desk.get_by_role("form", name="Customer")
    fill(form, Phone="(501) 555-0104", Street="9 Oak St")
    link = form.get_by_role("link", name="Elm Street Hotel")
    expect(link).to_be_visible()
    desk.reload()
    form.get_by_role("textbox", name="City").focus()
    form.get_by_role("textbox", name="State").focus()
    expect(link).to_be_visible()
    fill(form, Phone="(501) 555-0999", Street="")
    expect(link).to_have_count(0)


@every_look
def test_who_may_be_the_same_is_accessible_and_fits_its_window(
    browser: Browser, server: Server, look: Look
) -> None:
    with looking(browser, server, look) as page:
        sign_in(page, server)
        dialog = create_dialog(page)
        fill(dialog, Phone="501 555 0101", City="Benton")
        expect(dialog.get_by_text("This may be the same customer")).to_be_visible()
        check(page, "the dialog with a near duplicate")
        page.goto(f"{server.url}/customers/create")
        form = page.get_by_role("form", name="Customer")
        fill(form, Phone="501 555 0101", City="Benton")
        expect(form.get_by_text("This may be the same customer")).to_be_visible()
        check(page, "the page with a near duplicate")
