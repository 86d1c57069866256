"""The pulse of a page, in a browser whose clock and whose tab the test controls."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.test_architecture import ROOT

REACT = """
    const useRef = (current) => ({ current });
    const useEffect = (effect) => { window.stop = effect() ?? window.stop; };
    window.beats = 0;
    const show = (state) => {
        Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    };
    window.show = show;
"""
"""As much of React as the component uses when it is drawn once."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with a pulse of five seconds, just drawn."""
    source = (ROOT / "assets" / "components.jsx").read_text()
    component = re.search(r"(?s)^export (function Pulse\(.*?\n\})", source, re.MULTILINE)
    assert component is not None
    page = browser.new_page()
    page.clock.install(time=0)
    page.clock.pause_at(1_000)  # else it runs on by itself
    draw = "Pulse({ seconds: 5, onPulse: () => { window.beats += 1; } });"
    page.evaluate(f"() => {{ {REACT} {component[1]} {draw} }}")
    yield page
    page.close()


def beats(page: Page) -> int:
    return page.evaluate("beats")


def test_it_beats_every_few_seconds_and_not_before(page: Page) -> None:
    page.clock.run_for(4_900)
    assert beats(page) == 0
    page.clock.run_for(10_200)
    assert beats(page) == 3


def test_it_is_silent_while_the_tab_is_hidden(page: Page) -> None:
    page.evaluate("show('hidden')")
    page.clock.run_for(60_000)
    assert beats(page) == 0


def test_it_beats_at_once_when_the_tab_is_seen_again(page: Page) -> None:
    page.evaluate("show('hidden')")
    page.clock.run_for(7_000)
    page.evaluate("show('visible')")
    assert beats(page) == 1
    page.clock.run_for(3_000)
    assert beats(page) == 2


def test_it_ends_with_its_page(page: Page) -> None:
    page.evaluate("stop()")
    page.clock.run_for(60_000)
    page.evaluate("show('visible')")
    assert beats(page) == 0
