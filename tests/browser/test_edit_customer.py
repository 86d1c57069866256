"""Editing a record, its history, and two people at once."""

from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import fill, history, open_customer, sign_in, watched
from tests.server import Server, running_server


def test_a_change_is_saved_told_in_words_and_undone(signed_in: Page) -> None:
    open_customer(signed_in, "Alder Bakery")
    signed_in.get_by_role("textbox", name="City").fill("Cabot")
    signed_in.get_by_label("Category").select_option("VIP")
    signed_in.get_by_role("button", name="Save Customer").click()
    expect(history(signed_in).first).to_contain_text("City from Benton to Cabot")
    expect(history(signed_in).first).to_contain_text("Category set to VIP")
    history(signed_in).first.get_by_role("button", name="Undo").click()
    expect(history(signed_in).first).to_contain_text("City from Cabot to Benton")
    expect(signed_in.get_by_role("textbox", name="City")).to_have_value("Benton")
    expect(history(signed_in).last).to_contain_text("Created by import of list.csv")


def test_one_record_never_shows_the_values_of_another(signed_in: Page) -> None:
    open_customer(signed_in, "Capitol Grill")
    signed_in.get_by_role("textbox", name="Job title").fill("typed and not saved")
    signed_in.get_by_role("link", name="Back to customers").click()
    open_customer(signed_in, "Delta Diner")
    expect(signed_in.get_by_role("textbox", name="Phone")).to_have_value("(501) 555-0103")
    expect(signed_in.get_by_role("textbox", name="Job title")).to_have_value("")
    signed_in.go_back()
    signed_in.go_back()
    expect(signed_in.get_by_role("heading", name="Capitol Grill", level=1)).to_be_visible()
    expect(signed_in.get_by_role("textbox", name="Phone")).to_have_value("(501) 555-0102")


def test_two_people_merge_and_the_same_field_asks(
    signed_in: Page, browser: Browser, server: Server
) -> None:
    with watched(browser.new_context(), server) as other:
        sign_in(other, server)
        open_customer(signed_in, "Elm Street Hotel")
        open_customer(other, "Elm Street Hotel")
        other.get_by_role("textbox", name="City").fill("Searcy")
        other.get_by_role("button", name="Save Customer").click()
        expect(history(other).first).to_contain_text("to Searcy")
        signed_in.get_by_role("textbox", name="State").fill("AR")
        signed_in.get_by_role("button", name="Save Customer").click()
        expect(history(signed_in).first).to_contain_text("State set to AR")
        expect(signed_in.get_by_role("textbox", name="City")).to_have_value("Searcy")
        other.get_by_role("textbox", name="State").fill("TN")
        other.get_by_role("button", name="Save Customer").click()
        expect(other.get_by_text("Somebody changed this to AR meanwhile")).to_be_visible()
        expect(other.get_by_role("textbox", name="State")).to_have_value("TN")
        other.get_by_role("button", name="Save Customer").click()
        expect(history(other).first).to_contain_text("State from AR to TN")


def test_an_unknown_record_is_said_to_be_unknown(signed_in: Page, server: Server) -> None:
    for odd in ("999999", "abc", "-1", "1e3", "9" * 30):
        signed_in.goto(f"{server.url}/customers/edit/{odd}")
        expect(signed_in.get_by_role("heading", name="There is no such customer")).to_be_visible()


def test_what_was_typed_survives_a_restarted_server(
    context: BrowserContext, tmp_path: Path
) -> None:
    fill(tmp_path)
    with running_server(tmp_path) as first:
        page = context.new_page()
        sign_in(page, first)
        open_customer(page, "Bluebird Café")
        page.get_by_role("textbox", name="City").fill("Maumelle")
    port = first.url.rpartition(":")[2]
    expect(page.get_by_text("Not connected")).to_be_visible()
    with running_server(tmp_path, port=port):
        expect(page.get_by_text("Not connected")).to_be_hidden()
        expect(page.get_by_role("textbox", name="City")).to_have_value("Maumelle")
        page.get_by_role("button", name="Save Customer").click()
        expect(history(page).first).to_contain_text("to Maumelle")
