"""Looking through customers that are probably the same."""

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from clientapp.ledger.recording import SYSTEM
from tests.browser.conftest import COLLEAGUE, sign_in, watched
from tests.browser.filled import database
from tests.browser.looks import serious
from tests.customers.many import add_all
from tests.server import Server

MARIA = {
    "first_name": "Maria",
    "last_name": "Lopez",
    "phone": "(501) 555-0134",
    "street": "12 Oak Ct",
    "city": "Cabot",
    "postal_code": "72023",
}
MARKET = {"company_name": "Ford Street Market", "street": "7 Ford St", "city": "Jacksonville"}
NAMES = ("Maria Lopez and Maria Lopes", "Ford Street Market LLC and Ford Street Market")


@pytest.fixture(scope="module", autouse=True)
def _twice(own_server: Server) -> None:
    """Two customers that are there twice."""
    with database(own_server.folder, own_server.database_url):
        again = MARIA | {"last_name": "Lopes", "street": "12 Oak Court"}
        llc = MARKET | {"company_name": "Ford Street Market LLC"}
        add_all(SYSTEM, [MARIA, again, llc, MARKET])


@pytest.fixture
def scanned(desk: Page) -> Page:
    """The list of duplicates after a scan."""
    desk.get_by_role("link", name="Duplicates").click()
    expect(desk.get_by_role("heading", name="Duplicates", level=1)).to_be_visible()
    expect(desk.get_by_role("button", name="Scan")).to_be_enabled()
    if desk.get_by_role("button", name="Scan now").is_visible():
        desk.get_by_role("button", name="Scan now").click()
    expect(pairs(desk).first).to_be_visible(timeout=60_000)
    return desk


def pairs(page: Page) -> Locator:
    return page.get_by_role("list", name="Probable duplicates").get_by_role("listitem")


def test_a_scan_lists_both_side_by_side_the_best_first_with_reasons(scanned: Page) -> None:
    expect(pairs(scanned)).to_have_count(2)
    first = pairs(scanned).first
    for words in ("Maria Lopez", "12 Oak Court, Cabot, 72023", "Same phone"):
        expect(first).to_contain_text(words)
    expect(first).to_contain_text("Similar name at the same address")
    expect(pairs(scanned).last).to_contain_text("Same name at the same address")
    expect(scanned.get_by_text("2 pairs")).to_be_visible()
    expect(scanned.get_by_text("Last scan")).to_be_visible()


def test_a_pair_is_dismissed_and_comes_back_by_undo(scanned: Page) -> None:
    expect(pairs(scanned)).to_have_count(2)
    scanned.get_by_role("button", name=f"Not a duplicate: {NAMES[0]}").click()
    expect(pairs(scanned)).to_have_count(1)
    expect(scanned.get_by_text("Marked as not the same")).to_be_visible()
    scanned.get_by_role("button", name="Undo").click()
    expect(pairs(scanned)).to_have_count(2)


def test_a_scan_says_how_far_it_came_and_the_pairs_stay_meanwhile(scanned: Page) -> None:
    scanned.get_by_role("button", name="Scan for duplicates").click()
    expect(scanned.get_by_role("progressbar", name="Scan")).to_be_visible()
    expect(scanned.get_by_role("button", name="Scan for duplicates")).to_be_disabled()
    expect(pairs(scanned)).to_have_count(2)
    expect(scanned.get_by_role("progressbar", name="Scan")).to_be_hidden(timeout=60_000)
    expect(pairs(scanned)).to_have_count(2)


def test_pairs_are_searched_and_lead_to_merging(scanned: Page) -> None:
    scanned.get_by_role("searchbox", name="Search duplicates").fill("jacksonville")
    expect(pairs(scanned)).to_have_count(1)
    scanned.get_by_role("link", name=f"Merge {NAMES[1]}").click()
    expect(scanned.get_by_role("heading", name="Merge customers")).to_be_visible()
    expect(scanned.get_by_text("Ford Street Market LLC").first).to_be_visible()


def test_it_fits_a_phone_and_everybody_can_use_it(scanned: Page) -> None:
    scanned.emulate_media(reduced_motion="reduce")  # colours are there at once
    assert serious(scanned) == []
    scanned.set_viewport_size({"width": 390, "height": 844})
    expect(pairs(scanned).first).to_be_visible()
    assert scanned.evaluate("document.documentElement.scrollWidth") == 390
    scanned.emulate_media(color_scheme="dark")
    assert serious(scanned) == []


def test_who_may_not_merge_is_told_so(context: BrowserContext, own_server: Server) -> None:
    with watched(context, own_server) as page:
        sign_in(page, own_server, COLLEAGUE)
        expect(page.get_by_role("link", name="Operations")).to_be_visible()
        expect(page.get_by_role("link", name="Duplicates")).to_have_count(0)
        page.goto(f"{own_server.url}/duplicates")
        expect(page.get_by_text("You may not merge customers")).to_be_visible()
