"""Many tabs at once: each acts once a second, as a browser was seen to act.

In the browser one tab of each application goes through rounds of search, sort, page, filter and
tick; what it sent is kept, action by action. Then as many sockets as there are tabs go through the
same rounds, each from another moment of the second and from another place in the round, and send
what an open page sends by itself as often as it did. The applications take turns. The time of an
action runs from the moment it was due until the answer with its rows, or ticks, is back: an action
that waits for the one before it is late.
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import count
from statistics import quantiles
from typing import Any

from bench.browser import Target
from bench.server import Address, Client, Events, decoded

ROUNDS = 3
TURNS, QUICK_TURNS = 2, 1
SECONDS, QUICK_SECONDS = 15, 10
"""Of each turn, after all tabs have gone through their first actions."""

IDLE = 6.0
"""Seconds in which a page is watched for what it sends by itself."""


@dataclass(frozen=True)
class Step:
    """An action as the page sent it, and where in the answer its result stands; None for what only
    leads to the next one, whose answer nobody waits for."""

    name: str
    events: Events
    result: Address | None


@dataclass
class Script:
    """What the tabs of an application do."""

    target: Target
    rounds: list[list[tuple[str, Events]]]
    idle: Events
    steps: list[list[Step]] = field(default_factory=list)


def record(target: Target) -> Script:
    """See a browser's tab go through the rounds."""
    target.home()
    target.page.wait_for_timeout(1000)  # what follows the rows of a first visit
    idle = decoded(target.recorded(lambda: None, IDLE * 1000))
    own = {event["name"] for event in idle}
    rounds: list[list[tuple[str, Events]]] = []
    for number in range(ROUNDS):
        target.home()
        target.adapter.end_ticking(target.page)
        target.page.wait_for_timeout(400)
        seen = [(name, decoded(target.recorded(act, 400))) for name, act in _round(target, number)]
        rounds.append(
            [(name, [event for event in sent if event["name"] not in own]) for name, sent in seen]
        )
    return Script(target, rounds, idle[:1])


def _round(target: Target, number: int) -> list[tuple[str, Callable[[], None]]]:
    """The actions of a round; it ends where it began."""
    adapter, page = target.adapter, target.page
    name, wanted = target.samples.names[number], target.samples.segment(number)

    def choose(column: str) -> None:
        adapter.choose(page, column, wanted[column])

    def ready() -> None:
        adapter.clear_filters(page)
        page.wait_for_timeout(400)
        adapter.begin_ticking(page)

    return [
        ("search", lambda: adapter.search(page, name)),
        ("search", lambda: adapter.search(page, "")),
        ("sort", lambda: adapter.sort(page)),
        ("sort", lambda: adapter.sort(page)),
        ("page", lambda: adapter.next_page(page)),
        ("page", lambda: adapter.next_page(page)),
        ("", lambda: adapter.offer(page, "industry")),
        ("filter", lambda: choose("industry")),
        ("", ready),
        ("tick", lambda: adapter.tick(page, 1)),
        ("tick", lambda: adapter.tick(page, 2)),
        ("tick", lambda: adapter.tick(page, 3)),
        ("", lambda: adapter.end_ticking(page)),
    ]


def measure(scripts: list[Script], tabs: int, quick: bool) -> dict[str, Any]:
    """Milliseconds of all actions by application, and by kind of action."""
    return asyncio.run(_measure(scripts, tabs, quick))


async def _measure(scripts: list[Script], tabs: int, quick: bool) -> dict[str, Any]:
    times: dict[str, list[tuple[str, float]]] = {each.target.adapter.name: [] for each in scripts}
    for script in scripts:
        script.steps = await asyncio.gather(*[_probed(script, some) for some in script.rounds])
    turns, seconds = (QUICK_TURNS, QUICK_SECONDS) if quick else (TURNS, SECONDS)
    for _ in range(turns):
        for script in scripts:
            times[script.target.adapter.name] += await _turn(script, tabs, seconds)
    return {
        "tabs": tabs,
        "seconds": turns * seconds,
        "targets": {name: _figures(taken) for name, taken in times.items()},
    }


async def _probed(script: Script, actions: list[tuple[str, Events]]) -> list[Step]:
    """Go through a round once to see where the answers stand."""
    client = Client(script.target)
    await client.connect()
    try:
        found = [(name, sent, await client.probe(sent)) for name, sent in actions if sent]
        return [Step(name, sent, where if name else None) for name, sent, where in found]
    finally:
        await client.socket.disconnect()


async def _turn(script: Script, tabs: int, seconds: float) -> list[tuple[str, float]]:
    """All tabs for so long: (kind of action, milliseconds) of each action that was due then."""
    longest = max(map(len, script.steps))
    async with AsyncExitStack() as stack:
        clients = [Client(script.target) for _ in range(tabs)]
        for client in clients:
            stack.push_async_callback(client.socket.disconnect)
        for start in range(0, tabs, 10):
            await asyncio.gather(*[each.connect() for each in clients[start : start + 10]])
        first = time.perf_counter() + 0.5
        counted = first + longest
        taken = await asyncio.gather(
            *[
                _tab(client, script, number, first + number / tabs, counted, counted + seconds)
                for number, client in enumerate(clients)
            ]
        )
    return [action for tab in taken for action in tab]


async def _tab(
    client: Client, script: Script, number: int, due: float, counted: float, end: float
) -> list[tuple[str, float]]:
    """One tab: it joins at its own step of time, and goes round until the end."""
    steps = script.steps[number % len(script.steps)]
    due += number % len(steps)
    taken: list[tuple[str, float]] = []
    for turn in count():
        if due >= end:
            return taken
        await asyncio.sleep(due - time.perf_counter())
        step = steps[turn % len(steps)]
        if step.result is None:
            await client.emit(step.events)
        else:
            arrived = await client.answered(step.events, step.result)
            if due >= counted:
                taken.append((step.name, (arrived - due) * 1000))
        if turn % round(IDLE) == 0:
            await client.emit(script.idle)
        due += 1
    return taken


def _figures(taken: list[tuple[str, float]]) -> dict[str, Any]:
    kinds = dict.fromkeys(name for name, _ in taken)
    by_kind = {kind: [ms for name, ms in taken if name == kind] for kind in kinds}
    by_kind["all"] = [ms for _, ms in taken]
    return {kind: _percentiles(times) for kind, times in by_kind.items()}


def _percentiles(times: list[float]) -> dict[str, float]:
    cuts = quantiles(times, n=100, method="inclusive")
    figures = {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "most": max(times)}
    return {name: round(value, 2) for name, value in figures.items()} | {"count": len(times)}


def markdown(result: dict[str, Any]) -> str:
    """A line for each application and kind of action, and the ratios of all."""
    lines = [
        f"### {result['tabs']} tabs, each acting once a second, {result['seconds']} s",
        "",
        "| milliseconds | action | actions | p50 | p95 | p99 | longest |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, kinds in result["targets"].items():
        for kind, of in kinds.items():
            cells = [f"{of[each]:.1f}" for each in ("p50", "p95", "p99", "most")]
            lines.append(f"| {name} | {kind} | {of['count']:,} | {' | '.join(cells)} |")
    floor = result["targets"].get("floor")
    for name, kinds in result["targets"].items():
        if floor and name != "floor":
            ratios = [
                f"{kinds['all'][each] / floor['all'][each]:.2f}" for each in ("p50", "p95", "p99")
            ]
            lines.append(f"| {name} / floor | all | | {' | '.join(ratios)} | |")
    return "\n".join(lines)
