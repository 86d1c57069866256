"""What a property is called, recognised and found by, and that every way to a site writes it."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlmodel import col

from clientapp.addresses.property_key import (
    SEARCH,
    identity,
    property_columns,
    property_document,
    property_name,
)
from clientapp.addresses.ticking import ensure_property
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor, begin, finish
from clientapp.ledger.setting import trash_rows
from clientapp.models import Address, Property
from clientapp.searching import index, query
from tests.contacts.people import ELM, OAK, add_place, customer, edit_place
from tests.customers.many import add_all

TEXTS = st.text("abß é1", max_size=6) | st.none()
PLACES = st.fixed_dictionaries(
    dict.fromkeys(("label", "street", "street2", "city", "postal_code"), TEXTS)
)


@pytest.mark.parametrize(
    ("name", "place", "called"),
    [
        ("The Mill", OAK | {"label": "Shop"}, "The Mill"),
        (None, OAK | {"label": "Shop"}, "Shop"),
        (None, OAK, "12 Oak Ct"),
        (None, {"city": "Benton"}, "Benton"),
        (None, {"state": "AR", "postal_code": "72015"}, "AR 72015"),
        (None, {"latitude": 34.5}, "Without an address"),
    ],
)
def test_a_property_is_called_by_its_name_else_by_its_place(
    name: str | None, place: dict[str, Any], called: str
) -> None:
    assert property_name(name, place) == called
    assert property_columns(name, place)["name_key"]


def test_two_flats_of_one_house_are_not_recognised_as_one() -> None:
    first, second = ({**OAK, "street2": flat} for flat in ("Apt 1", "Apt 2"))
    assert identity(None, first) != identity(None, second)
    assert identity("Flat", first) != identity("Attic", first)
    assert identity(None, OAK) == identity(None, {**OAK, "street": "12 OAK CT."})


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, PLACES)
def test_whatever_a_property_is_called_finds_it(name: str | None, place: dict[str, Any]) -> None:
    document = property_document({"name": name, **place})
    for text in filter(None, (name, *place.values())):
        assert all(term in document for term in query.terms(text))


def properties() -> dict[str, Any]:
    """The properties by what they are called, each with the columns that derive from its place."""
    with reading() as session:
        rows = session.connection().execute(
            select(Property.__table__, Address.street, Address.city, Address.postal_code).join(  # type: ignore[attr-defined]
                Address, col(Address.id) == Property.address_id
            )
        )
        return {row.display_name: row._mapping for row in rows}


def found(text: str) -> list[int]:
    """The properties that a search finds."""
    with reading() as session:
        dialect = session.get_bind().dialect.name
        matching = index.matching(dialect, SEARCH, query.terms(text))
        return sorted(session.connection().execute(matching).scalars())


def test_every_site_of_a_new_customer_is_a_property_that_can_be_found(
    any_database: str, actor: Actor
) -> None:
    add_all(actor, [OAK, {**ELM, "billing_street": "PO Box 9", "billing_city": "Bryant"}])
    stored = properties()
    assert set(stored) == {"12 Oak Ct", "7 Elm St"}  # where bills go is no property
    for row in stored.values():
        assert {n: row[n] for n in property_columns(None, row)} == property_columns(None, row)
    assert found("elm st conway") == [stored["7 Elm St"]["id"]]
    assert found("bryant") == []


def test_a_site_that_is_added_or_ticked_later_is_one_too(any_database: str, actor: Actor) -> None:
    ana = customer(actor, **OAK)
    elm = add_place(actor, ana, {**ELM, "label": "Shop"}, is_billing=True, is_site=False)
    assert found("shop") == []
    edit_place(actor, ana, elm, is_site=True)
    assert found("shop") == [properties()["Shop"]["id"]]
    assert found("oak ct") == [properties()["12 Oak Ct"]["id"]]


def test_a_place_has_one_property_however_often_it_becomes_a_site(
    any_database: str, actor: Actor
) -> None:
    customer(actor, **OAK)
    stored = properties()["12 Oak Ct"]
    for in_trash in (False, True):
        with transaction() as session:
            operation = begin(session, actor, "edit", "Again", record_kind="property")
            if in_trash:
                trash_rows(session, operation, Property, [stored["id"]])
            ensure_property(session, operation, stored["address_id"])
            finish(session, operation)
    with reading() as session:
        live = select(func.count()).where(col(Property.trashed_at).is_(None))
        assert session.connection().execute(live).scalar_one() == 1
