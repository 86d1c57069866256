"""`clientapp dev`: serve, and build and start again whenever the code changes."""

import logging
import signal
import subprocess
import sys

import watchfiles

from clientapp.serving import frontend
from clientapp.serving.checks import CannotStart, one_line_if_impossible

WATCHED = ("clientapp", "assets", "alembic", "rxconfig.py")


def dev() -> None:
    """Serve until Ctrl-C; code that cannot be built is reported, and the old one keeps serving."""
    signal.signal(signal.SIGTERM, _end)
    logging.getLogger("watchfiles").setLevel(logging.ERROR)  # it comments on Ctrl-C
    watched = [path for name in WATCHED if (path := frontend.ROOT / name).exists()]
    with one_line_if_impossible():
        frontend.ensure_built()
    server = _start()
    try:
        for _changes in watchfiles.watch(*watched, raise_interrupt=False):
            try:
                frontend.ensure_built()
            except CannotStart as error:
                print(error, file=sys.stderr)
                continue
            _stop(server)
            server = _start()
    finally:
        _stop(server)


def _end(_signal: int, _frame: object) -> None:
    """End as by Ctrl-C, so that the server ends with us."""
    sys.exit(0)


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "clientapp.cli", "serve"])


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    server.wait()
