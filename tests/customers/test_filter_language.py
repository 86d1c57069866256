"""What a URL asks for is what SQL finds on both databases, what Python accepts of what a customer
held, and what plain rules say, which are written down here a second time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select
from sqlmodel import Session, col

from clientapp.customers.filters import CUSTOMER_FILTERS, held
from clientapp.customers.queries import CUSTOMERS, customer_page, customer_total
from clientapp.customers.reading import read_values
from clientapp.database import reading, transaction
from clientapp.formatting import fold
from clientapp.listing import filters as filters_module
from clientapp.listing.counting import matching
from clientapp.listing.remembered import Recent
from clientapp.listing.request import Condition, ListRequest
from clientapp.models import CustomerTag, Picklist, PicklistOption
from clientapp.settings import settings as clientapp_settings

from .any_customers import NOW, fill, requests, rows

CHICAGO = ZoneInfo("America/Chicago")
TODAY = NOW.astimezone(CHICAGO).date()

both = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(autouse=True)
def in_chicago(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(filters_module, "now", lambda: NOW)
    monkeypatch.setenv("CLIENTAPP_TIME_ZONE", "America/Chicago")
    clientapp_settings.cache_clear()
    yield
    clientapp_settings.cache_clear()


# the plain rules


def meets(row: dict[str, Any], request: ListRequest) -> bool:
    """All conditions outside of groups, and of each group any."""
    groups: dict[Any, list[bool]] = {}
    for at, each in enumerate(request.filters):
        groups.setdefault(each.group or f"alone {at}", []).append(lets_through(row, each))
    return all(any(group) for group in groups.values())


def lets_through(row: dict[str, Any], condition: Condition) -> bool:
    """Any of the values, or none of them."""
    return any(has(row, condition.name, value) for value in condition.values) != condition.negated


def has(row: dict[str, Any], name: str, value: str) -> bool:
    """Whether a row has one value of a filter."""
    own = looked_at(row, name)
    if value == "-":
        return own in (None, "", frozenset())
    if own in (None, "", frozenset()):
        return False
    shape = CUSTOMER_FILTERS[name].shape
    if shape == "text":
        return value == "any" or occurs(value[1:], own, squeezed=name == "phone")
    if shape != "choices":
        return value == "any" or lies(own, value, shape)
    if isinstance(own, frozenset):
        return value in own
    return occurs(value[1:], own, squeezed=False) if value.startswith("~") else own == value


def looked_at(row: dict[str, Any], name: str) -> Any:
    """What a filter looks at, as text or a set of texts."""
    person = " ".join(filter(None, (row["first_name"], row["last_name"])))
    names = [row["company_name"], person]
    if row["kind"] == "residential":
        names.reverse()
    own = row.get(name)
    match name:
        case "name":
            return next(filter(None, (*names, row["email"], row["phone"], "C-00000")))
        case "contact_name":
            return person
        case "city" | "state" | "country" | "billing_city":
            return fold(own)
        case "tags":
            return frozenset(map(str, own or ()))
        case "service_days":
            return frozenset((own or "").split(",")) - {""}
        case "do_not_service":
            return "yes" if own else "no"
        case "new":
            created: datetime = row["created_at"]
            month = created.astimezone(CHICAGO).strftime("%Y-%m")
            return {"2026-11": "this-month", "2026-10": "last-month"}.get(month, "earlier")
        case "created_at":
            return row["created_at"].astimezone(CHICAGO).date().isoformat()
        case "problems":
            found = {
                "contact": not person,
                "reach": not row["phone"] and not row["email"],
                "phone": row["phone"] == "ask Bob" or _is_doubtful(row),
                "do_not_service": row["do_not_service"],
            }
            return frozenset(name for name, is_open in found.items() if is_open)
        case _:
            return own


def _is_doubtful(row: dict[str, Any]) -> bool:
    """An American phone where the customer is in Poland."""
    return bool(row["phone"]) and row["country"] == "Poland" and row["phone"].startswith(("(", "5"))


def occurs(text: str, own: str, *, squeezed: bool) -> bool:
    """Whether a text occurs, however both are written."""
    found, within = fold(text), fold(own)
    if squeezed:
        found, within = found.replace(" ", ""), within.replace(" ", "")
    return found in within


def lies(own: Any, value: str, shape: str) -> bool:
    """Whether something lies within a span: days and times compare as they are written."""
    if shape == "date":
        own = str(own)
        if value.endswith("d"):
            first = TODAY - timedelta(days=int(value[:-1]) - 1)
            return first.isoformat() <= own <= TODAY.isoformat()

    def end(text: str) -> Any:
        return Decimal(text) if shape == "number" else text

    own = Decimal(str(own)) if shape == "number" else own
    if value[0] == "<":
        return own < end(value[1:])
    if value[0] == ">":
        return own > end(value[1:])
    low, _dots, high = value.partition("..")
    return (not low or own >= end(low)) and (not high or own <= end(high))


# the property


@both
@given(stored=st.lists(rows, min_size=1, max_size=12), request=requests(CUSTOMER_FILTERS))
def test_sql_and_python_and_plain_rules_let_the_same_through(
    any_database: str, stored: list[dict[str, Any]], request: ListRequest
) -> None:
    expected = [number for number, row in enumerate(stored, 1) if meets(row, request)]
    with transaction() as session:
        make(session, stored)
    with reading() as session, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Recent, "get", lambda _self, _key, ask: ask())
        values = read_values(session, range(1, len(stored) + 1))
        held_by = {
            key: held(each | {"tags": stored[key - 1]["tags"]}) for key, each in values.items()
        }
        accepted = [key for key in sorted(held_by) if CUSTOMERS.accepts(request, held_by[key])]
        assert sorted(accepted) == expected
        found = session.connection().execute(matching(session, CUSTOMERS, request)).scalars()
        assert sorted(found) == expected
        assert customer_total(session, request) == len(expected)
        assert sorted(row.id for row in customer_page(session, request)) == expected
    with transaction() as session:  # is told nothing of what was found before
        found = session.connection().execute(matching(session, CUSTOMERS, request)).scalars()
        assert sorted(found) == expected


def make(session: Session, stored: list[dict[str, Any]]) -> None:
    """Make these the customers, with three tags."""
    fill(session, stored)
    session.execute(delete(PicklistOption))
    tag = session.execute(select(col(Picklist.id)).where(col(Picklist.name) == "tag")).scalar_one()
    for key in (1, 2, 3):
        option = {"id": key, "picklist_id": tag, "label": f"T{key}", "label_key": f"t{key}"}
        session.execute(insert(PicklistOption).values(position=0, version=1, **option))
    for number, row in enumerate(stored, 1):
        for key in row["tags"]:
            link = insert(CustomerTag).values(customer_id=number, tag_id=key, version=1)
            session.execute(link)


@given(request=requests(CUSTOMER_FILTERS))
def test_the_url_says_the_same(request: ListRequest) -> None:
    query = request.to_query()
    assert ListRequest.from_query(query, CUSTOMERS.sorts, CUSTOMER_FILTERS) == request
