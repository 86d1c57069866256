"""Merging customers: what is chosen stays, everything attached moves, and all of it comes back."""

import pytest
from sqlmodel import Session, select

from clientapp.bulk.restoring import MERGED, CannotRestore, restore_one
from clientapp.contacts.commands import link_contact
from clientapp.customers.commands import update_customer
from clientapp.database import reading, transaction
from clientapp.ledger.changed import Conflict
from clientapp.ledger.merges import merged_away
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import CannotUndo
from clientapp.merging.merge import Stale, merge
from clientapp.models import Operation
from clientapp.notes.commands import add_note
from clientapp.problem import Problem
from clientapp.tags.commands import add_tag
from clientapp.trash.commands import purge, restore
from tests.contacts.people import add, contacts, customer, edit, told
from tests.customers.many import ledger_faults
from tests.customers.writing import update, values_of
from tests.merging.merged import full, merge_all, unmerge, whole


def test_the_survivor_has_what_was_chosen_and_everything_that_belonged_to_the_others(
    any_database: str, actor: Actor
) -> None:
    ford, other = full(actor, "Ford", phone="(501) 555-0101"), full(actor, "Other")
    update(actor, other, values_of(other)["version"], email="o@example.com", phone="(501) 555-0102")
    merge_all(actor, ford, other, email=other)
    after = values_of(ford)
    assert (after["phone"], after["email"]) == ("(501) 555-0101", "o@example.com")
    assert (after["last_name"], after["street"]) == ("Ford", "1 Ford St")
    rows = whole(ford)
    assert [len(rows[name]) for name in ("CustomerContact", "CustomerAddress")] == [4, 4]
    assert [len(rows[name]) for name in ("CustomerTag", "Note")] == [2, 2]
    assert values_of(other)["trashed_at"] is not None
    assert ledger_faults() == []


def test_unmerge_gives_back_equal_originals_and_leaves_what_came_since(
    any_database: str, actor: Actor
) -> None:
    ford, other = full(actor, "Ford"), full(actor, "Other", external_id="X-1")
    before = whole(ford), whole(other)
    done = merge_all(actor, ford, other, external_id=other, **{"primary contact": other})
    assert values_of(ford)["last_name"] == "Other"
    assert unmerge(actor, done).reasons == {}
    assert (whole(ford), whole(other)) == before
    assert ledger_faults() == []


def test_what_was_added_to_the_survivor_stays_with_it(any_database: str, actor: Actor) -> None:
    ford, other = full(actor, "Ford"), full(actor, "Other")
    before = whole(other)
    done = merge_all(actor, ford, other)
    add(actor, ford, "Lee New")
    with transaction() as session:
        add_note(session, actor, ford, "Since")
    assert unmerge(actor, done).reasons == {}
    assert whole(other) == before
    assert "Lee New" in [each.name for each in contacts(ford)]
    assert [note["body"] for note in whole(ford)["Note"]] == ["Note of Ford", "Since"]


def test_a_field_edited_since_stays_and_is_reported(any_database: str, actor: Actor) -> None:
    ford, other = (
        full(actor, "Ford", phone="(501) 555-0101"),
        full(actor, "Other", phone="(501) 555-0102"),
    )
    done = merge_all(actor, ford, other, phone=other)
    update(actor, ford, values_of(ford)["version"], phone="(501) 555-0199")
    report = unmerge(actor, done)
    assert report.kept == [("customer", ford, "edited since")]
    assert values_of(ford)["phone"] == "(501) 555-0199"
    assert values_of(other)["phone"] == "(501) 555-0102"


def test_a_person_at_both_stays_once_and_goes_back_to_both(any_database: str, actor: Actor) -> None:
    ford, other = full(actor, "Ford"), full(actor, "Other")
    person = next(each.id for each in contacts(other) if each.is_primary)
    with transaction() as session:
        link_contact(session, actor, ford, person)
    before = whole(ford), whole(other)
    done = merge_all(actor, ford, other, **{"primary contact": other})
    assert len(contacts(ford)) == 4
    assert next(each.id for each in contacts(ford) if each.is_primary) == person
    assert unmerge(actor, done).reasons == {}
    assert (whole(ford), whole(other)) == before


def test_a_merge_again_after_unmerging_is_the_undo_of_the_undo(
    any_database: str, actor: Actor
) -> None:
    ford, other = full(actor, "Ford"), full(actor, "Other")
    before = whole(ford), whole(other)
    done = merge_all(actor, ford, other)
    merged = whole(ford)
    again = unmerge(actor, unmerge(actor, done).operation_id)
    assert whole(ford) == merged
    with reading() as session:
        assert merged_away(session, "customer", [ford, other])[other].survivor_id == ford
    unmerge(actor, again.operation_id)
    assert (whole(ford), whole(other)) == before


def test_what_was_merged_further_is_unmerged_from_the_last_one(
    any_database: str, actor: Actor
) -> None:
    first, second, third = (full(actor, name) for name in ("One", "Two", "Three"))
    before = whole(first), whole(second), whole(third)
    inner = merge_all(actor, second, first)
    outer = merge_all(actor, third, second)
    with pytest.raises(CannotUndo, match="Ana Two was itself merged into Ana Three since"):
        unmerge(actor, inner)
    assert unmerge(actor, outer).reasons == {}
    assert unmerge(actor, inner).reasons == {}
    assert (whole(first), whole(second), whole(third)) == before


def test_a_view_that_is_out_of_date_asks_again(any_database: str, actor: Actor) -> None:
    ford, other = customer(actor, "Ford"), customer(actor, "Other")
    seen = {each: values_of(each)["version"] for each in (ford, other)}
    update(actor, other, seen[other], email="o@example.com")
    with pytest.raises(Stale, match="Ana Other was changed meanwhile"), transaction() as session:
        merge(session, actor, "customer", ford, [other], {}, seen)
    with pytest.raises(Problem, match="2 to 10 different"):
        merge_all(actor, ford, ford)
    with pytest.raises(Problem, match="one of the records"):
        merge_all(actor, ford, other, email=77)
    with pytest.raises(Problem, match="one of the records"):
        merge_all(actor, ford, other, number=other)
    merge_all(actor, ford, other)
    with pytest.raises(Problem, match="Ana Other is in Trash"):
        merge_all(actor, ford, other)


def test_tags_are_had_once(any_database: str, actor: Actor) -> None:
    ford, other = full(actor, "Ford"), full(actor, "Other")
    tag = whole(ford)["CustomerTag"][0]["tag_id"]
    with transaction() as session:
        add_tag(session, actor, other, tag)
    before = whole(ford), whole(other)
    done = merge_all(actor, ford, other)
    assert len(whole(ford)["CustomerTag"]) == 2
    unmerge(actor, done)
    assert (whole(ford), whole(other)) == before


def the(session: Session, operation: int) -> Operation:
    return session.exec(select(Operation).where(Operation.id == operation)).one()


def test_the_operation_says_what_it_merged_and_moved(any_database: str, actor: Actor) -> None:
    ford, other = full(actor, "Ford"), full(actor, "Other")
    done = merge_all(actor, ford, other)
    with reading() as session:
        operation = the(session, done)
    assert operation.label == "Merge of Ana Other into Ana Ford"
    assert operation.details["survivor"] == ford
    assert operation.details["merged"] == [other]
    moved = {"customer_contact": 2, "customer_address": 2, "customer_tag": 1, "note": 1}
    assert operation.details["moved"] == moved
    assert operation.rows == 2


def test_histories_tell_the_merge_and_its_undo(any_database: str, actor: Actor) -> None:
    ford, other = full(actor, "Ford"), full(actor, "Other", email="o@example.com")
    done = merge_all(actor, ford, other, email=other)
    moved = "2 contacts, 2 addresses, 1 tag, 1 note"
    assert told(ford) == [f"Merged with Ana Other: {moved}", "Email set to o@example.com"]
    assert told(other) == ["Merged into Ana Ford"]
    unmerge(actor, done)
    assert told(other) == ["Restored from Trash"]
    lines = told(ford)
    assert "Email emptied, was o@example.com" in lines
    assert "Contact Kim Other went to a merged customer" in lines
    assert "Note Note of Other went to a merged customer" in lines


def test_one_that_was_merged_is_not_restored_by_itself(any_database: str, actor: Actor) -> None:
    ford, other = full(actor, "Ford"), full(actor, "Other")
    done = merge_all(actor, ford, other)
    report = restore(transaction, actor, "customer", [other], any_ones=True)
    assert (report.done, report.left) == ((), ((MERGED, 1),))
    with (
        pytest.raises(CannotRestore, match=r"merged into Ana Ford\. Unmerge it"),
        transaction() as session,
    ):
        restore_one(session, actor, "customer", other, any_ones=True)
    unmerge(actor, done)
    assert values_of(other)["trashed_at"] is None


def test_what_was_purged_meanwhile_is_reported_and_its_parts_stay_with_the_survivor(
    any_database: str, actor: Actor
) -> None:
    ford, other, third = (full(actor, name) for name in ("Ford", "Other", "Third"))
    update(actor, other, values_of(other)["version"], email="o@example.com")
    before = whole(third)
    done = merge_all(actor, ford, other, third, email=other)
    purge(transaction, actor, "customer", [other])
    report = unmerge(actor, done)
    assert report.kept == [("customer", other, "purged")]
    assert whole(third) == before
    assert values_of(ford)["email"] is None
    assert [note["body"] for note in whole(ford)["Note"]] == ["Note of Ford", "Note of Other"]
    assert len(contacts(ford)) == 4


def test_one_whose_external_id_is_taken_stays_in_trash_and_its_parts_with_the_survivor(
    any_database: str, actor: Actor
) -> None:
    ford, other, third = (
        full(actor, "Ford"),
        full(actor, "Other", external_id="X"),
        full(actor, "T"),
    )
    before = whole(third)
    done = merge_all(actor, ford, other, third)
    customer(actor, "Late", external_id="X")
    report = unmerge(actor, done)
    assert report.kept == [("customer", other, "external ID taken")]
    assert values_of(other)["trashed_at"] is not None
    assert values_of(other)["display_name"] == "Ana Other"
    assert whole(third) == before
    assert [note["body"] for note in whole(ford)["Note"]] == ["Note of Ford", "Note of Other"]


def test_a_person_edited_meanwhile_keeps_the_edit_and_is_reported(
    any_database: str, actor: Actor
) -> None:
    ford, other = full(actor, "Ford"), full(actor, "Other")
    done = merge_all(actor, ford, other)
    kim = next(each.id for each in contacts(ford) if each.name == "Kim Other")
    edit(actor, ford, kim, job_title="Chef")
    assert unmerge(actor, done).kept == [("customer", other, "edited since")]
    assert [each.title for each in contacts(other) if each.id == kim] == ["Chef"]


def test_a_record_changed_since_it_came_back_is_merged_again_by_hand(
    any_database: str, actor: Actor
) -> None:
    ford, other = full(actor, "Ford"), full(actor, "Other")
    undone = unmerge(actor, merge_all(actor, ford, other))
    update(actor, other, values_of(other)["version"], email="o@example.com")
    with pytest.raises(CannotUndo, match="Ana Other was changed since"):
        unmerge(actor, undone.operation_id)


def test_a_form_that_was_open_on_the_survivor_asks_about_the_names_it_got(
    any_database: str, actor: Actor
) -> None:
    ford, other = full(actor, "Ford"), full(actor, "Other")
    version = values_of(ford)["version"]
    merge_all(actor, ford, other, **{"primary contact": other})
    with pytest.raises(Conflict) as conflict, transaction() as session:
        update_customer(session, actor, ford, {"last_name": "Fjord"}, version)
    assert conflict.value.theirs == {"last_name": "Other"}
    assert conflict.value.changed["last_name"].original == "Ford"
