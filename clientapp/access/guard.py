"""What every request passes before Reflex sees it: who may ask for which path, from where.

Closed by default: pages and the socket need a sign-in, whatever is not known is not there.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote

import anyio
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clientapp import routes
from clientapp.access import sessions
from clientapp.access.headers import add_headers
from clientapp.access.origins import headers_of, is_own_origin, is_secure
from clientapp.access.sign_in import AUTH_ROUTES, sign_in_page
from clientapp.database import reading

SOCKET = "/_event"
OPEN_FILES = ("/assets/", "/fonts/", "/clientapp.css", "/favicon.", "/robots.txt")
ALWAYS_OPEN = ("/ping", "/_health")
CLOSED = ("/_upload", "/_all_routes", "/auth-codespace")
LARGEST_BODY = 64 * 1024
SAFE_METHODS = ("GET", "HEAD")


def protect(app: ASGIApp) -> ASGIApp:
    """Wrap the application; for `rx.App(api_transformer=…)`."""
    auth = Router(AUTH_ROUTES, default=_not_found)

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await _socket(app, scope, receive, send)
        elif scope["type"] == "http":
            secure = is_secure(scope, headers_of(scope))
            sending = _with_headers(scope, send, secure)
            answer = await _answer(app, auth, scope)
            await answer(scope, _limited(receive), sending)
        else:
            await app(scope, receive, send)

    return guarded


async def _answer(app: ASGIApp, auth: Router, scope: Scope) -> ASGIApp:
    """Choose who answers a request."""
    path: str = scope["path"]
    headers = headers_of(scope)
    if scope["method"] not in SAFE_METHODS and not is_own_origin(scope, headers):
        return PlainTextResponse("This request comes from another site.", 403)
    if path.startswith(CLOSED):
        return PlainTextResponse("Not found", 404)
    if path in ALWAYS_OPEN or path.startswith(OPEN_FILES):
        return app
    if path.startswith((routes.SIGN_IN, routes.SIGN_OUT, routes.ACCEPT_LINK, "/account/")):
        return auth
    if path.startswith(SOCKET):
        return PlainTextResponse("Not found", 404)
    if await anyio.to_thread.run_sync(_is_signed_in, headers.get("cookie", "")):
        return _page(app, path)
    return _instead_of_page(scope, path)


def _page(app: ASGIApp, path: str) -> ASGIApp:
    """Serve a page under its own address; the built files have a slash at the end of theirs."""
    if path.endswith("/") and path != routes.HOME:
        return RedirectResponse(path.rstrip("/") or routes.HOME, 308)
    if path not in (routes.CUSTOMERS, routes.NEW_CUSTOMER):
        return app

    async def built(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "path": f"{path}/", "raw_path": f"{path}/".encode()}, receive, send)

    return built


def _instead_of_page(scope: Scope, path: str) -> Response:
    if scope["method"] not in SAFE_METHODS:
        return PlainTextResponse("Sign in first.", 401)
    if path == routes.HOME:
        return sign_in_page()
    query = scope.get("query_string", b"").decode("latin-1")
    wanted = f"{path}?{query}" if query else path
    return RedirectResponse(f"{routes.SIGN_IN}?next={quote(wanted, safe='')}", 303)


async def _not_found(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("Not found", 404)(scope, receive, send)


def _is_signed_in(cookies: str) -> bool:
    with reading() as session:
        user, _ = sessions.look_up(session, sessions.token_in(cookies), datetime.now(UTC))
    return user is not None


async def _socket(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Let a page of ours connect whose browser was signed in at some time.

    Somebody who never was gets no socket, and so no state in memory. Somebody whose sign-in is
    over does, since the gate's answer to the first event then leads to the sign-in page, where a
    refused socket would be tried again for ever.
    """
    headers = headers_of(scope)
    known = scope["path"].startswith(SOCKET) and is_own_origin(scope, headers)
    token = sessions.token_in(headers.get("cookie", ""))
    if known and await anyio.to_thread.run_sync(_was_signed_in, token):
        await app(scope, receive, send)
        return
    await receive()
    await send({"type": "websocket.close", "code": 4403})


def _was_signed_in(token: str) -> bool:
    with reading() as session:
        return bool(token) and sessions.is_known(session, token)


def _with_headers(scope: Scope, send: Send, secure: bool) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            add_headers(message, scope, secure=secure)
        await send(message)

    return sending


class TooLarge(Exception):
    """A request brings more than any form of ours."""


def _limited(receive: Receive) -> Callable[[], object]:
    """Count what arrives: a Content-Length says nothing of a chunked body."""
    arrived = 0

    async def receiving() -> Message:
        nonlocal arrived
        message = await receive()
        arrived += len(message.get("body", b""))
        if arrived > LARGEST_BODY:
            raise TooLarge
        return message

    return receiving
