"""The server's part of an action: the frames that the browser sent, sent again by a raw socket.

No name of a handler is known here. What the page sent for an action is replayed by a socket
client with a session of its own, and the time is taken until the answer with the rows is back.
"""

import asyncio
import json
import time
import uuid
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import socketio

from bench.browser import Target

NAMESPACE = "/_event"
ROUNDS, QUICK = 200, 40
WARM_UPS = 10
PROBE = 0.5
"""Seconds in which everything that follows the first event of a kind is looked at."""
LIMIT = 10.0
LISTED = ("search", "prefix", "sort", "next", "page 1000")

Events = list[dict[str, Any]]
Address = tuple[str, str]


@dataclass
class Client:
    """A socket of one application, and what has arrived at it: (time, update)."""

    target: Target
    socket: socketio.AsyncClient = field(default_factory=socketio.AsyncClient)
    arrived: asyncio.Queue[tuple[float, Any]] = field(default_factory=asyncio.Queue)

    async def connect(self) -> None:
        """Open the socket as the page did, with its first event and its cookies."""
        self.socket.on("event", self._keep, namespace=NAMESPACE)
        boot = self.target.connect.partition(",")[2]
        await self.socket.connect(
            f"{self.target.url}/?token={uuid.uuid4()}",
            headers={"Cookie": self.target.cookies, "Origin": self.target.url},
            auth=json.loads(boot) if boot else None,
            namespaces=[NAMESPACE], socketio_path="/_event", transports=["websocket"],
        )  # fmt: skip
        await asyncio.sleep(PROBE)

    async def _keep(self, update: Any) -> None:
        await self.arrived.put((time.perf_counter(), update))

    async def send(self, events: Events) -> float:
        """Send the events of one action; the time at which that began."""
        while not self.arrived.empty():
            self.arrived.get_nowait()
        started = time.perf_counter()
        await self.emit(events)
        return started

    async def emit(self, events: Events) -> None:
        """Send events, whatever comes back."""
        for event in events:
            await self.socket.emit("event", event, namespace=NAMESPACE)

    async def probe(self, events: Events) -> Address:
        """Where the rows of an answer stand: the largest variable of all that arrives."""
        await self.send(events)
        await asyncio.sleep(PROBE)
        sizes = {}
        while not self.arrived.empty():
            for address, value in _variables(self.arrived.get_nowait()[1]):
                sizes[address] = len(json.dumps(value))
        if not sizes:
            raise RuntimeError(f"Nothing came back of {[event['name'] for event in events]}")
        return max(sizes, key=lambda address: sizes[address])

    async def time(self, events: Events, rows: Address) -> float:
        """Milliseconds from sending an action until its rows are back."""
        started = await self.send(events)
        return (await self._wait(rows) - started) * 1000

    async def answered(self, events: Events, rows: Address) -> float:
        """Send an action; the time at which its rows are back."""
        await self.send(events)
        return await self._wait(rows)

    async def _wait(self, rows: Address) -> float:
        while True:
            arrived, update = await asyncio.wait_for(self.arrived.get(), LIMIT)
            if rows in dict(_variables(update)):
                return arrived


def _variables(update: Any) -> list[tuple[Address, Any]]:
    delta = (update or {}).get("delta") or {}
    return [
        ((state, name), value) for state, names in delta.items() for name, value in names.items()
    ]


def decoded(frames: list[str]) -> Events:
    """The events in frames of a page."""
    return [json.loads(frame.partition(",")[2])[1] for frame in frames]


def measure(targets: list[Target], quick: bool) -> dict[str, dict[str, list[float]]]:
    """Milliseconds of every round of each list event by application, taken in turns."""
    return asyncio.run(_measure(targets, QUICK if quick else ROUNDS))


async def _measure(targets: list[Target], rounds: int) -> dict[str, dict[str, list[float]]]:
    times: dict[str, dict[str, list[float]]] = {target.adapter.name: {} for target in targets}
    for name in LISTED:
        recorded = [target for target in targets if all(target.frames.get(name, [[]]))]
        async with AsyncExitStack() as stack:
            replays = [await _replay(stack, target, name) for target in recorded]
            for number in range(WARM_UPS + rounds):
                for client, two, rows in replays:
                    taken = await client.time(two[number % 2 - 1], rows)
                    times[client.target.adapter.name].setdefault(name, []).append(taken)
        for target in recorded:
            del times[target.adapter.name][name][:WARM_UPS]
    return times


async def _replay(
    stack: AsyncExitStack, target: Target, name: str
) -> tuple[Client, list[Events], Address]:
    """A new session, two repetitions of an action to be sent in turns, so that each answer
    differs from the last, and where the rows stand in the answer."""
    client, two = Client(target), [decoded(frames) for frames in target.frames[name][-2:]]
    stack.push_async_callback(client.socket.disconnect)
    await client.connect()
    return client, two, await client.probe(two[0])
