"""Finding a segment: filters, chips, tiles, the URL, Back and Forward."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import sign_in, watched
from tests.browser.filled import filled_server
from tests.browser.looks import Look, check, every_look, looking
from tests.browser.steps import choose, rows, total
from tests.server import Server

SHORT = {"timeout": 3_000}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this file's own: its tests count customers, which others add."""
    with filled_server(tmp_path_factory.mktemp("filters")) as running:
        yield running


def filters(page: Page) -> Locator:
    """The list of all filters."""
    return page.get_by_role("group", name="Filters")


def pick(page: Page, name: str) -> None:
    """Open a filter from the list of all."""
    page.get_by_role("button", name="Add filter", exact=True).click()
    pick_from(page, name)


def pick_from(page: Page, name: str) -> None:
    """Find a filter in the list, which is open."""
    page.get_by_role("searchbox", name="Find a field").fill(name)
    filters(page).get_by_role("button", name=name, exact=True).click()


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


def test_further_filters_stand_under_add_filter(signed_in: Page) -> None:
    page = signed_in
    pick(page, "Open problems")
    page.get_by_role("group", name="Open problems").get_by_role(
        "checkbox", name="Doubtful phone"
    ).check()
    total(page, "115 customers")


def test_a_field_is_found_and_asked_for_with_the_keyboard_alone(signed_in: Page) -> None:
    page = signed_in
    add = page.get_by_role("button", name="Add filter", exact=True)
    add.press("Enter")
    expect(page.get_by_role("searchbox", name="Find a field")).to_be_focused()
    page.keyboard.type("websi")
    expect(filters(page).get_by_role("button")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Text")).to_be_focused()
    page.keyboard.type("BENTON")
    page.keyboard.press("Enter")
    total(page, "3 customers")
    expect(page.get_by_role("button", name="Website contains BENTON", exact=True)).to_be_visible()
    expect(page.get_by_role("group", name="Website")).to_be_hidden()
    expect(add).to_be_focused()
    expect(page).to_have_url(re.compile(r"website=%7EBENTON|website=~BENTON"))


def test_wrong_input_is_said_beside_the_box_and_stays(signed_in: Page) -> None:
    page = signed_in
    pick(page, "Credit limit")
    form = page.get_by_role("group", name="Credit limit")
    form.get_by_role("textbox", name="From").fill("much")
    form.get_by_role("textbox", name="To").fill("9,000")
    form.get_by_role("button", name="Apply").click()
    expect(form.get_by_text("Type a number, such as 5000 or 12.5")).to_be_visible()
    expect(form.get_by_role("textbox", name="From")).to_have_value("much")
    form.get_by_role("textbox", name="From").fill("10000")
    form.get_by_role("button", name="Apply").click()
    expect(form.get_by_text("This is less than the number to begin with")).to_be_visible()
    form.get_by_label("Condition").select_option(label="is empty")
    expect(form.get_by_role("textbox")).to_have_count(0)
    form.get_by_label("Condition").select_option(label="at most")
    expect(form.get_by_role("textbox", name="At most")).to_have_value("10000")
    form.get_by_role("button", name="Apply").click()
    total(page, "0 customers")
    expect(
        page.get_by_role("button", name="Credit limit to $10,000.00", exact=True)
    ).to_be_visible()


def test_dates_are_chosen_from_to_or_as_the_last_days(signed_in: Page) -> None:
    page = signed_in
    pick(page, "Created")
    form = page.get_by_role("group", name="Created")
    form.get_by_label("From").fill("2020-01-01")
    form.get_by_label("To", exact=True).fill("2020-12-31")
    form.get_by_role("button", name="Apply").click()
    total(page, "0 customers")
    page.get_by_role("button", name=re.compile("^Created from 1 January 2020 to")).click()
    expect(form.get_by_label("From")).to_have_value("2020-01-01")
    form.get_by_label("Condition").select_option(label="in the last … days")
    form.get_by_label("Days").fill("7")
    page.keyboard.press("Enter")
    total(page, "120 customers")
    expect(
        page.get_by_role("button", name="Created in the last 7 days", exact=True)
    ).to_be_visible()


def test_of_alternatives_any_is_enough(signed_in: Page) -> None:
    page = signed_in
    choose(page, "Industry", "Education")
    total(page, "2 customers")
    page.get_by_role("button", name="Industry: Education", exact=True).click()
    page.get_by_role("button", name="Add alternative").click()
    pick_from(page, "City")
    menu = page.get_by_role("group", name="City", exact=True)
    menu.get_by_role("checkbox", name="Benton").check()
    total(page, "4 customers")
    menu.get_by_role("checkbox", name="Conway").check()
    total(page, "5 customers")
    page.keyboard.press("Escape")
    chip = page.get_by_role("group", name="Any of these")
    expect(chip).to_have_text("Industry: EducationorCity: Benton, Conway")
    chip.get_by_role("button", name="Add alternative").click()
    pick_from(page, "Website")
    page.get_by_role("textbox", name="Text").fill("zion")
    page.keyboard.press("Enter")
    total(page, "120 customers")
    page.reload()
    total(page, "120 customers")
    chip.get_by_role("button", name="Remove Website contains zion").click()
    total(page, "5 customers")
    chip.get_by_role("button", name="Remove City: Benton, Conway").click()
    total(page, "2 customers")
    expect(chip).to_have_count(0)
    expect(page.get_by_role("button", name="Industry: Education", exact=True)).to_be_visible()


@every_look
def test_the_menu_and_the_chips_are_accessible_and_fit_the_window(
    browser: Browser, server: Server, look: Look
) -> None:
    with looking(browser, server, look) as page:
        sign_in(page, server)
        page.goto(
            f"{server.url}/customers/overview?or1.website=~benton&or1.industry=1,2&email=-"
            "&or1.created_at=30d&phone=~0100,~0101"
        )
        total(page, "2 customers")
        check(page, "chips")
        page.get_by_role("button", name="Add filter", exact=True).click()
        expect(filters(page).get_by_role("button").first).to_be_visible()
        check(page, "the list of filters")
        pick_from(page, "Customer since")
        form = page.get_by_role("group", name="Customer since")
        form.get_by_role("button", name="Apply").click()
        expect(form.get_by_text("Choose a date").first).to_be_visible()
        check(page, "a form with problems")
        page.keyboard.press("Escape")
        page.get_by_role("button", name=re.compile("^Phone contains")).click()
        expect(page.get_by_role("list", name="Any of these already")).to_be_visible()
        check(page, "a form with several values")


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
