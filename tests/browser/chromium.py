"""Finds the Chromium of the tests: the system's, else Playwright's own, else Debian's package.

`make test` runs this file first, which fetches one if there is none and says which it is; the
tests then ask `executable()`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_A_MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


class NoBrowser(RuntimeError):
    """There is no Chromium; the text is one line for the person who runs the tests."""


def executable() -> str:
    """Return the program to start.

    Raises:
        NoBrowser: if none is installed; nothing is fetched here.
    """
    found = system_browser() or playwright_browser()
    if not found:
        raise NoBrowser("The browser tests need Chromium: `make test` finds or fetches one.")
    return found


def system_browser() -> str | None:
    """Return the system's Chromium or Chrome, if one is installed and starts."""
    paths = [path for name in NAMES if (path := shutil.which(name))]
    return next((path for path in [*paths, *ON_A_MAC] if starts(path)), None)


def playwright_browser() -> str | None:
    """Return the Chromium that Playwright downloaded, if it is there and starts."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if starts(path) else None


def starts(path: str) -> bool:
    """Tell whether a program is there and can say its version (a stub or one that lacks libraries
    cannot)."""
    if not Path(path).exists():
        return False
    done = subprocess.run([path, "--version"], capture_output=True, check=False, timeout=60)
    return done.returncode == 0


def download() -> bool:
    """Download Playwright's Chromium; tell whether that worked."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return subprocess.run(command, check=False, stdout=sys.stderr).returncode == 0


def install_package() -> bool:
    """Install Debian's package where that is possible; tell whether it worked."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    install = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
    commands = (["apt-get", "update"], install)
    return all(subprocess.run(c, check=False, stdout=sys.stderr).returncode == 0 for c in commands)


def find_or_fetch() -> tuple[str, str]:
    """Return a Chromium and where it came from.

    Raises:
        NoBrowser: if there is none and none could be fetched.
    """
    if found := system_browser():
        return found, "the system's"
    if found := playwright_browser() or (download() and playwright_browser()):
        return found, "Playwright's own"
    if install_package() and (found := system_browser()):
        return found, "Debian's package"
    raise NoBrowser(
        "No Chromium was found, and none could be fetched: install chromium or Google Chrome, "
        "or run `.venv/bin/playwright install --with-deps chromium`."
    )


if __name__ == "__main__":
    try:
        path, origin = find_or_fetch()
    except NoBrowser as error:
        sys.exit(str(error))
    print(f"Browser of the tests: {path} ({origin})")
