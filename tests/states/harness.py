"""The real event pipeline without a browser: processor, gate, state manager, chained events."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from reflex.event import Event
from reflex.istate.manager.memory import StateManagerMemory
from reflex.state import StateUpdate
from reflex_base.event.processor.base_state_processor import BaseStateEventProcessor
from reflex_base.utils.format import json_dumps

from clientapp.access import sessions
from clientapp.access.commands import add_user
from clientapp.clientapp import app
from clientapp.database import transaction

TOKEN = "tab-of-a-test"


@dataclass
class Tab:
    """A tab of somebody who is signed in; what the server sent it is kept."""

    path: str = "/customers/overview"
    role: str = "owner"
    updates: list[StateUpdate] = field(default_factory=list[StateUpdate])
    problems: list[Exception] = field(default_factory=list[Exception])

    async def __aenter__(self) -> "Tab":
        self.cookie = await asyncio.to_thread(self._signed_in)
        self.manager = StateManagerMemory()
        self.processor = BaseStateEventProcessor(
            middleware=app, backend_exception_handler=self._note
        )
        namespace: Any = self
        self.processor.configure(state_manager=self.manager, event_namespace=namespace)
        await self.processor.start()
        return self

    async def __aexit__(self, *_details: object) -> None:
        await self.processor.stop()
        assert self.problems == []

    def _signed_in(self) -> str:
        with transaction() as session:
            user = add_user(session, f"{self.role}@example.com", self.role)
            token = sessions.start(session, user, datetime.now(UTC))
        return f"{sessions.COOKIE}={token}"

    def _note(self, problem: Exception) -> None:
        self.problems.append(problem)

    async def emit_update(self, update: StateUpdate, token: str) -> None:
        """What a socket would send."""
        self.updates.append(update)

    async def emit_delta(self, token: str, delta: Any) -> None:
        """What a socket would send."""
        self.updates.append(StateUpdate(delta=delta))

    async def send(self, event: Any) -> None:
        """Send events as the page at `path` would, and wait for all that they set off."""
        self.updates.clear()
        for each in Event.from_event_type(event):
            path, _, query = self.path.partition("?")
            each.router_data.update(
                {
                    "pathname": path,
                    "asPath": self.path,
                    "query": dict(pair.split("=") for pair in query.split("&") if pair),
                    "headers": {"cookie": self.cookie},
                    "token": TOKEN,
                }
            )
            await (await self.processor.enqueue(TOKEN, each)).wait_all()

    async def state(self, of: type[rx.State]) -> Any:
        """A state as it is now."""
        root: Any = await self.manager.get_state(rx.BaseStateToken(ident=TOKEN, cls=of))
        return await root.get_state(of)

    def all_sent(self, variable: str) -> list[Any]:
        """Every value sent of a variable, in order."""
        return [
            value
            for update in self.updates
            for values in (update.delta or {}).values()
            for name, value in values.items()
            if name.removesuffix("_rx_state_") == variable
        ]

    def sent(self, variable: str) -> Any:
        """The last value sent of a variable; IndexError if it was not."""
        return self.all_sent(variable)[-1]

    def bytes_sent(self) -> int:
        """The size of what was sent, as JSON."""
        return sum(len(json_dumps(update.delta).encode()) for update in self.updates)

    def called(self) -> list[Any]:
        """The events that the browser was told to run."""
        return [event for update in self.updates for event in update.events]


def run(action: Callable[[], Any]) -> Any:
    """Run an asynchronous test."""
    return asyncio.run(action())
