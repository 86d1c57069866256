"""Sign-ins: started, looked up for each event, ended. Times are UTC."""

import re
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlmodel import Session, col, update
from starlette.requests import cookie_parser

from clientapp.access.identity import SignedIn
from clientapp.access.permissions import permissions_of
from clientapp.access.tokens import digest, new_token
from clientapp.models import RolePermission, User, UserSession
from clientapp.settings import settings

COOKIE = "clientapp"
SECURE_COOKIE = "__Host-clientapp"
"""Browsers take a cookie of this name only over https, from this host, for all of it."""

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
"""What `tokens.new_token` gives out; nothing else is looked for."""

NOTED_EVERY = timedelta(minutes=1)
"""How exactly the last use of a sign-in is kept."""


def cookie_name(secure: bool) -> str:
    """The name of the cookie under https, or without."""
    return SECURE_COOKIE if secure else COOKIE


def token_in(cookie_header: str, *, secure: bool = False) -> str:
    """The token in a Cookie header, or an empty text."""
    token = cookie_parser(cookie_header).get(cookie_name(secure), "")
    return token if TOKEN.fullmatch(token) else ""


def start(session: Session, user: User, now: datetime, address: str = "", browser: str = "") -> str:
    """Begin a sign-in.

    Returns:
        Its token, always a new one: what a browser brought along is never taken over.
    """
    token = new_token()
    started = UserSession(
        token_hash=digest(token),
        user_id=user.id or 0,
        created_at=now,
        used_at=now,
        address=address[:100],
        browser=browser[:300],
    )
    session.add(started)
    session.flush()
    return token


_FOUND = (
    select(
        col(UserSession.id),
        col(UserSession.created_at),
        col(UserSession.used_at),
        col(User.id),
        col(User.name),
        col(User.email),
        col(User.role),
        col(RolePermission.permission),
        col(RolePermission.granted),
    )
    .join(User, col(User.id) == col(UserSession.user_id))
    .outerjoin(RolePermission, col(RolePermission.role) == col(User.role))
    .where(
        col(UserSession.token_hash) == bindparam("digest"),
        col(UserSession.ended_at).is_(None),
        col(User.disabled_at).is_(None),
    )
)
"""One statement for what every event asks: a row for each change of the role's permissions."""


def look_up(session: Session, token: str, now: datetime) -> tuple[SignedIn | None, bool]:
    """Who a token belongs to, and whether its use is to be noted with `note_use`."""
    if not token:
        return None, False
    rows = session.connection().execute(_FOUND, {"digest": digest(token)}).all()
    if not rows:
        return None, False
    session_id, created_at, used_at, user_id, name, email, role, *_ = rows[0]
    if not is_alive(created_at, used_at, now):
        return None, False
    changes = tuple((row.permission, row.granted) for row in rows if row.permission)
    allowed = permissions_of(role, changes)
    found = SignedIn(user_id or 0, name, email, role, session_id or 0, allowed)
    return found, now - used_at > NOTED_EVERY


def is_alive(created_at: datetime, used_at: datetime, now: datetime) -> bool:
    """Whether a sign-in was neither left idle nor used beyond its longest life."""
    idle = now - used_at > timedelta(hours=settings().session_hours)
    old = now - created_at > timedelta(days=settings().session_days)
    return not idle and not old


def note_use(session: Session, session_id: int, now: datetime) -> None:
    """Keep when a sign-in was last used."""
    session.exec(update(UserSession).where(col(UserSession.id) == session_id).values(used_at=now))


def end(session: Session, token: str, now: datetime) -> None:
    """Sign out; a token that is not known is nobody's."""
    session.exec(
        update(UserSession)
        .where(col(UserSession.token_hash) == digest(token), col(UserSession.ended_at).is_(None))
        .values(ended_at=now)
    )


def end_all(session: Session, user_id: int, now: datetime) -> None:
    """End every sign-in of a user."""
    session.exec(
        update(UserSession)
        .where(col(UserSession.user_id) == user_id, col(UserSession.ended_at).is_(None))
        .values(ended_at=now)
    )
