"""What is typed and not saved: marked, counted, put back, kept as a draft, left knowingly."""

import re
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Dialog, Locator, Page, expect

from tests.browser.conftest import sign_in, watched
from tests.browser.filled import fill
from tests.browser.looks import serious
from tests.browser.steps import history, open_customer
from tests.server import Server, running_server


def box(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name)


def new_customer(page: Page) -> None:
    page.get_by_text("New Customer", exact=True).click()
    expect(page.get_by_role("heading", name="New Customer", level=1)).to_be_visible()


def save(page: Page) -> None:
    button(page, "Save Customer").click()


def drafts(page: Page) -> list[str]:
    """The keys of the drafts that the browser keeps."""
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))")


def unsaved(page: Page, count: int) -> None:
    """The save bar counts what is unsaved, and offers to discard it."""
    bar = page.locator(".save-bar")
    words = "1 unsaved change" if count == 1 else f"{count} unsaved changes"
    if count:
        expect(bar.get_by_text(words, exact=True)).to_be_visible()
    else:
        expect(bar.get_by_text("unsaved change")).to_be_hidden()
    expect(button(page, "Discard")).to_be_visible(visible=count > 0)


def leave_by_the_menu(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Customers").click()


@pytest.fixture
def record(signed_in: Page) -> Page:
    """A record that is open, which no other test changes."""
    open_customer(signed_in, "Zebra Works 060")
    return signed_in


def test_an_answer_that_comes_late_leaves_the_focus_to_who_types_on(record: Page) -> None:
    box(record, "Email").fill("nobody")
    record.evaluate(
        "const form = document.querySelector('form[data-form]');"
        "form.requestSubmit(); form.elements.fax.focus()"
    )
    record.keyboard.insert_text("555")
    expect(record.get_by_text("An email address needs")).to_be_visible()
    record.evaluate("window.clientapp.form.focus('email')")  # as the answer does, a moment later
    record.keyboard.insert_text("-7")
    expect(box(record, "Fax")).to_have_value("555-7")
    expect(box(record, "Email")).to_have_value("nobody")
    save(record)
    expect(box(record, "Email")).to_be_focused()


def test_each_change_is_marked_counted_and_put_back_by_itself(record: Page) -> None:
    unsaved(record, 0)
    box(record, "Website").fill("cabot.example")
    record.get_by_label("Industry").select_option("Hotel")
    record.get_by_label("By post").check()
    box(record, "Description").fill("Gate code 12")
    unsaved(record, 4)
    for words in ("was zion.example", "was Not set", "was empty"):
        expect(record.get_by_text(words).first).to_be_visible()
    expect(box(record, "Website")).to_have_accessible_description(re.compile("was zion.example"))
    button(record, "Put back Website").click()
    expect(box(record, "Website")).to_have_value("zion.example")
    expect(box(record, "Website")).to_be_focused()
    unsaved(record, 3)
    button(record, "Put back Industry").click()
    button(record, "Put back Communication preference").click()
    preference = record.get_by_role("group", name="Communication preference")
    expect(preference.get_by_label("Not set")).to_be_checked()
    unsaved(record, 1)
    box(record, "Description").fill("")
    unsaved(record, 0)
    assert drafts(record) == []


def test_the_toggle_counts_and_keeps_what_it_hides(record: Page) -> None:
    record.get_by_label("Residential").check()
    expect(box(record, "Company name")).to_be_hidden()
    unsaved(record, 1)
    expect(record.get_by_text("was Commercial")).to_be_visible()
    record.get_by_label("Commercial").check()
    expect(box(record, "Company name")).to_have_value("Zebra Works 060")
    unsaved(record, 0)


def test_all_changes_are_discarded_and_the_discarding_can_be_taken_back(record: Page) -> None:
    box(record, "Website").fill("cabot.example")
    record.get_by_label("Category").select_option("VIP")
    button(record, "Discard").click()
    expect(box(record, "Website")).to_have_value("zion.example")
    expect(record.get_by_label("Category")).to_have_value("")
    unsaved(record, 0)
    assert drafts(record) == []
    button(record, "Take back").press("Enter")
    expect(box(record, "Website")).to_have_value("cabot.example")
    unsaved(record, 2)
    button(record, "Discard").press("Enter")
    box(record, "Fax").fill("5")
    expect(button(record, "Take back")).to_be_hidden()
    button(record, "Discard").click()


def test_a_form_with_unsaved_changes_is_accessible(record: Page) -> None:
    box(record, "Website").fill("cabot.example")
    record.get_by_label("Residential").check()
    for scheme in ("light", "dark"):
        # axe would see a colour halfway to another
        record.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert serious(record) == []
    leave_by_the_menu(record)
    expect(record.get_by_role("dialog")).to_be_visible()
    assert serious(record) == []
    button(record, "Leave").click()


# drafts


def test_a_draft_survives_a_closed_tab_and_goes_when_it_is_saved(
    context: BrowserContext, server: Server
) -> None:
    tab = context.new_page()
    sign_in(tab, server)
    open_customer(tab, "Zebra Works 061")
    address = tab.url
    box(tab, "Website").fill("cabot.example")
    tab.get_by_label("Category").select_option("VIP")
    tab.get_by_label("By email").check()
    tab.close()
    with watched(context, server) as page:
        page.goto(address)
        expect(page.get_by_text("Your unsaved changes from a moment ago are back")).to_be_visible()
        expect(box(page, "Website")).to_have_value("cabot.example")
        expect(page.get_by_text("was zion.example")).to_be_visible()
        unsaved(page, 3)
        save(page)
        expect(history(page).first).to_contain_text("Category set to VIP")
        unsaved(page, 0)
        assert drafts(page) == []
        page.reload()
        expect(box(page, "Website")).to_have_value("cabot.example")
        expect(page.get_by_text("are back")).to_be_hidden()


def test_a_draft_that_came_back_can_be_discarded(record: Page) -> None:
    box(record, "Website").fill("cabot.example")
    record.reload()
    expect(record.get_by_text("are back")).to_be_visible()
    button(record, "Discard").click()
    expect(record.get_by_text("are back")).to_be_hidden()
    record.reload()
    expect(box(record, "Website")).to_have_value("zion.example")
    unsaved(record, 0)


def test_a_draft_belongs_to_its_record_and_to_a_new_customer_alike(
    signed_in: Page, server: Server
) -> None:
    signed_in.goto(f"{server.url}/customers/create")
    box(signed_in, "First name").fill("Lee")
    unsaved(signed_in, 1)
    signed_in.goto(f"{server.url}/customers/edit/70")
    expect(box(signed_in, "First name")).to_have_value("")
    unsaved(signed_in, 0)
    signed_in.goto(f"{server.url}/customers/create")
    expect(box(signed_in, "First name")).to_have_value("Lee")
    unsaved(signed_in, 1)
    button(signed_in, "Discard").click()


def test_what_another_form_began_is_in_the_new_one(signed_in: Page, server: Server) -> None:
    begun = (
        "window.clientapp.draft.put('/customers/create', {first_name: 'Lee', kind: 'commercial'})"
    )
    signed_in.wait_for_function("document.querySelector('[data-user]')?.dataset.user")
    signed_in.evaluate(begun)
    new_customer(signed_in)
    expect(box(signed_in, "First name")).to_have_value("Lee")
    expect(box(signed_in, "Company name")).to_be_visible()
    unsaved(signed_in, 2)
    expect(signed_in.get_by_text("are back")).to_be_hidden()
    signed_in.evaluate(begun.replace("Lee", "Kim"))
    expect(box(signed_in, "First name")).to_have_value("Kim")
    button(signed_in, "Discard").click()


def test_a_draft_of_an_hour_is_kept_and_one_of_a_month_is_not(record: Page) -> None:
    box(record, "Website").fill("cabot.example")
    record.evaluate(AGED, 60)
    record.reload()
    expect(record.get_by_text("Your unsaved changes from 1 hour ago are back")).to_be_visible()
    record.evaluate(AGED, 31 * 24 * 60)
    record.reload()
    expect(box(record, "Website")).to_have_value("zion.example")
    assert drafts(record) == []


AGED = """(minutes) => {
  const key = Object.keys(localStorage).find((each) => each.startsWith("draft:"));
  const draft = JSON.parse(localStorage.getItem(key));
  localStorage.setItem(key, JSON.stringify({ ...draft, at: Date.now() - minutes * 60_000 }));
}"""


def test_without_a_storage_closing_the_tab_asks(record: Page) -> None:
    record.evaluate("() => { Storage.prototype.setItem = () => { throw Error('full') } }")
    box(record, "Website").fill("cabot.example")
    unsaved(record, 1)
    asked: list[str] = []

    def go_on(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    record.on("dialog", go_on)
    record.reload()
    assert asked == ["beforeunload"]


def test_what_was_typed_survives_a_restarted_server(
    context: BrowserContext, tmp_path: Path
) -> None:
    fill(tmp_path)
    with running_server(tmp_path) as first:
        page = context.new_page()
        sign_in(page, first)
        open_customer(page, "Bluebird Café")
        box(page, "Website").fill("maumelle.example")
        page.get_by_label("Category").select_option("VIP")
    port = first.url.rpartition(":")[2]
    expect(page.get_by_text("Not connected")).to_be_visible()
    box(page, "Fax").fill("555-7")
    with running_server(tmp_path, port=port):
        expect(page.get_by_text("Not connected")).to_be_hidden()
        expect(box(page, "Website")).to_have_value("maumelle.example")
        expect(box(page, "Fax")).to_have_value("555-7")
        expect(box(page, "Fax")).to_be_focused()
        unsaved(page, 3)
        page.reload()
        expect(page.get_by_text("are back")).to_be_visible()
        expect(page.get_by_label("Category")).to_have_value(re.compile(r"\d+"))
        save(page)
        expect(history(page).first).to_contain_text("to maumelle.example")
        unsaved(page, 0)


def test_what_was_typed_survives_an_expired_sign_in(record: Page, server: Server) -> None:
    box(record, "Website").fill("cabot.example")
    with sqlite3.connect(server.folder / "clientapp.db") as database:
        database.execute("DELETE FROM user_session")
    save(record)
    expect(button(record, "Sign in")).to_be_visible()
    record.get_by_role("textbox", name="Email").fill("owner@example.com")
    record.get_by_role("textbox", name="Password").fill("correct-horse-7")
    button(record, "Sign in").click()
    expect(record.get_by_role("heading", name="Zebra Works 060", level=1)).to_be_visible()
    expect(record.get_by_text("are back")).to_be_visible()
    expect(box(record, "Website")).to_have_value("cabot.example")
    button(record, "Discard").click()


def test_signing_out_asks_and_removes_the_drafts_of_this_browser(record: Page) -> None:
    box(record, "Website").fill("cabot.example")
    record.evaluate("localStorage.setItem('draft:lee@example.com:/customers/edit/1', '{}')")
    button(record, "Account").click()
    button(record, "Sign out").click()
    button(record, "Stay").click()
    expect(box(record, "Website")).to_have_value("cabot.example")
    button(record, "Account").click()
    button(record, "Sign out").click()
    button(record, "Leave").click()
    expect(button(record, "Sign in")).to_be_visible()
    assert drafts(record) == []


# leaving


def test_leaving_asks_by_a_link_of_either_kind_and_by_back(record: Page) -> None:
    address = record.url
    box(record, "Website").fill("cabot.example")
    box(record, "Fax").fill("555-8")
    question = record.get_by_role("dialog", name="Leave without saving?")
    for leave in (
        lambda: leave_by_the_menu(record),
        record.go_back,
        lambda: record.get_by_role("link", name="Clientapp").click(),
    ):
        leave()
        expect(question).to_contain_text("2 unsaved changes")
        expect(button(record, "Stay")).to_be_focused()
        button(record, "Stay").press("Enter")
        expect(question).to_be_hidden()
        expect(record).to_have_url(address)
        expect(box(record, "Website")).to_have_value("cabot.example")
    leave_by_the_menu(record)
    expect(question).to_be_visible()
    record.keyboard.press("Escape")
    expect(question).to_be_hidden()
    leave_by_the_menu(record)
    button(record, "Leave").click()
    expect(record.get_by_role("heading", name="Customers", level=1)).to_be_visible()
    assert drafts(record) == []
    record.go_back()
    expect(box(record, "Website")).to_have_value("zion.example")
    unsaved(record, 0)


def test_leaving_does_not_ask_when_nothing_is_changed(record: Page) -> None:
    box(record, "Website").fill("cabot.example")
    box(record, "Website").fill("zion.example")
    leave_by_the_menu(record)
    expect(record.get_by_role("heading", name="Customers", level=1)).to_be_visible()


def test_a_save_leaves_nothing_to_ask_about(signed_in: Page) -> None:
    new_customer(signed_in)
    box(signed_in, "First name").fill("Robin")
    box(signed_in, "Last name").fill("Fields")
    unsaved(signed_in, 2)
    save(signed_in)
    expect(signed_in.get_by_role("heading", name="Robin Fields", level=1)).to_be_visible()
    unsaved(signed_in, 0)
    assert drafts(signed_in) == []
    box(signed_in, "Website").fill("  benton.example ")
    save(signed_in)
    expect(box(signed_in, "Website")).to_have_value("benton.example")
    unsaved(signed_in, 0)
    box(signed_in, "Website").fill(" benton.example ")
    save(signed_in)
    expect(box(signed_in, "Website")).to_have_value("benton.example")
    unsaved(signed_in, 0)
    leave_by_the_menu(signed_in)
    expect(signed_in.get_by_role("heading", name="Customers", level=1)).to_be_visible()
    new_customer(signed_in)
    expect(box(signed_in, "First name")).to_have_value("")


def test_a_double_click_creates_one_customer(signed_in: Page) -> None:
    new_customer(signed_in)
    box(signed_in, "First name").fill("Only")
    box(signed_in, "Last name").fill("Once")
    button(signed_in, "Save Customer").dblclick()
    expect(signed_in.get_by_role("heading", name="Only Once", level=1)).to_be_visible()
    leave_by_the_menu(signed_in)
    signed_in.get_by_role("searchbox", name="Search customers").fill("Only Once")
    expect(signed_in.get_by_text("1 customer", exact=True)).to_be_visible()


def test_what_is_typed_while_a_save_is_under_way_stays_unsaved(record: Page) -> None:
    box(record, "Website").fill("zion.example/city")
    record.evaluate(TYPED_AFTER_SAVE)
    expect(history(record).first).to_contain_text("Website from zion.example to zion.example/city")
    expect(box(record, "Fax")).to_have_value("555-8")
    unsaved(record, 1)
    button(record, "Discard").click()
    history(record).first.get_by_role("button", name="Undo").first.click()
    expect(box(record, "Website")).to_have_value("zion.example")


TYPED_AFTER_SAVE = """() => {
  document.querySelector("form[data-form]").requestSubmit();
  const fax = document.querySelector("form[data-form] [name=fax]");
  fax.value = "555-8";
  fax.dispatchEvent(new Event("input", { bubbles: true }));
}"""
