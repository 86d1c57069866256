"""Notes on an organization, beside those on a customer of the same number."""

from collections.abc import Iterator

import pytest

from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import undo_all
from clientapp.models import Operation
from clientapp.notes.commands import add_note, delete_note, edit_note, pin_note
from clientapp.notes.queries import note_count, notes_of, pinned_notes_of
from clientapp.problem import Problem
from tests.contacts.owners import owner, owners
from tests.customers.many import add_many
from tests.ledger.kinds import faults, newest, told

KIND = "organization"


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    with owners():
        yield


def bodies(record_id: int, kind: str = KIND) -> list[str]:
    with reading() as session:
        return [note.body for note in notes_of(session, record_id, kind=kind)]


def test_a_note_is_about_its_organization_alone(any_database: str, actor: Actor) -> None:
    (ana,), here = add_many(actor, 1), owner(actor, KIND)
    with transaction() as session:
        add_note(session, actor, ana, "About a customer")
        add_note(session, actor, here, "Asks for paper bills", KIND)
    assert (bodies(ana, "customer"), bodies(here)) == (
        ["About a customer"],
        ["Asks for paper bills"],
    )
    assert told(KIND, here)[0] == "Note added: Asks for paper bills"
    assert faults() == []


def test_it_is_edited_pinned_and_deleted_and_comes_back(any_database: str, actor: Actor) -> None:
    here = owner(actor, KIND)
    with transaction() as session:
        add_note(session, actor, here, "Paper", KIND)
        (note,) = notes_of(session, here, kind=KIND)
        edit_note(session, actor, here, note.id, "Paper bills", "Paper", KIND)
        pin_note(session, actor, here, note.id, KIND, is_pinned=True)
    with reading() as session:
        assert [each.body for each in pinned_notes_of(session, here, KIND)] == ["Paper bills"]
        assert session.get_one(Operation, newest()).label == "Note of Pine Street LLC pinned"
    with transaction() as session:
        delete_note(session, actor, here, note.id, KIND, others=True)
    with reading() as session:
        assert note_count(session, here, KIND) == 0
    undo_all(transaction, actor, newest())
    assert bodies(here) == ["Paper bills"]


def test_a_note_of_another_kind_of_record_is_out_of_reach(any_database: str, actor: Actor) -> None:
    (ana,), here = add_many(actor, 1), owner(actor, KIND)
    with transaction() as session:
        add_note(session, actor, here, "Paper", KIND)
        (note,) = notes_of(session, here, kind=KIND)
    with transaction() as session, pytest.raises(Problem, match="deleted meanwhile"):
        edit_note(session, actor, ana, note.id, "Mine", "Paper")
