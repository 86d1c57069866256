"""Properties: made, edited, linked to customers, handed over; what is secret there is looked at."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from clientapp.database import transaction
from clientapp.properties.commands import create_property
from clientapp.properties.resources import save_resource
from tests.browser.conftest import sign_in, watched
from tests.browser.filled import MARK, database, fill
from tests.browser.looks import Look, check, every_look, looking
from tests.browser.steps import history, open_customer, rows, toast, total, undo
from tests.server import Server, running_server


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def heading(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", name=name, level=1)


def region(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def new_property(page: Page, name: str) -> None:
    """Make a property by its form."""
    page.get_by_role("link", name="Properties", exact=True).click()
    page.get_by_role("link", name="New Property").click()
    page.get_by_label("Property name").fill(name)
    page.get_by_label("Property type").select_option("Apartment complex")
    button(page, "Save").click()
    expect(heading(page, name)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/properties/edit/\d+$"))


def choose(page: Page, label: str, name: str) -> None:
    """Search another record in a box, and choose it."""
    page.get_by_label(label, exact=True).fill(name)
    page.get_by_role("option", name=re.compile(f"^{name}")).click()


@pytest.fixture
def viewer(context: BrowserContext, own_server: Server) -> Iterator[Page]:
    """Somebody who may only look, after a property with a gate code was made."""
    own_server.add_user("viewer@example.com", "viewer", "Vera Lind")
    with database(own_server.folder, own_server.database_url), transaction() as session:
        place = create_property(session, MARK, {"name": "Fir Court"})
        code = {"name": "Gate code", "value": "4711#"}
        save_resource(session, MARK, place, None, code, {}, is_secret=True, may_look=True)
    with watched(context, own_server) as page:
        sign_in(page, own_server, "viewer@example.com")
        yield page


def test_a_property_is_made_and_edited(desk: Page) -> None:
    page = desk
    new_property(page, "Maple Court")
    expect(page.get_by_label("Property name")).to_have_count(0)
    button(page, "Edit").click()
    page.get_by_label("Property name").fill("Maple House")
    page.get_by_label("Street", exact=True).fill("12 Elm St")
    page.get_by_label("Latitude").fill("100")
    button(page, "Save").click()
    expect(page.get_by_text("A latitude lies between -90 and 90")).to_be_visible()
    page.get_by_label("Latitude").fill("")
    page.get_by_label("City", exact=True).fill("Benton")
    page.get_by_label("State", exact=True).fill("AR")
    page.get_by_label("ZIP", exact=True).fill("72018")
    button(page, "Save").click()
    expect(heading(page, "Maple House")).to_be_visible()
    expect(history(page).first).to_contain_text("Property name from Maple Court to Maple House")
    page.goto(page.url.replace("/edit/", "/"))
    expect(heading(page, "Maple House")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/properties/edit/\d+$"))


def test_a_property_is_handed_over_and_that_is_taken_back(desk: Page) -> None:
    page = desk
    open_customer(page, "Alder Bakery")
    page.get_by_role("link", name="Open property").first.click()
    button(page, "Hand over").click()
    expect(page.get_by_label("Owner so far")).to_have_value("Alder Bakery")
    choose(page, "New owner", "Capitol Grill")
    dialog(page).get_by_role("button", name="Hand over").click()
    expect(dialog(page)).to_have_count(0)
    expect(toast(page)).to_contain_text("Capitol Grill owns it from")
    cards = region(page, "Customers").get_by_role("listitem")
    expect(cards).to_have_count(2)
    expect(cards.first).to_contain_text("Capitol Grill")
    expect(cards.nth(1)).to_contain_text("Former")
    expect(history(page).first).to_contain_text("Customer Capitol Grill added")
    cards.first.get_by_role("link", name="Capitol Grill").click()
    expect(heading(page, "Capitol Grill")).to_be_visible()
    expect(region(page, "Properties")).to_contain_text("Owner")
    page.go_back()
    cards.nth(1).get_by_role("link", name="Alder Bakery").click()
    expect(region(page, "Properties")).to_contain_text("Former")
    page.go_back()
    expect(cards).to_have_count(2)
    history(page).first.get_by_role("button", name="Undo").click()
    expect(cards).to_have_count(1)
    expect(cards.first).to_contain_text("Its site; no role said")


def test_a_customer_is_added_with_a_role(desk: Page) -> None:
    page = desk
    new_property(page, "Birch Court")
    button(page, "Add customer").click()
    choose(page, "Customer", "Delta Diner")
    dialog(page).get_by_text("Tenant", exact=True).click()
    page.get_by_label("From", exact=True).fill("2026-01-05")
    button(page, "Save customer").click()
    expect(region(page, "Customers").get_by_role("listitem")).to_contain_text("Tenant")
    button(page, "edit Delta Diner").click()
    page.get_by_label("Until", exact=True).fill("2026-01-04")
    button(page, "Save customer").click()
    expect(dialog(page)).to_contain_text("Until is later than from")
    button(page, "Remove customer").click()
    expect(toast(page)).to_contain_text("Delta Diner is removed")
    undo(page)
    expect(region(page, "Customers").get_by_role("listitem")).to_contain_text("Delta Diner")


def test_a_secret_is_shown_to_who_may_and_every_look_is_kept(desk: Page) -> None:
    page = desk
    new_property(page, "Cedar Court")
    button(page, "Add resource").click()
    page.get_by_label("Resource name").fill("Gate code")
    page.get_by_label("Resource value").fill("4711#")
    page.get_by_label("Secret").check()
    button(page, "Save resource").click()
    card = region(page, "Resources").get_by_role("listitem")
    expect(card).to_contain_text("••••")
    card.get_by_role("button", name="Show").click()
    expect(card).to_contain_text("4711#")
    expect(history(page).first).to_contain_text("Gate code seen")
    button(page, "Hide").click()
    expect(card).not_to_contain_text("4711#")


def test_who_may_not_see_secrets_is_not_offered_them(viewer: Page) -> None:
    page = viewer
    page.get_by_role("link", name="Properties", exact=True).click()
    page.get_by_role("searchbox", name="Search properties").fill("fir court")
    total(page, "1 property")
    page.get_by_role("link", name="Fir Court").click()
    card = region(page, "Resources").get_by_role("listitem")
    expect(card).to_contain_text("••••")
    expect(card.get_by_role("button", name="Show")).to_have_count(0)


def test_a_unit_begins_with_the_place_of_its_house(desk: Page) -> None:
    page = desk
    new_property(page, "Aspen Court")
    page.get_by_role("link", name="Add unit").click()
    expect(page.get_by_label("Part of")).to_have_value("Aspen Court")
    page.get_by_label("Property name").fill("Aspen Court 2B")
    button(page, "Save").click()
    expect(heading(page, "Aspen Court 2B")).to_be_visible()
    page.get_by_role("link", name="Aspen Court", exact=True).click()
    expect(heading(page, "Aspen Court")).to_be_visible()
    expect(region(page, "Units").get_by_role("link", name="Aspen Court 2B")).to_be_visible()


def test_properties_are_listed_searched_and_deleted(desk: Page) -> None:
    page = desk
    new_property(page, "Poplar Court")
    page.get_by_role("link", name="Properties", exact=True).click()
    page.get_by_role("searchbox", name="Search properties").fill("poplar")
    total(page, "1 property")
    expect(rows(page)).to_have_count(1)
    page.get_by_role("link", name="Poplar Court").click()
    button(page, "Delete").click()
    dialog(page).get_by_role("button", name="Confirm").click()
    expect(toast(page)).to_contain_text("Poplar Court moved to Trash")
    undo(page)


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a property, on which nothing is written."""
    folder: Path = tmp_path_factory.mktemp("properties")
    fill(folder)
    with database(folder), transaction() as session:
        place = {"street": "12 Elm St", "city": "Benton", "state": "AR", "postal_code": "72018"}
        create_property(session, MARK, {"name": "Maple Court", **place, "access_name": "Jo Lee"})
    with running_server(folder) as running:
        yield running


@every_look
def test_the_pages_are_fit_for_everybody(browser: Browser, looked_at: Server, look: Look) -> None:
    with looking(browser, looked_at, look) as page:
        sign_in(page, looked_at)
        page.goto(f"{looked_at.url}/properties?q=maple")
        expect(page.get_by_role("link", name="Maple Court")).to_be_visible()
        check(page, "list")
        page.goto(f"{looked_at.url}/properties/create")
        expect(page.get_by_label("Property name")).to_be_visible()
        check(page, "create")
        page.goto(f"{looked_at.url}/properties/edit/121")
        expect(heading(page, "Maple Court")).to_be_visible()
        check(page, "record")
