"""What stands in the cells of the list of customers: any field, as people read it."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select

from clientapp.access.commands import add_user
from clientapp.customers.columns import COLUMNS
from clientapp.customers.commands import create_customer
from clientapp.customers.fields import CUSTOMER_FIELDS
from clientapp.customers.queries import customer_page
from clientapp.database import reading, transaction
from clientapp.desk.rows import DeskRow
from clientapp.formatting import moment_label
from clientapp.ledger.recording import Actor
from clientapp.listing.request import ListRequest
from clientapp.listing.sources import LONGEST
from clientapp.models import Customer, Picklist, PicklistOption
from clientapp.settings import settings


@pytest.fixture
def user(any_database: str) -> Actor:
    with transaction() as session:
        ana = add_user(session, "ana@example.com", "owner", name="Ana Reyes")
        return Actor(ana.id, ana.name, "web")


def create(actor: Actor, **values: Any) -> None:
    with transaction() as session:
        named = {"first_name": "Kelly", "last_name": "Brandt", "company_name": "Harbor Tap Room"}
        create_customer(session, actor, {"kind": "commercial"} | named | values)


def only_row(*columns: str) -> DeskRow:
    with reading() as session:
        [row] = customer_page(session, ListRequest(), columns=columns)
        return row


def only_cells(*columns: str) -> tuple[str, ...]:
    return only_row(*columns).cells


def option(name: str, code: str | None = None) -> int:
    """The first choice of a picklist, given a code."""
    with transaction() as session:
        chosen = session.exec(
            select(PicklistOption).join(Picklist).where(Picklist.name == name).limit(1)
        ).one()
        chosen.code = code
        return chosen.id or 0


def label(option_id: int) -> str:
    with reading() as session:
        return session.get_one(PicklistOption, option_id).label


def test_every_field_but_the_name_can_be_a_column_and_reads_as_text(user: Actor) -> None:
    create(user)
    assert set(COLUMNS) == {field.name for field in CUSTOMER_FIELDS} - {"name"} | {"place"}
    for name in COLUMNS:
        [cell] = only_cells(name)
        assert isinstance(cell, str)
        assert cell != "None"


def test_cells_stand_in_the_order_that_was_asked_for(user: Actor) -> None:
    create(user, email="kelly@example.com", city="Conway")
    assert only_cells("city", "email") == ("Conway", "kelly@example.com")
    assert only_cells("email", "city") == ("kelly@example.com", "Conway")
    assert only_cells() == ()


def test_values_read_as_people_write_them(user: Actor) -> None:
    create(
        user,
        phone="5015550108",
        phone2="501.555.0109 x12",
        credit_limit=Decimal("5000"),
        customer_since=datetime(2026, 3, 31, tzinfo=UTC).date(),
        service_days="mon,wed",
        bad_debt=False,
        reached_by="text",
    )
    assert only_cells("kind", "status", "reached_by") == ("Commercial", "Active", "Text message")
    assert only_cells("phone", "phone2") == ("(501) 555-0108", "(501) 555-0109 ext. 12")
    assert only_cells("credit_limit", "customer_since") == ("$5,000.00", "31 March 2026")
    assert only_cells("service_days", "bad_debt") == ("Mon, Wed", "No")


def test_a_second_phone_is_read_by_the_country_of_the_place(user: Actor) -> None:
    create(user, street="1 High St", city="London", country="United Kingdom", phone2="02079460523")
    assert only_cells("phone2") == ("+44 20 7946 0523",)


def test_options_are_called_by_their_labels_and_a_category_has_its_code(user: Actor) -> None:
    industry, category = option("industry"), option("category", "STD")
    create(user, industry=industry, category=category)
    cells = only_cells("category", "category_code", "industry", "source")
    assert cells == (label(category), "STD", label(industry), "")


def test_the_billing_address_is_not_the_site(user: Actor) -> None:
    create(user, street="1180 River Ave", city="Little Rock", billing_street="PO Box 7")
    assert only_cells("street", "billing_street", "place") == (
        *("1180 River Ave", "PO Box 7"),
        "1180 River Ave, Little Rock",
    )


def test_who_created_a_customer_is_named_and_nobody_where_a_command_did(user: Actor) -> None:
    create(user)
    columns = ("created_by_name", "created_by", "modified_by_name", "contact_name")
    assert only_cells(*columns) == ("Ana Reyes", "ana@example.com", "Ana Reyes", "Kelly Brandt")
    with transaction() as session:
        customer = session.exec(select(Customer)).one()
        customer.created_by_id = None
    assert only_cells("created_by_name", "created_by") == ("", "")


def test_a_moment_is_said_in_the_time_zone_of_the_settings(user: Actor) -> None:
    create(user)
    with reading() as session:
        created = session.exec(select(Customer.created_at)).one()
    assert only_cells("created_at") == (moment_label(created, settings().zone),)


def test_a_long_description_is_cut_to_one_line(user: Actor) -> None:
    create(user, description="First line\n" + "x" * 5000)
    [cell] = only_cells("description")
    assert cell.startswith("First line x")
    assert len(cell) == LONGEST
    assert cell.endswith("…")


def test_warnings_stand_beside_the_name_whatever_the_columns(user: Actor) -> None:
    create(user, do_not_service=True, do_not_service_reason="Dog bites", bad_debt=True)
    assert only_row("city").warnings == (("Do not service", "Dog bites"), ("Bad debt", ""))


def test_the_contact_stands_beside_another_name_only(user: Actor) -> None:
    create(user)
    assert only_row().under == "Kelly Brandt"
