"""Notes: written, kept while they are typed, edited, pinned, deleted, and brought back."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from clientapp.database import transaction
from clientapp.notes.commands import add_note
from tests.browser.conftest import COLLEAGUE, sign_in, watched
from tests.browser.filled import MARK, database
from tests.browser.looks import Look, check, looking
from tests.browser.steps import back_to_list, open_customer, toast, undo
from tests.server import Server


def panel(page: Page) -> Locator:
    """The notes of the record."""
    return page.get_by_role("region", name="Notes")


def notes(page: Page) -> Locator:
    """The notes, the newest first."""
    return panel(page).get_by_role("listitem")


def pinned(page: Page) -> Locator:
    """The pinned notes in the header."""
    return page.get_by_role("list", name="Pinned notes").get_by_role("listitem")


def write(page: Page, text: str) -> None:
    """Write a note down."""
    panel(page).get_by_label("New note").fill(text)
    panel(page).get_by_role("button", name="Add note").click()
    expect(notes(page).first).to_contain_text(text)


def test_a_note_is_written_edited_pinned_deleted_and_brought_back(desk: Page) -> None:
    open_customer(desk, "Alder Bakery")
    panel(desk).get_by_role("button", name="Add note").click()
    expect(panel(desk)).to_contain_text("Write something down first")
    write(desk, "Gate code is 4711")
    expect(panel(desk)).not_to_contain_text("Write something down first")
    expect(panel(desk).get_by_label("New note")).to_have_value("")
    expect(toast(desk)).to_contain_text("Note added")
    write(desk, "Call before noon")
    expect(notes(desk)).to_have_count(2)
    expect(notes(desk).first).to_contain_text("just now, ")

    notes(desk).last.get_by_role("button", name="Edit").click()
    box = panel(desk).get_by_label("Note", exact=True)
    expect(box).to_have_value("Gate code is 4711")
    box.fill("Gate code is 4712")
    panel(desk).get_by_role("button", name="Save note").click()
    expect(notes(desk).last).to_contain_text("Gate code is 4712")
    expect(notes(desk).last).to_contain_text("edited just now")

    notes(desk).last.get_by_role("button", name="Pin", exact=True).click()
    expect(pinned(desk)).to_have_count(1)
    expect(pinned(desk)).to_contain_text("Gate code is 4712")
    notes(desk).last.get_by_role("button", name="Delete").click()
    expect(toast(desk)).to_contain_text("Note deleted")
    expect(notes(desk)).to_have_count(1)
    expect(pinned(desk)).to_have_count(0)
    undo(desk)
    expect(pinned(desk)).to_contain_text("Gate code is 4712")
    notes(desk).last.get_by_role("button", name="Unpin").click()
    expect(pinned(desk)).to_have_count(0)


def test_what_is_typed_is_kept_for_its_customer_and_shown_at_no_other(desk: Page) -> None:
    open_customer(desk, "Bluebird Café")
    panel(desk).get_by_label("New note").fill("Half a")
    desk.reload()
    expect(panel(desk).get_by_label("New note")).to_have_value("Half a")
    back_to_list(desk)
    open_customer(desk, "Capitol Grill")
    expect(panel(desk).get_by_label("New note")).to_have_value("")
    desk.go_back()
    desk.go_back()
    expect(panel(desk).get_by_label("New note")).to_have_value("Half a")
    write(desk, "Half a note")
    notes(desk).first.get_by_role("button", name="Edit").click()
    panel(desk).get_by_label("Note", exact=True).fill("Something else")
    panel(desk).get_by_role("button", name="Cancel").click()
    notes(desk).first.get_by_role("button", name="Edit").click()
    expect(panel(desk).get_by_label("Note", exact=True)).to_have_value("Half a note")
    desk.reload()
    expect(panel(desk).get_by_label("New note")).to_have_value("")


def test_notes_of_others_are_pinned_but_neither_edited_nor_deleted(
    context: BrowserContext, own_server: Server
) -> None:
    with database(own_server.folder, own_server.database_url), transaction() as session:
        add_note(session, MARK, 5, "Call before noon")
    with watched(context, own_server) as page:
        sign_in(page, own_server, COLLEAGUE)
        page.goto(f"{own_server.url}/customers/edit/5")
        first = notes(page).first
        expect(first).to_contain_text("Call before noon")
        expect(first.get_by_role("button")).to_have_text(["Pin"])
        write(page, "Mine")
        expect(notes(page).first.get_by_role("button")).to_have_text(["Edit", "Pin", "Delete"])
        for at in range(11):
            write(page, f"Number {at}")
        expect(notes(page)).to_have_count(10)
        panel(page).get_by_role("button", name="Show more").click()
        expect(notes(page)).to_have_count(13)


@pytest.mark.parametrize("look", [Look("light", 1440), Look("dark", 390, 844)], ids=str)
def test_notes_are_accessible_and_fit_the_window(
    browser: Browser, own_server: Server, look: Look
) -> None:
    with looking(browser, own_server, look) as page:
        sign_in(page, own_server)
        page.goto(f"{own_server.url}/customers/edit/3")
        write(page, f"A long word: {'x' * 90}")
        notes(page).first.get_by_role("button", name="Pin", exact=True).click()
        expect(pinned(page).first).to_contain_text("A long word")
        notes(page).first.get_by_role("button", name="Edit").click()
        expect(panel(page).get_by_role("button", name="Save note")).to_be_visible()
        check(page, "notes")
