"""The routes of access. Each opens its own transaction: they are an entrance like the pages."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import TypeVar

import anyio
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from clientapp import routes
from clientapp.access import attempts, commands, pages, sessions
from clientapp.access.commands import FIRST_OWNER, Refused
from clientapp.access.origins import client_address, headers_of, is_secure
from clientapp.access.passwords import WeakPassword, is_password, new_hash
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.models import User
from clientapp.settings import settings

T = TypeVar("T")
logger = logging.getLogger(__name__)

WRONG = "Email or password is wrong."
TOO_OFTEN = "Too many failed attempts. Wait a while and try again."


def sign_in_page() -> Response:
    """The page for somebody who is not signed in."""
    return pages.sign_in()


async def sign_in(request: Request) -> Response:
    """Show the form, or take it and lead to where somebody wanted to go."""
    wanted = request.query_params.get("next", "")
    if request.method == "GET":
        return pages.sign_in(next_page=wanted if routes.is_local(wanted) else "")
    form = await _form(request)
    wanted = form.get("next", "")
    email, password = form.get("email", ""), form.get("password", "")
    account, address = commands.email_key(email), _address(request)
    if not attempts.may_try(account, address):
        return pages.sign_in(email, TOO_OFTEN, wanted)
    token = await _hashing(lambda: _begin(email, password, request))
    return _with_cookie(request, token, wanted) if token else pages.sign_in(email, WRONG, wanted)


def _begin(email: str, password: str, request: Request) -> str | None:
    """Check a password and start a sign-in. The hash is checked outside of any transaction."""
    with reading() as session:
        user = commands.find_user(session, email)
        stored = user.password_hash if user and not user.disabled_at else None
    if not _is_right(email, password, stored, request) or user is None:
        return None
    return _start(user, request)


def _is_right(email: str, password: str, stored: str | None, request: Request) -> bool:
    """Check a password within the limit, and count it if it is wrong."""
    account, address = commands.email_key(email), _address(request)
    right = is_password(password, stored, lambda: attempts.may_try(account, address))
    if not right:
        attempts.failed(account, address)
        logger.warning("A sign-in from %s failed", address)
    return right


def _start(user: User, request: Request) -> str:
    """Start a sign-in, and end the one that the browser had before."""
    now = datetime.now(UTC)
    with transaction() as session:
        if former := sessions.token_in(request.headers.get("cookie", "")):
            sessions.end(session, former, now)
        browser = request.headers.get("user-agent", "")
        return sessions.start(session, user, now, _address(request), browser)


async def sign_out(request: Request) -> Response:
    """End this sign-in and forget the cookie."""
    token = sessions.token_in(request.headers.get("cookie", ""))
    if token:
        await _in_thread(lambda: _end(token))
    answer = RedirectResponse(routes.HOME, 303)
    secure = is_secure(request.scope, headers_of(request.scope))
    answer.delete_cookie(
        sessions.cookie_name(secure), path="/", secure=secure, httponly=True, samesite="lax"
    )
    return answer


def _end(token: str) -> None:
    with transaction() as session:
        sessions.end(session, token, datetime.now(UTC))


async def accept_link(request: Request) -> Response:
    """Create the first owner, or set a password, by a one-time link."""
    token = request.path_params["token"]
    form = await _form(request) if request.method == "POST" else {}
    found = await _in_thread(lambda: _look_at(token))
    if found is None:
        return pages.link_over()
    purpose, email = found
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            user = await _hashing(lambda: _use(token, email or form.get("email", ""), form))
        except WeakPassword as weak:
            errors = {"password": str(weak)}
        except Refused as refused:
            errors = {"email" if "email" in str(refused) else "": str(refused)}
        else:
            started = await _in_thread(lambda: _start(user, request))
            return _with_cookie(request, started, "")
    if purpose == FIRST_OWNER:
        return pages.first_owner(request.url.path, form, errors)
    return pages.new_password(request.url.path, email, errors)


def _look_at(token: str) -> tuple[str, str] | None:
    with reading() as session:
        link = commands.peek_link(session, token, datetime.now(UTC))
        if link is None:
            return None
        user = session.get(User, link.user_id) if link.user_id else None
        return link.purpose, user.email if user else ""


def _use(token: str, email: str, form: dict[str, str]) -> User:
    password_hash = new_hash(form.get("password", ""), email)
    with transaction() as session:
        return commands.use_link(
            session, token, email=email, name=form.get("name", ""), password_hash=password_hash
        )


async def change_password(request: Request) -> Response:
    """Change one's own password; every other sign-in ends."""
    token = sessions.token_in(request.headers.get("cookie", ""))
    signed_in = await _in_thread(lambda: _who(token))
    if signed_in is None:
        return RedirectResponse(f"{routes.SIGN_IN}?next={routes.CHANGE_PASSWORD}", 303)
    if request.method == "GET":
        return pages.change_password(signed_in.email, {})
    form = await _form(request)
    address = _address(request)
    if not attempts.may_try(signed_in.email_key, address):
        return pages.change_password(signed_in.email, {"current": TOO_OFTEN})
    email, current = signed_in.email, form.get("current", "")
    if not await _hashing(lambda: _is_right(email, current, signed_in.password_hash, request)):
        return pages.change_password(
            signed_in.email, {"current": "This is not your current password."}
        )
    try:
        await _hashing(lambda: _change(email, form.get("password", "")))
    except WeakPassword as weak:
        return pages.change_password(signed_in.email, {"password": str(weak)})
    return _with_cookie(request, await _in_thread(lambda: _start(signed_in, request)), "")


def _who(token: str) -> User | None:
    with reading() as session:
        user, _ = sessions.look_up(session, token, datetime.now(UTC))
        return session.get(User, user.user_id) if user else None


def _change(email: str, password: str) -> None:
    password_hash = new_hash(password, email)
    with transaction() as session:
        user = commands.get_user(session, email)
        commands.set_password(session, user, password_hash, actor=Actor(user.id, user.name, "web"))


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form, without the NUL that no text column of PostgreSQL takes."""
    form = await request.form(max_files=0, max_fields=10)
    return {name: text.replace("\0", "") for name, text in form.items() if isinstance(text, str)}


async def _in_thread(work: Callable[[], T]) -> T:
    return await anyio.to_thread.run_sync(work)


async def _hashing(work: Callable[[], T]) -> T:
    """Run what hashes in few threads: those that wait must not take all, pages need some too."""
    return await anyio.to_thread.run_sync(work, limiter=_hashers())


@cache
def _hashers() -> anyio.CapacityLimiter:
    return anyio.CapacityLimiter(2)


def _address(request: Request) -> str:
    return client_address(request.scope, headers_of(request.scope))


def _with_cookie(request: Request, token: str, wanted: str) -> Response:
    """Set the cookie and lead on, inside this site only."""
    target = wanted if routes.is_local(wanted) else routes.CUSTOMERS
    answer = RedirectResponse(target, 303)
    secure = is_secure(request.scope, headers_of(request.scope))
    answer.set_cookie(
        sessions.cookie_name(secure),
        token,
        max_age=int(settings().session_days * 86_400),
        path="/",
        secure=secure,
        httponly=True,
        samesite="lax",
    )
    return answer


AUTH_ROUTES = [
    Route(routes.SIGN_IN, sign_in, methods=["GET", "POST"]),
    Route(routes.SIGN_OUT, sign_out, methods=["POST"]),
    Route(routes.ACCEPT_LINK + "/{token}", accept_link, methods=["GET", "POST"]),
    Route(routes.CHANGE_PASSWORD, change_password, methods=["GET", "POST"]),
]
