"""Sign-ins: started, looked up for each event, ended. Times are UTC."""

import re
from datetime import datetime, timedelta

from sqlmodel import Session, col, select, update
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


def look_up(session: Session, token: str, now: datetime) -> tuple[SignedIn | None, bool]:
    """Who a token belongs to, and whether its use is to be noted with `note_use`."""
    if not token:
        return None, False
    found = session.exec(
        select(UserSession, User)
        .join(User, col(User.id) == UserSession.user_id)
        .where(UserSession.token_hash == digest(token))
    ).one_or_none()
    if found is None:
        return None, False
    sign_in, user = found
    if user.disabled_at or not is_alive(sign_in, now):
        return None, False
    changes = session.exec(
        select(RolePermission.permission, RolePermission.granted).where(
            RolePermission.role == user.role
        )
    )
    signed_in = SignedIn(
        user_id=user.id or 0,
        name=user.name,
        email=user.email,
        role=user.role,
        session_id=sign_in.id or 0,
        permissions=permissions_of(user.role, changes),
    )
    return signed_in, now - sign_in.used_at > NOTED_EVERY


def is_alive(sign_in: UserSession, now: datetime) -> bool:
    """Whether a sign-in was neither ended nor left idle nor used beyond its longest life."""
    idle = now - sign_in.used_at > timedelta(hours=settings().session_hours)
    old = now - sign_in.created_at > timedelta(days=settings().session_days)
    return sign_in.ended_at is None and not idle and not old


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
