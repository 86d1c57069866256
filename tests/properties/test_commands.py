"""Creating and changing a property and its place."""

import pytest

from clientapp.database import reading
from clientapp.editing.validation import Rejected
from clientapp.ledger.changed import Conflict
from clientapp.ledger.recording import Actor
from clientapp.ledger.sharing import elsewhere
from tests.customers.many import ledger_faults
from tests.properties.writing import (
    ELM,
    add_customers,
    add_property,
    site_of,
    told,
    undo,
    update,
    values_of,
)

pytestmark = pytest.mark.usefixtures("any_database")


def test_a_property_is_called_by_its_name_or_its_place(actor: Actor) -> None:
    assert values_of(add_property(actor, name="Maple Court"))["display_name"] == "Maple Court"
    assert values_of(add_property(actor, **ELM))["display_name"] == "12 Elm St"


def test_a_property_needs_a_name_or_an_address(actor: Actor) -> None:
    with pytest.raises(Rejected) as refused:
        add_property(actor, access_notes="Ring twice")
    assert refused.value.problems == {"name": "A property needs a name or an address"}


def test_half_an_address_is_refused(actor: Actor) -> None:
    with pytest.raises(Rejected) as refused:
        add_property(actor, name="Maple Court", street="12 Elm St", country="United States")
    assert refused.value.problems["city"] == "A US address needs a city"


def test_an_external_id_stands_once(actor: Actor) -> None:
    add_property(actor, name="Maple Court", external_id="P-1")
    with pytest.raises(Rejected) as refused:
        add_property(actor, name="Oak House", external_id="P-1")
    assert refused.value.problems == {
        "external_id": "This is the external ID of Maple Court already"
    }


def test_a_property_is_no_part_of_itself(actor: Actor) -> None:
    house = add_property(actor, name="Maple Court")
    unit = add_property(actor, name="Unit 2", parent=house)
    with pytest.raises(Rejected) as refused:
        update(actor, house, 1, parent=unit)
    assert [*refused.value.problems] == ["parent"]


def test_editing_the_place_changes_it_for_who_uses_it(actor: Actor) -> None:
    (customer,) = add_customers(actor, "Ford Street Market")
    place = site_of(customer)
    with reading() as session:
        address = values_of(place)["address_id"]
        others = elsewhere(session, "address", [address], place, "property")
    assert str(others[address]) == "Ford Street Market"
    update(actor, place, values_of(place)["version"], street="99 New St", access_notes="Ring twice")
    assert values_of(place)["display_name"] == "99 New St"
    assert "Street from 0 Oak Ct to 99 New St" in told("customer", customer)
    assert "Access notes set to Ring twice" in told("property", place)
    assert ledger_faults() == []


def test_an_undo_takes_a_new_property_back(actor: Actor) -> None:
    place = add_property(actor, name="Maple Court", **ELM)
    undo(actor, 1)
    assert values_of(place)["trashed_at"] is not None


def test_two_people_who_change_a_field_are_told(actor: Actor) -> None:
    place = add_property(actor, name="Maple Court")
    update(actor, place, 1, name="Maple House")
    with pytest.raises(Conflict) as conflict:
        update(Actor(None, "Ben Cole", "web"), place, 1, name="Elm House")
    assert conflict.value.theirs == {"name": "Maple House"}
    assert conflict.value.changed["name"].who == "Ana Reyes"
