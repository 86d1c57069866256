"""A list through time: who came in, who went out and by what, and the list as it was."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update as change

from clientapp.customers.commands import update_customer
from clientapp.database import transaction
from clientapp.models import Customer, Operation
from tests.browser.conftest import sign_in
from tests.browser.filled import MARK, database, filled_server
from tests.browser.looks import Look, check, every_look, looking
from tests.browser.steps import row, rows
from tests.server import Server
from tests.states.desk import set_status, trash

DAY = date.today() - timedelta(days=3)
WORDS = f"{DAY:%-d %B %Y}"


@pytest.fixture(scope="module")
def own_server(own_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """120 customers of a month ago, to whom something was done today."""
    with filled_server(tmp_path_factory.mktemp("moved"), own_database) as running:
        do_something(running.folder, running.database_url)
        yield running


def do_something(folder: Path, url: str) -> None:
    """Alder Bakery moved to Conway and is Alder Café; Bluebird Café moved to Benton; Capitol Grill
    is in Trash; Zebra Works 020 to 089 are inactive."""
    with database(folder, url):
        long_ago = datetime.now().astimezone() - timedelta(days=30)
        with transaction() as session:
            session.connection().execute(change(Operation).values(started_at=long_ago))
            session.connection().execute(change(Customer).values(created_at=long_ago))
            alder = {"city": "Conway", "company_name": "Alder Café"}
            update_customer(session, MARK, 1, alder, 1)
            update_customer(session, MARK, 2, {"city": "Benton"}, 1)
        trash(MARK, [3])
        set_status(MARK, range(21, 91))


def views(page: Page, came: str, went: str, then: str) -> None:
    """Wait until the three views say how many they have."""
    links = page.get_by_role("navigation", name="Views").get_by_role("link")
    expect(links).to_have_text(
        [
            re.compile(f"^{number} ?{words}$")
            for number, words in ((came, "came in"), (went, "went out"), (then, "on the list then"))
        ]
    )


def test_the_list_leads_to_who_came_in_and_by_which_edit(desk: Page, own_server: Server) -> None:
    desk.goto(f"{own_server.url}/customers/overview?city=benton")
    expect(row(desk, "Bluebird Café")).to_be_visible()
    desk.get_by_role("button", name="Changes since…").click()
    views(desk, "1", "2", "3")
    expect(desk.get_by_text("City: Benton")).to_be_visible()
    line = row(desk, "Bluebird Café")
    expect(line).to_contain_text("City from Conway to Benton")
    expect(line).to_contain_text("Mark Kent")
    line.get_by_role("link", name="Edit of Bluebird Café").click()
    expect(desk.get_by_role("heading", name="Edit of Bluebird Café", level=1)).to_be_visible()
    desk.go_back()
    row(desk, "Bluebird Café").get_by_role("link", name="Bluebird Café", exact=True).click()
    expect(desk.get_by_role("heading", name="Bluebird Café", level=1)).to_be_visible()
    desk.go_back()
    desk.get_by_role("link", name="The list now").click()
    expect(desk).to_have_url(f"{own_server.url}/customers/overview?city=benton")


def test_who_went_out_and_the_list_as_it_was_have_their_addresses(
    desk: Page, own_server: Server
) -> None:
    desk.goto(f"{own_server.url}/customers/movement?since={DAY}&city=benton")
    views(desk, "1", "2", "3")
    desk.get_by_role("link", name="went out").click()
    expect(row(desk, "Alder Café")).to_contain_text("City from Benton to Conway")
    expect(row(desk, "Capitol Grill")).to_contain_text("In Trash")
    expect(row(desk, "Capitol Grill")).to_contain_text("Moved to Trash")
    desk.get_by_role("link", name="on the list then").click()
    expect(row(desk, "Alder Bakery")).to_contain_text("0 Main St, Benton")
    expect(rows(desk)).to_have_count(3)
    desk.reload()
    expect(row(desk, "Alder Bakery")).to_be_visible()
    desk.go_back()
    expect(row(desk, "Alder Café")).to_be_visible()


def test_a_bulk_edit_is_paged_through(desk: Page, own_server: Server) -> None:
    desk.goto(f"{own_server.url}/customers/movement?since={DAY}&status=active&view=out")
    views(desk, "0", "71", "120")
    expect(desk.get_by_text("1–50 of 71")).to_be_visible()
    expect(row(desk, "Zebra Works 020")).to_contain_text("Status from Active to Inactive")
    desk.get_by_role("button", name="Next").click()
    expect(row(desk, "Zebra Works 089")).to_contain_text("Status set to Inactive on 70 customers")
    desk.get_by_role("link", name="came in").click()
    expect(desk.get_by_role("heading", name=f"Nobody came in since {WORDS}")).to_be_visible()


def test_another_day_is_chosen_and_one_that_has_not_come_is_refused(
    desk: Page, own_server: Server
) -> None:
    desk.goto(f"{own_server.url}/customers/movement")
    expect(desk.get_by_role("heading", name="Choose a day")).to_be_visible()
    box = desk.get_by_label("Since")
    box.fill("2090-01-01")
    desk.get_by_role("button", name="Show").click()
    expect(desk.get_by_text("This day has not come yet.")).to_be_visible()
    box.fill(DAY.isoformat())
    desk.get_by_role("button", name="Show").click()
    expect(desk.get_by_role("heading", name=f"Changes since {WORDS}", level=1)).to_be_visible()
    views(desk, "0", "1", "120")


@every_look
def test_it_is_seen_by_everybody(browser: Browser, own_server: Server, look: Look) -> None:
    with looking(browser, own_server, look) as page:
        sign_in(page, own_server)
        for view in ("in", "out", "then"):
            page.goto(f"{own_server.url}/customers/movement?since={DAY}&city=benton&view={view}")
            expect(rows(page).first).to_be_visible()
            check(page, view)
