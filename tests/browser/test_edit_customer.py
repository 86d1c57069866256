"""Editing a record, and its history."""

from playwright.sync_api import Page, expect

from tests.browser.steps import history, open_customer
from tests.server import Server


def test_a_change_is_saved_told_in_words_and_undone(signed_in: Page) -> None:
    open_customer(signed_in, "Alder Bakery")
    signed_in.get_by_role("textbox", name="Website").fill("cabot.example")
    signed_in.get_by_label("Category").select_option("VIP")
    signed_in.get_by_role("button", name="Save Customer").click()
    expect(history(signed_in).first).to_contain_text("Website from benton.example to cabot.example")
    expect(history(signed_in).first).to_contain_text("Category set to VIP")
    history(signed_in).first.get_by_role("button", name="Undo all").click()
    expect(history(signed_in).first).to_contain_text("Website from cabot.example to benton.example")
    expect(signed_in.get_by_role("textbox", name="Website")).to_have_value("benton.example")
    expect(history(signed_in).last).to_contain_text("Created by import of list.csv")


def test_one_record_never_shows_the_values_of_another(signed_in: Page) -> None:
    open_customer(signed_in, "Capitol Grill")
    signed_in.get_by_role("textbox", name="Job title").fill("typed and not saved")
    signed_in.get_by_role("navigation", name="Main").get_by_role("link", name="Customers").click()
    signed_in.get_by_role("button", name="Leave").click()
    open_customer(signed_in, "Delta Diner")
    expect(signed_in.get_by_role("textbox", name="Phone", exact=True)).to_have_value(
        "(501) 555-0103"
    )
    expect(signed_in.get_by_role("textbox", name="Job title")).to_have_value("")
    signed_in.go_back()
    signed_in.go_back()
    expect(signed_in.get_by_role("heading", name="Capitol Grill", level=1)).to_be_visible()
    expect(signed_in.get_by_role("textbox", name="Phone", exact=True)).to_have_value(
        "(501) 555-0102"
    )


def test_an_unknown_record_is_said_to_be_unknown(signed_in: Page, server: Server) -> None:
    for odd in ("999999", "abc", "-1", "1e3", "9" * 30):
        signed_in.goto(f"{server.url}/customers/edit/{odd}")
        expect(signed_in.get_by_role("heading", name="There is no such customer")).to_be_visible()
