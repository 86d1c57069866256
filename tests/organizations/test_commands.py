"""Creating and changing organizations, each in one operation."""

import pytest
from sqlmodel import select

from clientapp.database import reading, transaction
from clientapp.editing.validation import Rejected
from clientapp.ledger.recording import Actor
from clientapp.listing.request import ListRequest
from clientapp.listing.statement import page
from clientapp.models import Address, Operation
from clientapp.organizations.commands import create_organization
from clientapp.organizations.queries import ORGANIZATIONS
from tests.customers.many import ledger_faults
from tests.organizations.writing import PLACE, create, save, stored, undo

pytestmark = pytest.mark.usefixtures("any_database")


def found(text: str) -> list[int]:
    with reading() as session:
        return page(session, ORGANIZATIONS, ListRequest(search=text))


def test_one_is_created_with_its_headquarters_and_found_by_both(actor: Actor) -> None:
    [oak] = create(actor, "Oak Hotels", phone="(501) 555-0102", **PLACE)
    values = stored(oak)
    assert values["street"] == "1 Main Street"
    assert values["status"] == "active"
    assert (values["name_key"], values["place_key"]) == ("oak hotels", "benton 1 main street")
    assert values["phone_e164"] == "+15015550102"
    assert found("oak") == found("benton") == found("5550102") == [oak]
    assert ledger_faults() == []


def test_one_without_a_place_has_no_row_for_it(actor: Actor) -> None:
    [oak] = create(actor, "Oak Hotels")
    assert stored(oak)["address_id"] is None
    with reading() as session:
        assert session.exec(select(Address)).first() is None


def test_what_does_not_do_is_said_beside_its_field_and_nothing_is_written(actor: Actor) -> None:
    with pytest.raises(Rejected) as rejected, transaction() as session:
        create_organization(session, actor, {"email": "nobody", "parent": 99})
    assert set(rejected.value.problems) == {"name", "email", "parent"}
    with reading() as session:
        assert session.exec(select(Operation)).first() is None


def test_a_place_that_is_given_later_is_undone_alone(actor: Actor) -> None:
    [oak] = create(actor, "Oak Hotels")
    save(actor, oak, city="Benton", website="example.com")
    assert (stored(oak)["city"], stored(oak)["website"]) == ("Benton", "example.com")
    assert found("benton") == [oak]
    undo(actor)
    assert (stored(oak)["city"], stored(oak)["website"]) == (None, None)
    assert found("benton") == []
    assert ledger_faults() == []


def test_a_change_of_the_place_stands_in_the_keys_and_in_the_index(actor: Actor) -> None:
    [oak] = create(actor, "Oak Hotels", **PLACE)
    version = stored(oak)["version"]
    save(actor, oak, city="Cabot", name="Elm Hotels")
    values = stored(oak)
    assert (values["name_key"], values["city_key"]) == ("elm hotels", "cabot")
    assert values["version"] == version + 1
    assert (found("cabot"), found("benton"), found("oak hotels")) == ([oak], [], [])
    assert ledger_faults() == []


def test_an_undone_creation_lies_in_trash(actor: Actor) -> None:
    [oak] = create(actor, "Oak Hotels", **PLACE)
    undo(actor)
    assert stored(oak)["trashed_at"] is not None
    assert found("oak") == []
    assert ledger_faults() == []
