"""Finding a customer while typing."""

import pytest
from playwright.sync_api import Page, expect

from tests.server import Server


def test_typing_shows_rows_and_the_url_follows(signed_in: Page, server: Server) -> None:
    signed_in.get_by_role("searchbox", name="Search customers").press_sequentially("bluebird")
    expect(signed_in.get_by_role("status").filter(has_text="1 customer")).to_be_visible()
    expect(signed_in.get_by_role("link", name="Bluebird Café")).to_be_visible()
    expect(signed_in).to_have_url(f"{server.url}/customers/overview?q=bluebird")
    signed_in.reload()
    expect(signed_in.get_by_role("searchbox")).to_have_value("bluebird")
    expect(signed_in.get_by_role("row")).to_have_count(2)


@pytest.mark.parametrize("typed", ["5550102", "501.555.0102", "+1 (501) 555 0102", "capitol gr"])
def test_a_phone_is_found_however_it_is_written(signed_in: Page, typed: str) -> None:
    signed_in.get_by_role("searchbox", name="Search customers").fill(typed)
    expect(signed_in.get_by_role("row")).to_have_count(2)
    expect(signed_in.get_by_role("link", name="Capitol Grill")).to_be_visible()


def test_nothing_found_is_said_and_clearing_brings_all_back(signed_in: Page) -> None:
    box = signed_in.get_by_role("searchbox", name="Search customers")
    box.fill("qqqqq")
    expect(signed_in.get_by_role("heading", name="No customer matches")).to_be_visible()
    box.fill("")
    expect(signed_in.get_by_role("link", name="Alder Bakery")).to_be_visible()


def test_back_from_a_record_shows_the_same_search(signed_in: Page) -> None:
    signed_in.get_by_role("searchbox", name="Search customers").fill("delta")
    signed_in.get_by_role("link", name="Delta Diner").click()
    expect(signed_in.get_by_role("heading", name="Delta Diner", level=1)).to_be_visible()
    signed_in.go_back()
    expect(signed_in.get_by_role("searchbox")).to_have_value("delta")
    expect(signed_in.get_by_role("row")).to_have_count(2)


def test_what_is_typed_before_the_page_can_hear_is_searched_for(
    signed_in: Page, server: Server
) -> None:
    signed_in.route("**/*.js", lambda route: (signed_in.wait_for_timeout(20), route.continue_()))
    signed_in.goto(f"{server.url}/customers/overview", wait_until="commit")
    signed_in.get_by_role("searchbox").fill("zebra works 050")
    expect(signed_in.get_by_role("row")).to_have_count(3)
    expect(signed_in).to_have_url(f"{server.url}/customers/overview?q=zebra+works+050")
    expect(signed_in.get_by_role("searchbox")).to_be_focused()
    signed_in.get_by_role("searchbox").press("Backspace")
    expect(signed_in.get_by_role("row")).to_have_count(11)


def test_another_address_of_the_list_changes_what_the_box_says(signed_in: Page) -> None:
    box = signed_in.get_by_role("searchbox", name="Search customers")
    box.press_sequentially("bluebird")
    expect(signed_in.get_by_role("row")).to_have_count(2)
    signed_in.get_by_role("columnheader", name="Customer").get_by_role("button").click()
    expect(signed_in.get_by_role("columnheader", name="Customer")).to_have_attribute(
        "aria-sort", "descending"
    )
    box.fill("capitol")
    expect(signed_in.get_by_role("link", name="Capitol Grill")).to_be_visible()
    signed_in.go_back()
    expect(box).to_have_value("bluebird")
    expect(signed_in.get_by_role("link", name="Bluebird Café")).to_be_visible()
    signed_in.get_by_role("link", name="Customers").click()
    expect(box).to_have_value("")
    expect(signed_in.get_by_role("link", name="Alder Bakery")).to_be_visible()
    box.press_sequentially("bluebird")
    expect(signed_in.get_by_role("row")).to_have_count(2)
