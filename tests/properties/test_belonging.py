"""A property belongs to one organization at most: by form, by import, and with two at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from clientapp.addresses.belonging import belongs_elsewhere
from clientapp.database import reading, transaction
from clientapp.ledger.changed import Conflict
from clientapp.ledger.recording import Actor
from clientapp.organizations.commands import create_organization
from clientapp.properties.commands import update_property
from clientapp.properties.importing import PropertyImport
from tests.properties.writing import add_property, told, values_of

pytestmark = pytest.mark.usefixtures("any_database")


def organization(actor: Actor, name: str) -> int:
    with transaction() as session:
        return create_organization(session, actor, {"name": name})


def assign(actor: Actor, place: int, base: int, to: int) -> int:
    with transaction() as session:
        return update_property(session, actor, place, {"organization": to}, base).version


def test_edit_on_the_property_reassigns_it(actor: Actor) -> None:
    ford, pine = organization(actor, "Ford Group"), organization(actor, "Pine Group")
    place = add_property(actor, name="Maple Court", organization=ford)
    assign(actor, place, 1, pine)
    assert values_of(place)["organization"] == pine
    assert told("property", place)[0] == "Organization from Ford Group to Pine Group"


def test_of_two_at_once_one_wins_and_the_other_is_told(actor: Actor) -> None:
    groups = [organization(actor, name) for name in ("Ford Group", "Pine Group")]
    place = add_property(actor, name="Maple Court")
    who = [Actor(None, "Ana Reyes", "web"), Actor(None, "Ben Cole", "web")]
    together = Barrier(2)

    def run(at: int) -> Any:
        together.wait()
        try:
            return assign(who[at], place, 1, groups[at])
        except Conflict as conflict:
            return conflict

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(run, range(2)))
    winner = next(at for at, each in enumerate(done) if each == 2)
    told_of = done[1 - winner]
    assert values_of(place)["organization"] == groups[winner]
    assert told_of.theirs == {"organization": groups[winner]}
    assert told_of.changed["organization"].who == who[winner].name


def test_a_row_of_a_file_does_not_take_it_away(actor: Actor) -> None:
    ford, pine = organization(actor, "Ford Group"), organization(actor, "Pine Group")
    add_property(actor, name="Maple Court", external_id="P-1", organization=ford)
    properties = PropertyImport()
    with reading() as session:
        row = properties.identify({"external_id": "P-1", "name": "Maple Court"})
        stored = properties.find(session, [row])[0]
        refused = properties.refuse(session, stored, {"organization": pine})
        assert refused == belongs_elsewhere("Maple Court", "Ford Group")
        assert properties.refuse(session, stored, {"organization": ford}) is None
        assert properties.refuse(session, stored, {"name": "Maple House"}) is None


def test_a_row_finds_a_property_by_its_name_and_place(actor: Actor) -> None:
    place = {"street": "12 Elm St", "city": "Benton", "state": "AR", "postal_code": "72018"}
    named = add_property(actor, name="Maple Court", **place)
    unnamed = add_property(actor, **place)
    properties = PropertyImport()
    with reading() as session:
        for values, found in (({**place, "name": "maple court"}, named), (place, unnamed)):
            row = properties.identify(values)
            matching = [
                each.id
                for each in properties.find(session, [row])
                if each.identity.place == row.place
            ]
            assert matching == [found]
