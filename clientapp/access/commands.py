"""Writing users and their links; every write is an operation that says who did it.

The session is passed in, and passwords come as hashes.
"""

from datetime import UTC, datetime, timedelta

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import text
from sqlmodel import Session, col, select, update

from clientapp import routes
from clientapp.access import sessions
from clientapp.access.passwords import new_hash
from clientapp.access.permissions import Role
from clientapp.access.tokens import digest, new_token
from clientapp.ledger.recording import SYSTEM, Actor, begin, finish
from clientapp.models import OneTimeLink, User
from clientapp.problem import Problem
from clientapp.settings import settings

LINK_LASTS = timedelta(hours=24)
FIRST_OWNER = "first owner"
SET_PASSWORD = "set password"  # noqa: S105 (the purpose of a link)


class Refused(Problem):
    """A user cannot be written so; the text is for the person who asked."""


def email_key(email: str) -> str:
    """What makes two e-mail addresses the same user."""
    return email.strip().casefold()


def find_user(session: Session, email: str) -> User | None:
    """The user with an e-mail address, without regard to case."""
    return session.exec(select(User).where(User.email_key == email_key(email))).one_or_none()


def get_user(session: Session, email: str) -> User:
    """The user with an e-mail address.

    Raises:
        Refused: if there is none.
    """
    user = find_user(session, email)
    if user is None:
        raise Refused(f"There is no user {email}.")
    return user


def add_user(
    session: Session,
    email: str,
    role: str,
    name: str = "",
    password_hash: str | None = None,
    *,
    actor: Actor = SYSTEM,
) -> User:
    """Add a user, who signs in once a password is set (its hash is `passwords.new_hash`).

    Raises:
        Refused: if the address is taken or none, or the role is not known.
    """
    try:
        checked = validate_email(email.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise Refused(f"{email} is not an email address: {error}") from None
    if role not in Role.__members__.values():
        raise Refused(f"A role is one of {', '.join(Role)}.")
    if find_user(session, email):
        raise Refused(f"There is a user {email} already.")
    user = User(
        email=checked.normalized,
        email_key=email_key(email),
        name=name.strip() or checked.local_part,
        role=role,
        password_hash=password_hash,
        created_at=datetime.now(UTC),
    )
    session.add(user)
    session.flush()
    _record(session, actor, user, f"Added {user.email} as {user.role}")
    return user


def set_password(
    session: Session, user: User, password_hash: str, *, actor: Actor = SYSTEM
) -> None:
    """Set a password by its hash and end every sign-in of the user."""
    user.password_hash = password_hash
    session.add(user)
    sessions.end_all(session, user.id or 0, datetime.now(UTC))
    _record(session, actor, user, f"Set the password of {user.email}")


def set_role(session: Session, email: str, role: str, *, actor: Actor = SYSTEM) -> User:
    """Give a user another role.

    Raises:
        Refused: for an unknown user or role, or if no owner would be left.
    """
    if role not in Role.__members__.values():
        raise Refused(f"A role is one of {', '.join(Role)}.")
    user = get_user(session, email)
    if user.role == Role.OWNER and role != Role.OWNER:
        _keep_an_owner(session, user)
    user.role = role
    session.add(user)
    _record(session, actor, user, f"Made {user.email} {user.role}")
    return user


def disable_user(session: Session, email: str, *, actor: Actor = SYSTEM) -> User:
    """Keep a user from signing in, and end every sign-in at once.

    Raises:
        Refused: for an unknown user, or if no owner would be left.
    """
    user = get_user(session, email)
    if user.role == Role.OWNER:
        _keep_an_owner(session, user)
    now = datetime.now(UTC)
    user.disabled_at = now
    session.add(user)
    sessions.end_all(session, user.id or 0, now)
    _record(session, actor, user, f"Disabled {user.email}")
    return user


def enable_user(session: Session, email: str, *, actor: Actor = SYSTEM) -> User:
    """Let a disabled user sign in again.

    Raises:
        Refused: for an unknown user.
    """
    user = get_user(session, email)
    user.disabled_at = None
    session.add(user)
    _record(session, actor, user, f"Enabled {user.email}")
    return user


def _record(session: Session, actor: Actor, user: User, label: str) -> None:
    finish(session, begin(session, actor, "user", label, record_kind="user", user=user.id))


def _keep_an_owner(session: Session, leaving: User) -> None:
    """Refuse to lose the last owner. Of two who leave at once, one waits and is refused."""
    owners = select(User.id).where(User.role == Role.OWNER, col(User.disabled_at).is_(None))
    locked = session.exec(owners.order_by(col(User.id)).with_for_update()).all()
    if not set(locked) - {leaving.id}:
        raise Refused(f"{leaving.email} is the only owner; make somebody else owner first.")


# one-time links


def new_link(session: Session, purpose: str, user: User | None = None) -> str:
    """Make a link that works once within a day; the ones made before no longer do.

    Returns:
        Its address, without the host.
    """
    former = update(OneTimeLink).where(
        col(OneTimeLink.purpose) == purpose,
        col(OneTimeLink.user_id) == (user.id if user else None),
        col(OneTimeLink.used_at).is_(None),
    )
    now = datetime.now(UTC)
    session.exec(former.values(used_at=now))
    token = new_token()
    session.add(
        OneTimeLink(
            token_hash=digest(token),
            purpose=purpose,
            user_id=user.id if user else None,
            expires_at=now + LINK_LASTS,
        )
    )
    session.flush()
    return f"{routes.ACCEPT_LINK}/{token}"


def peek_link(session: Session, token: str, now: datetime) -> OneTimeLink | None:
    """A link that still works, or None."""
    link = session.exec(
        select(OneTimeLink).where(OneTimeLink.token_hash == digest(token))
    ).one_or_none()
    if link is None or link.used_at is not None or link.expires_at <= now:
        return None
    if link.purpose == FIRST_OWNER and has_users(session):
        return None
    return link


def use_link(session: Session, token: str, *, email: str, name: str, password_hash: str) -> User:
    """Create the first owner or set a password by a link, which then works no more.

    Raises:
        Refused: if the link does not work, or the user cannot be created so.
    """
    now = datetime.now(UTC)
    link = peek_link(session, token, now)
    used = update(OneTimeLink).where(
        col(OneTimeLink.token_hash) == digest(token), col(OneTimeLink.used_at).is_(None)
    )
    if link is None or session.exec(used.values(used_at=now)).rowcount != 1:
        raise Refused("This link does not work any more.")
    if link.purpose == FIRST_OWNER:
        actor = Actor(None, name.strip() or email.strip(), "web")
        return create_first_owner(session, email, name, password_hash, actor=actor)
    user = session.get_one(User, link.user_id)
    set_password(session, user, password_hash, actor=Actor(user.id, user.name, "web"))
    return user


def has_users(session: Session) -> bool:
    """Whether there is any user."""
    return session.exec(select(User.id)).first() is not None


def owner_link(session: Session, base: str) -> str | None:
    """The link that creates the first owner, made anew; None once there is a user."""
    if has_users(session):
        return None
    return f"{base}{new_link(session, FIRST_OWNER)}"


def create_first_owner(
    session: Session, email: str, name: str, password_hash: str, *, actor: Actor = SYSTEM
) -> User:
    """Create the owner of an empty installation. Two at once: one is refused.

    Raises:
        Refused: if there is a user, or the address is none.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("LOCK TABLE user_account IN SHARE ROW EXCLUSIVE MODE"))
    if has_users(session):
        raise Refused("There is an owner already; sign in.")
    return add_user(session, email, Role.OWNER, name, password_hash, actor=actor)


def create_owner_from_settings(session: Session) -> None:
    """Create the first owner that the environment names, if there is no user yet.

    Raises:
        Refused, WeakPassword: if what is set is not taken.
    """
    chosen = settings()
    if chosen.owner_email and not has_users(session):
        password = chosen.owner_password.get_secret_value()
        hashed = new_hash(password, chosen.owner_email)
        create_first_owner(session, chosen.owner_email, "", hashed)
