"""Sorting and turning pages."""

from playwright.sync_api import Page, expect

from tests.server import Server


def test_a_column_head_sorts_and_turns(signed_in: Page, server: Server) -> None:
    head = signed_in.get_by_role("columnheader", name="Customer")
    expect(head).to_have_attribute("aria-sort", "ascending")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(signed_in.get_by_role("row").nth(1)).to_contain_text("Zebra Works")
    expect(signed_in).to_have_url(f"{server.url}/customers/overview?sort=-name")
    signed_in.go_back()
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(signed_in.get_by_role("row").nth(1)).to_contain_text("Alder Bakery")


def test_pages_are_turned_and_back_returns(signed_in: Page, server: Server) -> None:
    signed_in.get_by_role("button", name="Next").click()
    expect(signed_in.get_by_text("51–100 of")).to_be_visible()
    expect(signed_in).to_have_url(f"{server.url}/customers/overview?page=2")
    signed_in.get_by_role("spinbutton", name="Page").fill("3")
    signed_in.keyboard.press("Enter")
    expect(signed_in.get_by_text("101–")).to_be_visible()
    expect(signed_in.get_by_role("button", name="Next")).to_be_disabled()
    signed_in.go_back()
    expect(signed_in.get_by_text("51–100 of")).to_be_visible()


def test_a_link_gives_the_same_list_and_odd_ones_give_a_list(
    signed_in: Page, server: Server
) -> None:
    signed_in.goto(f"{server.url}/customers/overview?sort=-place&page=2&size=25")
    expect(signed_in.get_by_text("26–50 of")).to_be_visible()
    signed_in.goto(f"{server.url}/customers/overview?sort=nothing&page=9999&size=-4&x=1")
    expect(signed_in.get_by_role("row").nth(1)).to_be_visible()


def test_empty_values_come_last_in_both_directions(signed_in: Page) -> None:
    industry = signed_in.get_by_role("columnheader", name="Industry").get_by_role("button")
    for _direction in ("ascending", "descending"):
        industry.click()
        expect(signed_in.get_by_role("row").nth(1)).not_to_contain_text("Zebra")
