"""Choosing another record for a field."""

import pytest
from sqlmodel import Session

from clientapp.database import reading, transaction
from clientapp.editing.kinds import Invalid
from clientapp.editing.picking import MOST, offered, problems_of, record_text, record_texts
from clientapp.editing.validation import read_value
from clientapp.field import Field, FieldKind
from clientapp.ledger.recording import Actor
from clientapp.organizations.commands import create_organization

PARENT = Field("parent", "Parent organization", FieldKind.RECORD, record_kind="organization")


def create(session: Session, actor: Actor, *names: str) -> list[int]:
    return [create_organization(session, actor, {"name": name}) for name in names]


@pytest.mark.usefixtures("any_database")
def test_what_is_called_so_is_offered_before_what_only_contains_it(actor: Actor) -> None:
    with transaction() as session:
        create(session, actor, *(f"Able Oak {at}" for at in range(30)), "Oak")
    with reading() as session:
        titles = [each.title for each in offered(session, "organization", "oak")]
        assert titles[:2] == ["Oak", "Able Oak 0"]
        assert len(titles) == MOST
        assert offered(session, "organization", " ") == []
        assert offered(session, "nothing", "oak") == []


def test_a_form_holds_the_id_and_the_title_and_gives_the_id_again() -> None:
    assert read_value(PARENT, record_text(12, "7 Eleven")) == 12
    assert read_value(PARENT, "") is None


@pytest.mark.parametrize("typed", ["?Oak", "Oak", "-1", "9" * 30])
def test_what_was_not_chosen_from_what_is_found_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="Choose parent organization from what is found"):
        read_value(PARENT, typed)


@pytest.mark.usefixtures("any_database")
def test_only_live_records_can_be_chosen(actor: Actor) -> None:
    with transaction() as session:
        oak = create(session, actor, "Oak")[0]
        assert problems_of(session, [PARENT], {"parent": oak}) == {}
        assert problems_of(session, [PARENT], {"parent": oak + 1}) == {
            "parent": "This organization is in Trash, or gone"
        }
        assert record_texts(session, [PARENT], {"parent": oak}) == {"parent": f"{oak}\tOak"}
        assert record_texts(session, [PARENT], {"parent": None}) == {"parent": ""}
