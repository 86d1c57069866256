"""Finding a segment: filters, chips, tiles, the URL, Back and Forward."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import sign_in, watched
from tests.browser.filled import filled_server
from tests.browser.steps import choose, rows, total
from tests.server import Server

SHORT = {"timeout": 3_000}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this file's own: its tests count customers, which others add."""
    with filled_server(tmp_path_factory.mktemp("filters")) as running:
        yield running


def test_a_filter_takes_several_choices_with_counts_beside_them(signed_in: Page) -> None:
    page = signed_in
    page.get_by_role("button", name="Filter Industry", exact=True).click()
    menu = page.get_by_role("group", name="Industry")
    expect(menu.locator("label", has_text="Education").locator(".count")).to_have_text("2")
    expect(menu.locator("label", has_text="Empty").locator(".count")).to_have_text("115")
    menu.get_by_role("checkbox", name="Education").check()
    total(page, "2 customers")
    menu.get_by_role("checkbox", name="Healthcare").check()
    total(page, "4 customers")
    expect(page.get_by_role("button", name="Industry: Education, Healthcare").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"industry="))


def test_none_of_leaves_those_without_a_value(signed_in: Page) -> None:
    page = signed_in
    choose(page, "Industry", "Education")
    total(page, "2 customers")
    page.get_by_role("button", name="Industry: Education", exact=True).click()
    page.get_by_role("group", name="Industry").get_by_text("none of").click()
    total(page, "118 customers")
    expect(page.get_by_role("button", name="Industry: not Education", exact=True)).to_be_visible()


def test_each_chip_can_be_removed_and_all_at_once(signed_in: Page) -> None:
    page = signed_in
    choose(page, "Industry", "Education")
    choose(page, "City", "Benton")
    total(page, "1 customer")
    page.get_by_role("button", name="Remove Industry: Education").click()
    total(page, "3 customers")
    page.get_by_role("button", name="Clear all", exact=True).click()
    total(page, "120 customers")
    expect(page.get_by_role("button", name=re.compile("^Remove"))).to_have_count(0)


def test_further_filters_stand_under_more(signed_in: Page) -> None:
    page = signed_in
    page.get_by_role("button", name="Filter More", exact=True).click()
    page.get_by_role("group", name="Filters").get_by_role("button", name="Open problems").click()
    page.get_by_role("group", name="Open problems").get_by_role(
        "checkbox", name="Doubtful phone"
    ).check()
    total(page, "115 customers")


def test_the_link_shows_the_same_list_in_another_browser(
    signed_in: Page, context: BrowserContext, server: Server
) -> None:
    page = signed_in
    choose(page, "City", "Benton")
    total(page, "3 customers")
    names = rows(page).locator("a").all_inner_texts()
    browser = context.browser
    assert browser is not None
    other = browser.new_context()
    with watched(other, server) as their_page:
        sign_in(their_page, server)
        their_page.goto(page.url)
        total(their_page, "3 customers")
        assert rows(their_page).locator("a").all_inner_texts() == names
        expect(their_page.get_by_role("button", name="City: Benton", exact=True)).to_be_visible()
    other.close()


def test_reload_back_and_forward_give_the_same_list(signed_in: Page) -> None:
    page = signed_in
    choose(page, "City", "Benton")
    total(page, "3 customers")
    choose(page, "Industry", "Education")
    total(page, "1 customer")
    page.go_back()
    total(page, "3 customers")
    page.go_forward()
    total(page, "1 customer")
    page.reload()
    total(page, "1 customer")
    expect(page.get_by_role("button", name="Industry: Education", exact=True)).to_be_visible()


def test_back_from_a_record_returns_to_the_same_row(signed_in: Page) -> None:
    page = signed_in
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("51–100 of 120")).to_be_visible()
    link = page.get_by_role("link", name="Zebra Works 080")
    link.click()
    expect(page.get_by_role("textbox", name="Phone", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_text("51–100 of 120")).to_be_visible()
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()


def test_each_tile_is_a_filter(signed_in: Page) -> None:
    page = signed_in
    tiles = page.get_by_role("group", name="Customers at a glance")
    expect(tiles.get_by_role("button", name=re.compile("120 active"))).to_be_visible()
    commercial = tiles.get_by_role("button", name=re.compile("commercial"))
    commercial.click()
    expect(commercial).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Kind: Commercial", exact=True)).to_be_visible()
    commercial.click()
    total(page, "120 customers")
    tiles.get_by_role("button", name=re.compile("residential")).click()
    total(page, "0 customers")
    expect(page.get_by_role("heading", name="No customer matches")).to_be_visible()
    page.get_by_role("button", name="Clear all filters").click()
    total(page, "120 customers")


def test_the_number_of_rows_is_kept_in_the_url(signed_in: Page) -> None:
    page = signed_in
    page.get_by_label("Rows", exact=True).select_option("25")
    expect(rows(page)).to_have_count(25)
    page.reload()
    expect(rows(page)).to_have_count(25)
    page.get_by_label("Rows", exact=True).select_option("100")
    expect(rows(page)).to_have_count(100)


def test_what_others_change_is_said_and_shown_when_asked_for(
    signed_in: Page, server: Server, tmp_path: object
) -> None:
    page = signed_in
    file = server.folder / "more.csv"
    file.write_text("Company name,City\nZzz Newcomer,Zion\n")
    page.get_by_role("searchbox", name="Search customers").fill("zzz")
    total(page, "0 customers")
    assert server.command("import", "customers", str(file), "--apply").returncode == 0
    expect(page.get_by_text("1 changed")).to_be_visible(timeout=15_000)
    expect(rows(page)).to_have_count(0)
    page.get_by_role("button", name="Show", exact=True).click()
    expect(rows(page)).to_have_count(1)
    done = server.command("undo", "--json", _newest(server))
    assert done.returncode == 0, done.stderr


def _newest(server: Server) -> str:
    """The number of the newest operation, as the import printed it last."""
    import sqlite3

    with sqlite3.connect(server.folder / "clientapp.db") as database:
        return str(database.execute("SELECT max(id) FROM operation").fetchone()[0])
