"""Notes: written, edited by who wrote them, pinned, deleted, and brought back by one undo."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlmodel import Session, col, select

from clientapp.access.commands import add_user
from clientapp.database import reading, transaction
from clientapp.editing.validation import LONGEST_NOTE, Rejected
from clientapp.ledger.putting_back import put_back
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import undo_all
from clientapp.models import Customer, Note, Operation
from clientapp.notes.commands import add_note, delete_note, edit_note, pin_note
from clientapp.notes.queries import NoteRead, note_count, notes_of, pinned_notes_of
from clientapp.problem import Problem
from clientapp.record_page.history import record_history
from tests.customers.bulk import trash_customer
from tests.customers.many import add_many, ledger_faults


def user(name: str) -> Actor:
    """Somebody of the office who may sign in."""
    with transaction() as session:
        added = add_user(session, f"{name.split()[0].lower()}@example.com", "office", name=name)
        session.flush()
        return Actor(added.id, name, "web")


def write(change: Callable[[Session], int | None]) -> int | None:
    with transaction() as session:
        return change(session)


def note(actor: Actor, customer_id: int, body: str) -> int:
    """Write a note; its id."""
    write(lambda session: add_note(session, actor, customer_id, body))
    with reading() as session:
        return session.exec(select(Note.id).order_by(col(Note.id).desc())).first() or 0


def notes(customer_id: int) -> list[NoteRead]:
    with reading() as session:
        return notes_of(session, customer_id)


def labels() -> list[str]:
    done = select(Operation.label).where(Operation.record_kind == "customer")
    with reading() as session:
        return list(session.exec(done.order_by(col(Operation.id))))


def test_a_note_says_who_wrote_it_and_when_and_the_newest_comes_first(any_database: str) -> None:
    ana, before = user("Ana Reyes"), datetime.now(UTC)
    (row,) = add_many(ana, 1)
    note(ana, row, "  Gate code\nis 4711 ")
    note(user("Tom Reed"), row, "Call first")
    newest, oldest = notes(row)
    assert (newest.author, newest.body) == ("Tom Reed", "Call first")
    assert (oldest.author, oldest.body) == ("Ana Reyes", "Gate code\nis 4711")
    assert before <= oldest.written_at <= newest.written_at
    assert (oldest.edited_at, oldest.is_pinned) == (None, False)
    with reading() as session:
        assert note_count(session, row) == 2
        assert notes_of(session, row, 1) == [newest]
        assert session.get_one(Customer, row).version == 3
    assert labels()[1:] == ["Note added to Firm 0"] * 2
    assert ledger_faults() == []


def test_one_edits_one_s_own_notes_alone(any_database: str) -> None:
    ana, tom = user("Ana Reyes"), user("Tom Reed")
    (row,) = add_many(ana, 1)
    first = note(ana, row, "Gate code is 4711")
    with pytest.raises(Problem, match="Somebody else wrote this note"):
        write(lambda session: edit_note(session, tom, row, first, "x", "Gate code is 4711"))
    same = write(lambda s: edit_note(s, ana, row, first, "Gate code is 4711 ", "Gate code is 4711"))
    assert same is None
    edited = write(lambda s: edit_note(s, ana, row, first, "It is 4712", "Gate code is 4711"))
    (read,) = notes(row)
    assert read.body == "It is 4712"
    assert read.edited_at is not None
    with pytest.raises(Rejected, match="elsewhere meanwhile"):
        write(lambda s: edit_note(s, ana, row, first, "It is 4713", "Gate code is 4711"))
    undo_all(transaction, ana, edited or 0)
    assert notes(row)[0].body == "Gate code is 4711"
    assert ledger_faults() == []


def test_anybody_who_edits_customers_pins_and_the_undo_unpins(any_database: str) -> None:
    ana, tom = user("Ana Reyes"), user("Tom Reed")
    (row,) = add_many(ana, 1)
    first, second = note(ana, row, "Dog"), note(ana, row, "Key held")
    pinned = write(lambda session: pin_note(session, tom, row, first, is_pinned=True))
    assert write(lambda session: pin_note(session, tom, row, first, is_pinned=True)) is None
    write(lambda session: pin_note(session, tom, row, second, is_pinned=True))
    with reading() as session:
        assert [each.body for each in pinned_notes_of(session, row)] == ["Key held", "Dog"]
    assert notes(row)[0].edited_at is None
    undo_all(transaction, tom, pinned or 0)
    with reading() as session:
        assert [each.body for each in pinned_notes_of(session, row)] == ["Key held"]
    assert labels()[-3:-1] == ["Note of Firm 0 pinned"] * 2


def test_a_deleted_note_is_gone_and_comes_back_as_it_was(any_database: str) -> None:
    ana, tom = user("Ana Reyes"), user("Tom Reed")
    (row,) = add_many(ana, 1)
    first = note(ana, row, "Dog")
    write(lambda session: pin_note(session, ana, row, first, is_pinned=True))
    before = notes(row)
    with pytest.raises(Problem, match="a manager can delete it"):
        write(lambda session: delete_note(session, tom, row, first, others=False))
    deleted = write(lambda session: delete_note(session, tom, row, first, others=True))
    assert notes(row) == []
    with pytest.raises(Problem, match="deleted meanwhile"):
        write(lambda session: pin_note(session, ana, row, first, is_pinned=False))
    undo_all(transaction, tom, deleted or 0)
    assert notes(row) == before
    assert ledger_faults() == []


@pytest.mark.parametrize("body", ["", " \n\t ", "x" * (LONGEST_NOTE + 1)])
def test_a_note_that_is_empty_or_endless_is_refused(sqlite: str, actor: Actor, body: str) -> None:
    (row,) = add_many(actor, 1)
    with pytest.raises(Rejected) as refused:
        note(actor, row, body)
    assert list(refused.value.problems) == ["body"]
    assert notes(row) == []


def test_a_note_of_another_customer_or_one_in_trash_is_left_alone(
    sqlite: str, actor: Actor
) -> None:
    first, second = add_many(actor, 2)
    written = note(actor, first, "Dog")
    for change in (
        lambda s: edit_note(s, actor, second, written, "x", "Dog"),
        lambda s: pin_note(s, actor, second, written, is_pinned=True),
        lambda s: delete_note(s, actor, second, written, others=True),
        lambda s: add_note(s, actor, 99_999, "x"),
    ):
        with pytest.raises(Problem):
            write(change)
    trash_customer(transaction, actor, first)
    with pytest.raises(Problem, match="in Trash"):
        note(actor, first, "Cat")
    assert [each.body for each in notes(first)] == ["Dog"]


def test_the_history_tells_of_notes_in_their_words(any_database: str, actor: Actor) -> None:
    (row,) = add_many(actor, 1)
    first = note(actor, row, "Gate code\nis 4711")
    write(lambda s: pin_note(s, actor, row, first, is_pinned=True))
    write(lambda s: edit_note(s, actor, row, first, "It is 4712", "Gate code\nis 4711"))
    deleted = write(lambda s: delete_note(s, actor, row, first, others=True))
    undo_all(transaction, actor, deleted or 0)
    with reading() as session:
        found = record_history(session, "customer", row)
    lines = [line for entry in found.entries for line in entry.lines]
    assert [line.text for line in lines][:5] == [
        "Note restored: It is 4712",
        "Note deleted: It is 4712",
        "Note It is 4712: text from Gate code\nis 4711 to It is 4712",
        "Note It is 4712: pinned from No to Yes",
        "Note added: It is 4712",
    ]
    with transaction() as session:
        pinned = lines[3]
        put_back(session, actor, "customer", row, pinned.change_id, pinned.field, others=False)
    assert not notes(row)[0].is_pinned
