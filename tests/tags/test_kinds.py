"""Tags on organizations, from the same list as those on customers."""

from collections.abc import Iterator

import pytest

from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import undo_all
from clientapp.tags.commands import add_new_tag, add_tag, remove_tag
from clientapp.tags.queries import tags_of, worn_by
from tests.contacts.owners import owner, owners
from tests.customers.many import add_many
from tests.ledger.kinds import faults, newest, told
from tests.tags.test_commands import new_tags, worn

KIND = "organization"


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    with owners():
        yield


def of(record_id: int) -> list[str]:
    with reading() as session:
        return [tag.label for tag in worn_by(session, record_id, KIND)]


def test_an_organization_wears_its_own_tags(any_database: str, actor: Actor) -> None:
    (ana,), here = add_many(actor, 1), owner(actor, KIND)
    dog, slow = new_tags(actor, "Dog", "Slow payer")
    with transaction() as session:
        add_tag(session, actor, ana, dog)
        add_tag(session, actor, here, slow, KIND)
        assert add_tag(session, actor, here, slow, KIND) is None
    assert (worn(ana), of(here)) == ([["Dog"]], ["Slow payer"])
    with reading() as session:
        assert set(tags_of(session, [here], KIND)) == {here}
    assert told(KIND, here)[0] == "Tag Slow payer added"
    assert faults() == []


def test_a_tag_is_taken_off_and_comes_back(any_database: str, actor: Actor) -> None:
    here = owner(actor, KIND)
    with transaction() as session:
        add_new_tag(session, actor, here, "VIP", "warn", KIND)
        (tag,) = worn_by(session, here, KIND)
        assert remove_tag(session, actor, here, tag.id, KIND)
    assert of(here) == []
    undo_all(transaction, actor, newest())
    assert of(here) == ["VIP"]
