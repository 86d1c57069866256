"""What lies in Trash is found by record and by operation."""

from clientapp.bulk.selection import Selection
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.trash.commands import restore
from clientapp.trash.queries import (
    trash_operations,
    trash_operations_total,
    trash_page,
    trash_total,
)
from tests.customers.bulk import trash_customer, trash_customers
from tests.customers.many import add_all
from tests.trash.kinds import add_organizations, kinds_of_record, trash_organizations

FIRMS = (
    {"company_name": "Bluebird Café", "city": "Benton", "street": "1 Oak Ct"},
    {"company_name": "Capitol Grill", "city": "Conway"},
    {"company_name": "Alder Bakery", "city": "Benton"},
    {"company_name": "Elm Hotel"},
)


def some_in_trash(actor: Actor) -> list[int]:
    """Four customers, of which the first three come to Trash one operation after the other."""
    ids = add_all(actor, FIRMS)
    trash_customers(transaction, actor, Selection(ids=(ids[0],)), 1, {})
    trash_customers(transaction, actor, Selection(ids=(ids[1], ids[2])), 2, {})
    return ids


def found(search: str) -> list[int]:
    with reading() as session:
        rows = [row.id for row in trash_page(session, 1, 50, search)]
        assert trash_total(session, search) == len(rows)
    return rows


def test_the_newest_stands_first_with_who_moved_it_and_how(any_database: str, actor: Actor) -> None:
    ids = some_in_trash(actor)
    with reading() as session:
        rows = trash_page(session, 1, 2) + trash_page(session, 2, 2)
    assert [row.id for row in rows] == [ids[2], ids[1], ids[0]]
    oldest = rows[-1]
    assert (oldest.name, oldest.number, oldest.place) == (
        "Bluebird Café",
        "C-000001",
        "1 Oak Ct, Benton",
    )
    assert (oldest.who, oldest.operation, oldest.operation_id) == (
        "Ana Reyes",
        "Delete of Bluebird Café",
        2,
    )


def test_any_word_of_name_number_or_place_finds_it(any_database: str, actor: Actor) -> None:
    ids = some_in_trash(actor)
    assert found("bluebird CAFE") == [ids[0]]
    assert found("c-000002") == [ids[1]]
    assert found("benton") == [ids[2], ids[0]]
    assert found("benton bakery") == [ids[2]]
    assert found("100% elm") == []
    assert found("elm") == []


def test_operations_are_listed_as_long_as_something_of_them_lies_there(
    any_database: str, actor: Actor
) -> None:
    ids = some_in_trash(actor)
    with reading() as session:
        listed = trash_operations(session, 1, 10)
        assert trash_operations_total(session) == 2
        assert [row.operation.id for row in trash_operations(session, 2, 1)] == [2]
    assert [(row.operation.label, row.in_trash) for row in listed] == [
        ("Delete of 2 customers", 2),
        ("Delete of Bluebird Café", 1),
    ]
    restore(transaction, actor, "customer", ids[:2], any_ones=True)
    trash_customer(transaction, actor, ids[1])
    with reading() as session:
        listed = trash_operations(session, 1, 10)
    assert [(row.operation.label, row.in_trash) for row in listed] == [
        ("Delete of Capitol Grill", 1),
        ("Delete of 2 customers", 1),
    ]


def test_records_of_all_kinds_stand_together_or_one_kind_by_itself(
    any_database: str, actor: Actor
) -> None:
    with kinds_of_record():
        customers = some_in_trash(actor)[:3]
        pine, oak = add_organizations(actor, ["Pine Group", "Oak Hotels"])
        moved = trash_organizations(actor, [pine, oak])
        with reading() as session:
            pages = [trash_page(session, page, 2) for page in (1, 2, 3)]
            both = [row.name for page in pages for row in page]
            found = [(row.kind, row.name) for row in trash_page(session, 1, 9, "bluebird")]
            firms = [row.id for row in trash_page(session, 1, 9, "", ("organization",))]
            counts = [trash_total(session), trash_total(session, "", ("organization",))]
            newest = trash_operations(session, 1, 1)[0]
    assert both == ["Oak Hotels", "Pine Group", "Alder Bakery", "Capitol Grill", "Bluebird Café"]
    assert found == [("customer", "Bluebird Café")]
    assert (firms, counts, customers) == ([oak, pine], [5, 2], [1, 2, 3])
    assert (newest.operation.id, newest.in_trash, newest.moved) == (moved, 2, 2)
