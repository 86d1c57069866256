"""People stand at organizations and properties as they stand at customers."""

from collections.abc import Iterator
from typing import Any

import pytest

from clientapp.contacts.commands import link_contact, make_primary, remove_contact, save_contact
from clientapp.contacts.queries import (
    ContactShown,
    contact_count,
    contact_values,
    contacts_of,
    people_found,
    stored_contact,
)
from clientapp.database import reading, transaction
from clientapp.editing.validation import Rejected
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import undo_all
from clientapp.problem import Problem
from tests.contacts.owners import owner, owners
from tests.contacts.people import contacts, customer, edit
from tests.ledger.kinds import faults, newest, told

KINDS = pytest.mark.parametrize("kind", ["organization", "property"])


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    with owners():
        yield


def people(kind: str, record_id: int) -> list[ContactShown]:
    with reading() as session:
        return contacts_of(session, record_id, kind=kind)


def add(
    actor: Actor, kind: str, record_id: int, name: str, *, is_primary: bool = False, **more: Any
) -> int:
    """Add a contact by the dialog; the person's id."""
    first, _space, last = name.partition(" ")
    values = {"first_name": first, "last_name": last or None, **more}
    with transaction() as session:
        save_contact(session, actor, record_id, None, values, {}, kind, is_primary=is_primary)
    return next(each.id for each in people(kind, record_id) if each.name == name)


@KINDS
def test_the_first_is_the_primary_contact_until_another_is_ticked(
    any_database: str, actor: Actor, kind: str
) -> None:
    here = owner(actor, kind)
    kelly = add(actor, kind, here, "Kelly Brandt")
    add(actor, kind, here, "Zoe Adams", is_primary=True)
    assert [(each.name, each.is_primary) for each in people(kind, here)] == [
        ("Zoe Adams", True),
        ("Kelly Brandt", False),
    ]
    with transaction() as session:
        make_primary(session, actor, here, kelly, kind)
    assert people(kind, here)[0].name == "Kelly Brandt"
    assert "Primary contact is now Kelly Brandt" in told(kind, here)
    assert faults() == []


@KINDS
def test_the_primary_contact_goes_last(any_database: str, actor: Actor, kind: str) -> None:
    here = owner(actor, kind)
    kelly, zoe = (add(actor, kind, here, name) for name in ("Kelly Brandt", "Zoe Adams"))
    with transaction() as session, pytest.raises(Problem, match="Kelly Brandt is the primary"):
        remove_contact(session, actor, here, kelly, kind)
    for each in (zoe, kelly):
        with transaction() as session:
            remove_contact(session, actor, here, each, kind)
    with reading() as session:
        assert contact_count(session, here, kind) == 0
    undo_all(transaction, actor, newest())
    assert [(each.name, each.is_primary) for each in people(kind, here)] == [("Kelly Brandt", True)]


@KINDS
def test_phones_are_read_by_the_country_of_the_record(
    any_database: str, actor: Actor, kind: str
) -> None:
    here = owner(actor, kind)
    add(actor, kind, here, "Kelly Brandt", phone="0731 161 0")
    assert people(kind, here)[0].phone == "+49 731 1610"
    with pytest.raises(Rejected) as refused:
        add(actor, kind, here, "Zoe Adams", phone="123")
    assert set(refused.value.problems) == {"phone"}


@KINDS
def test_a_person_of_a_customer_stands_here_too_and_is_changed_once(
    any_database: str, actor: Actor, kind: str
) -> None:
    ana, here = customer(actor), owner(actor, kind)
    (person,) = contacts(ana)
    with reading() as session:
        (found,) = people_found(session, here, "reyes", kind=kind)
    assert (found.id, found.detail) == (person.id, "Ana Reyes")
    with transaction() as session:
        assert link_contact(session, actor, here, found.id, kind)
    with transaction() as session:
        assert link_contact(session, actor, here, found.id, kind) is None
    with reading() as session:
        assert people_found(session, here, "reyes", kind=kind) == []
    title = "Pine Street LLC" if kind == "organization" else "The Mill"
    assert [each.others for each in contacts(ana)] == [f"also at {title}"]
    assert [each.others for each in people(kind, here)] == ["also at Ana Reyes"]
    edit(actor, ana, person.id, last_name="Moss")
    assert [each.name for each in people(kind, here)] == ["Ana Moss"]
    assert any("Moss" in line for line in told(kind, here))
    assert faults() == []


@KINDS
def test_nobody_reaches_a_person_of_another_record(
    any_database: str, actor: Actor, kind: str
) -> None:
    ana, here = customer(actor), owner(actor, kind)
    (person,) = contacts(ana)
    with reading() as session:
        assert stored_contact(session, here, person.id, kind) is None
        assert contact_values(session, here, person.id, kind) is None
    with transaction() as session, pytest.raises(Problem, match="removed meanwhile"):
        remove_contact(session, actor, here, person.id, kind)
    with transaction() as session, pytest.raises(Problem, match="in Trash, or gone"):
        link_contact(session, actor, here + 99, person.id, kind)
