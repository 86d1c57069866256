"""Tags: made and put on a record, taken off, filtered by, and put on many customers at once."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from clientapp.database import transaction
from clientapp.tags.commands import add_new_tag
from tests.browser.conftest import COLLEAGUE, sign_in, watched
from tests.browser.filled import MARK, database
from tests.browser.looks import Look, check, looking
from tests.browser.steps import (
    back_to_list,
    confirm,
    open_customer,
    selected,
    tick,
    toast,
    total,
    undo,
)
from tests.server import Server

BLUEBIRD, ELM = 2, 5


@pytest.fixture(scope="module", autouse=True)
def tagged(own_server: Server) -> None:
    """Bluebird Café has the tags Dog and Key held, Elm Street Hotel has Key held."""
    with database(own_server.folder, own_server.database_url), transaction() as session:
        add_new_tag(session, MARK, BLUEBIRD, "Dog", "bad")
        add_new_tag(session, MARK, BLUEBIRD, "Key held", "warn")
        add_new_tag(session, MARK, ELM, "Key held", "warn")


def tags(page: Page) -> Locator:
    """The tags of the record."""
    return page.get_by_role("list", name="Tags").get_by_role("listitem")


def menu(page: Page) -> Locator:
    """The menu of "Add tag", opened."""
    page.get_by_role("button", name="Add tag", exact=True).click()
    return page.get_by_role("group", name="Add tag")


def make(page: Page, name: str, colour: str) -> None:
    """Make a tag and put it on the record."""
    menu(page).get_by_role("button", name="New tag").click()
    dialog = page.get_by_role("dialog", name="New tag")
    dialog.get_by_label("Tag name").fill(name)
    dialog.get_by_role("group", name="Colour").get_by_text(colour).click()
    dialog.get_by_role("button", name="Add tag").click()
    expect(dialog).to_have_count(0)
    expect(tags(page).filter(has_text=name)).to_be_visible()


def set_tag(page: Page, edit: str, tag: str, *names: str) -> None:
    """Put a tag on customers of the list, which is in bulk edit, or take it off."""
    tick(page, *names)
    page.get_by_role("button", name="Set field").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Field").select_option(edit)
    dialog.get_by_label("Value").select_option(tag)
    confirm(page)


def test_customers_are_found_by_their_tags_and_tagged_many_at_once(desk: Page) -> None:
    desk.get_by_role("button", name="Bulk edit").click()
    set_tag(desk, "Add tag", "Dog", "Bluebird Café", "Capitol Grill", "Elm Street Hotel")
    expect(toast(desk)).to_contain_text("2 customers tagged Dog. Left: 1 had it already")
    desk.get_by_role("button", name="Add filter").click()
    desk.get_by_role("button", name="Tags", exact=True).click()
    choices = desk.get_by_role("group", name="Tags")
    expect(choices.locator(".count")).to_have_text(["3", "2", "117"])
    choices.get_by_role("checkbox", name="Dog").check()
    total(desk, "3 of 120 customers|3 customers")
    expect(desk).to_have_url(re.compile(r"tags=\d+$"))
    choices.get_by_text("none of").click()
    total(desk, "117 of 120 customers|117 customers")
    expect(desk).to_have_url(re.compile(r"tags=(!|%21)\d+$"))
    desk.reload()
    chip = desk.get_by_role("button", name="Tags: not Dog", exact=True)
    expect(chip).to_be_visible()
    desk.get_by_role("button", name="Remove Tags: not Dog").click()
    total(desk, "120 customers")

    set_tag(desk, "Remove tag", "Dog", "Capitol Grill", "Delta Diner")
    expect(toast(desk)).to_contain_text("1 customer no longer tagged Dog")
    undo(desk)
    expect(toast(desk)).to_contain_text("1 put back")
    selected(desk, 0)


@pytest.mark.parametrize(("role", "may_change"), [("office", True), ("viewer", False)])
def test_who_may_not_edit_picklists_makes_no_tag_and_who_may_not_edit_changes_none(
    context: BrowserContext, own_server: Server, role: str, may_change: bool
) -> None:
    email = COLLEAGUE if may_change else "viewer@example.com"
    if not may_change:
        own_server.add_user(email, role, "Vera Lind")
    with watched(context, own_server) as page:
        sign_in(page, own_server, email)
        page.goto(f"{own_server.url}/customers/edit/{BLUEBIRD}")
        expect(tags(page)).to_have_text(["Dog", "Key held"])
        add = page.get_by_role("button", name="Add tag", exact=True)
        crosses = page.get_by_role("button", name="Remove tag")
        expect(add).to_have_count(1 if may_change else 0)
        expect(crosses).to_have_count(2 if may_change else 0)
        if may_change:
            expect(menu(page)).to_contain_text("No other tag to add")
            expect(page.get_by_role("button", name="New tag")).to_have_count(0)


@pytest.mark.parametrize("look", [Look("light", 1440), Look("dark", 390, 844)], ids=str)
def test_tags_are_accessible_and_fit_the_window(
    browser: Browser, own_server: Server, look: Look
) -> None:
    with looking(browser, own_server, look) as page:
        sign_in(page, own_server)
        page.goto(f"{own_server.url}/customers/edit/{BLUEBIRD}")
        expect(tags(page)).to_have_count(2)
        expect(menu(page)).to_contain_text("New tag")
        check(page, "the menu of tags")
        page.get_by_role("button", name="New tag").click()
        expect(page.get_by_role("dialog", name="New tag")).to_be_visible()
        check(page, "the dialog of a new tag")


def test_a_tag_is_made_put_on_taken_off_and_put_back(desk: Page) -> None:
    open_customer(desk, "Alder Bakery")
    offered = menu(desk)
    offered.get_by_role("button", name="New tag").click()
    expect(offered).to_be_hidden()
    dialog = desk.get_by_role("dialog", name="New tag")
    dialog.get_by_role("button", name="Add tag").click()
    expect(dialog).to_contain_text("A choice needs a name")
    dialog.get_by_label("Tag name").fill("Alarm")
    dialog.get_by_role("group", name="Colour").get_by_text("Amber").click()
    dialog.get_by_role("button", name="Add tag").click()
    expect(tags(desk)).to_have_text(["Alarm"])
    expect(tags(desk)).to_have_class(re.compile("warn"))
    expect(toast(desk)).to_contain_text("Tag Alarm added to Alder Bakery")
    make(desk, "Steps", "Red")
    back_to_list(desk)

    open_customer(desk, "Delta Diner")
    menu(desk).get_by_role("button", name="Alarm").click()
    expect(tags(desk)).to_have_text(["Alarm"])
    offered = menu(desk).get_by_role("button")
    expect(offered).to_have_text(["Dog", "Key held", "Steps", "New tag"])
    desk.keyboard.press("Escape")
    desk.get_by_role("button", name="Remove tag Alarm").click()
    expect(toast(desk)).to_contain_text("Tag Alarm removed from Delta Diner")
    expect(tags(desk)).to_have_count(0)
    expect(desk.get_by_role("button", name="Add tag", exact=True)).to_be_focused()
    undo(desk)
    expect(tags(desk)).to_have_text(["Alarm"])
