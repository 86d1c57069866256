"""Two people in one record: different fields merge, the same field asks."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from clientapp.settings import settings
from tests.browser.conftest import sign_in, watched
from tests.browser.looks import serious
from tests.browser.steps import history, open_customer
from tests.browser.test_unsaved import box, button, save, unsaved
from tests.server import Server, running_server


@contextmanager
def two(browser: Browser, server: Server, name: str) -> Iterator[tuple[Page, Page]]:
    """The same record open in two browsers."""
    with (
        watched(browser.new_context(), server) as mine,
        watched(browser.new_context(), server) as theirs,
    ):
        for page in (mine, theirs):
            sign_in(page, server)
            open_customer(page, name)
        yield mine, theirs


def question(page: Page) -> Locator:
    return page.get_by_role("dialog")


def saved(page: Page, words: str) -> None:
    save(page)
    expect(history(page).first).to_contain_text(words)


def test_different_fields_merge_and_say_so(browser: Browser, server: Server) -> None:
    with two(browser, server, "Zebra Works 080") as (mine, theirs):
        theirs.get_by_label("Category").select_option("VIP")
        saved(theirs, "Category set to VIP")
        box(mine, "Website").fill("cabot.example")
        saved(mine, "Website from zion.example to cabot.example")
        expect(mine.get_by_text("Merged with what")).to_contain_text("Category")
        expect(mine.get_by_label("Category").locator(":checked")).to_have_text("VIP")
        unsaved(mine, 0)


@pytest.mark.parametrize(
    ("at", "choice", "fax"),
    [(81, "Yours", "555-7"), (82, "Theirs", "555-8"), (83, "As it was", "")],
)
def test_the_same_field_asks_and_each_answer_is_saved(
    browser: Browser, server: Server, at: int, choice: str, fax: str
) -> None:
    with two(browser, server, f"Zebra Works {at:03d}") as (mine, theirs):
        box(theirs, "Fax").fill("555-8")
        box(mine, "Fax").fill("555-7")
        saved(theirs, "Fax set to 555-8")
        box(mine, "Website").fill("cabot.example")
        mine.get_by_label("Industry").select_option("Hotel")
        save(mine)
        expect(question(mine)).to_contain_text("changed Fax while you were typing")
        expect(question(mine)).to_contain_text("Your other 2 changes are merged. Choose for Fax.")
        expect(question(mine).get_by_role("radio", name="Yours")).to_be_focused()
        assert serious(mine) == []
        question(mine).get_by_role("radio", name=choice).check()
        question(mine).get_by_role("button", name="Save Customer").click()
        expect(question(mine)).to_be_hidden()
        expect(box(mine, "Fax")).to_have_value(fax)
        expect(history(mine).first).to_contain_text("Website from zion.example to cabot.example")
        expect(history(mine)).to_contain_text(["cabot.example", "Fax set to 555-8", "Created"])
        unsaved(mine, 0)


def test_back_to_the_form_keeps_what_was_typed(browser: Browser, server: Server) -> None:
    with two(browser, server, "Zebra Works 084") as (mine, theirs):
        box(theirs, "Website").fill("searcy.example")
        saved(theirs, "Website from zion.example to searcy.example")
        box(mine, "Website").fill("cabot.example")
        save(mine)
        expect(question(mine)).to_be_visible()
        mine.keyboard.press("Escape")
        expect(question(mine)).to_be_hidden()
        expect(box(mine, "Website")).to_have_value("cabot.example")
        unsaved(mine, 1)
        save(mine)
        button(mine, "Back to the form").click()
        mine.reload()  # the record is shown as it is now; the draft is of an older one
        expect(mine.get_by_text("was searcy.example")).to_be_visible()
        save(mine)
        expect(question(mine)).to_contain_text("changed Website while you were typing")
        expect(question(mine)).to_contain_text("zion.example")
        question(mine).get_by_role("button", name="Save Customer").press("Enter")
        expect(history(mine).first).to_contain_text("Website from searcy.example to cabot.example")


def test_a_further_change_while_the_question_is_open_asks_again(
    browser: Browser, server: Server
) -> None:
    with two(browser, server, "Zebra Works 085") as (mine, theirs):
        box(theirs, "Website").fill("searcy.example")
        saved(theirs, "to searcy.example")
        box(mine, "Website").fill("cabot.example")
        save(mine)
        expect(question(mine)).to_contain_text("searcy.example")
        box(theirs, "Website").fill("conway.example")
        saved(theirs, "to conway.example")
        question(mine).get_by_role("button", name="Save Customer").click()
        expect(question(mine)).to_contain_text("conway.example")
        question(mine).get_by_role("button", name="Save Customer").click()
        expect(history(mine).first).to_contain_text("Website from conway.example to cabot.example")


def test_on_postgresql_a_save_merges_and_asks_likewise(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, postgres: str
) -> None:
    folder = tmp_path_factory.mktemp("conflict")
    address = settings().database_url
    assert postgres in address
    with running_server(folder, address) as server:
        assert server.command("demo", "--customers", "3").returncode == 0
        with watched(browser.new_context(), server) as mine:
            sign_in(mine, server)
            with watched(browser.new_context(), server) as theirs:
                sign_in(theirs, server)
                for page in (mine, theirs):
                    page.goto(f"{server.url}/customers/edit/1")
                box(theirs, "Website").fill("searcy.example")
                box(theirs, "Fax").fill("555-8")
                saved(theirs, "to searcy.example")
                box(mine, "Website").fill("cabot.example")
                box(mine, "Job title").fill("Owner")
                save(mine)
                question(mine).get_by_role("radio", name="Theirs").check()
                question(mine).get_by_role("button", name="Save Customer").click()
                expect(mine.get_by_text("Merged with what")).to_contain_text("Fax")
                expect(box(mine, "Website")).to_have_value("searcy.example")
                expect(history(mine).first).to_contain_text("Job title")
