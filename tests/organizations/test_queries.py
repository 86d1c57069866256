"""Organizations as a list: found, filtered, in order, and what its columns say."""

import pytest

from clientapp.bulk.kind import KINDS
from clientapp.bulk.selection import Selection
from clientapp.bulk.trashing import trash
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.listing.request import EMPTY, Condition, ListRequest
from clientapp.listing.statement import page
from clientapp.organizations.columns import ORGANIZATION_SOURCES
from clientapp.organizations.members import add_members
from clientapp.organizations.queries import ORGANIZATIONS
from tests.customers.many import add_many
from tests.organizations.writing import PLACE, create, save

pytestmark = pytest.mark.usefixtures("any_database")


def found(*conditions: Condition, search: str = "", sort: str = "name") -> list[int]:
    with reading() as session:
        return page(
            session, ORGANIZATIONS, ListRequest(search=search, sort=sort, filters=conditions)
        )


def texts(row_id: int, *names: str) -> dict[str, str | None]:
    with reading() as session:
        return ORGANIZATION_SOURCES.texts(session, [row_id], names)[row_id]


def test_they_stand_in_the_order_of_names_or_places(actor: Actor) -> None:
    [elm] = create(actor, "Elm", **{**PLACE, "city": "Zurich"})
    [oak] = create(actor, "Oak", **{**PLACE, "city": "Aachen"})
    [ash] = create(actor, "Ash")
    assert found() == [ash, elm, oak]
    assert found(sort="place") == [oak, elm, ash]


def test_they_are_filtered_by_what_belongs_to_them(actor: Actor) -> None:
    oak, elm = create(actor, "Oak", "Elm")
    save(actor, elm, parent=oak)
    customers = add_many(actor, 1)
    add_members(transaction, actor, KINDS["customer"], Selection(ids=tuple(customers)), 1, oak)
    assert found(Condition("customers", ("yes",))) == [oak]
    assert found(Condition("customers", ("no",))) == [elm]
    assert found(Condition("customers", ("yes",), negated=True)) == [elm]
    assert found(Condition("branches", ("yes",))) == [oak]
    assert found(Condition("parent", (str(oak),))) == [elm]
    assert found(Condition("parent", (EMPTY,))) == [oak]
    assert found(Condition("properties", ("yes",))) == []


def test_the_columns_count_who_belongs_to_them_and_name_the_parent(actor: Actor) -> None:
    oak, elm = create(actor, "Oak", "Elm", phone="(501) 555-0102", **PLACE)
    save(actor, elm, parent=oak)
    customers = add_many(actor, 2)
    add_members(transaction, actor, KINDS["customer"], Selection(ids=tuple(customers)), 2, oak)
    assert texts(oak, "customers", "properties", "place") == {
        "customers": "2",
        "properties": "0",
        "place": "1 Main Street, Benton",
    }
    assert texts(elm, "parent", "phone") == {"parent": "Oak", "phone": "(501) 555-0102"}


def test_a_parent_in_trash_is_not_shown(actor: Actor) -> None:
    oak, elm = create(actor, "Oak", "Elm", status="inactive")
    save(actor, elm, parent=oak)
    trash(transaction, actor, KINDS["organization"], Selection(ids=(oak,)), 1)
    assert texts(elm, "parent") == {"parent": None}
