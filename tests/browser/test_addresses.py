"""The addresses of a customer on its page: asked for as their country does, ticked, shared; and the
way in."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from clientapp.addresses.commands import save_address
from clientapp.database import transaction
from tests.browser.conftest import COLLEAGUE, sign_in, watched
from tests.browser.filled import MARK, database
from tests.browser.looks import Look, check, looking
from tests.browser.steps import history, open_customer, toast, undo
from tests.browser.test_contacts import button, dialog
from tests.server import Server

ELM = {
    "Address street": "4 Elm St",
    "Address city": "Conway",
    "Address state": "AR",
    "Address ZIP": "72032",
}


def sites(page: Page) -> Locator:
    return page.get_by_role("region", name="Sites & Locations")


def card(page: Page, title: str) -> Locator:
    """The card of an address."""
    return sites(page).get_by_role("listitem").filter(has_text=title)


def edit(page: Page, title: str) -> None:
    """Press "edit" on an address."""
    button(page, f"edit {title}").click()
    expect(page.get_by_role("dialog", name=f"Edit {title}")).to_be_visible()


def put(page: Page, values: dict[str, str]) -> None:
    """Type into the dialog by labels."""
    for label, value in values.items():
        page.get_by_label(label, exact=True).fill(value)


def save(page: Page) -> None:
    """Save the dialog and wait until it is gone."""
    button(page, "Save address").click()
    expect(dialog(page)).to_have_count(0)


def labels(page: Page) -> list[str]:
    """What the lines of the address are called that can be seen, from top to bottom."""
    seen = dialog(page).locator("label:visible", has_text="Address ").all_inner_texts()
    return [text for text in seen if "itude" not in text and "address" not in text]


def add_address(server: Server, customer_id: int, values: dict[str, str]) -> None:
    """Give a customer a site, beside the running server."""
    here = {"state": "IL", "postal_code": "60099", **values}
    with database(server.folder, server.database_url), transaction() as session:
        save_address(session, MARK, customer_id, None, here, {}, is_billing=False, is_site=True)


@pytest.fixture
def colleague(context: BrowserContext, own_server: Server) -> Iterator[Page]:
    """Somebody of the office who sees the list."""
    with watched(context, own_server) as page:
        sign_in(page, own_server, COLLEAGUE)
        yield page


def test_an_address_is_added_ticked_and_taken_back(colleague: Page) -> None:
    page = colleague
    open_customer(page, "Alder Bakery")
    button(page, "Add address").click()
    expect(page.get_by_label("Site address")).to_be_checked()
    expect(page.get_by_label("Billing address")).not_to_be_checked()
    put(page, {"Address city": "Conway"})
    button(page, "Save address").click()
    expect(dialog(page)).to_contain_text("A US address needs a ZIP code")
    expect(dialog(page)).to_contain_text("3 problems")
    expect(page.get_by_label("Address street")).to_be_focused()
    put(page, ELM)
    page.get_by_label("Billing address").check()
    page.get_by_label("Site address").uncheck()
    save(page)
    expect(toast(page)).to_contain_text("4 Elm St is saved")
    expect(card(page, "4 Elm St").get_by_text("Billing address")).to_be_visible()
    expect(card(page, "4 Elm St")).to_contain_text("Conway, AR 72032")
    expect(sites(page).get_by_text("Billing address")).to_have_count(1)

    button(page, "Same as billing").click()
    expect(toast(page)).to_contain_text("The billing address is a site now")
    expect(card(page, "4 Elm St").get_by_text("Site address")).to_be_visible()
    undo(page)
    expect(card(page, "4 Elm St").get_by_text("Site address")).to_have_count(0)

    edit(page, "4 Elm St")
    page.get_by_label("Billing address").uncheck()
    button(page, "Save address").click()
    expect(dialog(page)).to_contain_text("Tick Billing address on another address instead")
    button(page, "Cancel").click()
    edit(page, "0 Main St")
    page.get_by_label("Billing address").check()
    save(page)
    edit(page, "4 Elm St")
    button(page, "Remove address").click()
    expect(card(page, "4 Elm St")).to_have_count(0)
    undo(page)
    expect(card(page, "4 Elm St")).to_have_count(1)


def test_another_country_changes_order_and_words_and_loses_nothing(colleague: Page) -> None:
    page = colleague
    open_customer(page, "Bluebird Café")
    button(page, "Add address").click()
    usual = ["Address street", "Address line 2", "Address city", "Address state", "Address ZIP"]
    expect(page.get_by_label("Address ZIP")).to_be_visible()
    assert labels(page)[-5:] == usual
    put(page, {"Address street": "Hauptstr. 1", "Address city": "Ulm", "Address ZIP": "89073"})
    page.get_by_label("Address country").focus()
    page.get_by_label("Address country").select_option("Germany")
    expect(page.get_by_label("Address postcode")).to_have_value("89073")
    assert labels(page)[-4:] == [*usual[:2], "Address postcode", "Address city"]
    expect(page.get_by_label("Address country")).to_be_focused()
    save(page)
    expect(card(page, "Hauptstr. 1")).to_contain_text("89073 Ulm, Germany")
    expect(history(page).first).to_contain_text("Hauptstr. 1")


def test_the_way_in_is_behind_the_key_on_the_address_and_in_the_heading(
    colleague: Page, browser: Browser, own_server: Server
) -> None:
    page = colleague
    open_customer(page, "Capitol Grill")
    heading = page.locator("header.heading")
    expect(heading).to_contain_text("2 Main St")
    expect(button(page, "Access information")).to_have_count(0)
    edit(page, "2 Main St")
    put(page, ELM | {"Address street": "2 Main St"})
    put(page, {"Access name": "Kim Lee", "Access phone": "5015550180"})
    put(page, {"Access email": "kim@example.com", "Access notes": "Side door"})
    save(page)
    key = heading.get_by_role("button", name="Access information")
    key.click()
    way_in = page.get_by_role("dialog", name="Access information")
    expect(way_in).to_contain_text("Side door")
    phone = way_in.get_by_role("link", name="(501) 555-0180")
    expect(phone).to_have_attribute("href", "tel:+15015550180")
    mail = way_in.get_by_role("link", name="kim@example.com")
    expect(mail).to_have_attribute("href", "mailto:kim@example.com")
    way_in.get_by_role("button", name="Close").click()
    expect(key).to_be_focused()
    own_server.command("user", "role", COLLEAGUE, "viewer")
    with watched(browser.new_context(), own_server) as looker:
        sign_in(looker, own_server, COLLEAGUE)
        open_customer(looker, "Capitol Grill")
        card(looker, "2 Main St").get_by_role("button", name="Access information").click()
        expect(dialog(looker)).to_contain_text("Kim Lee")
        for name in ("edit", "Add address", "Same as billing"):
            expect(button(looker, name)).to_have_count(0)
    own_server.command("user", "role", COLLEAGUE, "office")


def test_a_place_of_another_customer_is_used_and_said_to_be_shared(colleague: Page) -> None:
    page = colleague
    open_customer(page, "Delta Diner")
    button(page, "Add address").click()
    page.get_by_role("searchbox", name="Use a place you know").fill("elm street hotel")
    button(page, "Use 4 Main St").click()
    expect(toast(page)).to_contain_text("4 Main St is added")
    expect(card(page, "4 Main St")).to_contain_text("also used by Elm Street Hotel")
    edit(page, "4 Main St")
    expect(dialog(page)).to_contain_text("Also used by Elm Street Hotel.")
    put(page, {"Scheduling notes": "Not before noon"})
    save(page)
    page.goto(page.url.replace("edit/4", "edit/5"))
    expect(history(page).first).to_contain_text("Not before noon")


@pytest.mark.parametrize("look", [Look("dark", 390, 844), Look("light", 1440)], ids=str)
def test_the_dialogs_can_be_used_by_everybody(
    browser: Browser, own_server: Server, look: Look
) -> None:
    add_address(own_server, 6, {"street": "9 Oak Ct", "city": "Zion", "access_name": "Kim Lee"})
    with looking(browser, own_server, look) as page:
        sign_in(page, own_server)
        open_customer(page, "Zebra Works 005")
        check(page, "record")
        sites(page).get_by_role("button", name="Access information").first.click()
        check(page, "access")
        dialog(page).get_by_role("button", name="edit").click()
        expect(page.get_by_role("dialog", name="Edit 9 Oak Ct")).to_be_visible()
        put(page, {"Access email": "no"})
        button(page, "Save address").click()
        expect(page.get_by_label("Access email")).to_be_focused()
        expect(page.get_by_label("Access email")).to_be_in_viewport()
        check(page, "dialog")
        assert dialog(page).evaluate("it => it.scrollWidth <= it.clientWidth")
        button(page, "Cancel").click()
        expect(dialog(page)).to_have_count(0)
