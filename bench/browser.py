"""Drive several applications in one Chromium, in turns, and take the time inside the page.

Every action is done `repetitions` times by each application before the next action begins, so
that the noise of the machine falls on all of them alike.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, sync_playwright

from bench.adapters import Adapter

CLOCK = (Path(__file__).parent / "clock.js").read_text()
WARM_UPS = 2
SETTLE = 150
"""Milliseconds after an action in which what follows it (a total, a toast) is still counted."""
LIMIT = 20_000


@dataclass
class Timing:
    """One action once: milliseconds until in the DOM and until painted, and bytes either way."""

    dom: float
    painted: float
    sent: int = 0
    received: int = 0


@dataclass(frozen=True)
class Samples:
    """What is searched and filtered for: names, and (industry, category, place)."""

    names: list[str]
    segments: list[tuple[str, str, str]]

    def segment(self, number: int) -> dict[str, str]:
        """The conditions of a repetition, by the names of the filters."""
        chosen = self.segments[number % len(self.segments)]
        return dict(zip(("industry", "category", "place"), chosen, strict=True))


@dataclass
class Target:
    """An application under measurement with its page, and what was measured of it."""

    adapter: Adapter
    url: str
    samples: Samples
    context: BrowserContext
    page: Page
    timings: dict[str, list[Timing]] = field(default_factory=dict)
    visits: list["Visit"] = field(default_factory=list)
    frames: dict[str, list[list[str]]] = field(default_factory=dict)
    """What the page sent for each repetition of an action, for the server's benchmark."""
    cookies: str = ""
    connect: str = ""
    """The frame with which the page's socket was opened."""
    _sent: list[str] = field(default_factory=list)
    _received: list[str] = field(default_factory=list)

    def watch(self, socket: WebSocket) -> None:
        """Keep the frames of a socket that the page opens."""
        socket.on("framesent", lambda frame: self._sent.append(_text(frame)))
        socket.on("framereceived", lambda frame: self._received.append(_text(frame)))

    def measure(self, name: str, shown: str, act: Callable[[], None]) -> None:
        """Do an action and keep its timing and frames; the first ones only warm up."""
        self.page.wait_for_timeout(SETTLE)
        self._sent.clear()
        self._received.clear()
        self.page.evaluate(f"benchClock.arm(() => {shown})")
        act()
        timing = Timing(**self.page.evaluate("benchClock.result"))
        self.page.wait_for_timeout(SETTLE)
        timing.sent, timing.received = _size(self._sent), _size(self._received)
        self.timings.setdefault(name, []).append(timing)
        events = [frame for frame in self._sent if frame.startswith("42/_event,")]
        self.frames.setdefault(name, []).append(events)

    def settle(self, shown: str, before: str | None = None) -> str:
        """Wait until something is shown that is not `before`; what it is."""
        wanted = f"before => {{ const now = {shown}; return now && now !== before ? now : null }}"
        self.page.wait_for_function(wanted, arg=before, timeout=LIMIT)
        return self.page.evaluate(f"() => {shown}")

    def elsewhere(self, act: Callable[[Page], None]) -> None:
        """Do something in another tab of the same browser, as somebody else would."""
        if len(self.context.pages) == 1:
            self.context.new_page().goto(self.url + self.adapter.list_path)
        other = self.context.pages[-1]
        other.bring_to_front()
        other.locator(self.adapter.links).first.wait_for()
        act(other)
        self.page.bring_to_front()

    def recorded(self, act: Callable[[], None], milliseconds: float = SETTLE) -> list[str]:
        """Do something; the events that the page sends until so long afterwards."""
        self._sent.clear()
        act()
        self.page.wait_for_timeout(milliseconds)
        return [frame for frame in self._sent if frame.startswith("42/_event,")]

    def home(self) -> None:
        """Load the list anew and wait for its rows."""
        self._sent.clear()
        self.page.goto(self.url + self.adapter.list_path)
        self.settle(self.adapter.rows)
        opened = [frame for frame in self._sent if frame.startswith("40/_event,")]
        self.connect = opened[-1] if opened else self.connect


@dataclass
class Visit:
    """One first visit with an empty cache: time until rows, kilobytes of script and in all."""

    dom: float
    painted: float
    script: float
    total: float


def _text(frame: str | bytes) -> str:
    return frame if isinstance(frame, str) else frame.decode(errors="replace")


def _size(frames: list[str]) -> int:
    return sum(len(frame.encode()) for frame in frames)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, else the one that Playwright downloaded."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


Action = Callable[[Target, int], None]
"""What a target does at one repetition, and is measured at."""


def open_targets(
    browser: Browser, stack: ExitStack, served: list[tuple[Adapter, str]], samples: Samples
) -> list[Target]:
    """A context, signed in, with one page on the list, for each application served at a URL."""
    targets = []
    for adapter, url in served:
        context = stack.enter_context(browser.new_context())
        context.add_init_script(CLOCK)
        context.set_default_timeout(LIMIT)
        page = context.new_page()
        adapter.sign_in(page, url)
        target = Target(adapter, url, samples, context, page)
        target.cookies = "; ".join(f"{c.get('name')}={c.get('value')}" for c in context.cookies())
        page.on("websocket", target.watch)
        target.home()
        targets.append(target)
    return targets


def run(targets: list[Target], actions: dict[str, Action], repetitions: int) -> None:
    """Every action by every target in turns; the timings are kept in the targets."""
    for name in actions:
        for target in targets:
            target.home()
        for number in range(repetitions + WARM_UPS):
            for target in targets:
                target.page.bring_to_front()
                actions[name](target, number)
        for target in targets:
            del target.timings[name][:WARM_UPS]


def visit(browser: Browser, targets: list[Target], repetitions: int) -> None:
    """First visits with an empty cache, in turns; kept in the targets."""
    for _ in range(repetitions):
        for target in targets:
            target.visits.append(_first_visit(browser, target))


def _first_visit(browser: Browser, target: Target) -> Visit:
    with browser.new_context(storage_state=target.context.storage_state()) as context:
        context.add_init_script(CLOCK)
        context.add_init_script(f"benchClock.arm(() => {target.adapter.rows}, 0)")
        page, kinds, bytes_of = context.new_page(), {}, {}
        network = context.new_cdp_session(page)
        network.on(
            "Network.responseReceived",
            lambda e: kinds.update({e["requestId"]: e["response"]["mimeType"]}),
        )
        network.on(
            "Network.loadingFinished",
            lambda e: bytes_of.update({e["requestId"]: e["encodedDataLength"]}),
        )
        network.send("Network.enable")
        page.goto(target.url + target.adapter.list_path)
        timing = page.evaluate("benchClock.result")
        page.wait_for_timeout(SETTLE)
    script = sum(
        size for request, size in bytes_of.items() if "javascript" in kinds.get(request, "")
    )
    return Visit(timing["dom"], timing["painted"], script / 1000, sum(bytes_of.values()) / 1000)


def nothing(browser: Browser, repetitions: int) -> list[Timing]:
    """The clock on a page whose button only counts: what the measuring itself costs."""
    with browser.new_context() as context:
        context.add_init_script(CLOCK)
        page = context.new_page()
        page.goto("data:text/html,<button onclick='this.textContent -= -1'>0</button>")
        timings = []
        for _ in range(repetitions + WARM_UPS):
            page.evaluate("benchClock.arm(() => document.querySelector('button').textContent)")
            page.get_by_role("button").click()
            timings.append(Timing(**page.evaluate("benchClock.result")))
        return timings[WARM_UPS:]
