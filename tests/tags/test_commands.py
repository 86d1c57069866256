"""Putting tags on customers and taking them off: one operation each, undone by one undo."""

import pytest
from sqlmodel import col, select

from clientapp.bulk import writing
from clientapp.bulk.selection import Selection
from clientapp.bulk.writing import CountChanged
from clientapp.database import reading, transaction
from clientapp.editing.validation import Rejected
from clientapp.ledger.recording import Actor, begin, finish, update_row
from clientapp.ledger.undo import undo_all
from clientapp.listing.request import ListRequest
from clientapp.models import Customer, CustomerTag, Operation, PicklistOption
from clientapp.picklists.commands import add_options
from clientapp.problem import Problem
from clientapp.record_page.history import record_history
from clientapp.tags.commands import add_new_tag, add_tag, remove_tag
from clientapp.tags.queries import Tag, all_tags, tags_of, worn_by
from tests.customers.bulk import add_tag_to, remove_tag_from, trash_customer
from tests.customers.many import add_many, ledger_faults


def new_tags(actor: Actor, *labels: str) -> list[int]:
    """Tags of these names; their ids."""
    with transaction() as session:
        operation = begin(session, actor, "edit", "New tags")
        ids = add_options(session, operation, "tag", labels)
        finish(session, operation)
    return list(ids.values())


def put(actor: Actor, customer_id: int, tag_id: int) -> int | None:
    with transaction() as session:
        return add_tag(session, actor, customer_id, tag_id)


def take(actor: Actor, customer_id: int, tag_id: int) -> int | None:
    with transaction() as session:
        return remove_tag(session, actor, customer_id, tag_id)


def worn(*ids: int) -> list[list[str]]:
    """The labels of the tags of customers."""
    with reading() as session:
        found = tags_of(session, ids)
    return [[label for label, _tone in found.get(row_id, ())] for row_id in ids]


def labels() -> list[str]:
    with reading() as session:
        return list(session.exec(select(Operation.label).order_by(col(Operation.id))))


def links() -> int:
    with reading() as session:
        return len(session.exec(select(CustomerTag.id)).all())


def retire(actor: Actor, tag_id: int) -> None:
    with transaction() as session:
        operation = begin(session, actor, "edit", "Tag retired", record_kind="picklist_option")
        update_row(session, operation, PicklistOption, tag_id, {"is_retired": True})
        finish(session, operation)


def test_a_tag_is_put_on_taken_off_and_put_on_again_as_the_same_row(
    any_database: str, actor: Actor
) -> None:
    (row,), (dog,) = add_many(actor, 1), new_tags(actor, "Dog")
    assert put(actor, row, dog)
    assert put(actor, row, dog) is None
    assert worn(row) == [["Dog"]]
    assert take(actor, row, dog)
    assert take(actor, row, dog) is None
    assert worn(row) == [[]]
    again = put(actor, row, dog)
    assert (worn(row), links()) == ([["Dog"]], 1)
    assert labels()[2:] == [
        "Tag Dog added to Firm 0",
        "Tag Dog removed from Firm 0",
        "Tag Dog added to Firm 0",
    ]
    undo_all(transaction, actor, again or 0)
    assert worn(row) == [[]]
    assert ledger_faults() == []


def test_a_change_of_tags_raises_the_version_of_the_customer(
    any_database: str, actor: Actor
) -> None:
    (row,), (dog,) = add_many(actor, 1), new_tags(actor, "Dog")
    put(actor, row, dog)
    take(actor, row, dog)
    with reading() as session:
        assert session.get_one(Customer, row).version == 3


def test_a_new_tag_is_made_and_put_on_at_once_and_one_undo_takes_both_back(
    any_database: str, actor: Actor
) -> None:
    first, second = add_many(actor, 2)
    with transaction() as session:
        made = add_new_tag(session, actor, first, "  Key\nheld ", "warn")
    with reading() as session:
        (tag,) = all_tags(session)
        assert (tag.label, tag.tone) == ("Key held", "warn")
        assert worn_by(session, first) == [tag]
    with transaction() as session:
        assert add_new_tag(session, actor, second, "key HELD", "bad")
    with reading() as session:
        assert worn_by(session, second) == [Tag(tag.id, "Key held", "warn")]
    undo_all(transaction, actor, made or 0)
    assert worn(first, second) == [[], ["Key held"]]
    assert ledger_faults() == []


def test_the_undo_of_a_new_tag_that_nobody_else_has_takes_it_out_of_the_list(
    any_database: str, actor: Actor
) -> None:
    (row,) = add_many(actor, 1)
    with transaction() as session:
        made = add_new_tag(session, actor, row, "Dog", "plain")
    undo_all(transaction, actor, made or 0)
    with reading() as session:
        assert all_tags(session) == []
    assert worn(row) == [[]]


@pytest.mark.parametrize(
    ("label", "colour", "name"),
    [(" ", "plain", "label"), ("x" * 101, "plain", "label"), ("Dog", "purple", "colour")],
)
def test_a_tag_needs_a_name_and_a_colour(
    sqlite: str, actor: Actor, label: str, colour: str, name: str
) -> None:
    (row,) = add_many(actor, 1)
    with pytest.raises(Rejected) as refused, transaction() as session:
        add_new_tag(session, actor, row, label, colour)
    assert list(refused.value.problems) == [name]


def test_a_retired_tag_stays_and_goes_but_is_not_put_on(any_database: str, actor: Actor) -> None:
    (first, second), (dog,) = add_many(actor, 2), new_tags(actor, "Dog")
    put(actor, first, dog)
    retire(actor, dog)
    with pytest.raises(Problem, match="not offered any more"):
        put(actor, second, dog)
    with pytest.raises(Rejected), transaction() as session:
        add_new_tag(session, actor, second, "dog", "plain")
    assert worn(first) == [["Dog"]]
    with reading() as session:
        assert all_tags(session) == []
        assert [tag.label for tag in all_tags(session, retired=True)] == ["Dog"]
    assert take(actor, first, dog)


def test_what_is_no_tag_or_no_customer_is_refused(sqlite: str, actor: Actor) -> None:
    (row,), (dog,) = add_many(actor, 1), new_tags(actor, "Dog")
    with reading() as session:
        other = session.exec(select(PicklistOption.id)).first() or 0
    for customer_id, tag_id in ((row, other), (row, 99_999), (99_999, dog)):
        with pytest.raises(Problem):
            put(actor, customer_id, tag_id)
        with pytest.raises(Problem):
            take(actor, customer_id, tag_id)
    trash_customer(transaction, actor, row)
    with pytest.raises(Problem, match="This customer is in Trash"):
        put(actor, row, dog)
    assert links() == 0


def test_many_customers_are_tagged_by_one_operation(any_database: str, actor: Actor) -> None:
    ids, (dog, vip) = add_many(actor, 6), new_tags(actor, "Dog", "VIP")
    put(actor, ids[0], dog)
    put(actor, ids[1], dog)
    take(actor, ids[1], dog)
    put(actor, ids[2], vip)
    everyone = Selection(request=ListRequest(), excluded=frozenset(ids[5:]))
    report = add_tag_to(transaction, actor, everyone, 5, dog)
    assert report.text("customer", "customers") == (
        "4 customers tagged Dog. Left: 1 had it already"
    )
    assert not report.partial
    assert labels()[-1] == "Tag Dog added to 4 customers"
    assert worn(*ids) == [["Dog"], ["Dog"], ["Dog", "VIP"], ["Dog"], ["Dog"], []]
    assert ledger_faults() == []
    undo_all(transaction, actor, report.operation_id or 0)
    assert worn(*ids) == [["Dog"], [], ["VIP"], [], [], []]
    assert ledger_faults() == []


def test_a_tag_is_taken_off_many_and_the_undo_puts_it_back(any_database: str, actor: Actor) -> None:
    ids, (dog,) = add_many(actor, 4), new_tags(actor, "Dog")
    add_tag_to(transaction, actor, Selection(ids=tuple(ids[:3])), 3, dog)
    retire(actor, dog)
    report = remove_tag_from(transaction, actor, Selection(ids=tuple(ids)), 4, dog)
    assert report.text("customer", "customers") == (
        "3 customers no longer tagged Dog. Left: 1 did not have it"
    )
    assert worn(*ids) == [[]] * 4
    undo = undo_all(transaction, actor, report.operation_id or 0)
    assert undo.restored == 3
    assert worn(*ids) == [["Dog"]] * 3 + [[]]
    undo_all(transaction, actor, undo.operation_id)
    assert worn(*ids) == [[]] * 4
    assert ledger_faults() == []


def test_another_number_than_was_confirmed_or_a_tag_that_is_none_writes_nothing(
    sqlite: str, actor: Actor
) -> None:
    ids, (dog,) = add_many(actor, 2), new_tags(actor, "Dog")
    with pytest.raises(CountChanged):
        add_tag_to(transaction, actor, Selection(ids=tuple(ids)), 3, dog)
    with pytest.raises(Problem, match="not offered"):
        add_tag_to(transaction, actor, Selection(ids=tuple(ids)), 2, 99_999)
    assert len(labels()) == 2
    none = remove_tag_from(transaction, actor, Selection(ids=tuple(ids)), 2, dog)
    assert none.operation_id is None
    assert len(labels()) == 2


def test_a_large_tagging_is_one_operation_in_several_transactions(
    any_database: str, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids, (dog,) = add_many(actor, 130), new_tags(actor, "Dog")
    monkeypatch.setattr(writing, "BATCH", 20)
    monkeypatch.setattr(writing, "fitting", lambda size, _seconds: size)
    monkeypatch.setattr(writing, "AT_ONCE", 100)
    everyone = Selection(request=ListRequest())
    seen: list[tuple[int, int]] = []
    report = add_tag_to(transaction, actor, everyone, 130, dog, lambda *so_far: seen.append(so_far))
    assert (len(seen), seen[-1]) == (7, (130, 130))
    assert worn(*ids) == [["Dog"]] * 130
    undo_all(transaction, actor, report.operation_id or 0)
    assert worn(*ids) == [[]] * 130
    assert ledger_faults() == []


def test_tags_follow_their_customer_into_trash_and_back(any_database: str, actor: Actor) -> None:
    (row,), (dog,) = add_many(actor, 1), new_tags(actor, "Dog")
    put(actor, row, dog)
    trashed = trash_customer(transaction, actor, row)
    undo_all(transaction, actor, trashed.operation_id or 0)
    assert worn(row) == [["Dog"]]


def test_the_history_tells_of_tags_by_name(any_database: str, actor: Actor) -> None:
    (row,), (dog,) = add_many(actor, 1), new_tags(actor, "Dog")
    put(actor, row, dog)
    add_tag_to(transaction, actor, Selection(ids=(row,)), 1, new_tags(actor, "VIP")[0])
    take(actor, row, dog)
    undo_all(transaction, actor, put(actor, row, dog) or 0)
    assert told(row)[:5] == [
        "Tag Dog removed",
        "Tag Dog added",
        "Tag Dog removed",
        "Tag VIP added",
        "Tag Dog added",
    ]


def told(customer_id: int) -> list[str]:
    """The lines of a customer's history, the newest first."""
    with reading() as session:
        found = record_history(session, "customer", customer_id)
    return [line.text for entry in found.entries for line in entry.lines]
