"""Out of Trash: back with all that belongs to it, or gone for good."""

from datetime import timedelta

import pytest
from sqlalchemy import text, update
from sqlmodel import Session, col, func, select

from clientapp.access.commands import add_user
from clientapp.access.permissions import Role
from clientapp.bulk.selection import Selection
from clientapp.database import reading, transaction
from clientapp.ledger.operations import operation_page, operation_records
from clientapp.ledger.recording import Actor, now
from clientapp.ledger.undo import undo_all
from clientapp.models import Address, Contact, Customer, CustomerAddress, Operation, Property
from clientapp.record_page.history import record_history
from clientapp.trash.commands import (
    purge,
    purge_expired,
    purge_moved,
    restore,
    restore_moved,
    restore_operation,
)
from clientapp.trash.queries import trash_page
from tests.customers.bulk import trash_customer, trash_customers
from tests.customers.many import add_all, add_many, contents, in_trash, ledger_faults
from tests.trash.kinds import add_organizations, kinds_of_record, trash_organizations


def colleague() -> Actor:
    """Somebody else, who signs in."""
    with transaction() as session:
        user = add_user(session, "lee@example.com", Role.OFFICE, password_hash="x")
        return Actor(user.id, "Lee Park", "web")


def trashed(actor: Actor, ids: list[int]) -> int:
    """Move customers to Trash; the operation."""
    report = trash_customers(transaction, actor, Selection(ids=tuple(ids)), len(ids), {})
    return report.operation_id or 0


def rows(session: Session, *models: type) -> list[int]:
    return [session.exec(select(func.count()).select_from(model)).one() for model in models]


def test_what_is_restored_is_as_it_was(any_database: str, actor: Actor) -> None:
    ids = add_many(actor, 4, phone="(501) 555-0101", street="1 Oak Ct")
    before = contents()
    trashed(actor, ids[:3])
    report = restore(transaction, actor, "customer", ids, any_ones=True)
    assert (report.done, report.left) == ((("restored", 3),), ())
    assert contents() == before
    assert ledger_faults() == []


def test_a_restore_can_be_undone(any_database: str, actor: Actor) -> None:
    ids = add_many(actor, 3)
    trashed(actor, ids)
    report = restore(transaction, actor, "customer", ids[:2], any_ones=True)
    undo_all(transaction, actor, report.operation_id or 0)
    assert in_trash() == set(ids)
    assert ledger_faults() == []


def test_ones_own_are_restored_and_those_of_others_are_left(
    any_database: str, actor: Actor
) -> None:
    lee = colleague()
    ids = add_many(actor, 3)
    trashed(lee, ids[:1])
    trashed(actor, ids[1:])
    report = restore(transaction, lee, "customer", ids, any_ones=False)
    assert report.done == (("restored", 1),)
    assert report.left == (("moved to Trash by somebody else", 2),)
    assert report.partial
    assert in_trash() == set(ids[1:])


def test_who_moved_it_last_counts(any_database: str, actor: Actor) -> None:
    lee = colleague()
    ids = add_many(actor, 1)
    trashed(lee, ids)
    restore(transaction, actor, "customer", ids, any_ones=True)
    trashed(actor, ids)
    assert restore(transaction, lee, "customer", ids, any_ones=False).done == ()


def test_an_operation_is_restored_as_far_as_it_still_lies_in_trash(
    any_database: str, actor: Actor
) -> None:
    ids = add_many(actor, 4)
    deleted = trashed(actor, ids[:3])
    restore(transaction, actor, "customer", ids[:1], any_ones=True)
    trashed(actor, [ids[0], ids[3]])
    report = restore_operation(transaction, actor, deleted, any_ones=True)["customer"]
    assert report.done == (("restored", 2),)
    assert in_trash() == {ids[0], ids[3]}
    with pytest.raises(LookupError):
        restore_operation(transaction, actor, 99_999, any_ones=True)


def test_an_external_id_that_is_taken_stays_in_trash_and_is_reported(
    any_database: str, actor: Actor
) -> None:
    first = add_all(actor, [{"external_id": "A"}, {"external_id": "B"}, {"company_name": "Firm"}])
    deleted = trashed(actor, first)
    again = add_all(actor, [{"external_id": "A"}])
    report = restore_operation(transaction, actor, deleted, any_ones=True)["customer"]
    assert report.done == (("restored", 2),)
    assert report.left == (("external ID taken", 1),)
    assert in_trash() == {first[0]}
    trashed(actor, again)
    both = restore(transaction, actor, "customer", [*first, *again], any_ones=True)
    assert (both.done, both.left) == ((("restored", 1),), (("external ID taken", 1),))
    assert in_trash() == set(again)


def test_an_undo_leaves_what_would_take_an_external_id(any_database: str, actor: Actor) -> None:
    first = add_all(actor, [{"external_id": "A"}, {"external_id": "B"}])
    deleted = trashed(actor, first)
    add_all(actor, [{"external_id": "A"}])
    report = undo_all(transaction, actor, deleted)
    assert report.restored == 1
    assert report.kept == [("customer", first[0], "external ID taken")]
    assert in_trash() == {first[0]}


def test_a_purge_takes_contacts_and_links_and_leaves_places_and_properties(
    any_database: str, actor: Actor
) -> None:
    ids = add_many(actor, 3)
    trashed(actor, ids[:2])
    report = purge(transaction, actor, "customer", ids)
    assert report.done == (("deleted for good", 2),)
    with reading() as session:
        assert rows(session, Customer, Contact, CustomerAddress) == [1, 1, 1]
        assert rows(session, Address, Property) == [3, 3]
        kept = session.execute(text("SELECT before, after FROM change WHERE action = 'purge'"))
        assert {tuple(row) for row in kept} == {(None, None)}
    assert contents().keys() == {ids[2]}


def test_the_ledger_keeps_that_a_purged_customer_was(any_database: str, actor: Actor) -> None:
    ids = add_many(actor, 2)
    deleted = trashed(actor, ids[:1])
    purged = purge(transaction, actor, "customer", ids).operation_id or 0
    with reading() as session:
        entries = record_history(session, "customer", ids[0])
        assert entries
        (touched,) = operation_records(session, purged, 1, 10)
        assert (touched.id, touched.title, touched.words) == (ids[0], "", ("Deleted for good",))
    assert undo_all(transaction, actor, deleted).kept == [("customer", ids[0], "purged")]
    assert undo_all(transaction, actor, purged).kept == [("customer", ids[0], "purged")]
    whole = undo_all(transaction, actor, 1)
    assert (whole.restored, whole.reasons) == (1, {"purged": 1})
    assert in_trash() == {ids[1]}


def test_what_lies_in_trash_for_too_long_is_purged_by_the_system(
    any_database: str, actor: Actor
) -> None:
    ids = add_many(actor, 3)
    trashed(actor, ids[:2])
    with transaction() as session:
        old = update(Customer).where(col(Customer.id) == ids[0])
        session.connection().execute(old.values(trashed_at=now() - timedelta(days=31)))
    assert purge_expired(transaction, 30) == 1
    assert contents().keys() == set(ids[1:])
    assert purge_expired(transaction, 30) == 0
    with reading() as session:
        newest = operation_page(session, 1, 1)[0]
    assert (newest.kind, newest.who, newest.source) == ("purge", "Clientapp", "system")
    assert newest.label == "Purge of 1 customer whose time in Trash was over"


def test_only_what_is_in_trash_is_purged(sqlite: str, actor: Actor) -> None:
    ids = add_many(actor, 1)
    assert purge(transaction, actor, "customer", ids).operation_id is None
    trash_customer(transaction, actor, ids[0])
    purge(transaction, actor, "customer", ids)
    with reading() as session:
        assert rows(session, Customer, Operation) == [0, 3]


def test_records_of_several_kinds_are_restored_as_one_operation_and_purged_each_as_its_own(
    any_database: str, actor: Actor
) -> None:
    with kinds_of_record():
        customers = add_many(actor, 2)
        pine, oak = add_organizations(actor, ["Pine Group", "Oak Group"])
        trashed(actor, customers)
        trash_organizations(actor, [pine, oak])
        with reading() as session:
            moves = {(row.kind, row.id): row.move for row in trash_page(session, 1, 10)}
        assert len({*moves.values()}) == 4
        some = [moves["customer", customers[0]], moves["organization", pine]]
        restored = restore_moved(transaction, actor, some, any_ones=True)
        assert {kind: report.done for kind, report in restored.items()} == {
            "customer": (("restored", 1),),
            "organization": (("restored", 1),),
        }
        operation = restored["organization"].operation_id or 0
        assert restored["customer"].operation_id == operation
        with reading() as session:
            whole = session.get_one(Operation, operation)
            assert whole.label == "Restore of 1 customer and 1 organization"
            assert whole.rows == 2
            assert {(row.kind, row.id) for row in trash_page(session, 1, 10)} == {
                ("customer", customers[1]),
                ("organization", oak),
            }
        undone = undo_all(transaction, actor, operation)
        assert (undone.restored, undone.reasons) == (2, {})
        rest = [moves["customer", customers[1]], moves["organization", oak]]
        purged = purge_moved(transaction, actor, rest)
        assert [report.done for report in purged.values()] == [(("deleted for good", 1),)] * 2
        with reading() as session:
            left = [(row.kind, row.id) for row in trash_page(session, 1, 10)]
    assert sorted(left) == [("customer", customers[0]), ("organization", pine)]


def test_an_operation_that_took_places_along_is_restored_with_them(
    any_database: str, actor: Actor
) -> None:
    with kinds_of_record():
        (customer,) = add_all(actor, [{"street": "1 Oak Ct", "external_id": "A"}])
        undone = undo_all(transaction, actor, 1).operation_id
        add_all(actor, [{"external_id": "A"}])
        reports = restore_operation(transaction, actor, undone, any_ones=True)
    assert reports["customer"].left == (("external ID taken", 1),)
    assert reports["property"].done == (("restored", 1),)
    assert in_trash() == {customer}


def test_what_is_no_move_to_trash_restores_nothing(sqlite: str, actor: Actor) -> None:
    add_many(actor, 1)
    assert restore_moved(transaction, actor, [1, 2, 99_999], any_ones=True) == {}
