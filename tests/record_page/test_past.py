"""A record of a kind whose own row holds its fields, as it was at some moment."""

from dataclasses import replace
from datetime import timedelta

from clientapp.customers.commands import EDITABLE, create_customer, update_customer
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor, now
from clientapp.models import Operation
from clientapp.organizations.commands import EDITABLE as ORGANIZATION
from clientapp.organizations.commands import create_organization
from clientapp.record_page.past import compared, values_at
from clientapp.record_page.saving import update_record

OWN = replace(EDITABLE, values_then=None)
"""Customers as if nothing but their own rows held their fields."""


def test_the_own_row_says_what_the_record_was_and_what_differs_now(
    any_database: str, actor: Actor
) -> None:
    values = {"first_name": "Ana", "last_name": "Reyes", "website": "old.example"}
    with transaction() as session:
        created = create_customer(session, actor, values)
    with transaction() as session:
        update_customer(session, actor, created, {"website": "new.example"}, 1)
    with reading() as session:
        first, second = (session.get_one(Operation, each).started_at for each in (1, 2))
        assert values_at(session, OWN, created, first) is None
        then = values_at(session, OWN, created, second) or {}
        today = values_at(session, OWN, created, now() + timedelta(minutes=1)) or {}
        told = compared(session, OWN, then, today)
    assert (then["website"], then["in_trash"]) == ("old.example", False)
    assert today["website"] == "new.example"
    assert "first_name" not in then  # another row holds it
    differing = [(field.label, field.then, field.now) for field in told if field.differs]
    assert differing == [("Website", "old.example", "new.example")]


def test_what_was_never_there_has_no_past(sqlite: str) -> None:
    with reading() as session:
        assert values_at(session, OWN, 7, now()) is None


def test_the_place_that_the_own_row_names_is_told_as_it_was(
    any_database: str, actor: Actor
) -> None:
    place = {"street": "1 Elm St", "city": "Benton", "state": "AR", "postal_code": "72015"}
    with transaction() as session:
        created = create_organization(session, actor, {"name": "Acme", **place})
    with transaction() as session:
        changed = {"name": "Acme & Sons", "city": "Conway"}
        assert update_record(session, actor, ORGANIZATION, created, changed, 1).version == 2
    with reading() as session:
        moved = session.get_one(Operation, 2).started_at
        then = values_at(session, ORGANIZATION, created, moved) or {}
        today = ORGANIZATION.read_values(session, [created])[created]
        told = compared(session, ORGANIZATION, then, today)
    assert {field.label: (field.then, field.now) for field in told if field.differs} == {
        "Organization name": ("Acme", "Acme & Sons"),
        "City": ("Benton", "Conway"),
    }
