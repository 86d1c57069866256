"""A new customer from anywhere, by the dialog "Create Customer"."""

import re
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import sign_in
from tests.browser.looks import Look, check, every_look, looking
from tests.server import Server, running_server


def opened(page: Page) -> Locator:
    """The dialog, opened by its button."""
    page.get_by_role("button", name="Create Customer").click()
    dialog = page.get_by_role("dialog", name="Create Customer")
    expect(dialog).to_be_visible()
    return dialog


def box(dialog: Locator, label: str) -> Locator:
    return dialog.get_by_role("textbox", name=label, exact=True)


def fill(dialog: Locator, **texts: str) -> None:
    for label, text in texts.items():
        box(dialog, label.replace("_", " ")).fill(text)


def test_saving_leads_to_the_record_and_says_so(signed_in: Page) -> None:
    dialog = opened(signed_in)
    expect(box(dialog, "Company name")).to_be_hidden()
    dialog.get_by_label("Commercial").check()
    fill(
        dialog,
        First_name="Lee",
        Last_name="Park",
        Company_name="Short & Sweet",
        Email="lee@sweet.example",
        Phone="(501) 555-0188",
        Street="9 Oak St",
        City="Benton",
        ZIP="72015",
    )
    dialog.get_by_role("button", name="Save").click()
    expect(signed_in.get_by_text("Saved Short & Sweet")).to_be_visible()
    expect(signed_in).to_have_url(re.compile(r"/customers/edit/\d+$"))
    expect(dialog).to_be_hidden()
    expect(signed_in.get_by_role("heading", name="Short & Sweet", level=1)).to_be_visible()
    expect(signed_in.get_by_role("region", name="Sites & Locations")).to_contain_text("72015")
    expect(signed_in.get_by_label("Commercial")).to_be_checked()


def test_problems_stand_by_their_fields_and_nothing_typed_is_lost(signed_in: Page) -> None:
    dialog = opened(signed_in)
    fill(dialog, Last_name="Park", Email="lee@park", Phone="555", City="Conway")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("First name is required")).to_be_visible()
    expect(dialog.get_by_text("such as park.com")).to_be_visible()
    expect(dialog.get_by_text("A US phone number has 10 digits")).to_be_visible()
    expect(dialog.get_by_role("status")).to_have_text("3 problems")
    expect(box(dialog, "First name")).to_be_focused()
    expect(box(dialog, "First name")).to_have_accessible_description("First name is required")
    expect(box(dialog, "City")).to_have_value("Conway")
    signed_in.keyboard.type("Lee")
    fill(dialog, Email="lee@park.example", Phone="")
    signed_in.keyboard.press("Enter")
    expect(signed_in.get_by_role("heading", name="Lee Park", level=1)).to_be_visible()


def test_escape_and_cancel_close_it_and_it_is_empty_the_next_time(signed_in: Page) -> None:
    button = signed_in.get_by_role("button", name="Create Customer")
    dialog = opened(signed_in)
    fill(dialog, First_name="Lee")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("1 problem")).to_be_visible()
    signed_in.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()
    opened(signed_in)
    expect(box(dialog, "First name")).to_have_value("")
    expect(dialog.get_by_text("1 problem")).to_be_hidden()
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()


def test_the_dialog_is_there_on_the_page_of_another_customer(
    signed_in: Page, server: Server
) -> None:
    signed_in.goto(f"{server.url}/customers/edit/1")
    expect(signed_in.get_by_role("heading", name="Alder Bakery", level=1)).to_be_visible()
    dialog = opened(signed_in)
    dialog.get_by_text("First name", exact=True).click()
    expect(box(dialog, "First name")).to_be_focused()
    fill(dialog, First_name="Noa", Last_name="Quist")
    dialog.get_by_role("button", name="Save").click()
    expect(signed_in.get_by_role("heading", name="Noa Quist", level=1)).to_be_visible()
    expect(dialog).to_have_count(0)
    expect(signed_in.get_by_role("textbox", name="First name")).to_have_value("Noa")


def test_a_double_click_creates_one_customer(signed_in: Page, server: Server) -> None:
    dialog = opened(signed_in)
    fill(dialog, First_name="Twice", Last_name="Pressed")
    dialog.get_by_role("button", name="Save").dblclick()
    expect(signed_in.get_by_role("heading", name="Twice Pressed", level=1)).to_be_visible()
    signed_in.goto(f"{server.url}/customers/overview?q=twice+pressed")
    expect(signed_in.get_by_role("link", name="Twice Pressed")).to_have_count(1)


CARRIED = {"Company name": "Carried Along", "City": "Conway", "ZIP": "07201"}


def carry(page: Page) -> None:
    """Type into the dialog and go on in the large form."""
    dialog = opened(page)
    dialog.get_by_label("Commercial").check()
    fill(dialog, **CARRIED)
    dialog.get_by_role("button", name="Go to advanced edit").click()
    expect(page).to_have_url(re.compile(r"/customers/create$"))
    expect(dialog).to_have_count(0)
    expect(page.get_by_label("Commercial")).to_be_checked()
    for label, text in CARRIED.items():
        expect(box(page.get_by_role("main"), label)).to_have_value(text)


def test_the_advanced_form_takes_over_what_was_typed(signed_in: Page) -> None:
    carry(signed_in)
    expect(signed_in.get_by_text("4 unsaved changes")).to_be_visible()
    rest = {"First_name": "Cara", "Last_name": "Long", "Street": "9 Oak St", "State": "AR"}
    fill(signed_in.get_by_role("main"), **rest)
    signed_in.get_by_role("button", name="Save Customer").click()
    expect(signed_in.get_by_role("heading", name="Carried Along", level=1)).to_be_visible()


def test_the_advanced_form_that_is_open_already_takes_it_over_too(
    signed_in: Page, server: Server
) -> None:
    signed_in.goto(f"{server.url}/customers/create")
    box(signed_in.get_by_role("main"), "Job title").fill("Owner")
    carry(signed_in)
    expect(box(signed_in.get_by_role("main"), "Job title")).to_have_value("Owner")


def test_what_is_typed_waits_in_the_large_form_if_the_page_is_left(
    signed_in: Page, server: Server
) -> None:
    dialog = opened(signed_in)
    fill(dialog, First_name="Ida", City="Benton")
    signed_in.reload()
    expect(dialog).to_have_count(0)
    signed_in.goto(f"{server.url}/customers/create")
    expect(box(signed_in.get_by_role("main"), "First name")).to_have_value("Ida")
    expect(box(signed_in.get_by_role("main"), "City")).to_have_value("Benton")


def test_what_is_typed_outlives_a_restart_of_the_server(
    context: BrowserContext, tmp_path: Path
) -> None:
    page = context.new_page()  # not watched: it says that the server is gone
    with running_server(tmp_path) as server:
        sign_in(page, server)
        dialog = opened(page)
        fill(dialog, First_name="Ida", Last_name="Restart")
    port = server.environment["CLIENTAPP_PORT"]
    with running_server(tmp_path, port=port):
        dialog.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", name="Ida Restart", level=1)).to_be_visible()
        page.close()


@every_look
def test_the_dialog_is_accessible_and_fits_its_window(
    browser: Browser, server: Server, look: Look
) -> None:
    with looking(browser, server, look) as page:
        sign_in(page, server)
        dialog = opened(page)
        dialog.get_by_label("Commercial").check()
        dialog.get_by_role("button", name="Save").click()
        expect(dialog.get_by_text("2 problems")).to_be_visible()
        check(page, "short form")
        dialog.get_by_role("button", name="Save").scroll_into_view_if_needed()
        edges = dialog.bounding_box()
        assert edges is not None
        assert min(edges["x"], edges["y"]) >= 0
        assert edges["x"] + edges["width"] <= look.width
        assert edges["y"] + edges["height"] <= look.height
