"""Every write to users stands in the ledger: who did what to whom, and never a password."""

import pytest
from sqlmodel import select

from clientapp.access import commands
from clientapp.access.commands import Refused
from clientapp.access.passwords import new_hash
from clientapp.access.permissions import Role
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.models import Operation

EMAIL = "ana@example.com"
PASSWORD = "a long password"


def recorded() -> list[Operation]:
    with reading() as session:
        return list(session.exec(select(Operation).order_by(Operation.id)))  # pyright: ignore[reportArgumentType]


def test_every_write_to_a_user_says_who_did_what_and_holds_no_password(
    any_database: str, actor: Actor
) -> None:
    hashed = new_hash(PASSWORD, EMAIL)
    with transaction() as session:
        commands.add_user(session, "olga@example.com", Role.OWNER, actor=actor)
        user = commands.add_user(session, EMAIL, Role.OFFICE, "Ana", hashed, actor=actor)
        commands.set_role(session, EMAIL, Role.MANAGER, actor=actor)
        commands.disable_user(session, EMAIL, actor=actor)
        commands.enable_user(session, EMAIL, actor=actor)
        commands.set_password(session, user, hashed, actor=actor)
    written = recorded()
    assert [operation.label for operation in written] == [
        "Added olga@example.com as owner",
        "Added ana@example.com as office",
        "Made ana@example.com manager",
        "Disabled ana@example.com",
        "Enabled ana@example.com",
        "Set the password of ana@example.com",
    ]
    for operation in written:
        assert (operation.kind, operation.record_kind, operation.status) == ("user", "user", "done")
        assert (operation.actor_name, operation.source) == (actor.name, actor.source)
        assert hashed not in str(operation.model_dump())
    assert {operation.details["user"] for operation in written[1:]} == {user.id}


def test_who_uses_a_link_is_the_one_who_acts(any_database: str) -> None:
    with transaction() as session:
        link = commands.owner_link(session, "")
    assert link is not None
    with transaction() as session:
        token = link.rpartition("/")[2]
        commands.use_link(session, token, email=EMAIL, name="Ana Reyes", password_hash="hash")
        ana = commands.get_user(session, EMAIL)
        again = commands.new_link(session, commands.SET_PASSWORD, ana).rpartition("/")[2]
        commands.use_link(session, again, email="", name="", password_hash="another")
    created, changed = recorded()
    assert (created.actor_name, created.source) == ("Ana Reyes", "web")
    assert (changed.actor_id, changed.actor_name, changed.source) == (ana.id, "Ana Reyes", "web")


def test_what_is_refused_leaves_no_operation(any_database: str) -> None:
    with transaction() as session:
        commands.add_user(session, EMAIL, Role.OWNER)
        with pytest.raises(Refused):
            commands.disable_user(session, EMAIL)
        with pytest.raises(Refused):
            commands.add_user(session, EMAIL, Role.OFFICE)
    assert [operation.label for operation in recorded()] == ["Added ana@example.com as owner"]
