"""The socket's side of the guard: who gets one, and what comes through it."""

import json
import logging
from collections.abc import Container
from contextlib import suppress
from hashlib import sha256
from time import monotonic
from typing import Any
from urllib.parse import parse_qsl, urlencode

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clientapp.access.frames import CLOSING, MESSAGE, NAMESPACE, is_known
from clientapp.settings import settings

logger = logging.getLogger(__name__)

NOT_ALLOWED = 1008
"""The code of a socket that is closed for what was sent."""

SIGN_IN_AGAIN: dict[str, Any] = {
    "delta": {},
    "events": [
        {
            "name": "_call_script",
            "payload": {"javascript_code": "window.location.reload()", "callback": None},
        }
    ],
}


async def refuse(receive: Receive, send: Send) -> None:
    """Answer 403: another site, or no path of ours."""
    await receive()
    await send({"type": "websocket.close", "code": NOT_ALLOWED})


async def say_goodbye(scope: Scope, receive: Receive, send: Send) -> None:
    """Make a page without a sign-in load itself anew, which shows the sign-in page.

    It is an open tab whose sign-in is over. A refused socket would be tried again for ever, and
    Reflex would keep a state for it; so this speaks the few words of Socket.IO itself. A socket
    that the server leaves is not opened again by the client.
    """
    await receive()
    offered = scope.get("subprotocols") or [None]
    await send({"type": "websocket.accept", "subprotocol": offered[0]})
    await _say(send, '0{"sid":"-","upgrades":[],"pingInterval":25000,"pingTimeout":20000}')
    with suppress(TimeoutError), anyio.fail_after(10):
        await receive()
        await _say(send, f'40{NAMESPACE},{{"sid":"-"}}')
        await _say(send, f"{MESSAGE}{json.dumps(['event', SIGN_IN_AGAIN])}")
        await _say(send, CLOSING + ",")
        await receive()
    with suppress(OSError, RuntimeError):  # the page has gone already
        await send({"type": "websocket.close", "code": 1000})


async def _say(send: Send, text: str) -> None:
    await send({"type": "websocket.send", "text": text})


async def let_through(
    app: ASGIApp,
    scope: Scope,
    receive: Receive,
    send: Send,
    *,
    token: str,
    handled: Container[str] | None = None,
) -> None:
    """Connect a page of somebody signed in. A frame that no page of ours sends ends it.

    Args:
        token: of the sign-in.
        handled: the names of the events that have a handler.
    """
    started, count = monotonic(), 0

    async def receiving() -> Message:
        nonlocal started, count
        message = await receive()
        if message["type"] != "websocket.receive":
            return message
        count += 1
        if monotonic() - started > 60:
            started, count = monotonic(), 1
        if count <= 2 * settings().events_per_minute and is_known(message.get("text"), handled):
            return message
        logger.warning("A socket was closed for what it sent")
        await send({"type": "websocket.close", "code": NOT_ALLOWED})
        return {"type": "websocket.disconnect", "code": NOT_ALLOWED}

    await app(_bound_to(token, scope), receiving, send)


def _bound_to(token: str, scope: Scope) -> Scope:
    """Give the page's state a name that only this sign-in can say.

    The browser chooses the name of its state and sends it in the URL; whoever knew it could take
    the state over. Mixed with the sign-in's token it is of no use to anybody else, and another
    sign-in in the same tab begins with an empty state.
    """
    asked = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
    mixed = sha256(f"{token} {asked.get('token', '')}".encode()).hexdigest()[:32]
    query = urlencode(asked | {"token": mixed}).encode()
    # Whose page it is was decided; Socket.IO knows no address but those of its own settings.
    headers = [pair for pair in scope["headers"] if pair[0].lower() != b"origin"]
    return {**scope, "query_string": query, "headers": headers}
