"""A new customer by the form."""

import re

from playwright.sync_api import Page, expect

from tests.browser.steps import history


def test_errors_stand_beside_their_fields_and_the_first_has_the_focus(signed_in: Page) -> None:
    signed_in.get_by_text("New Customer", exact=True).click()
    signed_in.get_by_role("textbox", name="Last name").fill("Park")
    signed_in.get_by_role("textbox", name="Email").fill("lee@park")
    signed_in.get_by_role("textbox", name="Phone").fill("555")
    signed_in.get_by_role("button", name="Save Customer").click()
    expect(signed_in.get_by_text("First name is required")).to_be_visible()
    expect(signed_in.get_by_text("such as park.com")).to_be_visible()
    expect(signed_in.get_by_text("A US phone number has 10 digits")).to_be_visible()
    expect(signed_in.get_by_text("3 problems")).to_be_visible()
    expect(signed_in.get_by_role("textbox", name="First name")).to_be_focused()
    expect(signed_in.get_by_role("textbox", name="Last name")).to_have_value("Park")


def test_saving_leads_to_the_record(signed_in: Page) -> None:
    signed_in.get_by_text("New Customer", exact=True).click()
    expect(signed_in.get_by_role("textbox", name="Company name")).to_be_hidden()
    signed_in.get_by_label("Commercial").check()
    for label, text in {
        "First name": "Lee",
        "Last name": "Park",
        "Company name": "Fern & Fig",
        "Tax identifier": "00-1234567",
        "Email": "lee@fern.example",
        "Phone": "(501) 555-0177",
        "Street": "220 River Ave",
        "City": "Conway",
        "State": "AR",
        "ZIP": "07201",
    }.items():
        signed_in.get_by_role("textbox", name=label, exact=True).fill(text)
    signed_in.get_by_label("Industry").select_option("Restaurant")
    signed_in.get_by_label("By post").check()
    signed_in.get_by_role("button", name="Save Customer").click()
    expect(signed_in).to_have_url(re.compile(r"/customers/edit/\d+$"))
    expect(signed_in.get_by_role("heading", name="Fern & Fig", level=1)).to_be_visible()
    signed_in.reload()
    expect(signed_in.get_by_role("textbox", name="ZIP")).to_have_value("07201")
    expect(signed_in.get_by_label("By post")).to_be_checked()
    expect(history(signed_in)).to_contain_text(["Created"])


def test_switching_to_residential_hides_the_company_and_keeps_it(signed_in: Page) -> None:
    signed_in.get_by_text("New Customer", exact=True).click()
    signed_in.get_by_label("Commercial").check()
    signed_in.get_by_role("textbox", name="Company name").fill("Grand Avenue Inn")
    signed_in.get_by_role("textbox", name="First name").fill("Pat")
    signed_in.get_by_role("textbox", name="Last name").fill("Moreno")
    signed_in.get_by_label("Residential").check()
    signed_in.get_by_role("button", name="Save Customer").click()
    expect(signed_in.get_by_role("heading", name="Pat Moreno", level=1)).to_be_visible()
    signed_in.get_by_label("Commercial").check()
    expect(signed_in.get_by_role("textbox", name="Company name")).to_have_value("Grand Avenue Inn")
