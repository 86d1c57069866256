"""Customers with anything in the fields that filters look at, and any conditions on them."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import delete, insert
from sqlmodel import Session

from clientapp.customers.derived import derive, reindex
from clientapp.listing.request import Condition, ListRequest
from clientapp.listing.tokens import after, before, between, contains, last_days
from clientapp.models import (
    Address,
    Contact,
    Customer,
    CustomerAddress,
    CustomerContact,
    CustomerTag,
)
from clientapp.searching import index

NOW = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
"""Still the 21st in Chicago."""

CREATED = [
    datetime(2026, 11, 21, 5, 59, tzinfo=UTC),  # the 20th there
    datetime(2026, 11, 21, 6, 0, tzinfo=UTC),
    datetime(2026, 11, 1, 4, 59, 59, tzinfo=UTC),  # the night in which summer time ends
    datetime(2026, 3, 8, 8, 30, tzinfo=UTC),
    NOW,
]
DAYS = [date(2026, 11, 22), date(2026, 11, 21), date(2026, 11, 15), date(2024, 2, 29)]
TEXTS = ["Łódź & Söhne", "O'Reilly's", "Oak St.", "oak-st", "ÆØÅ 12", "100% sure", "a_b, c", "--"]
MAILS = ["ana@gmail.com", "Ben.Lee@Example.org", "x_y@gmail.com", "café@bücher.example"]
PHONES = ["(501) 555-0101", "501.555.0199 x12", "+49 30 901820", "ask Bob"]


def any_of(values: Collection[Any]) -> st.SearchStrategy[Any]:
    """One of the values, or nothing."""
    return st.one_of(st.none(), st.sampled_from(list(values)))


FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "kind": st.sampled_from(["residential", "commercial"]),
    "status": st.sampled_from(["active", "active", "inactive"]),
    "company_name": any_of(TEXTS),
    "email": any_of(MAILS),
    "phone": any_of(PHONES),
    "website": any_of(["https://Oak.example", "łódź.example"]),
    "customer_since": any_of(DAYS),
    "credit_limit": any_of([Decimal("0.00"), Decimal("99.90"), Decimal("-5.10"), Decimal("5000")]),
    "service_days": any_of(["mon", "mon,wed", "tue,sat,sun"]),
    "service_from": any_of(["08:00", "12:30", "23:59"]),
    "reached_by": any_of(["phone", "text", "email"]),
    "do_not_service": st.booleans(),
    "created_at": st.sampled_from(CREATED),
    "first_name": any_of(["Ana", "Zoë"]),
    "last_name": any_of(["Łódź", "O'Neil"]),
    "street": any_of(TEXTS),
    "city": any_of(["Łódź", "lodz", "St. Louis", "--"]),
    "state": any_of(["AR", "ar", "New York", "."]),
    "country": any_of(["United States", "usa", "Poland"]),
    "latitude": any_of([34.7465, -33.5, 0.0]),
    "billing_street": any_of(TEXTS),
    "billing_city": any_of(["Zürich", "zurich", "Lodz"]),
    "tags": st.frozensets(st.sampled_from([1, 2, 3])),
}
rows = st.fixed_dictionaries(FIELDS)

NUMBERS = ["0", "99.9", "-5.1", "5000", "34.7465", "-33.5", "1.5"]
ENDS: dict[str, list[str]] = {
    "number": NUMBERS,
    "date": ["2026-11-20", "2026-11-21", "2026-11-22", "2026-10-31", "2024-02-29"],
    "time": ["08:00", "08:01", "12:30", "23:59"],
}
ASKED: dict[str, list[str]] = {
    "text": [
        *TEXTS[:-1],
        *MAILS,
        *PHONES,
        "oak",
        "S",
        "lodz",
        "gmail",
        "5550",
        "101",
        "sohne",
        "z",
    ],
    "city": ["lodz", "st louis", contains("LOU"), contains("d"), "nowhere"],
    "state": ["ar", "new york", contains("york")],
    "country": ["united states", "usa", contains("pol")],
    "billing_city": ["zurich", "lodz", contains("ür")],
    "kind": ["residential", "commercial"],
    "status": ["active", "inactive"],
    "service_days": ["mon", "wed", "sun"],
    "reached_by": ["phone", "text", "email"],
    "do_not_service": ["yes", "no"],
    "tags": ["1", "2", "3", "4"],
    "problems": ["contact", "reach", "phone", "do_not_service"],
    "new": ["this-month", "last-month"],
}
NAMES = [name for name in FIELDS if name not in ("tags",)]
FILTERED = [*NAMES, "name", "contact_name", "tags", "problems", "new"]


def spans(shape: str) -> st.SearchStrategy[str]:
    """Anything that a filter over what has an order is asked for."""
    end = st.sampled_from(ENDS[shape])
    pair = st.tuples(end, end).map(lambda two: sorted(two, key=_order))
    made = [
        pair.map(lambda two: between(*two)),
        end.map(lambda low: between(low, "")),
        end.map(lambda high: between("", high)),
        end.map(before),
        end.map(after),
        st.just("any"),
    ]
    if shape == "date":
        made.append(st.sampled_from([1, 2, 7, 8, 30]).map(last_days))
    return st.one_of(made)


def _order(end: str) -> Any:
    return Decimal(end) if end in NUMBERS else end


def values_of(name: str, shape: str) -> st.SearchStrategy[str]:
    """Any value that a filter may be asked for, whether it reads it or not."""
    if shape == "choices":
        filled = st.sampled_from(ASKED[name])
    elif shape == "text":
        filled = st.one_of(st.sampled_from(ASKED["text"]).map(contains), st.just("any"))
    else:
        filled = spans(shape)
    return st.one_of(filled, filled, st.just("-"))


def conditions(filters: Any) -> st.SearchStrategy[Condition]:
    """A condition on any filter, in any group."""

    def on(name: str) -> st.SearchStrategy[Condition]:
        each = filters[name]
        values = st.lists(values_of(name, each.shape).filter(each.reads), min_size=1, max_size=3)
        return st.builds(
            Condition, st.just(name), values.map(tuple), st.booleans(), st.integers(0, 2)
        )

    return st.sampled_from(FILTERED).flatmap(on)


def requests(filters: Any) -> st.SearchStrategy[ListRequest]:
    """Requests with up to four conditions."""
    some = st.lists(conditions(filters), min_size=1, max_size=4)
    return some.map(lambda each: ListRequest(filters=tuple(each)))


def fill(session: Session, stored: Sequence[dict[str, Any]]) -> None:
    """Make these the customers, numbered from 1, with their links and search documents."""
    linked: list[Any] = [CustomerTag, CustomerContact, CustomerAddress, Contact, Address, Customer]
    for table in linked:
        session.execute(delete(table))
    index.remove(session, "customer_search", range(1, 100))
    own = set(Customer.__table__.columns.keys())  # type: ignore[attr-defined]
    for number, values in enumerate(stored, 1):
        named = values | {"number": f"C-{number:06d}"}
        columns = {name: value for name, value in named.items() if name in own}
        stamps = {"id": number, "version": 1, "modified_at": NOW}
        session.execute(insert(Customer).values(columns | derive(named) | stamps))
        _add_parts(session, number, values)
    reindex(session, range(1, len(stored) + 1))


def _add_parts(session: Session, number: int, values: dict[str, Any]) -> None:
    person = {name: values[name] for name in ("first_name", "last_name")}
    if any(person.values()):
        session.execute(insert(Contact).values(id=number, version=1, **person))
        link = {"customer_id": number, "contact_id": number, "version": 1}
        session.execute(insert(CustomerContact).values(is_primary=True, **link))
    site = {name: values[name] for name in ("street", "city", "state", "country", "latitude")}
    billing = {name: values[f"billing_{name}"] for name in ("street", "city")}
    for at, (place, tick) in enumerate(((site, "is_primary_site"), (billing, "is_billing"))):
        if any(each is not None for each in place.values()):
            key = number * 2 + at
            session.execute(insert(Address).values(id=key, version=1, **place))
            ticks = {"is_primary_site": False, "is_billing": False, "is_site": False, tick: True}
            link = {"customer_id": number, "address_id": key, "version": 1}
            session.execute(insert(CustomerAddress).values(**link, **ticks))
