"""An external ID stands once among the live records of a kind, whoever writes at once."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from sqlalchemy import text
from sqlmodel import Session

from clientapp.customers.commands import EDITABLE as CUSTOMER
from clientapp.customers.commands import create_customer
from clientapp.database import reading, transaction
from clientapp.editing.validation import Rejected
from clientapp.ledger.recording import Actor
from clientapp.organizations.commands import EDITABLE as ORGANIZATION
from clientapp.organizations.commands import create_organization
from clientapp.properties.commands import EDITABLE as PROPERTY
from clientapp.properties.commands import create_property
from clientapp.record_page.editable import Editable
from clientapp.record_page.saving import update_record
from tests.at_once import beside
from tests.customers.many import ledger_faults

ANA = Actor(None, "Ana Reyes", "web")
BEN = Actor(None, "Ben Cole", "web")


class Kind(NamedTuple):
    """How records of a kind are created: the command, and the values of two."""

    editable: Editable
    create: Callable[[Session, Actor, dict[str, Any]], int]
    one: dict[str, Any]
    other: dict[str, Any]

    def taken(self) -> dict[str, str]:
        """What is said where the one has it."""
        return {"external_id": "This is the external ID of Maple Court already"}


MAPLE, OAK = {"name": "Maple Court"}, {"name": "Oak House"}
PERSON = {"kind": "commercial", "first_name": "Ana", "last_name": "Reyes"}
KINDS = {
    "customer": Kind(
        *(CUSTOMER, create_customer),
        *(PERSON | {"company_name": each["name"]} for each in (MAPLE, OAK)),
    ),
    "organization": Kind(ORGANIZATION, create_organization, MAPLE, OAK),
    "property": Kind(PROPERTY, create_property, MAPLE, OAK),
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    """Each kind of record."""
    return KINDS[request.param]


def add(kind: Kind, values: dict[str, Any]) -> int:
    with transaction() as session:
        return kind.create(session, ANA, values)


def save(session: Session, kind: Kind, actor: Actor, record_id: int, **values: Any) -> None:
    update_record(session, actor, kind.editable, record_id, values, 1)


def at_once(
    database: str, first: Callable[[Session], Any], second: Callable[[Session], Any]
) -> dict[str, str]:
    """What is said to the second of two, who writes before the first has committed."""

    def refused() -> dict[str, str]:
        with pytest.raises(Rejected) as rejected, transaction() as session:
            second(session)
        return rejected.value.problems

    return beside(database, first, refused)


def holders(kind: Kind) -> list[str]:
    """What those records are called that have the external ID."""
    table = kind.editable.record.parts[0].table.name
    with reading() as session:
        ids = session.connection().execute(
            text(f"SELECT id FROM {table} WHERE external_id = 'E-1' AND trashed_at IS NULL")
        )
        return [*kind.editable.record.titles(session, [*ids.scalars()]).values()]


def test_of_two_saves_at_once_one_wins_and_the_other_is_told(any_database: str, kind: Kind) -> None:
    one, other = add(kind, kind.one), add(kind, kind.other)
    said = at_once(
        any_database,
        lambda session: save(session, kind, ANA, one, external_id="E-1"),
        lambda session: save(session, kind, BEN, other, external_id="E-1"),
    )
    assert said == kind.taken()
    assert holders(kind) == ["Maple Court"]
    assert ledger_faults() == []


def test_of_two_that_are_created_at_once_one_wins(any_database: str, kind: Kind) -> None:
    said = at_once(
        any_database,
        lambda session: kind.create(session, ANA, kind.one | {"external_id": "E-1"}),
        lambda session: kind.create(session, BEN, kind.other | {"external_id": "E-1"}),
    )
    assert said == kind.taken()
    assert holders(kind) == ["Maple Court"]


def test_one_that_is_created_while_another_is_saved_is_told(any_database: str, kind: Kind) -> None:
    one = add(kind, kind.one)
    said = at_once(
        any_database,
        lambda session: save(session, kind, ANA, one, external_id="E-1"),
        lambda session: kind.create(session, BEN, kind.other | {"external_id": "E-1"}),
    )
    assert said == kind.taken()


def test_what_is_taken_is_said_beside_the_other_problems(sqlite: str, kind: Kind) -> None:
    add(kind, kind.one | {"external_id": "E-1"})
    other = add(kind, kind.other)
    wrong = next(iter({"organization", "parent"} & kind.editable.field.keys()))
    with pytest.raises(Rejected) as rejected, transaction() as session:
        save(session, kind, BEN, other, external_id="E-1", **{wrong: 999})
    assert rejected.value.problems.keys() == {"external_id", wrong}


def test_a_record_keeps_its_own_and_takes_that_of_one_in_trash(sqlite: str, kind: Kind) -> None:
    one, other = add(kind, kind.one | {"external_id": "E-1"}), add(kind, kind.other)
    table = kind.editable.record.parts[0].table.name
    with transaction() as session:
        save(session, kind, ANA, one, external_id="E-1")
        trash = f"UPDATE {table} SET trashed_at = created_at WHERE id = {one}"
        session.connection().execute(text(trash))
    with transaction() as session:
        save(session, kind, ANA, other, external_id="E-1")
    assert holders(kind) == ["Oak House"]
