"""Organizations: made, read, changed, deactivated, deleted; who belongs to them."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import sign_in
from tests.browser.looks import Look, check, every_look, looking
from tests.browser.steps import history, row, tick, toast, total, undo
from tests.server import Server


def button(page: Page, name: str) -> None:
    """Press a button, in the dialog if one is open."""
    page.get_by_role("button", name=name, exact=True).last.click()


def to_list(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Organization").click()
    expect(page.get_by_role("heading", name="Organizations", level=1)).to_be_visible()


def create(page: Page, name: str) -> None:
    """ "New Organization" with a name alone."""
    to_list(page)
    page.get_by_role("link", name="New Organization").click()
    expect(page).to_have_url(page.url.partition("/organizations")[0] + "/organizations/create")
    page.get_by_role("textbox", name="Organization name").fill(name)
    page.keyboard.press("Enter")  # "Save" may be below the message of what was done before
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


def add(page: Page, many: str, *names: str) -> None:
    """ "Add customers" or "Add properties"."""
    button(page, f"Add {many}")
    for name in names:
        page.get_by_role("searchbox", name=f"Search {many} to add").fill(name)
        page.get_by_role("dialog").get_by_role("checkbox", name=name).check()
    page.get_by_role("dialog").get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_new_organization_is_saved_and_leads_to_its_record(desk: Page) -> None:
    to_list(desk)
    desk.get_by_role("link", name="New Organization").click()
    desk.get_by_role("textbox", name="Organization name").fill("Oak Hotels")
    button(desk, "Save")
    expect(desk.get_by_role("heading", name="Oak Hotels", level=1)).to_be_visible()
    assert "/organizations/edit/" in desk.url
    expect(history(desk).last).to_contain_text("Created")
    to_list(desk)
    expect(row(desk, "Oak Hotels")).to_be_visible()


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(desk: Page) -> None:
    to_list(desk)
    desk.get_by_role("link", name="New Organization").click()
    desk.get_by_role("textbox", name="Website").fill("oak.example")
    button(desk, "Save")
    expect(desk.get_by_text("Organization name is required")).to_be_visible()
    expect(desk.get_by_role("textbox", name="Organization name")).to_be_focused()
    expect(desk.get_by_role("textbox", name="Website")).to_have_value("oak.example")
    button(desk, "Discard")
    expect(desk.get_by_role("textbox", name="Website")).to_have_value("")


def test_the_pen_opens_the_fields_and_update_saves_them(desk: Page) -> None:
    create(desk, "Elm Hotels")
    expect(desk.get_by_role("textbox", name="Website")).to_have_count(0)
    button(desk, "Edit Organization")
    expect(desk.get_by_role("textbox", name="Organization name")).to_be_focused()
    desk.get_by_role("textbox", name="Website").fill("elm.example")
    button(desk, "Update")
    expect(desk.get_by_role("definition").filter(has_text="elm.example")).to_be_visible()
    expect(history(desk).first).to_contain_text("Website set to elm.example")
    history(desk).first.get_by_role("button", name="Undo").click()
    expect(desk.get_by_role("definition").filter(has_text="elm.example")).to_have_count(0)


def test_the_short_address_leads_to_the_record(desk: Page) -> None:
    create(desk, "Short Hotels")
    address = desk.url
    desk.goto(address.replace("/edit/", "/"))
    expect(desk.get_by_role("heading", name="Short Hotels", level=1)).to_be_visible()
    expect(desk).to_have_url(address)


def test_it_is_deactivated_and_reactivated(desk: Page) -> None:
    create(desk, "Ash Hotels")
    button(desk, "Deactivate Organization")
    expect(desk.get_by_role("dialog")).to_contain_text("It has no customers and no properties")
    button(desk, "Deactivate")
    expect(toast(desk)).to_contain_text("The Organization is deactivated successfully.")
    expect(desk.get_by_text("Inactive", exact=True).first).to_be_visible()
    button(desk, "Reactivate")
    expect(desk.get_by_role("button", name="Deactivate Organization")).to_be_visible()


def test_a_deactivation_is_undone_from_the_toast(desk: Page) -> None:
    create(desk, "Fir Hotels")
    button(desk, "Deactivate Organization")
    button(desk, "Deactivate")
    undo(desk)
    expect(desk.get_by_role("button", name="Deactivate Organization")).to_be_visible()


def test_it_is_deleted_only_once_it_is_inactive(desk: Page) -> None:
    create(desk, "Yew Hotels")
    delete = desk.get_by_role("button", name="Delete Organization")
    expect(delete).to_have_attribute("aria-disabled", "true")
    expect(delete).to_have_accessible_description("Deactivate it first.")
    delete.focus()
    expect(delete).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    button(desk, "Deactivate Organization")
    button(desk, "Deactivate")
    expect(delete).not_to_have_attribute("aria-disabled", "true")
    delete.click()
    expect(desk.get_by_role("dialog")).to_contain_text("Yew Hotels goes to Trash")
    desk.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(desk.get_by_role("heading", name="Organizations", level=1)).to_be_visible()
    expect(row(desk, "Yew Hotels")).to_have_count(0)
    undo(desk)
    expect(row(desk, "Yew Hotels")).to_be_visible()


def test_customers_are_added_sorted_filtered_moved_and_removed(desk: Page) -> None:
    create(desk, "Birch Group")
    create(desk, "Cedar Group")
    add(desk, "customers", "Alder Bakery")
    add(desk, "customers", "Bluebird Café")
    total(desk, "2 customers")
    customers = desk.get_by_role("region", name="Customers")
    customers.get_by_role("button", name="Category").first.click()
    customers.get_by_role("searchbox", name="Search customers").fill("alder")
    expect(customers.locator("tbody tr")).to_have_count(1)
    customers.get_by_role("searchbox", name="Search customers").fill("")
    expect(customers.locator("tbody tr")).to_have_count(2)
    tick(desk, "Alder Bakery")
    customers.get_by_role("button", name="Move", exact=True).click()
    desk.get_by_role("dialog").get_by_role("combobox", name="Organization").fill("birch")
    desk.get_by_role("option", name="Birch Group").click()
    desk.get_by_role("dialog").get_by_role("button", name="Move", exact=True).click()
    expect(toast(desk)).to_contain_text("1 customer moved to Birch Group")
    total(desk, "1 customer")
    tick(desk, "Bluebird Café")
    customers.get_by_role("button", name="Remove", exact=True).click()
    expect(customers.get_by_text("No customers yet")).to_be_visible()
    undo(desk)
    total(desk, "1 customer")


def test_who_belongs_to_another_one_is_not_offered_and_it_is_said_why(desk: Page) -> None:
    create(desk, "Dogwood Group")
    add(desk, "customers", "Delta Diner")
    create(desk, "Hazel Group")
    button(desk, "Add customers")
    desk.get_by_role("searchbox", name="Search customers to add").fill("delta diner")
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("Delta Diner belongs to Dogwood Group. Move it from there.")
    expect(dialog.get_by_role("checkbox", name="Delta Diner")).to_have_count(0)


def test_properties_are_added(desk: Page) -> None:
    create(desk, "Larch Group")
    button(desk, "Add properties")
    desk.get_by_role("searchbox", name="Search properties to add").fill("main")
    offered = desk.get_by_role("dialog").get_by_role("checkbox").first
    offered.check()
    desk.get_by_role("dialog").get_by_role("button", name="Add", exact=True).click()
    expect(toast(desk)).to_contain_text("1 property added to Larch Group")
    total(desk, "1 property")
    undo(desk)
    expect(desk.get_by_text("No properties yet")).to_be_visible()


def test_a_branch_is_made_and_none_is_its_own(desk: Page) -> None:
    create(desk, "Maple Group")
    desk.get_by_role("link", name="New branch").click()
    parent = desk.get_by_role("combobox", name="Parent organization")
    expect(parent).to_have_value("Maple Group")
    desk.get_by_role("textbox", name="Organization name").fill("Maple Group North")
    button(desk, "Save")
    expect(desk.get_by_role("heading", name="Maple Group North", level=1)).to_be_visible()
    expect(desk.get_by_role("definition").filter(has_text="Maple Group")).to_be_visible()
    to_list(desk)
    desk.get_by_role("link", name="Maple Group", exact=True).click()
    expect(desk.get_by_role("link", name="Maple Group North")).to_be_visible()
    button(desk, "Edit Organization")
    parent.fill("maple group n")
    desk.get_by_role("option", name="Maple Group North").click()
    button(desk, "Update")
    expect(desk.get_by_text("An organization is no branch of itself")).to_be_visible()
    expect(parent).to_have_value("Maple Group North")
    button(desk, "Discard")
    expect(parent).to_have_value("")


def test_what_is_typed_and_not_chosen_is_no_parent(desk: Page) -> None:
    create(desk, "Olive Group")
    button(desk, "Edit Organization")
    parent = desk.get_by_role("combobox", name="Parent organization")
    parent.fill("nobody is called so")
    expect(desk.get_by_text("Nothing is found.")).to_be_visible()
    button(desk, "Update")
    expect(desk.get_by_text("Choose parent organization from what is found")).to_be_visible()
    expect(parent).to_have_value("nobody is called so")
    button(desk, "Discard")


def test_several_are_edited_at_once(desk: Page) -> None:
    create(desk, "Pine Group")
    create(desk, "Plum Group")
    to_list(desk)
    desk.get_by_role("searchbox", name="Search organizations").fill("group p")
    desk.get_by_role("searchbox", name="Search organizations").fill("p group")
    button(desk, "Bulk edit")
    tick(desk, "Pine Group", "Plum Group")
    button(desk, "Delete")
    expect(desk.get_by_role("dialog")).to_contain_text("active")
    desk.get_by_role("dialog").get_by_text("Deactivate", exact=True).first.click()
    button(desk, "Confirm")
    expect(toast(desk)).to_contain_text("2 organizations deactivated")


@pytest.fixture(scope="module")
def own_database() -> str:
    """SQLite alone: what differs between the databases is tried without a browser."""
    return ""


@every_look
def test_the_pages_are_accessible_and_fit_their_window(
    browser: Browser, own_server: Server, look: Look
) -> None:
    with looking(browser, own_server, look) as page:
        sign_in(page, own_server)
        page.goto(f"{own_server.url}/organizations")
        expect(page.get_by_role("heading", name="Organizations", level=1)).to_be_visible()
        check(page, "the list")
        page.goto(f"{own_server.url}/organizations/create")
        page.get_by_role("textbox", name="Organization name").fill(f"Look {look} Group")
        check(page, "the form of a new one")
        button(page, "Save")
        expect(page.get_by_role("button", name="Edit Organization")).to_be_visible()
        check(page, "the record")
        button(page, "Add customers")
        page.get_by_role("searchbox", name="Search customers to add").fill("zebra")
        expect(page.get_by_role("dialog").get_by_role("checkbox").first).to_be_visible()
        check(page, "what can be added")
        button(page, "Cancel")
        button(page, "Edit Organization")
        page.get_by_role("combobox", name="Parent organization").fill("group")
        found = page.get_by_role("listbox", name="What is found")
        expect(found.get_by_role("option").first).to_be_visible()
        check(page, "the fields with what is found")
