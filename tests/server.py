"""A real server of its own for a test: a fresh database, a free port, a known owner."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

OWNER = "owner@example.com"
PASSWORD = "correct-horse-7"
STARTS_WITHIN = 120  # seconds; the first one builds the front end


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, where its data lies, what it said."""

    url: str
    folder: Path
    environment: dict[str, str]
    log: Path

    def command(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run `clientapp` on the same database."""
        return subprocess.run(
            [sys.executable, "-m", "clientapp.cli", *arguments],
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def add_user(self, email: str, role: str, name: str, password: str = PASSWORD) -> None:
        """Let somebody sign in."""
        added = self.command(
            *("user", "add", email, "--role", role, "--name", name, "--password-stdin"),
            stdin=password,
        )
        assert added.returncode == 0, added.stderr

    @property
    def database_url(self) -> str:
        """The address of its database; empty for SQLite in its folder."""
        return self.environment["CLIENTAPP_DATABASE_URL"]

    def said(self) -> str:
        """Everything that the server wrote so far."""
        return self.log.read_text()


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_server(folder: Path, database_url: str = "", **settings: str) -> Iterator[Server]:
    """Serve until the block ends, then stop cleanly; an error in its log fails the test."""
    port = free_port()
    chosen = {
        "DATA_DIR": str(folder),
        "DATABASE_URL": database_url,
        "PORT": str(port),
        "OWNER_EMAIL": OWNER,
        "OWNER_PASSWORD": PASSWORD,
    } | {name.upper(): value for name, value in settings.items()}
    environment = os.environ | {f"CLIENTAPP_{name}": value for name, value in chosen.items()}
    log = folder / "server.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "clientapp.cli", "serve"],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(f"http://127.0.0.1:{port}", folder, environment, log)
    try:
        _wait_until_ready(process, server)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(20)
        finally:
            _end(process)
    assert code == 0, server.said()
    assert "Traceback" not in server.said(), server.said()


def _wait_until_ready(process: subprocess.Popen[bytes], server: Server) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while "is ready at" not in server.said():
        assert process.poll() is None, server.said()
        assert time.monotonic() < deadline, server.said()
        time.sleep(0.05)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
