"""The engine, and the only two ways to a session: `reading` and `transaction`.

SQLite runs with write-ahead logging, foreign keys, a busy timeout, and takes its write lock when
a transaction begins (a read that turns into a write fails at once in WAL mode, whatever the
timeout). PostgreSQL is used through psycopg. Commands and queries get the session passed in and
never commit.
"""

from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pysqlite3  # pyright: ignore[reportMissingTypeStubs]
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.orm import sessionmaker
from sqlmodel import Session

from clientapp.formatting import fold
from clientapp.problem import Problem
from clientapp.settings import settings

OLDEST_SQLITE = (3, 51, 3)
"""Earlier versions can corrupt a database in WAL mode when two connections checkpoint at once."""

BUSY_MILLISECONDS = 15_000

USUAL = (
    "synchronous = FULL",  # an acknowledged save survives a power cut
    "cache_size = -8000",
    "wal_autocheckpoint = 1000",
)
BULK = (
    "synchronous = NORMAL",  # made up for by the ordinary transaction that ends the operation
    "cache_size = -128000",
    "wal_autocheckpoint = 10000",  # index pages are written once, not once per transaction
)
"""What SQLite does differently during a large write in many transactions."""


class UnusableDatabase(Problem):
    """The database cannot be used; the text is one line for the person who starts it."""


def database_url() -> str:
    """The SQLAlchemy URL of the settings, with the driver that Clientapp uses."""
    url = settings().database_url or f"sqlite:///{settings().sqlite_file.resolve()}"
    for scheme in ("postgresql://", "postgres://"):
        url = url.replace(scheme, "postgresql+psycopg://", 1) if url.startswith(scheme) else url
    return url


def make_engine(url: str) -> Engine:
    """An engine for one database.

    Raises:
        UnusableDatabase: if the SQLite library is one of the faulty versions.
    """
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite_engine(url)
    engine = create_engine(url, pool_size=10, max_overflow=20, pool_pre_ping=True)

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        with connection.cursor() as cursor:
            cursor.execute("SET TIME ZONE 'UTC'")
        connection.commit()

    return engine


def _sqlite_engine(url: str) -> Engine:
    version: tuple[int, ...] = pysqlite3.sqlite_version_info
    if version < OLDEST_SQLITE:
        found, needed = (".".join(map(str, v)) for v in (version, OLDEST_SQLITE))
        raise UnusableDatabase(
            f"SQLite {found} can damage a database; {needed} or newer is needed."
        )
    engine = create_engine(url, module=pysqlite3, pool_size=10, max_overflow=20)

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.isolation_level = None  # BEGIN is ours, below
        connection.create_function("folded", 1, fold, deterministic=True)
        for pragma in (
            "journal_mode = WAL",
            "foreign_keys = ON",
            f"busy_timeout = {BUSY_MILLISECONDS}",
            "mmap_size = 0",
            "temp_store = MEMORY",
            *USUAL,
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        options = connection.get_execution_options()
        bulk = options.get("bulk", False)
        if connection.info.get("bulk", False) != bulk:
            for pragma in BULK if bulk else USUAL:
                connection.exec_driver_sql(f"PRAGMA {pragma}")
            connection.info["bulk"] = bulk
        if not options.get("writes"):
            connection.exec_driver_sql("BEGIN")
        elif not _began_to_write(connection.connection.driver_connection):
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # fails, in SQLAlchemy's words

    return engine


def _began_to_write(connection: Any) -> bool:
    """Wait for the write lock; whether it was had in time.

    SQLite's own waiting sleeps ever longer, up to 100 ms, and so misses the moments between the
    transactions of a large write again and again: this asks every two milliseconds.
    """
    deadline = monotonic() + BUSY_MILLISECONDS / 1000
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while monotonic() < deadline:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except connection.OperationalError as error:
                if "locked" not in str(error):
                    return False
                sleep(0.002)
            else:
                return True
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")


@cache
def engine() -> Engine:
    """The engine of this process."""
    return make_engine(database_url())


@cache
def _writing_engine() -> Engine:
    return engine().execution_options(writes=True)


@contextmanager
def reading() -> Generator[Session]:
    """A session that sees one moment of the database and writes nothing."""
    with Session(engine(), autoflush=False) as session:
        if engine().dialect.name == "postgresql":
            session.connection().exec_driver_sql(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
            )
        yield session


_writer = sessionmaker(class_=Session, autoflush=False, expire_on_commit=False)


@contextmanager
def transaction(*, bulk: bool = False) -> Generator[Session]:
    """A session whose writes are kept when the block ends and undone when it raises.

    Args:
        bulk: one of many transactions of a large operation. It does not wait for the disk; a power
            cut may undo the last of them, until the next ordinary transaction has ended.
    """
    engine = _writing_engine().execution_options(bulk=True) if bulk else _writing_engine()
    with _writer(bind=engine) as session, session.begin():
        if bulk and engine.dialect.name == "postgresql":
            session.connection().exec_driver_sql("SET LOCAL synchronous_commit TO OFF")
        yield session


def forget_engine() -> None:
    """Close the connections and read the settings anew at the next use (for tests and forks)."""
    if engine.cache_info().currsize:
        engine().dispose()
    engine.cache_clear()
    _writing_engine.cache_clear()


def migrations_config() -> Any:
    """Alembic's configuration for the database of the settings."""
    from alembic.config import Config

    root = Path(__file__).resolve().parent.parent
    config = Config(str(root / "alembic.ini"))
    config.set_main_option("script_location", str(root / "alembic"))
    return config


def migrate(revision: str = "head") -> None:
    """Bring the tables to a revision, under a lock that other starting processes wait for.

    Raises:
        UnusableDatabase: if the database was made by newer code.
    """
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    from alembic import command

    config = migrations_config()
    try:
        settings().data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        folder = settings().data_dir
        raise UnusableDatabase(f"The folder {folder} cannot be made: {error.strerror}.") from None
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with _migration_lock() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current is not None and current not in known:
            raise UnusableDatabase(
                f"The database is newer than this version of Clientapp (its revision {current} is "
                "unknown here). Start the newer version, or restore an older backup."
            )
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


@contextmanager
def _migration_lock() -> Generator[Connection]:
    """One process migrates: SQLite's write lock, or an advisory lock of PostgreSQL."""
    with _writing_engine().begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(7305427)"))
        yield connection
