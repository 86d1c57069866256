"""Looking at a page as many people see it: light and dark, on wide and narrow screens."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Literal, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import watched
from tests.server import Server


class Look(NamedTuple):
    """The colours that somebody prefers, and the size of the window in pixels."""

    scheme: Literal["light", "dark"]
    width: int
    height: int = 900

    def __str__(self) -> str:
        return f"{self.scheme}-{self.width}"


SIZES = ((1440, 900), (768, 1024), (390, 844))
LOOKS = [Look(scheme, *size) for scheme, size in product(("light", "dark"), SIZES)]

every_look = pytest.mark.parametrize("look", LOOKS, ids=str)
"""Runs a test once for each look."""


@contextmanager
def looking(browser: Browser, server: Server, look: Look) -> Iterator[Page]:
    """A page that is looked at so; it is not signed in, and is watched."""
    context = browser.new_context(
        viewport={"width": look.width, "height": look.height}, color_scheme=look.scheme
    )
    with watched(context, server) as page:
        yield page
    context.close()


def check(page: Page, where: str) -> None:
    """Nothing stands out of the window, and axe finds nothing serious."""
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], where
    assert serious(page) == [], where


def serious(page: Page) -> list[str]:
    """What axe finds that is serious."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
