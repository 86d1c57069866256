"""The keys of the list."""

import re

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def desk(signed_in: Page) -> Page:
    """The list with its rows."""
    expect(signed_in.get_by_role("link", name="Alder Bakery")).to_be_visible()
    return signed_in


def test_slash_searches_and_letters_in_the_box_are_letters(desk: Page) -> None:
    page = desk
    page.keyboard.press("/")
    box = page.get_by_role("searchbox", name="Search customers")
    expect(box).to_be_focused()
    page.keyboard.type("jknx?/")
    expect(box).to_have_value("jknx?/")
    expect(page).to_have_url(re.compile("/customers/overview"))


def test_j_and_k_move_and_enter_opens(desk: Page) -> None:
    page = desk
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Alder Bakery")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Capitol Grill")).to_be_focused()
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="Bluebird Café")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Bluebird Café", level=1)).to_be_visible()


def test_x_ticks_and_with_shift_a_range(desk: Page) -> None:
    page = desk
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_role("checkbox", name="Select Alder Bakery")).to_be_checked()
    expect(page.get_by_role("status").filter(has_text="1 selected")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    expect(page.get_by_role("status").filter(has_text="4 selected")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Select Capitol Grill")).to_be_checked()


def test_n_leads_to_a_new_customer(desk: Page) -> None:
    expect(desk.get_by_role("link", name="New Customer")).to_be_visible()
    desk.keyboard.press("n")
    expect(desk.get_by_role("heading", name="New Customer")).to_be_visible()


def test_the_question_mark_lists_the_keys_and_escape_closes_them(desk: Page) -> None:
    page = desk
    page.keyboard.press("?")
    card = page.get_by_role("group", name="Keys")
    expect(card).to_be_visible()
    expect(card).to_contain_text("Tick up to here")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
