"""Choosing which columns the list shows, and in which order."""

import re
from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from clientapp.customers.commands import update_customer
from clientapp.database import transaction
from tests.browser.conftest import sign_in, watched
from tests.browser.filled import MARK, database, filled_server
from tests.browser.looks import Look, check, every_look, looking
from tests.browser.steps import row, rows
from tests.server import Server

USUAL = ["Customer", "Kind", "Industry", "Category", "Phone", "Place", "Status"]

numbers = count(1)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this file's own, on which one customer is not to be serviced."""
    with filled_server(tmp_path_factory.mktemp("columns")) as running:
        with database(running.folder), transaction() as session:
            reason = {"do_not_service": True, "do_not_service_reason": "Dog bites"}
            update_customer(session, MARK, 1, reason, 1)
        yield running


@pytest.fixture
def email(server: Server) -> str:
    """Somebody who has chosen nothing yet."""
    address = f"viewer{next(numbers)}@example.com"
    server.add_user(address, "viewer", "Vera Lind")
    return address


@pytest.fixture
def listed(page: Page, server: Server, email: str) -> Page:
    """The list, with the menu of the columns open."""
    sign_in(page, server, email)
    opened(page)
    return page


def opened(page: Page) -> Locator:
    """Open the menu of the columns."""
    page.get_by_role("button", name="Columns", exact=True).click()
    expect(menu(page).get_by_role("checkbox").first).to_be_visible()
    return menu(page)


def menu(page: Page) -> Locator:
    return page.locator("#columns-menu")


def box(page: Page, label: str) -> Locator:
    return menu(page).get_by_role("checkbox", name=label, exact=True)


def heads(page: Page, *labels: str) -> None:
    """Wait until these are the heads of the list."""
    expect(page.get_by_role("columnheader")).to_have_text(list(labels))


def test_a_column_that_is_ticked_is_there_at_once_and_still_there_elsewhere(
    listed: Page, browser: Browser, server: Server, email: str
) -> None:
    heads(listed, *USUAL)
    box(listed, "City").check()
    heads(listed, *USUAL, "City")
    expect(row(listed, "Alder Bakery").get_by_role("cell").last).to_have_text("Benton")
    box(listed, "Kind").uncheck()
    heads(listed, *[each for each in USUAL if each != "Kind"], "City")
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    with watched(context, server) as page:
        sign_in(page, server, email)
        heads(page, *[each for each in USUAL if each != "Kind"], "City")
    context.close()


def test_columns_are_moved_by_buttons_that_keep_the_focus(listed: Page) -> None:
    up = listed.get_by_role("button", name="Move up: Phone")
    up.focus()
    listed.keyboard.press("Enter")
    heads(listed, "Customer", "Kind", "Industry", "Phone", "Category", "Place", "Status")
    expect(up).to_be_focused()
    listed.keyboard.press("Enter")
    heads(listed, "Customer", "Kind", "Phone", "Industry", "Category", "Place", "Status")
    listed.get_by_role("button", name="Move down: Kind").click()
    heads(listed, "Customer", "Phone", "Kind", "Industry", "Category", "Place", "Status")
    expect(row(listed, "Alder Bakery").get_by_role("cell").nth(1)).to_have_text("(501) 555-0100")


def test_reset_brings_the_usual_columns_back(listed: Page) -> None:
    reset = menu(listed).get_by_role("button", name="Reset")
    expect(reset).to_be_disabled()
    box(listed, "Status").uncheck()
    heads(listed, *USUAL[:-1])
    reset.click()
    heads(listed, *USUAL)
    expect(box(listed, "Status")).to_be_checked()


def test_with_twelve_columns_no_other_can_be_ticked_and_a_sentence_says_why(listed: Page) -> None:
    for label in ("Email", "Street", "City", "State", "ZIP", "Created"):
        box(listed, label).check()
        expect(listed.get_by_role("columnheader", name=label, exact=True)).to_be_attached()
    expect(menu(listed).get_by_role("status")).to_contain_text("At most 12 columns")
    expect(box(listed, "Number")).to_be_disabled()
    box(listed, "ZIP").uncheck()
    expect(box(listed, "Number")).to_be_enabled()


def test_many_columns_move_in_their_box_and_the_page_stays(listed: Page) -> None:
    for label in ("Email", "Street", "Created", "Billing street", "Last modified"):
        box(listed, label).check()
        expect(listed.get_by_role("columnheader", name=label, exact=True)).to_be_attached()
    listed.keyboard.press("Escape")
    listed.get_by_role("columnheader", name="Last modified").scroll_into_view_if_needed()
    widths = "e => [e.scrollWidth, e.clientWidth, e.scrollLeft]"
    inside, seen, moved = listed.locator(".scrolls").evaluate(widths)
    assert inside > seen
    assert moved > 0
    assert listed.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(listed.get_by_role("link", name="Alder Bakery")).to_be_in_viewport()


def width_of(page: Page, label: str) -> int:
    """How wide a column is, in pixels."""
    head = page.get_by_role("columnheader", name=label, exact=True)
    return round(head.evaluate("e => e.getBoundingClientRect().width"))


def wide(page: Page, label: str, width: int) -> None:
    """Wait until a column, head and cells, is so wide."""
    page.wait_for_function(
        """([label, width]) => {
          const heads = [...document.querySelectorAll(".table th")];
          const at = heads.findIndex((each) => each.textContent.startsWith(label));
          const cell = document.querySelector(".table tbody tr")?.cells[at];
          return cell && Math.abs(cell.getBoundingClientRect().width - width) < 2;
        }""",
        arg=[label, width],
    )


def test_a_column_is_as_wide_as_it_is_drawn_or_typed_and_stays_so(listed: Page) -> None:
    listed.keyboard.press("Escape")
    before = width_of(listed, "Phone")
    edge = listed.get_by_role("columnheader", name="Phone").locator(".edge")
    place = edge.bounding_box()
    assert place
    listed.mouse.move(place["x"] + 4, place["y"] + 8)
    listed.mouse.down()
    listed.mouse.move(place["x"] + 64, place["y"] + 8, steps=4)
    wide(listed, "Phone", before + 60)  # it follows the pointer
    listed.mouse.up()
    box_of = opened(listed).get_by_role("spinbutton", name="Width of Phone")
    expect(box_of).to_have_value(re.compile(r"\d+"))
    drawn = int(box_of.input_value())
    assert abs(drawn - before - 60) < 3
    width = menu(listed).get_by_role("spinbutton", name="Width of Industry")
    width.fill("120")
    width.press("Tab")
    wide(listed, "Industry", 120)
    listed.reload()
    wide(listed, "Phone", drawn)
    wide(listed, "Industry", 120)
    opened(listed)
    menu(listed).get_by_role("button", name="Reset").click()
    wide(listed, "Phone", before)


def test_compact_rows_stand_closer_and_stay_so(listed: Page) -> None:
    high = rows(listed).first.bounding_box()
    menu(listed).get_by_role("checkbox", name="Compact rows").check()
    expect(listed.locator("table.compact")).to_be_visible()
    low = rows(listed).first.bounding_box()
    assert high
    assert low
    assert low["height"] < high["height"] - 5
    listed.reload()
    expect(listed.locator("table.compact")).to_be_visible()


def test_only_what_the_list_can_be_sorted_by_has_a_button_in_its_head(listed: Page) -> None:
    box(listed, "Email").check()
    listed.keyboard.press("Escape")
    for label, buttons in (("Email", 0), ("Place", 1), ("Industry", 1), ("Phone", 0)):
        head = listed.get_by_role("columnheader", name=label)
        expect(head.get_by_role("button")).to_have_count(buttons)
    listed.get_by_role("columnheader", name="Place").get_by_role("button").click()
    expect(listed).to_have_url(re.compile(r"sort=place"))
    heads(listed, *USUAL, "Email")


def test_on_a_phone_chosen_columns_are_lines_of_the_card(listed: Page) -> None:
    box(listed, "City").check()
    heads(listed, *USUAL, "City")
    listed.keyboard.press("Escape")
    listed.set_viewport_size({"width": 390, "height": 844})
    card = rows(listed).first
    line = card.get_by_role("cell").last
    expect(line).to_be_visible()
    expect(line).to_have_text("Benton")
    said = line.evaluate("e => getComputedStyle(e, '::before').content")
    assert "City" in said
    assert listed.evaluate("document.documentElement.scrollWidth <= innerWidth")
    opened(listed)
    box(listed, "City").uncheck()
    expect(card).not_to_contain_text("Benton City")


def test_a_warning_stands_beside_the_name_with_its_reason(listed: Page) -> None:
    listed.keyboard.press("Escape")
    warning = row(listed, "Alder Bakery").get_by_text("Do not service")
    expect(warning).to_be_visible()
    expect(warning).to_have_attribute("title", "Dog bites")
    expect(row(listed, "Bluebird Café").get_by_text("Do not service")).to_have_count(0)
    listed.get_by_role("searchbox", name="Search customers").fill("alder")
    expect(rows(listed)).to_have_count(1)
    expect(warning).to_be_visible()
    listed.set_viewport_size({"width": 390, "height": 844})
    expect(warning).to_be_visible()


@every_look
def test_the_chooser_and_many_columns_are_accessible_and_fit_the_window(
    browser: Browser, server: Server, look: Look
) -> None:
    with looking(browser, server, look) as page:
        sign_in(page, server)
        opened(page)
        for label in ("Email", "Street", "Created", "Billing street", "State", "Credit limit"):
            box(page, label).check()
        expect(menu(page).get_by_role("status")).to_contain_text("At most 12 columns")
        check(page, "the chooser of columns")
        page.keyboard.press("Escape")
        check(page, "a list with twelve columns")
