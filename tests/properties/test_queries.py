"""Properties are listed, searched and filtered by what is known of them."""

import pytest

from clientapp.database import reading, transaction
from clientapp.desk.rows import desk_rows
from clientapp.ledger.recording import Actor
from clientapp.listing.choices import choices
from clientapp.listing.request import EMPTY, Condition, ListRequest
from clientapp.listing.total import total
from clientapp.models import PropertyRole
from clientapp.properties.customers import link_customer
from clientapp.properties.queries import PROPERTIES, PROPERTY_DESK
from tests.properties.writing import ELM, add_customers, add_property, site_of

pytestmark = pytest.mark.usefixtures("any_database")


def found(*conditions: Condition, search: str = "") -> list[str]:
    """The names of the properties that a request finds, in order."""
    request = ListRequest(search=search, filters=conditions)
    with reading() as session:
        rows = desk_rows(session, PROPERTY_DESK, request)
        assert total(session, PROPERTIES, request) == len(rows)
    return [row.name for row in rows]


def test_a_property_is_found_by_its_name_its_place_and_who_lets_one_in(actor: Actor) -> None:
    add_property(actor, name="Maple Court", **ELM, access_name="Kelly Brandt")
    add_property(actor, name="Oak House")
    assert found(search="maple") == ["Maple Court"]
    assert found(search="elm benton") == ["Maple Court"]
    assert found(search="brandt") == ["Maple Court"]


def test_every_site_of_a_customer_is_one(actor: Actor) -> None:
    first, second = add_customers(actor, "Ford Street Market", "Pine Street LLC")
    assert found() == ["0 Oak Ct", "1 Oak Ct"]
    assert found(Condition("customer", (str(second),))) == ["1 Oak Ct"]
    with reading() as session:
        cells = [row.cells for row in desk_rows(session, PROPERTY_DESK, ListRequest())]
    assert [cell[2] for cell in cells] == ["Ford Street Market", "Pine Street LLC"]
    assert site_of(first) != site_of(second)


def test_those_that_nobody_has_are_found(actor: Actor) -> None:
    add_customers(actor, "Ford Street Market")
    add_property(actor, name="Maple Court")
    assert found(Condition("customer", (EMPTY,))) == ["Maple Court"]


def test_by_role_and_with_counts(actor: Actor) -> None:
    (customer,) = add_customers(actor, "Ford Street Market")
    place = add_property(actor, name="Maple Court")
    with transaction() as session:
        link_customer(session, actor, place, customer, PropertyRole.TENANT, None, None)
    assert found(Condition("role", ("tenant",))) == ["Maple Court"]
    with reading() as session:
        by_role = choices(session, PROPERTIES, ListRequest(), "role")
        by_customer = choices(session, PROPERTIES, ListRequest(), "customer")
    assert [tuple(each) for each in by_role if each.count] == [
        ("tenant", "Tenant", 1),
        (EMPTY, "Empty", 1),
    ]
    assert by_customer[0].label == "Ford Street Market"


def test_units_are_found_by_what_they_are_part_of(actor: Actor) -> None:
    house = add_property(actor, name="Maple Court", **ELM)
    add_property(actor, name="Unit 2", parent=house, **ELM)
    assert found(Condition("unit", ("yes",))) == ["Unit 2"]
    assert found(Condition("parent", (str(house),))) == ["Unit 2"]
    assert found(Condition("unit", ("no",))) == ["Maple Court"]
