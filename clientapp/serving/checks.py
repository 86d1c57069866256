"""What a start needs of the machine, each with one line for the person when it is not so."""

import errno
import socket
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from clientapp.problem import Problem
from clientapp.settings import Settings, WrongSetting

EVERY_INTERFACE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - read, not chosen


class CannotStart(Problem):
    """The server cannot start here; the text says why, and what to do."""


@contextmanager
def one_line_if_impossible() -> Generator[None]:
    """Turn what a person can put right into its text and exit code 2; anything else is a defect."""
    try:
        yield
    except (CannotStart, WrongSetting) as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


def address(chosen: Settings) -> str:
    """Return the address to open in a browser on this machine."""
    host = EVERY_INTERFACE.get(chosen.host, chosen.host)
    return f"http://{f'[{host}]' if ':' in host else host}:{chosen.port}"


def check_data_folder(folder: Path) -> None:
    """Create the data folder if needed and write to it once.

    Raises:
        CannotStart: if that is refused.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CannotStart(
            f"The data folder {folder.absolute()} cannot be written ({error.strerror}). "
            "Set CLIENTAPP_DATA_DIR to a folder that can."
        ) from None


def check_port(host: str, port: int) -> None:
    """Take the port for a moment.

    Raises:
        CannotStart: if it is taken, not allowed, or the host is none of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        known = {
            errno.EADDRINUSE: f"Port {port} is in use by another program. "
            "Stop it, or set CLIENTAPP_PORT to a free port.",
            errno.EACCES: f"Port {port} may not be used by this user. Set CLIENTAPP_PORT.",
        }
        other = f"Cannot listen on {host} ({error.strerror}). Set CLIENTAPP_HOST."
        raise CannotStart(known.get(error.errno or 0, other)) from None
