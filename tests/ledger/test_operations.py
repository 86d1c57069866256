"""Operations as they are read: listed, found, and told record by record."""

from clientapp.bulk.selection import Selection
from clientapp.database import reading, transaction
from clientapp.ledger.operations import (
    operation_detail,
    operation_page,
    operation_records,
    operation_total,
)
from clientapp.ledger.recording import Actor, begin, finish
from clientapp.ledger.undo import undo_all
from clientapp.listing.request import ListRequest
from tests.customers.bulk import set_field, trash_customer
from tests.customers.many import add_many, contents, option
from tests.customers.writing import update

COUNT = 50
EVERYONE = Selection(request=ListRequest())


def bulk_edit(actor: Actor) -> tuple[list[int], int]:
    """Fifty customers set to VIP; their ids, and the operation."""
    ids = add_many(actor, COUNT)
    report = set_field(transaction, actor, EVERYONE, COUNT, "category", option("category", "VIP"))
    return ids, report.operation_id or 0


def test_the_newest_stands_first_and_words_find_label_or_actor(
    any_database: str, actor: Actor
) -> None:
    ids, edit = bulk_edit(actor)
    trash_customer(transaction, Actor(None, "Lee Park", "web"), ids[0])
    with transaction() as session:
        finish(session, begin(session, actor, "user", "Lee is disabled", record_kind="user"))
    with reading() as session:
        labels = [row.label for row in operation_page(session, 1, 10)]
        assert labels == [
            "Delete of Firm 0",
            "Category set to VIP on 50 customers",
            "Import of list.csv",
        ]
        assert [row.id for row in operation_page(session, 2, 1)] == [edit]
        for search, count in (("lee DELETE", 1), ("ana", 2), ("100%", 0), ("", 3)):
            assert operation_total(session, search) == count
            assert len(operation_page(session, 1, 10, search)) == count


def test_an_operation_tells_what_it_did_to_each_record(any_database: str, actor: Actor) -> None:
    ids, edit = bulk_edit(actor)
    with reading() as session:
        detail = operation_detail(session, edit)
        page = operation_records(session, edit, 2, 20)
        assert operation_detail(session, 99) is None
    assert detail
    assert (detail.records, detail.rows, detail.undoable, detail.report) == (50, 50, True, None)
    assert [row.id for row in page] == ids[20:40]
    assert (page[0].title, page[0].words) == ("Firm 20", ("Category set to VIP",))


def test_an_undo_lists_what_was_changed_by_hand_since(any_database: str, actor: Actor) -> None:
    """A field is set on many, three are changed by hand, and the undo leaves those three."""
    ids, edit = bulk_edit(actor)
    standard = option("category", "Standard")
    by_hand = ids[3:6]
    for row in by_hand:
        update(actor, row, 2, category=standard)
    undone = undo_all(transaction, actor, edit)
    assert undone.restored == COUNT - 3
    assert undone.kept == [("customer", row, "edited since") for row in by_hand]
    kept = {row for row, values in contents().items() if values["category"] == standard}
    assert kept == set(by_hand)
    with reading() as session:
        detail = operation_detail(session, undone.operation_id)
        assert operation_detail(session, edit).undone_by_id == undone.operation_id  # type: ignore[union-attr]
    assert detail
    assert detail.report == undone
    assert [detail.titles["customer", row] for row in by_hand] == ["Firm 3", "Firm 4", "Firm 5"]
