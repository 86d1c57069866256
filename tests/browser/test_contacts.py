"""The contacts of a customer on its page: added, edited, shared, ticked, removed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from clientapp.contacts.commands import save_contact
from clientapp.database import transaction
from tests.browser.conftest import COLLEAGUE, sign_in, watched
from tests.browser.filled import MARK, database, fill
from tests.browser.looks import Look, check, looking
from tests.browser.steps import history, open_customer, toast, undo
from tests.server import Server, running_server


def contacts(page: Page) -> Locator:
    return page.get_by_role("region", name="Contacts")


def card(page: Page, name: str) -> Locator:
    """The card of a contact."""
    return contacts(page).get_by_role("listitem").filter(has_text=name)


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def edit(page: Page, name: str) -> None:
    """Press "edit" beside a contact's name."""
    button(page, f"edit {name}").click()
    expect(page.get_by_role("dialog", name=f"Edit {name}")).to_be_visible()


def save(page: Page) -> None:
    """Save the dialog and wait until it is gone."""
    button(page, "Save contact").click()
    expect(dialog(page)).to_have_count(0)


def add_many(server: Server, customer_id: int, count: int) -> None:
    """Give a customer contacts, beside the running server."""
    with database(server.folder, server.database_url), transaction() as session:
        for at in range(count):
            person = {"first_name": "Pat", "last_name": f"Person {at:02d}"}
            save_contact(session, MARK, customer_id, None, person, {}, is_primary=False)


@pytest.fixture
def colleague(context: BrowserContext, own_server: Server) -> Iterator[Page]:
    """Somebody of the office who sees the list."""
    with watched(context, own_server) as page:
        sign_in(page, own_server, COLLEAGUE)
        yield page


def test_a_contact_is_added_corrected_made_primary_and_taken_back(colleague: Page) -> None:
    page = colleague
    open_customer(page, "Alder Bakery")
    button(page, "Add contact").click()
    expect(page.get_by_label("Contact first name")).to_be_focused()
    page.get_by_label("Contact first name").fill("Kelly")
    page.get_by_label("Contact last name").fill("Brandt")
    page.get_by_label("Contact phone").fill("501 555 0108")
    page.get_by_label("Contact role").select_option("Billing")
    page.get_by_label("Contact email").fill("kelly@harbortap")
    button(page, "Save contact").click()
    expect(dialog(page)).to_contain_text("needs a domain ending after @, such as harbortap.com")
    expect(dialog(page).get_by_role("status").filter(has_text="1 problem")).to_be_visible()
    expect(page.get_by_label("Contact email")).to_be_focused()
    expect(page.get_by_label("Contact last name")).to_have_value("Brandt")
    page.get_by_label("Contact email").fill("kelly@harbortap.com")
    save(page)
    expect(toast(page)).to_contain_text("Kelly Brandt is saved")
    expect(card(page, "Kelly Brandt")).to_contain_text("Billing")
    phone = card(page, "Kelly Brandt").get_by_role("link", name="(501) 555-0108")
    expect(phone).to_have_attribute("href", "tel:+15015550108")
    expect(history(page).first).to_contain_text("Contact Kelly Brandt added")

    edit(page, "Kelly Brandt")
    page.get_by_label("Primary contact").check()
    save(page)
    expect(contacts(page).get_by_role("listitem").first).to_contain_text("Kelly Brandt")
    expect(page.get_by_label("First name", exact=True)).to_have_value("Kelly")
    edit(page, "Kelly Brandt")
    page.get_by_label("Primary contact").uncheck()
    button(page, "Save contact").click()
    expect(dialog(page)).to_contain_text("Tick Primary contact on another contact instead")
    button(page, "Cancel").click()
    expect(button(page, "edit Kelly Brandt")).to_be_focused()

    edit(page, "Ana Reyes 0")
    button(page, "Remove contact").click()
    expect(toast(page)).to_contain_text("Ana Reyes 0 is removed")
    expect(card(page, "Ana Reyes 0")).to_have_count(0)
    undo(page)
    expect(card(page, "Ana Reyes 0")).to_have_count(1)


def test_what_a_colleague_wrote_meanwhile_stands_beside_the_field(
    browser: Browser, colleague: Page, own_server: Server
) -> None:
    page = colleague
    open_customer(page, "Bluebird Café")
    edit(page, "Ana Reyes 1")
    with watched(browser.new_context(), own_server) as other:
        sign_in(other, own_server)
        open_customer(other, "Bluebird Café")
        edit(other, "Ana Reyes 1")
        other.get_by_label("Contact title").fill("Owner")
        other.get_by_label("Contact note").fill("Call first")
        save(other)
        page.get_by_label("Contact note").fill("Ring twice")
        button(page, "Save contact").click()
        words = "Changed meanwhile to Call first. Saving again replaces that."
        expect(dialog(page)).to_contain_text(words)
        expect(page.get_by_label("Contact note")).to_have_value("Ring twice")
        save(page)
        expect(card(page, "Ana Reyes 1")).to_contain_text("Ring twice")
        expect(card(page, "Ana Reyes 1")).to_contain_text("Owner")


def test_somebody_of_another_customer_is_used_and_said_to_be_shared(colleague: Page) -> None:
    page = colleague
    open_customer(page, "Capitol Grill")
    button(page, "Add contact").click()
    search = page.get_by_role("searchbox", name="Use somebody you know")
    search.press_sequentially("nobody at all")
    expect(dialog(page)).to_contain_text("Nothing is found.")
    search.fill("delta diner")
    button(page, "Use Ana Reyes 3").click()
    expect(toast(page)).to_contain_text("Ana Reyes 3 is added")
    expect(card(page, "Ana Reyes 3")).to_contain_text("also at Delta Diner")
    edit(page, "Ana Reyes 3")
    expect(dialog(page)).to_contain_text("Also at Delta Diner.")
    page.get_by_label("Contact title").fill("Area manager")
    save(page)
    page.goto(page.url.replace("edit/3", "edit/4"))
    expect(card(page, "Ana Reyes 3")).to_contain_text("Area manager")
    expect(history(page).first).to_contain_text("Area manager")


def test_many_are_shown_when_they_are_asked_for_and_a_viewer_only_looks(
    browser: Browser, own_server: Server
) -> None:
    add_many(own_server, 5, 11)
    if "Vera Lind" not in own_server.command("user", "list").stdout:
        own_server.add_user("vera@example.com", "viewer", "Vera Lind")
    with watched(browser.new_context(), own_server) as page:
        sign_in(page, own_server, "vera@example.com")
        open_customer(page, "Elm Street Hotel")
        expect(contacts(page).get_by_role("listitem")).to_have_count(10)
        button(page, "Show all 12").click()
        expect(contacts(page).get_by_role("listitem")).to_have_count(12)
        for name in ("Add contact", "edit Ana Reyes 4", "Show all 12"):
            expect(button(page, name)).to_have_count(0)


@pytest.mark.parametrize("look", [Look("light", 390, 844), Look("dark", 1440)], ids=str)
def test_the_dialog_can_be_used_by_everybody(
    browser: Browser, own_server: Server, look: Look
) -> None:
    with looking(browser, own_server, look) as page:
        sign_in(page, own_server)
        open_customer(page, "Bluebird Café")
        check(page, "record")
        edit(page, "Ana Reyes 1")
        page.get_by_label("Contact email").fill("no")
        button(page, "Save contact").click()
        expect(dialog(page)).to_contain_text("1 problem")
        check(page, "dialog")
        assert dialog(page).evaluate("it => it.scrollWidth <= it.clientWidth")
        page.get_by_label("Contact email").fill("")
        page.keyboard.press("Escape")
        expect(dialog(page)).to_have_count(0)


def test_what_is_typed_outlives_a_restart_and_waits_after_escape(
    context: BrowserContext, tmp_path: Path
) -> None:
    fill(tmp_path)
    with running_server(tmp_path) as first:
        page = context.new_page()
        sign_in(page, first)
        open_customer(page, "Alder Bakery")
        edit(page, "Ana Reyes 0")
        page.get_by_label("Contact note").fill("Call fi")
    expect(page.get_by_text("Not connected")).to_be_visible()
    page.get_by_label("Contact note").press_sequentially("rst")
    with running_server(tmp_path, port=first.url.rpartition(":")[2]):
        expect(page.get_by_text("Not connected")).to_be_hidden()
        expect(page.get_by_role("dialog", name="Edit Ana Reyes 0")).to_be_visible()
        expect(page.get_by_label("Contact note")).to_have_value("Call first")
        expect(page.get_by_label("Contact last name")).to_have_value("Reyes 0")
        page.reload()
        expect(dialog(page)).to_contain_text("What you had typed here is back.")
        page.keyboard.press("Escape")
        expect(dialog(page)).to_have_count(0)
        edit(page, "Ana Reyes 0")
        expect(page.get_by_label("Contact note")).to_have_value("Call first")
        save(page)
        expect(card(page, "Ana Reyes 0")).to_contain_text("Call first")
        edit(page, "Ana Reyes 0")
        expect(dialog(page)).not_to_contain_text("is back")
        page.get_by_label("Contact note").fill("no")
        button(page, "Cancel").click()
        edit(page, "Ana Reyes 0")
        expect(page.get_by_label("Contact note")).to_have_value("Call first")
