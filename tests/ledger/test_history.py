"""The history of a record in words, grouped by operation."""

from typing import Any

from sqlmodel import col, select

from clientapp.bulk.selection import Selection
from clientapp.customers.commands import create_customer
from clientapp.database import reading, transaction
from clientapp.ledger.history import History
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import undo_all
from clientapp.models import Operation, PicklistOption
from clientapp.record_page.history import record_history
from tests.customers.bulk import set_field, trash_customer
from tests.customers.writing import update

ANA = {"first_name": "Ana", "last_name": "Reyes", "phone": "(501) 555-0102"}


def create(actor: Actor, **values: Any) -> int:
    with transaction() as session:
        return create_customer(session, actor, ANA | values)


def history(customer: int, limit: int = 50) -> History:
    with reading() as session:
        return record_history(session, "customer", customer, limit)


def texts(customer: int) -> list[list[str]]:
    return [[line.text for line in entry.lines] for entry in history(customer).entries]


def newest() -> int:
    with reading() as session:
        return session.exec(select(Operation.id).order_by(col(Operation.id).desc())).first() or 0


def test_an_entry_says_each_field_from_what_to_what_with_the_labels_of_options(
    any_database: str, actor: Actor
) -> None:
    customer = create(actor, industry=1, city="Benton")
    update(actor, customer, 1, industry=2, phone=None, city="Conway", status="inactive")
    with reading() as session:
        labels = {each.id: each.label for each in session.exec(select(PicklistOption))}
    assert texts(customer)[1] == ["Created"]
    assert set(texts(customer)[0]) == {
        f"Industry from {labels[1]} to {labels[2]}",
        "Phone emptied, was (501) 555-0102",
        "City from Benton to Conway",
        "Status from Active to Inactive",
    }


def test_a_part_that_came_is_told_by_its_fields_and_one_that_went_by_its_name(
    any_database: str, actor: Actor
) -> None:
    customer = create(actor)
    update(actor, customer, 1, city="Benton", country="Canada")
    added = {"City set to Benton", "Country set to Canada"}
    assert set(texts(customer)[0]) == added
    undo_all(transaction, actor, newest())
    assert texts(customer)[0] == ["Address Benton removed"]
    undo_all(transaction, actor, newest())
    assert set(texts(customer)[0]) == added


def test_trash_is_told_in_words(any_database: str, actor: Actor) -> None:
    customer = create(actor)
    trash_customer(transaction, actor, customer)
    undo_all(transaction, actor, newest())
    assert texts(customer) == [["Restored from Trash"], ["Moved to Trash"], ["Created"]]


def test_a_bulk_edit_says_its_label_and_that_it_touched_others_too(
    any_database: str, actor: Actor
) -> None:
    some = (create(actor), create(actor))
    set_field(transaction, actor, Selection(ids=some), 2, "status", "inactive")
    entry = history(some[0]).entries[0]
    assert (entry.kind, entry.alone) == ("bulk edit", False)
    assert entry.label == "Status set to Inactive on 2 customers"
    assert [line.text for line in entry.lines] == ["Status from Active to Inactive"]


def test_older_entries_are_told_of_and_shown_when_asked(any_database: str, actor: Actor) -> None:
    customer = create(actor)
    for at in range(3):
        update(actor, customer, at + 1, city=f"City {at}", phone=None)
    first, all_of_them = history(customer, 2), history(customer, 4)
    assert (len(first.entries), first.more) == (2, True)
    assert (len(all_of_them.entries), all_of_them.more) == (4, False)
    assert all_of_them.entries[:2] == first.entries
    assert first.entries[0].lines[0].text == "City from City 1 to City 2"
