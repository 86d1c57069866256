"""`clientapp serve` as a person starts it: in a process of its own."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from clientapp.serving import frontend

SERVE = [sys.executable, "-m", "clientapp.cli", "serve"]


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture
def environment(tmp_path: Path, port: int) -> dict[str, str]:
    return os.environ | {
        "CLIENTAPP_PORT": str(port),
        "CLIENTAPP_DATA_DIR": str(tmp_path / "data"),
        "PYTHONPATH": str(frontend.ROOT),
    }


def refused(environment: dict[str, str]) -> str:
    """Start, expect exit code 2 and one line on standard error, and return it."""
    done = subprocess.run(
        SERVE, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


def test_a_port_in_use_is_said_in_one_line(environment: dict[str, str], port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        assert f"Port {port} is in use" in refused(environment)


def test_a_host_of_another_machine_is_said_in_one_line(environment: dict[str, str]) -> None:
    environment["CLIENTAPP_HOST"] = "192.0.2.1"
    assert "CLIENTAPP_HOST" in refused(environment)


def test_a_data_folder_that_cannot_be_written_is_said_in_one_line(
    environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    environment["CLIENTAPP_DATA_DIR"] = str(tmp_path / "file" / "data")
    line = refused(environment)
    assert str(tmp_path / "file" / "data") in line
    assert "CLIENTAPP_DATA_DIR" in line


def test_a_wrong_setting_is_said_with_its_name(environment: dict[str, str]) -> None:
    environment["CLIENTAPP_PORT"] = "eight thousand"
    assert "CLIENTAPP_PORT" in refused(environment)


def test_a_database_newer_than_the_code_is_said_in_one_line(
    environment: dict[str, str], tmp_path: Path, migrated_sqlite: Path
) -> None:
    frontend.ensure_built()
    (tmp_path / "data").mkdir()
    newer = tmp_path / "data" / migrated_sqlite.name
    newer.write_bytes(migrated_sqlite.read_bytes())
    with sqlite3.connect(newer) as connection:
        connection.execute("DELETE FROM alembic_version")
        connection.execute("INSERT INTO alembic_version VALUES ('of_next_year')")
    assert "newer" in refused(environment)


def test_a_database_server_that_does_not_answer_is_said_in_one_line(
    environment: dict[str, str], port: int
) -> None:
    frontend.ensure_built()
    environment["CLIENTAPP_DATABASE_URL"] = f"postgresql://nobody@127.0.0.1:{port}/none"
    assert "The database cannot be used" in refused(environment)


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    frontend.ensure_built()
    with subprocess.Popen(
        SERVE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_start_builds_nothing_again_answers_anyone_and_ends_cleanly(
    server: subprocess.Popen[str], port: int, ending: signal.Signals
) -> None:
    assert server.stdout
    assert server.stderr
    assert server.stdout.readline() == f"Clientapp is ready at http://127.0.0.1:{port}\n"
    for host in ("127.0.0.1", "localhost"):
        with urlopen(f"http://{host}:{port}/") as answer:
            assert answer.status == 200
    server.send_signal(ending)
    assert server.wait(timeout=30) == 0
    assert server.stderr.read() == ""


def test_the_served_front_end_names_no_host_for_its_connection() -> None:
    scripts = (frontend.ensure_built() / "build/client/assets").glob("*.js")
    texts = [script.read_text() for script in scripts]
    assert any("`/_event`" in text or '"/_event"' in text for text in texts)
    assert not any("/_event" in text and "localhost:8000" in text for text in texts)
