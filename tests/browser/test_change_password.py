"""Changing one's own password."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import sign_in, watched
from tests.server import Server

EMAIL, OLD, NEW = "changes@example.com", "the-old-password", "the-new-password"


def test_a_new_password_holds_and_ends_every_other_sign_in(
    page: Page, browser: Browser, server: Server
) -> None:
    server.add_user(EMAIL, "office", "Ida Chang", OLD)
    with watched(browser.new_context(), server) as elsewhere:
        sign_in(elsewhere, server, EMAIL, OLD)
        expect(elsewhere.get_by_role("link", name="Alder Bakery")).to_be_visible()
        sign_in(page, server, EMAIL, OLD)
        page.get_by_role("button", name="Account").click()
        page.get_by_role("link", name="Change password").click()
        change(page, "not my password", NEW)
        expect(page.get_by_text("This is not your current password.")).to_be_visible()
        change(page, OLD, "short")
        expect(page.get_by_text("A password has at least 8 characters")).to_be_visible()
        change(page, OLD, NEW)
        expect(page.get_by_role("heading", name="Customers")).to_be_visible()
        expect(elsewhere.get_by_role("button", name="Sign in")).to_be_visible()
        sign_in(elsewhere, server, EMAIL, NEW)


def change(page: Page, old: str, new: str) -> None:
    page.get_by_role("textbox", name="Current password").fill(old)
    page.get_by_role("textbox", name="New password").fill(new)
    page.get_by_role("button", name="Change password").click()
