"""Signing in and out."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import sign_in, watched
from tests.server import OWNER, PASSWORD, Server, running_server


def test_a_wrong_password_keeps_the_email_and_says_so(page: Page, server: Server) -> None:
    page.goto(server.url)
    page.get_by_role("textbox", name="Email").fill(OWNER)
    page.get_by_role("textbox", name="Password").fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Email or password is wrong.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Email")).to_have_value(OWNER)


def test_one_arrives_where_one_wanted_to_go(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/customers/overview?q=alder")
    page.get_by_role("textbox", name="Email").fill(OWNER)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{server.url}/customers/overview?q=alder")
    expect(page.get_by_role("link", name="Alder Bakery")).to_be_visible()


def test_home_leads_to_the_customers(signed_in: Page, server: Server) -> None:
    signed_in.goto(server.url)
    expect(signed_in).to_have_url(f"{server.url}/customers/overview")


def test_after_signing_out_nothing_is_shown_any_more(signed_in: Page, server: Server) -> None:
    expect(signed_in.get_by_role("link", name="Alder Bakery")).to_be_visible()
    signed_in.get_by_role("button", name="Account").click()
    signed_in.get_by_role("button", name="Sign out").click()
    expect(signed_in.get_by_role("button", name="Sign in")).to_be_visible()
    signed_in.go_back()
    expect(signed_in.get_by_role("button", name="Sign in")).to_be_visible()
    expect(signed_in.get_by_text("Alder Bakery")).to_have_count(0)


def test_a_viewer_sees_and_is_offered_no_change(page: Page, server: Server) -> None:
    server.add_user("viewer@example.com", "viewer", "Vera Lind")
    sign_in(page, server, "viewer@example.com")
    expect(page.get_by_role("link", name="Alder Bakery")).to_be_visible()
    expect(page.get_by_role("button", name="New Customer")).to_have_count(0)


def test_the_first_owner_is_created_by_the_link_that_the_start_prints(
    context: BrowserContext, tmp_path: str
) -> None:
    from pathlib import Path

    with (
        running_server(Path(tmp_path), owner_email="", owner_password="") as fresh,
        watched(context, fresh) as page,
    ):
        page.wait_for_function("() => true")
        link = fresh.said().rpartition("Create the owner: ")[2].split()[0]
        page.goto(link)
        page.get_by_role("textbox", name="Name").fill("Kelly Brandt")
        page.get_by_role("textbox", name="Email").fill("kelly@example.com")
        page.get_by_role("textbox", name="Password").fill("short")
        page.get_by_role("button", name="Create owner").click()
        expect(page.get_by_text("A password has at least 8 characters")).to_be_visible()
        page.get_by_role("textbox", name="Password").fill("a-long-enough-one")
        page.get_by_role("button", name="Create owner").click()
        expect(page.get_by_role("heading", name="No customers yet")).to_be_visible()
