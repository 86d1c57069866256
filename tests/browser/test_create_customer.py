"""A new customer by the form."""

import re

from playwright.sync_api import Page, expect

from tests.browser.looks import serious
from tests.browser.steps import history
from tests.server import Server


def test_errors_stand_beside_their_fields_and_the_first_has_the_focus(signed_in: Page) -> None:
    signed_in.get_by_text("New Customer", exact=True).click()
    signed_in.get_by_role("textbox", name="Last name").fill("Park")
    signed_in.get_by_role("textbox", name="Email").fill("lee@park")
    signed_in.get_by_role("textbox", name="Phone", exact=True).fill("555")
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
    expect(signed_in.get_by_role("region", name="Sites & Locations")).to_contain_text("07201")
    expect(signed_in.get_by_label("By post")).to_be_checked()
    expect(history(signed_in)).to_contain_text(["Created"])


def test_every_kind_of_field_is_typed_saved_and_shown_again(signed_in: Page) -> None:
    signed_in.get_by_text("New Customer", exact=True).click()
    signed_in.get_by_role("textbox", name="First name", exact=True).fill("Ida")
    signed_in.get_by_role("textbox", name="Last name", exact=True).fill("Kinds")
    signed_in.get_by_role("textbox", name="Credit limit").fill("5000")
    signed_in.get_by_role("combobox", name="Country").select_option("Germany")
    days = signed_in.get_by_role("group", name="Service days")
    for day in ("Wed", "Mon", "Fri"):
        days.get_by_role("checkbox", name=day).check()
    days.get_by_role("checkbox", name="Fri").uncheck()
    signed_in.get_by_label("Service from").fill("12:00")
    signed_in.get_by_label("Service until").fill("09:30")
    signed_in.get_by_role("group", name="Reached by").get_by_label("Text message").check()
    signed_in.get_by_role("textbox", name="Reason for bad debt").fill("Cheque returned")
    signed_in.get_by_label("Customer since").fill("2024-02-29")
    signed_in.get_by_role("button", name="Save Customer").click()
    expect(signed_in.get_by_text("Service until is later than service from")).to_be_visible()
    expect(signed_in.get_by_text("Choose Yes for Bad debt")).to_be_visible()
    expect(signed_in.get_by_label("Service until")).to_be_focused()
    signed_in.get_by_label("Service until").fill("15:30")
    signed_in.get_by_role("group", name="Bad debt").get_by_label("Yes").check()
    signed_in.get_by_role("button", name="Save Customer").click()
    expect(signed_in.get_by_role("heading", name="Ida Kinds", level=1)).to_be_visible()
    expect(signed_in.get_by_role("textbox", name="Credit limit")).to_have_value("$5,000.00")
    for day, ticked in {"Mon": True, "Tue": False, "Wed": True, "Fri": False}.items():
        expect(days.get_by_role("checkbox", name=day)).to_be_checked(checked=ticked)
    expect(signed_in.get_by_label("Service from")).to_have_value("12:00")
    expect(signed_in.get_by_label("Customer since")).to_have_value("2024-02-29")
    expect(signed_in.get_by_label("System facts")).to_contain_text("Created")
    expect(signed_in.get_by_text("unsaved change")).to_be_hidden()
    days.get_by_role("checkbox", name="Mon").uncheck()
    expect(signed_in.get_by_text("was Mon, Wed")).to_be_visible()
    signed_in.get_by_role("button", name="Put back Service days").click()
    expect(days.get_by_role("checkbox", name="Mon")).to_be_checked()
    expect(signed_in.get_by_text("unsaved change")).to_be_hidden()


def test_further_people_and_places_are_saved_with_the_customer(
    signed_in: Page, server: Server
) -> None:
    signed_in.goto(f"{server.url}/customers/create")
    first, last, street = (
        signed_in.get_by_role("textbox", name=name, exact=True)
        for name in ("First name", "Last name", "Street")
    )
    first.fill("Mia")
    last.fill("Several")
    signed_in.get_by_role("button", name="Add address").click()
    place = signed_in.get_by_role("group", name="Address 2")
    place.get_by_role("textbox", name="Address street").fill("2040 Ford St")
    place.get_by_role("textbox", name="Address city").fill("Conway")
    place.get_by_role("checkbox", name="Billing address").check()
    signed_in.get_by_role("button", name="Add contact").click()
    person = signed_in.get_by_role("group", name="Contact 2")
    person.get_by_role("textbox", name="Contact first name").fill("Noa")
    person.get_by_label("Contact role").select_option("Owner")
    expect(signed_in).to_have_url(re.compile(r"/customers/create\?addresses=1&contacts=1$"))
    expect(signed_in.get_by_text("7 unsaved changes")).to_be_visible()
    assert serious(signed_in) == []
    signed_in.reload()
    expect(signed_in.get_by_text("are back")).to_be_visible()
    expect(place.get_by_role("checkbox", name="Billing address")).to_be_checked()
    expect(place.get_by_role("textbox", name="Address street")).to_have_value("2040 Ford St")
    expect(person.get_by_label("Contact role").locator(":checked")).to_have_text("Owner")
    street.fill("1180 River Ave")
    for label, text in {"City": "Benton", "State": "AR", "ZIP": "72015"}.items():
        signed_in.get_by_role("textbox", name=label, exact=True).fill(text)
    signed_in.get_by_role("button", name="Save Customer").click()
    expect(place.get_by_text("A US address needs a state")).to_be_visible()
    place.get_by_role("textbox", name="Address state").fill("AR")
    place.get_by_role("textbox", name="Address ZIP").fill("72032")
    signed_in.get_by_role("button", name="Save Customer").click()
    expect(signed_in.get_by_role("heading", name="Mia Several", level=1)).to_be_visible()
    sites = signed_in.get_by_role("region", name="Sites & Locations")
    billed = sites.get_by_role("listitem").filter(has_text="2040 Ford St")
    expect(billed).to_contain_text("Billing address")
    expect(sites.get_by_role("listitem").filter(has_text="1180 River Ave")).to_be_visible()
    expect(signed_in.get_by_role("region", name="Contacts")).to_contain_text("Noa")
    signed_in.goto(f"{server.url}/customers/create")
    expect(first).to_have_value("")


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
