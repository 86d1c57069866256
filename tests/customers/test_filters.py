from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col

from clientapp.bulk.selection import Selection
from clientapp.customers.commands import add_customers
from clientapp.customers.fields import CUSTOMER_FIELDS
from clientapp.customers.filters import CUSTOMER_FILTERS, SEARCHED
from clientapp.customers.queries import (
    CUSTOMERS,
    Tiles,
    customer_page,
    customer_tiles,
    customer_total,
)
from clientapp.customers.rules import with_defaults
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor, begin, finish
from clientapp.listing import filters as filters_module
from clientapp.listing.choices import Choice, choices
from clientapp.listing.request import EMPTY, ListRequest
from clientapp.listing.tokens import contains
from clientapp.models import Customer, Status
from clientapp.settings import settings
from tests.customers.writing import update as save
from tests.listing.rows import CREATED, NOW

PEOPLE: list[dict[str, Any]] = [
    {"first_name": "Ana", "last_name": "Reyes", "phone": "501 555 0101", "city": "LITTLE ROCK"},
    {"first_name": "Ben", "last_name": "Lee", "phone": "ask Bob", "city": "Little Rock"},
    {"company_name": "Cedar Works", "email": "c@example.com", "city": "Little-Rock"},
    {"company_name": "Dry Goods", "city": "Łódź", "status": "inactive"},
    {"first_name": "Eve", "last_name": "Fox", "city": "--"},
]


@pytest.fixture
def people(any_database: str, actor: Actor, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Five customers, one of each kind of problem; it is November 2026."""
    monkeypatch.setattr(filters_module, "now", lambda: NOW)
    monkeypatch.setenv("CLIENTAPP_TIME_ZONE", "UTC")
    settings.cache_clear()
    with transaction() as session:
        operation = begin(session, actor, "import", "Import of people.csv")
        ids = list(add_customers(session, operation, [with_defaults(each) for each in PEOPLE]))
        months = list(CREATED.values())
        for at, row_id in enumerate(ids):
            created = update(Customer).where(col(Customer.id) == row_id)
            session.execute(created.values(created_at=months[at % 3]))
        finish(session, operation)
    return ids


def names(name: str, *values: str, negated: bool = False) -> list[str]:
    """Who is found by one filter."""
    request = ListRequest().filtered(name, values, negated)
    with reading() as session:
        found = [row.name for row in customer_page(session, request)]
        assert customer_total(session, request) == len(found)
    return found


@pytest.mark.usefixtures("people")
def test_a_customer_with_any_of_the_problems_is_found() -> None:
    assert names("problems", "contact") == ["Cedar Works", "Dry Goods"]
    assert names("problems", "reach") == ["Dry Goods", "Eve Fox"]
    assert names("problems", "phone") == ["Ben Lee"]
    assert names("problems", "contact", "phone") == ["Ben Lee", "Cedar Works", "Dry Goods"]
    assert names("problems", "contact", "phone", negated=True) == ["Ana Reyes", "Eve Fox"]
    assert names("problems", EMPTY) == ["Ana Reyes"]


@pytest.mark.usefixtures("people")
def test_a_city_is_one_however_it_is_written() -> None:
    assert names("city", "little rock") == ["Ana Reyes", "Ben Lee", "Cedar Works"]
    assert names("city", "little rock", negated=True) == ["Dry Goods", "Eve Fox"]
    assert names("city", "little rock", EMPTY, negated=True) == ["Dry Goods"]
    with reading() as session:
        assert choices(session, CUSTOMERS, ListRequest(), "city") == [
            Choice("little rock", "LITTLE ROCK", 3),
            Choice("lodz", "Łódź", 1),
            Choice(EMPTY, "Empty", 1),
        ]


@pytest.mark.usefixtures("people")
def test_every_filter_offers_and_finds(actor: Actor) -> None:
    for name in CUSTOMER_FILTERS:
        with reading() as session:
            offered = choices(session, CUSTOMERS, ListRequest(), name)
        for value, _label, count in offered:
            assert len(names(name, value)) == count
    assert names("status", Status.ACTIVE, negated=True) == ["Dry Goods"]


MORE: list[dict[str, Any]] = [
    {
        "first_name": "Jo",
        "last_name": "Ames",
        "job_title": "Head of Façades",
        "email": "jo@gmail.com",
        "phone": "(501) 555-0199",
        "credit_limit": Decimal("250.50"),
        "customer_since": date(2026, 11, 20),
        "service_from": "08:30",
        "service_days": "mon,fri",
        "street": "12 Oak St.",
        "city": "Conway",
        "state": "AR",
        "country": "USA",
        "latitude": 35.09,
        "billing_street": "P.O. Box 9",
        "billing_city": "Zürich",
        "billing_state": "ZH",
        "reached_by": "text",
        "external_id": "X-77",
    },
    {
        "company_name": "Oak & Sons",
        "kind": "commercial",
        "email": "info@oak.example",
        "customer_since": date(2020, 2, 29),
        "credit_limit": Decimal(0),
        "street": "1 Gmail Ave",
        "state": "ar",
        "billing_city": "zurich",
        "do_not_service": True,
    },
    {"first_name": "Nil", "last_name": "Null"},
]
JO, OAK, NIL = "Jo Ames", "Oak & Sons", "Nil Null"


@pytest.fixture
def others(any_database: str, actor: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three customers: one with much filled in, one with other things, one with nothing."""
    monkeypatch.setattr(filters_module, "now", lambda: NOW)
    monkeypatch.setenv("CLIENTAPP_TIME_ZONE", "UTC")
    settings.cache_clear()
    with transaction() as session:
        operation = begin(session, actor, "import", "Import of more.csv")
        list(add_customers(session, operation, [with_defaults(each) for each in MORE]))
        finish(session, operation)


@pytest.mark.usefixtures("others")
@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("email", contains("@GMAIL"), [JO]),
        ("name", contains("oak and"), []),
        ("name", contains("OAK"), [OAK]),
        ("contact_name", contains("jo am"), [JO]),
        ("job_title", contains("facade"), [JO]),
        ("job_title", EMPTY, [NIL, OAK]),
        ("phone", contains("5550199"), [JO]),
        ("street", contains("oak st"), [JO]),
        ("street", contains("gmail"), [OAK]),
        ("billing_street", contains("po box"), [JO]),
        ("billing_city", "zurich", [JO, OAK]),
        ("billing_state", "zh", [JO]),
        ("state", "ar", [JO, OAK]),
        ("state", EMPTY, [NIL]),
        ("country", "usa", [JO]),
        ("city", contains("con"), [JO]),
        ("customer_since", "7d", [JO]),
        ("customer_since", "<2024-01-01", [OAK]),
        ("customer_since", "any", [JO, OAK]),
        ("credit_limit", "0..250.5", [JO, OAK]),
        ("credit_limit", ">0", [JO]),
        ("service_from", "08:00..09:00", [JO]),
        ("service_days", "fri", [JO]),
        ("reached_by", "text", [JO]),
        ("latitude", "35..36", [JO]),
        ("external_id", contains("x 77"), [JO]),
        ("do_not_service", "yes", [OAK]),
        ("number", contains("2"), [OAK]),
        ("id", "..2", [JO, OAK]),
        ("created_by_name", EMPTY, [JO, NIL, OAK]),
        ("created_at", "<2020-01-01", []),
    ],
)
def test_any_field_is_a_filter(name: str, value: str, found: list[str]) -> None:
    assert names(name, value) == found
    rest = [each for each in (JO, NIL, OAK) if each not in found]
    assert names(name, value, negated=True) == rest


@pytest.mark.usefixtures("others")
def test_alternatives_are_any_of_them() -> None:
    query = {"or1.city": contains("conw"), "or1.email": contains("example"), "kind": "commercial"}
    request = ListRequest.from_query(query, CUSTOMERS.sorts, CUSTOMER_FILTERS)
    with reading() as session:
        assert [row.name for row in customer_page(session, request)] == [OAK]
        either = request.filtered("kind", ())
        assert [row.name for row in customer_page(session, either)] == [JO, OAK]
        assert customer_total(session, either) == 2
        assert Selection(request=either).count(session, CUSTOMERS) == 2


@pytest.mark.usefixtures("others")
def test_places_are_choices_however_they_are_written() -> None:
    with reading() as session:
        assert choices(session, CUSTOMERS, ListRequest(), "state") == [
            Choice("ar", "AR", 2),
            Choice(EMPTY, "Empty", 1),
        ]
        offered = choices(session, CUSTOMERS, ListRequest(), "service_days")
        assert {each.label for each in offered if each.count} == {"Mon", "Fri", "Empty"}
        assert choices(session, CUSTOMERS, ListRequest(), "email") == []


def test_every_field_is_a_filter_under_a_heading() -> None:
    assert {field.name for field in CUSTOMER_FIELDS} <= CUSTOMER_FILTERS.keys()
    assert all(each.group for each in CUSTOMER_FILTERS.values())
    headings = [each.group for each in CUSTOMER_FILTERS.values()]
    assert len(set(headings)) == sum(a != b for a, b in pairwise(["", *headings]))


def test_what_narrows_by_the_search_index_stands_in_it() -> None:
    searched = {
        name for name, each in CUSTOMER_FILTERS.items() if each.narrowing([contains("12345")])
    }
    assert searched == {*SEARCHED, "contact_name"}


def test_the_columns_follow_a_save(people: list[int], actor: Actor) -> None:
    save(actor, people[3], 1, city="Conway", phone="(501) 555-0101")
    assert names("city", "conway") == ["Dry Goods"]
    assert names("city", "lodz") == []
    assert names("problems", "reach") == ["Eve Fox"]


def test_the_tiles_say_how_the_customers_stand(people: list[int], actor: Actor) -> None:
    with reading() as session:
        assert customer_tiles(session) == Tiles(4, 2, 3, 1, 2, 2)
    save(actor, people[3], 1, status=Status.ACTIVE, email="d@example.com")
    with reading() as session:
        assert customer_tiles(session) == Tiles(5, 2, 3, 1, 2, 1)


def test_a_filter_is_not_called_as_what_a_list_asks_for_anyway() -> None:
    taken = {"q", "sort", "page", "size"}
    assert not taken & CUSTOMER_FILTERS.keys()
    assert all(name == each.name for name, each in CUSTOMER_FILTERS.items())
