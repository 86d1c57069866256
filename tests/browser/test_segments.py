"""Lists under a name: saved, found in the sidebar, changed, shared, the team's default."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import COLLEAGUE, sign_in, watched
from tests.browser.filled import filled_server
from tests.browser.looks import Look, check, every_look, looking
from tests.browser.steps import choose, rows, toast, total, undo
from tests.server import Server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this file's own, with a colleague; its tests save segments."""
    with filled_server(tmp_path_factory.mktemp("segments")) as running:
        running.add_user(COLLEAGUE, "office", "Tom Reed")
        yield running


@contextmanager
def colleague(browser: Browser, server: Server) -> Iterator[Page]:
    """Tom's browser."""
    own = browser.new_context()
    with watched(own, server) as page:
        sign_in(page, server, COLLEAGUE)
        yield page
    own.close()


def save_as(page: Page, name: str, *, for_team: bool = False) -> None:
    page.get_by_role("button", name="Save as segment").click()
    dialog = page.get_by_role("dialog", name="Save as segment")
    dialog.get_by_role("textbox", name="Name").fill(name)
    if for_team:
        dialog.get_by_text("For the team").click()
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(toast(page)).to_contain_text(f"Segment {name} saved")
    expect(opened(page)).to_contain_text(name)


def opened(page: Page) -> Locator:
    """What the heading says of the open segment."""
    return page.locator(".segment-name")


def line(page: Page, name: str, count: str = "") -> Locator:
    """A segment in the sidebar."""
    return page.get_by_role("navigation", name="Main").get_by_role(
        "link", name=re.compile(f"^{name} ?{count}")
    )


def act(page: Page, words: str) -> None:
    """Choose something in the menu of the open segment."""
    page.get_by_role("button", name="Segment", exact=True).click()
    page.get_by_role("group", name="Segment", exact=True).get_by_role("button", name=words).click()


def test_a_list_is_saved_under_a_name_and_found_in_the_sidebar(signed_in: Page) -> None:
    page = signed_in
    choose(page, "City", "Benton")
    total(page, "3 customers")
    page.get_by_role("button", name="Save as segment").click()
    dialog = page.get_by_role("dialog", name="Save as segment")
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(dialog.get_by_text("A segment needs a name")).to_be_visible()
    dialog.get_by_role("button", name="Cancel").click()
    save_as(page, "Of Benton")
    expect(page).to_have_url(re.compile(r"\?segment=\d+$"))
    page.get_by_role("link", name="All customers").click()
    total(page, "120 customers")
    expect(line(page, "Of Benton", "3")).to_be_visible()
    line(page, "Of Benton").click()
    total(page, "3 customers")
    expect(line(page, "Of Benton")).to_have_attribute("aria-current", "true")
    page.reload()
    total(page, "3 customers")
    expect(opened(page)).to_have_text(re.compile("^Of Benton"))


def test_a_changed_segment_says_so_and_is_reset_or_saved(signed_in: Page) -> None:
    page = signed_in
    choose(page, "City", "Conway")
    total(page, "2 customers")
    save_as(page, "Of Conway")
    page.get_by_role("searchbox", name="Search customers").fill("delta")
    total(page, "1 customer")
    expect(opened(page)).to_contain_text("Changed")
    page.reload()
    total(page, "1 customer")
    expect(page.get_by_role("searchbox", name="Search customers")).to_have_value("delta")
    expect(opened(page)).to_contain_text("Changed")
    page.get_by_role("button", name="Reset", exact=True).first.click()
    total(page, "2 customers")
    expect(page.get_by_role("searchbox", name="Search customers")).to_have_value("")
    expect(opened(page)).not_to_contain_text("Changed")
    page.get_by_role("searchbox", name="Search customers").fill("delta")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(toast(page)).to_contain_text("Segment Of Conway saved")
    expect(line(page, "Of Conway", "1")).to_be_visible()
    undo(page)
    expect(line(page, "Of Conway", "2")).to_be_visible()
    expect(opened(page)).to_contain_text("Changed")


def test_a_deleted_segment_comes_back_by_undo(signed_in: Page) -> None:
    page = signed_in
    choose(page, "City", "Zion")
    save_as(page, "Of Zion")
    address = page.url
    act(page, "Rename")
    dialog = page.get_by_role("dialog", name="Rename segment")
    expect(dialog.get_by_role("textbox", name="Name")).to_have_value("Of Zion")
    dialog.get_by_role("textbox", name="Name").fill("All of Zion")
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(line(page, "All of Zion", "115")).to_be_visible()
    act(page, "Delete")
    total(page, "120 customers")
    expect(line(page, "All of Zion")).to_have_count(0)
    undo(page)
    expect(line(page, "All of Zion", "115")).to_be_visible()
    page.goto(address)
    expect(opened(page)).to_contain_text("All of Zion")


def test_the_team_s_default_opens_for_everybody(
    signed_in: Page, browser: Browser, server: Server
) -> None:
    page = signed_in
    choose(page, "Industry", "Education")
    save_as(page, "Schools", for_team=True)
    private = page.url
    act(page, "Make it the team's default")
    expect(page.get_by_text("The team's default", exact=True)).to_be_visible()
    with colleague(browser, server) as theirs:
        expect(opened(theirs)).to_contain_text("Schools")
        total(theirs, "2 customers")
        theirs.get_by_role("searchbox", name="Search customers").fill("alder")
        total(theirs, "1 customer")
        expect(opened(theirs)).to_contain_text("Changed")
        expect(theirs).to_have_url(re.compile(r"\?segment=\d+&changed=1&industry=\d+&q=alder$"))
        theirs.get_by_role("button", name="Reset", exact=True).first.click()
        total(theirs, "2 customers")
        expect(theirs.get_by_role("button", name="Segment", exact=True)).to_have_count(0)
        theirs.get_by_role("link", name="All customers").click()
        total(theirs, "120 customers")
        theirs.get_by_role("navigation", name="Main").get_by_role("link", name="Customers").click()
        total(theirs, "2 customers")
    act(page, "No longer the team's default")
    expect(page.get_by_text("The team's default", exact=True)).to_have_count(0)
    act(page, "Make private")
    expect(opened(page)).to_contain_text("Private")
    with colleague(browser, server) as theirs:
        total(theirs, "120 customers")
        theirs.goto(private)
        expect(theirs.get_by_text("This segment is not there.")).to_be_visible()
        expect(rows(theirs)).to_have_count(50)


@every_look
def test_a_segment_looks_right(browser: Browser, server: Server, look: Look) -> None:
    with looking(browser, server, look) as page:
        sign_in(page, server)
        page.goto(f"{server.url}/customers/overview?all=1")  # whatever the team's list opens with
        total(page, "120 customers")
        page.get_by_role("searchbox", name="Search customers").fill("zebra works 01")
        total(page, "10 customers")
        save_as(page, f"Zebras {look} of the north and everything around it")
        page.get_by_role("searchbox", name="Search customers").fill("zebra")
        expect(opened(page)).to_contain_text("Changed")
        check(page, f"changed segment, {look}")
        page.get_by_role("button", name="Segment", exact=True).click()
        check(page, f"menu of a segment, {look}")
        page.get_by_role("button", name="Rename", exact=True).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        check(page, f"dialog of a segment, {look}")
