"""What others changed since a record was opened, and who moved it to Trash."""

from typing import Any

from clientapp.customers.commands import create_customer
from clientapp.customers.fields import CUSTOMER_FIELDS
from clientapp.database import reading, transaction
from clientapp.ledger.news import last_trashed, news_since
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import undo_all
from tests.customers.bulk import trash_customer
from tests.customers.writing import update

LEE = Actor(None, "Lee Park", "web")


def create(actor: Actor, **values: Any) -> int:
    with transaction() as session:
        return create_customer(session, actor, {"first_name": "Ana", "last_name": "Reyes"} | values)


def test_news_are_the_operations_since_a_version_newest_first(
    any_database: str, actor: Actor
) -> None:
    customer = create(actor)
    update(actor, customer, 1, email="a@example.com")
    update(LEE, customer, 2, city="Benton", first_name="Lee")
    with reading() as session:
        news = news_since(session, "customer", customer, 1, CUSTOMER_FIELDS)
        assert news_since(session, "customer", customer, 3, CUSTOMER_FIELDS) == []
    assert [each.who for each in news] == ["Lee Park", "Ana Reyes"]
    assert [set(each.labels) for each in news] == [{"City", "First name"}, {"Email"}]


def test_who_moved_a_record_to_trash_last(any_database: str, actor: Actor) -> None:
    customer = create(actor)
    for who in (LEE, actor):
        done = trash_customer(transaction, who, customer)
        with reading() as session:
            moved = last_trashed(session, "customer", customer)
            assert moved
            assert (moved.actor_name, moved.id) == (who.name, done.operation_id)
        undo_all(transaction, actor, done.operation_id or 0)
