"""What one has to know at a property: a secret is seen by those who may, and every look is kept."""

import json

import pytest
from sqlalchemy import text
from sqlmodel import select

from clientapp.database import reading, transaction
from clientapp.editing.validation import Rejected
from clientapp.ledger.recording import Actor
from clientapp.models import Action, Change
from clientapp.properties.resources import look, remove_resource, resources_of, save_resource
from tests.properties.writing import add_property, told, undo, values_of

pytestmark = pytest.mark.usefixtures("any_database")

CODE = {"name": "Gate code", "value": "4711#"}


def save(actor: Actor, place: int, row: int | None, **values: str) -> int:
    """Save a secret; the operation."""
    base = {} if row is None else {**CODE, "value": ""}
    with transaction() as session:
        return (
            save_resource(
                *(session, actor, place, row, values, base), is_secret=True, may_look=True
            )
            or 0
        )


def add_code(actor: Actor) -> tuple[int, int]:
    """A property with a gate code: their ids."""
    place = add_property(actor, name="Maple Court")
    save(actor, place, None, **CODE)
    with reading() as session:
        return place, resources_of(session, place)[0].id or 0


def test_each_look_stands_in_the_history(actor: Actor) -> None:
    place, row = add_code(actor)
    version = values_of(place)["version"]
    with transaction() as session:
        assert look(session, actor, place, row) == "4711#"
    assert told("property", place)[0] == "Gate code seen"
    assert values_of(place)["version"] == version
    with reading() as session:
        seen = session.exec(select(Change).where(Change.action == Action.LOOK)).one()
    assert (seen.before, seen.after) == (None, None)


def test_the_history_never_says_the_value(actor: Actor) -> None:
    place, row = add_code(actor)
    save(actor, place, row, value="1234#")
    assert told("property", place) == ["Gate code changed", "Resource added: Gate code", "Created"]
    assert not [line for line in told("property", place) if "4711" in line or "1234" in line]


def test_an_undo_puts_the_old_value_back(actor: Actor) -> None:
    place, row = add_code(actor)
    undo(actor, save(actor, place, row, value="1234#"))
    with transaction() as session:
        assert look(session, actor, place, row) == "4711#"


def test_an_empty_box_leaves_a_secret_as_it_is(actor: Actor) -> None:
    place, row = add_code(actor)
    save(actor, place, row, name="Door code", value="")
    with reading() as session:
        kept = resources_of(session, place)[0]
    assert (kept.name, kept.value) == ("Door code", "4711#")


def test_a_search_finds_no_secret(actor: Actor) -> None:
    place, _row = add_code(actor)
    with transaction() as session:
        save_resource(
            *(session, actor, place, None, {"name": "Meter", "value": "M8812"}, {}),
            is_secret=False,
            may_look=False,
        )
    with reading() as session:
        documents = session.connection().execute(text("SELECT document FROM property_search"))
        found = json.dumps([row[0] for row in documents])
    assert "m8812" in found
    assert "4711" not in found
    assert "gate" not in found


def test_who_may_not_see_a_secret_cannot_make_it_none(actor: Actor) -> None:
    place, row = add_code(actor)
    with pytest.raises(Rejected) as refused, transaction() as session:
        save_resource(session, actor, place, row, {}, {}, is_secret=False, may_look=False)
    assert [*refused.value.problems] == ["is_secret"]


def test_a_resource_has_a_name_and_a_value(actor: Actor) -> None:
    place = add_property(actor, name="Maple Court")
    with pytest.raises(Rejected) as refused:
        save(actor, place, None, name="", value="")
    assert [*refused.value.problems] == ["name", "value"]


def test_a_removed_resource_comes_back_by_an_undo(actor: Actor) -> None:
    place, row = add_code(actor)
    with transaction() as session:
        removed = remove_resource(session, actor, place, row)
    assert told("property", place)[0] == "Resource deleted: Gate code"
    undo(actor, removed or 0)
    with reading() as session:
        assert [each.name for each in resources_of(session, place)] == ["Gate code"]
