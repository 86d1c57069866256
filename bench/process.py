"""Servers under measurement: start one, wait until it answers, weigh it, end it by its id."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO, Self

import psutil

START_LIMIT = 180
STOP_LIMIT = 10


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """One server process with its children, as a context manager.

    `startup` is the time in seconds from the start until `/` answered 200.
    Raises RuntimeError with the end of its log if it ends or stays silent.
    """

    def __init__(
        self, command: list[str], cwd: Path, environment: dict[str, str], port: int, log: Path
    ) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._command, self._cwd, self._log = command, cwd, log
        self._environment = os.environ | environment
        self.startup = 0.0

    def __enter__(self) -> Self:
        self._output: IO[bytes] = self._log.open("wb")
        started = time.perf_counter()
        self._process = subprocess.Popen(
            self._command, cwd=self._cwd, env=self._environment,
            stdout=self._output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            self._wait(started + START_LIMIT)
        except BaseException:
            self.__exit__()
            raise
        self.startup = time.perf_counter() - started
        return self

    def __exit__(self, *_: object) -> None:
        family = self._family()
        self._process.send_signal(signal.SIGINT)
        psutil.wait_procs(family, timeout=STOP_LIMIT)
        for process in filter(psutil.Process.is_running, family):
            process.kill()
        self._process.wait(STOP_LIMIT)
        self._output.close()

    def _wait(self, deadline: float) -> None:
        while time.perf_counter() < deadline and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.01)
        tail = self._log.read_text(errors="replace")[-2000:]
        raise RuntimeError(f"{self._command[0]} did not answer at {self.url}:\n{tail}")

    def _family(self) -> list[psutil.Process]:
        try:
            parent = psutil.Process(self._process.pid)
            return [parent, *parent.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def memory(self) -> float:
        """Resident memory of the process and its children, in MB (shared pages count in each)."""
        return sum(process.memory_info().rss for process in self._family()) / 1e6
