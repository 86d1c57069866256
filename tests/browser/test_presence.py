"""Two people in one record: both see it, and what the other changes is said."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import COLLEAGUE, sign_in, watched
from tests.browser.steps import back_to_list, history, open_customer, save
from tests.server import Server

WITHIN = 40_000  # a tab that was closed is here for 20 seconds more
"""Milliseconds; the pulse comes every five seconds."""


@pytest.fixture(scope="module")
def own_database() -> str:
    """SQLite alone: who is where lies in no database."""
    return ""


@pytest.fixture
def both(
    context: BrowserContext, browser: Browser, own_server: Server
) -> Iterator[tuple[Page, Page]]:
    """The owner and Tom Reed, each in a browser of their own."""
    other = browser.new_context(viewport={"width": 1440, "height": 900})
    with watched(context, own_server) as owner, watched(other, own_server) as tom:
        sign_in(owner, own_server)
        sign_in(tom, own_server, COLLEAGUE)
        yield owner, tom
    other.close()


def test_both_see_that_the_other_is_here_until_one_leaves(both: tuple[Page, Page]) -> None:
    owner, tom = both
    open_customer(owner, "Alder Bakery")
    open_customer(tom, "Alder Bakery")
    expect(owner.get_by_text("TR is here too")).to_be_visible(timeout=WITHIN)
    expect(owner.get_by_text("Tom Reed is here too")).to_be_attached()
    expect(tom.locator(".presence")).to_contain_text("is here too", timeout=WITHIN)
    back_to_list(tom)
    expect(owner.get_by_text("TR is here too")).to_be_hidden(timeout=WITHIN)


def test_nobody_is_here_who_has_another_record_open(both: tuple[Page, Page]) -> None:
    owner, tom = both
    open_customer(tom, "Bluebird Café")
    open_customer(owner, "Bluebird Café")
    expect(owner.get_by_text("TR is here too")).to_be_visible(timeout=WITHIN)
    back_to_list(owner)
    open_customer(owner, "Capitol Grill")
    expect(owner.locator(".presence")).to_have_text("")
    back_to_list(tom)


def test_what_the_other_changed_is_said_and_no_input_moves_by_itself(
    both: tuple[Page, Page],
) -> None:
    owner, tom = both
    open_customer(owner, "Delta Diner")
    open_customer(tom, "Delta Diner")
    owner.get_by_role("textbox", name="Job title").fill("Chef")
    save(tom, Website="cabot.example")
    notice = owner.locator(".notice").filter(has_text="Saving merges it.")
    expect(notice).to_contain_text("Tom Reed changed Website", timeout=WITHIN)
    expect(owner.get_by_role("textbox", name="Website")).to_have_value("conway.example")
    expect(history(owner).first).to_contain_text("Website from conway.example to cabot.example")
    notice.get_by_role("button", name="Show").click()
    expect(owner.get_by_role("textbox", name="Website")).to_have_value("cabot.example")
    expect(owner.get_by_role("textbox", name="Job title")).to_have_value("Chef")
    expect(notice).to_be_hidden()
    save(owner, **{"Job title": "Chef"})
    theirs = tom.locator(".notice").filter(has_text="changed Job title")
    expect(theirs).to_be_visible(timeout=WITHIN)
