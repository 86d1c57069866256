"""`clientapp user …` as it is typed; no password is ever an argument."""

import json
import re

import pytest
from sqlmodel import select
from typer.testing import CliRunner, Result

from clientapp.access import commands
from clientapp.access.passwords import is_password
from clientapp.cli.users import users
from clientapp.database import reading
from clientapp.models import User

PASSWORD = "a long password"


@pytest.fixture(autouse=True)
def _fresh(sqlite: str) -> None:
    """A database without users."""


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(users, arguments, input=typed)


def stored(email: str) -> User:
    with reading() as session:
        return commands.get_user(session, email)


def test_a_user_is_added_with_a_password_from_standard_input() -> None:
    done = run(
        "add", "olga@example.com", "--role", "owner", "--password-stdin", typed=PASSWORD + "\n"
    )
    assert done.exit_code == 0, done.output
    assert PASSWORD not in done.output
    assert stored("olga@example.com").role == "owner"
    assert is_password(PASSWORD, stored("olga@example.com").password_hash)


def test_a_user_without_a_password_gets_a_link_that_works() -> None:
    done = run("add", "ana@example.com", "--name", "Ana Reyes")
    link = re.search(r"http://127\.0\.0\.1:8000/link/(\S+)", done.output)
    assert link is not None
    assert (stored("ana@example.com").name, stored("ana@example.com").role) == (
        "Ana Reyes",
        "office",
    )
    assert stored("ana@example.com").password_hash is None
    with reading() as session:
        found = commands.peek_link(session, link[1], stored("ana@example.com").created_at)
    assert found is not None


def test_a_user_is_disabled_enabled_and_given_another_role() -> None:
    run("add", "olga@example.com", "--role", "owner")
    run("add", "ana@example.com")
    assert run("disable", "ana@example.com").exit_code == 0
    assert stored("ana@example.com").disabled_at is not None
    assert run("enable", "ANA@example.com").exit_code == 0
    assert stored("ana@example.com").disabled_at is None
    assert run("role", "ana@example.com", "manager").exit_code == 0
    assert stored("ana@example.com").role == "manager"


def test_a_password_is_asked_for_twice_and_not_shown() -> None:
    run("add", "ana@example.com")
    done = run("password", "ana@example.com", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0, done.output
    assert PASSWORD not in done.output
    assert is_password(PASSWORD, stored("ana@example.com").password_hash)


def test_a_password_link_can_be_made_again() -> None:
    run("add", "ana@example.com")
    assert "/link/" in run("password", "ana@example.com", "--link").output


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (["add", "ana"], "", "not an email"),
        (["add", "olga@example.com"], "", "already"),
        (["add", "b@example.com", "--role", "admin"], "", "viewer, office, manager, owner"),
        (["add", "b@example.com", "--password-stdin"], "short\n", "at least 8"),
        (["disable", "nobody@example.com"], "", "no user"),
        (["disable", "olga@example.com"], "", "only owner"),
        (["role", "olga@example.com", "viewer"], "", "only owner"),
        (["password", "nobody@example.com", "--password-stdin"], PASSWORD, "no user"),
    ],
)
def test_what_cannot_be_is_one_line_and_changes_nothing(
    arguments: list[str], typed: str, said: str
) -> None:
    run("add", "olga@example.com", "--role", "owner")
    before = run("list", "--json").stdout
    done = run(*arguments, typed=typed)
    assert done.exit_code != 0
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert run("list", "--json").stdout == before


def test_the_users_are_listed_for_people_and_for_programs() -> None:
    run("add", "olga@example.com", "--role", "owner")
    assert "olga@example.com" in run("list").stdout
    (row,) = json.loads(run("list", "--json").stdout)
    assert row == {"email": "olga@example.com", "name": "olga", "role": "owner", "disabled": False}
    with reading() as session:
        assert len(session.exec(select(User)).all()) == 1
