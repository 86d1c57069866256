"""Users, one-time links and the first owner."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlmodel import Session, select

from clientapp.access import commands
from clientapp.access.commands import FIRST_OWNER, SET_PASSWORD, Refused
from clientapp.access.passwords import WeakPassword, is_password
from clientapp.access.permissions import Role
from clientapp.database import reading, transaction
from clientapp.models import OneTimeLink, User
from clientapp.settings import settings

NOW = datetime.now(UTC)


def token_of(link: str) -> str:
    return link.rpartition("/")[2]


def use(token: str, email: str = "o@example.com", hashed: str = "hash") -> User:
    with transaction() as session:
        return commands.use_link(session, token, email=email, name="", password_hash=hashed)


def owner_link() -> str | None:
    with transaction() as session:
        return commands.owner_link(session, "http://127.0.0.1:8000")


def test_the_owner_s_link_works_once_and_makes_an_owner(any_database: str) -> None:
    link = owner_link()
    assert link is not None
    assert link.startswith("http://127.0.0.1:8000/link/")
    assert use(token_of(link), "Olga@Example.com").role == Role.OWNER
    with pytest.raises(Refused):
        use(token_of(link), "second@example.com")
    with reading() as session:
        assert [user.email for user in session.exec(select(User))] == ["Olga@example.com"]


def test_there_is_no_owner_s_link_once_there_is_a_user(any_database: str) -> None:
    link = owner_link()
    with transaction() as session:
        commands.add_user(session, "a@example.com", Role.VIEWER)
    assert owner_link() is None
    assert link is not None
    with pytest.raises(Refused):
        use(token_of(link))


def test_a_newer_owner_s_link_ends_the_one_before(any_database: str) -> None:
    first, second = owner_link(), owner_link()
    assert first is not None
    assert second is not None
    with pytest.raises(Refused):
        use(token_of(first))
    assert use(token_of(second)).role == Role.OWNER


def test_a_link_ends_after_a_day(any_database: str) -> None:
    link = owner_link()
    assert link is not None
    with reading() as session:
        day = timedelta(hours=24)
        assert commands.peek_link(session, token_of(link), NOW + day - timedelta(minutes=1))
        late = datetime.now(UTC) + day + timedelta(seconds=1)
        assert commands.peek_link(session, token_of(link), late) is None


def test_the_database_holds_no_link(any_database: str) -> None:
    link = owner_link()
    assert link is not None
    with reading() as session:
        row = session.exec(select(OneTimeLink)).one()
    assert row.purpose == FIRST_OWNER
    assert token_of(link) not in str(row.model_dump())


def test_of_two_who_create_the_first_owner_at_once_one_is_refused(any_database: str) -> None:
    together = Barrier(4)

    def create(number: int) -> bool:
        together.wait()
        try:
            with transaction() as session:
                commands.create_first_owner(session, f"o{number}@example.com", "", "hash")
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(create, range(4))) == 1
    with reading() as session:
        assert len(session.exec(select(User)).all()) == 1


def test_of_many_who_use_one_link_at_once_one_succeeds(any_database: str) -> None:
    with transaction() as session:
        user = commands.add_user(session, "a@example.com", Role.OFFICE)
        link = commands.new_link(session, SET_PASSWORD, user)
    together = Barrier(4)

    def attempt(number: int) -> str | None:
        together.wait()
        try:
            return use(token_of(link), hashed=f"hash {number}").password_hash
        except Refused:
            return None

    with ThreadPoolExecutor(4) as threads:
        written = [found for found in threads.map(attempt, range(4)) if found]
    with reading() as session:
        assert written == [commands.get_user(session, "a@example.com").password_hash]


def test_the_environment_names_the_first_owner(
    any_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIENTAPP_OWNER_EMAIL", "olga@example.com")
    monkeypatch.setenv("CLIENTAPP_OWNER_PASSWORD", "a long password")
    settings.cache_clear()
    for _start in range(2):
        with transaction() as session:
            commands.create_owner_from_settings(session)
    with reading() as session:
        (owner,) = session.exec(select(User)).all()
    assert owner.role == Role.OWNER
    assert is_password("a long password", owner.password_hash)


def test_a_weak_password_in_the_environment_is_refused(
    sqlite: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIENTAPP_OWNER_EMAIL", "olga@example.com")
    monkeypatch.setenv("CLIENTAPP_OWNER_PASSWORD", "password")
    settings.cache_clear()
    with pytest.raises(WeakPassword), transaction() as session:
        commands.create_owner_from_settings(session)


def test_an_email_address_is_one_user_in_any_case(any_database: str) -> None:
    with transaction() as session:
        commands.add_user(session, "Ana@Example.com", Role.OFFICE)
        assert commands.get_user(session, " ana@example.COM ").email == "Ana@example.com"
        with pytest.raises(Refused, match="already"):
            commands.add_user(session, "ANA@example.com", Role.OFFICE)


@pytest.mark.parametrize(
    "email", ["", "ana", "ana@", "@example.com", "a b@example.com", "a\0@b.com"]
)
def test_what_is_no_email_address_is_refused(sqlite: str, email: str) -> None:
    with transaction() as session, pytest.raises(Refused, match="not an email"):
        commands.add_user(session, email, Role.OFFICE)


def test_a_role_that_there_is_not_is_refused(sqlite: str) -> None:
    with transaction() as session, pytest.raises(Refused, match="viewer, office"):
        commands.add_user(session, "ana@example.com", "admin")


def two_users(session: Session) -> None:
    commands.add_user(session, "olga@example.com", Role.OWNER)
    commands.add_user(session, "ana@example.com", Role.OFFICE)


def test_the_last_owner_stays_owner(any_database: str) -> None:
    with transaction() as session:
        two_users(session)
        with pytest.raises(Refused, match="only owner"):
            commands.set_role(session, "olga@example.com", Role.MANAGER)
        with pytest.raises(Refused, match="only owner"):
            commands.disable_user(session, "olga@example.com")
        commands.set_role(session, "ana@example.com", Role.OWNER)
        commands.disable_user(session, "olga@example.com")
        with pytest.raises(Refused, match="only owner"):
            commands.set_role(session, "ana@example.com", Role.VIEWER)


def test_two_owners_cannot_remove_each_other_at_once(any_database: str) -> None:
    with transaction() as session:
        commands.add_user(session, "a@example.com", Role.OWNER)
        commands.add_user(session, "b@example.com", Role.OWNER)
    together = Barrier(2)

    def remove(email: str) -> None:
        together.wait()
        try:
            with transaction() as session:
                commands.disable_user(session, email)
        except Refused:
            return

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(remove, ["a@example.com", "b@example.com"]))
    with reading() as session:
        assert [user.disabled_at for user in session.exec(select(User))].count(None) == 1


def test_an_unknown_user_is_named(sqlite: str) -> None:
    with transaction() as session, pytest.raises(Refused, match=r"nobody@example\.com"):
        commands.set_role(session, "nobody@example.com", Role.VIEWER)
