from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col

from clientapp.customers.commands import add_customers
from clientapp.customers.filters import CUSTOMER_FILTERS
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
