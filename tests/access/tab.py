"""A tab without a browser: the frames of the socket as Reflex's own client writes them."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import aiohttp
import httpx

from clientapp import routes
from tests.server import OWNER, PASSWORD, Server

ROOT = "reflex___state____state"
MARK = f"{ROOT}.set_is_hydrated"
FLAG = "is_hydrated"
PATIENCE = 10  # seconds to wait for an answer


class Closed(Exception):
    """The server closed the socket."""


class Tab:
    """One open page: sends events, and keeps what comes back."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.marked = True
        self.heard: list[str] = []

    async def send(
        self, name: str, payload: Mapping[str, Any] | None = None, path: str = routes.CUSTOMERS
    ) -> None:
        """Send an event as a page at a path does."""
        await self.write("42/_event," + json.dumps(["event", sent(name, payload, path)]))

    async def write(self, frame: str) -> None:
        """Send a frame as it is."""
        await self.socket.send_str(frame)

    async def next(self) -> Any:
        """What the server says next: the argument of its "event".

        Raises:
            Closed: if it says no more.
        """
        while True:
            message = await self.socket.receive(PATIENCE)
            if message.type is not aiohttp.WSMsgType.TEXT:
                raise Closed(message.extra or str(message.data))
            frame = str(message.data)
            self.heard.append(frame)
            if frame == "2":
                await self.write("3")
            elif frame.startswith("41/_event"):
                raise Closed(frame)
            elif frame.startswith('42/_event,["event",'):
                return json.loads(frame.removeprefix("42/_event,"))[1]

    async def answers(self) -> list[Any]:
        """What was answered to everything sent so far; an event that may be sent marks the end."""
        self.marked = not self.marked
        await self.send(MARK, {"value": self.marked})
        heard: list[Any] = []
        while flag(update := await self.next()) is not self.marked:
            heard.append(update)
        return heard


def flag(update: Mapping[str, Any]) -> bool | None:
    """What an update says of the page being complete, if it does."""
    root = (update.get("delta") or {}).get(ROOT, {})
    return next((value for name, value in root.items() if name.startswith(FLAG)), None)


def sent(name: str, payload: Mapping[str, Any] | None, path: str) -> dict[str, Any]:
    """An event with the place that its page is at."""
    parts = urlsplit(path)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    place = {"pathname": parts.path, "asPath": path, "query": query}
    return {"name": name, "payload": dict(payload or {}), "router_data": place}


@asynccontextmanager
async def connected(
    server: Server,
    cookie: str = "",
    *,
    path: str = routes.CUSTOMERS,
    origin: str = "",
    name: str = "",
    boot: str = "hydrate_and_load",
) -> AsyncIterator[Tab]:
    """A socket whose page has asked for its state by its name, and nothing heard yet."""
    given = {"Origin": origin or server.url, "Cookie": cookie}
    url = f"{server.url}/_event/?EIO=4&transport=websocket&token={name or uuid4()}"
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(url, headers=given, max_msg_size=0) as socket,
    ):
        await socket.receive(PATIENCE)
        tab = Tab(socket)
        await tab.write("40/_event," + json.dumps({"event": sent(f"{ROOT}.{boot}", None, path)}))
        yield tab


@asynccontextmanager
async def opened(
    server: Server, cookie: str, *, path: str = routes.CUSTOMERS
) -> AsyncIterator[Tab]:
    """A page that has loaded what it shows."""
    async with connected(server, cookie, path=path) as tab:
        while flag(await tab.next()) is not True:
            pass
        await asyncio.sleep(0.05)
        await tab.answers()
        yield tab


def signed_in(server: Server, email: str = OWNER, password: str = PASSWORD) -> str:
    """Sign in through the form; the cookie."""
    form = {"email": email, "password": password}
    answer = httpx.post(f"{server.url}/sign-in", data=form, headers={"Origin": server.url})
    assert answer.status_code == 303, answer.text
    return answer.headers["set-cookie"].partition(";")[0]


def events_of(update: Mapping[str, Any]) -> str:
    """The scripts and messages that an answer asks the browser for, as one text."""
    return json.dumps(update.get("events") or [])


def run(what: Any) -> Any:
    """Run a coroutine to its end."""
    return asyncio.run(what)
