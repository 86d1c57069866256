"""What every request passes before Reflex sees it: who may ask for which path, from where.

Closed by default: pages and the socket need a sign-in, whatever is not known is not there.
"""

from datetime import UTC, datetime
from urllib.parse import quote

import anyio
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clientapp import routes
from clientapp.access import gate, sessions, sockets
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
    auth = Starlette(routes=AUTH_ROUTES)

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            scope = _with_own_cookie(scope)
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


def _with_own_cookie(scope: Scope) -> Scope:
    """Leave of all cookies the one of the sign-in, by the name that it has over https or not.

    A cookie without the prefix `__Host-` can be put there by a neighbouring site.
    """
    headers = headers_of(scope)
    token = sessions.token_in(headers.get("cookie", ""), secure=is_secure(scope, headers))
    kept = [pair for pair in scope["headers"] if pair[0].lower() != b"cookie"]
    if token:
        kept.append((b"cookie", f"{sessions.COOKIE}={token}".encode("latin-1")))
    return {**scope, "headers": kept}


async def _answer(app: ASGIApp, auth: ASGIApp, scope: Scope) -> ASGIApp:
    """Choose who answers a request."""
    path: str = scope["path"]
    headers = headers_of(scope)
    if scope["method"] not in SAFE_METHODS and not is_own_origin(scope, headers):
        return PlainTextResponse("This request comes from another site.", 403)
    if path.startswith(CLOSED):
        return PlainTextResponse("Not found", 404)
    if path in ALWAYS_OPEN or (path.startswith(OPEN_FILES) and ".." not in path):
        return app
    if path.startswith((routes.SIGN_IN, routes.SIGN_OUT, routes.ACCEPT_LINK, "/account/")):
        return auth
    if path.startswith(SOCKET):
        return PlainTextResponse("Not found", 404)
    if await anyio.to_thread.run_sync(_is_signed_in, headers.get("cookie", "")):
        return _page(app, scope, path)
    return _instead_of_page(scope, path)


def _page(app: ASGIApp, scope: Scope, path: str) -> ASGIApp:
    """Serve a page under its own address; the built files have a slash at the end of theirs."""
    if path.endswith("/") and path != routes.HOME:
        # one slash in front: with two, the browser would take what follows for another site
        return RedirectResponse(_with_query(scope, f"/{path.strip('/')}"), 308)
    if path not in routes.pages():
        return app

    async def built(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "path": f"{path}/", "raw_path": f"{path}/".encode()}, receive, send)

    return built


def _instead_of_page(scope: Scope, path: str) -> Response:
    if scope["method"] not in SAFE_METHODS:
        return PlainTextResponse("Sign in first.", 401)
    if path == routes.HOME:
        return sign_in_page()
    wanted = quote(_with_query(scope, path), safe="")
    return RedirectResponse(f"{routes.SIGN_IN}?next={wanted}", 303)


def _with_query(scope: Scope, path: str) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    return f"{path}?{query}" if query else path


def _is_signed_in(cookies: str) -> bool:
    with reading() as session:
        user, _ = sessions.look_up(session, sessions.token_in(cookies), datetime.now(UTC))
    return user is not None


async def _socket(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Connect a page of ours to somebody signed in; nobody else leaves a state in memory."""
    headers = headers_of(scope)
    if not scope["path"].startswith(SOCKET) or not is_own_origin(scope, headers):
        await sockets.refuse(receive, send)
    elif await anyio.to_thread.run_sync(_is_signed_in, headers.get("cookie", "")):
        token = sessions.token_in(headers.get("cookie", ""))
        await sockets.let_through(
            app, scope, receive, send, token=token, handled=gate.handled_events()
        )
    else:
        await sockets.say_goodbye(scope, receive, send)


def _with_headers(scope: Scope, send: Send, secure: bool) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            add_headers(message, scope, secure=secure)
        await send(message)

    return sending


def _limited(receive: Receive) -> Receive:
    """Count what arrives: a Content-Length says nothing of a chunked body."""
    arrived = 0

    async def receiving() -> Message:
        nonlocal arrived
        message = await receive()
        arrived += len(message.get("body", b""))
        if arrived > LARGEST_BODY:
            raise HTTPException(413, "This is more than any form here takes.")
        return message

    return receiving
