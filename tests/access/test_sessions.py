"""Sign-ins: who a token belongs to, and until when."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from clientapp.access import commands, sessions
from clientapp.access.identity import NobodySignedIn, SignedIn, current_user, set_current_user
from clientapp.access.permissions import Permission, Role
from clientapp.access.tokens import digest
from clientapp.database import reading, transaction
from clientapp.models import RolePermission, User, UserSession
from clientapp.settings import settings

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
EMAIL = "ana@example.com"
OTHER = "ben@example.com"


@pytest.fixture
def token(any_database: str) -> str:
    """The token of Ana's sign-in, started at NOW."""
    with transaction() as session:
        user = commands.add_user(session, EMAIL, Role.OFFICE, "Ana Reyes", "hash")
        commands.add_user(session, OTHER, Role.OWNER, "Ben Okoye", "hash")
        return sessions.start(session, user, NOW, "192.0.2.1", "a browser")


def who(token: str, now: datetime = NOW) -> SignedIn | None:
    with reading() as session:
        return sessions.look_up(session, token, now)[0]


def ana(session: Session) -> User:
    return commands.get_user(session, EMAIL)


def test_a_token_belongs_to_the_user_it_was_given_to(token: str) -> None:
    found = who(token)
    assert found is not None
    assert (found.email, found.name, found.role) == (EMAIL, "Ana Reyes", "office")
    assert found.may(Permission.EDIT)
    assert not found.may(Permission.USERS)


def test_the_database_holds_no_token(token: str) -> None:
    with reading() as session:
        row = session.exec(select(UserSession)).one()
    assert token not in str(row.model_dump())
    assert row.token_hash == digest(token)
    assert len(token) >= 43


@pytest.mark.parametrize("wrong", ["", "x", "x" * 43, "' OR 1=1 --", "\0"])
def test_another_token_belongs_to_nobody(token: str, wrong: str) -> None:
    assert who(wrong) is None
    assert who(token[:-1]) is None
    assert who(digest(token)) is None


def test_a_sign_in_ends_when_it_is_not_used(token: str) -> None:
    idle = timedelta(hours=settings().session_hours)
    assert who(token, NOW + idle) is not None
    assert who(token, NOW + idle + timedelta(seconds=1)) is None


def test_use_keeps_a_sign_in_alive_until_its_longest_life_is_over(token: str) -> None:
    hours, days = settings().session_hours, settings().session_days
    last = NOW + timedelta(days=days)
    step, now = timedelta(hours=hours - 1), NOW
    while now + step < last:
        now += step
        found = who(token, now)
        assert found is not None
        with transaction() as session:
            sessions.note_use(session, found.session_id, now)
    assert who(token, last) is not None
    assert who(token, last + timedelta(seconds=1)) is None


def test_a_use_is_noted_once_a_minute(token: str) -> None:
    with reading() as session:
        assert sessions.look_up(session, token, NOW + timedelta(seconds=60))[1] is False
        assert sessions.look_up(session, token, NOW + timedelta(seconds=61))[1] is True


def test_a_token_is_of_no_use_after_sign_out(token: str) -> None:
    with transaction() as session:
        other = sessions.start(session, ana(session), NOW)
        sessions.end(session, token, NOW)
    assert who(token) is None
    assert who(other) is not None


def test_each_sign_in_has_a_token_of_its_own(token: str) -> None:
    with transaction() as session:
        tokens = {sessions.start(session, ana(session), NOW) for _ in range(50)}
    assert len(tokens | {token}) == 51


def test_a_disabled_user_is_signed_out_everywhere_at_once_and_stays_so(token: str) -> None:
    with transaction() as session:
        commands.disable_user(session, EMAIL)
    assert who(token) is None
    with transaction() as session:
        commands.enable_user(session, EMAIL)
    assert who(token) is None


def test_a_new_password_ends_every_sign_in(token: str) -> None:
    with transaction() as session:
        commands.set_password(session, ana(session), "another hash")
    assert who(token) is None


def test_another_role_holds_at_once(token: str) -> None:
    with transaction() as session:
        commands.set_role(session, EMAIL, Role.VIEWER)
    found = who(token)
    assert found is not None
    assert found.permissions == {Permission.SEE}


def test_what_an_owner_changed_for_a_role_holds_for_that_role_only(token: str) -> None:
    with transaction() as session:
        session.add(RolePermission(role="office", permission=Permission.EXPORT, granted=True))
        session.add(RolePermission(role="office", permission=Permission.EDIT, granted=False))
        session.add(RolePermission(role="viewer", permission=Permission.BACKUP, granted=True))
    found = who(token)
    assert found is not None
    assert found.may(Permission.EXPORT)
    assert not found.may(Permission.EDIT)
    assert not found.may(Permission.BACKUP)


def test_one_session_row_is_found_by_its_index(token: str) -> None:
    with reading() as session:
        rows = session.exec(
            select(UserSession).where(col(UserSession.token_hash) == digest(token))
        ).all()
    assert len(rows) == 1


@pytest.mark.parametrize(
    ("header", "secure", "found"),
    [
        ("clientapp={}", False, True),
        ("a=b; clientapp={}; c=d", False, True),
        ('weird={{"a": 1}}; clientapp={}', False, True),
        ("clientapp={}", True, False),
        ("__Host-clientapp={}", True, True),
        ("__Host-clientapp={}", False, False),
        ("xclientapp={}", False, False),
        ("clientapp={}x", False, False),
        ("clientapp", False, False),
    ],
)
def test_the_cookie_is_found_by_its_exact_name(header: str, secure: bool, found: bool) -> None:
    token = "t" * 43
    assert sessions.token_in(header.format(token), secure=secure) == (token if found else "")


def test_nobody_acts_until_somebody_is_set() -> None:
    set_current_user(None)
    with pytest.raises(NobodySignedIn):
        current_user()
