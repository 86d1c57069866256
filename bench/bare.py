"""The best bare insert of the rows that Clientapp wrote: no checks, no ledger, one transaction."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from bench.floor.floor.table import connect

TABLES = (
    *("address", "customer", "contact"),
    *("customer_contact", "customer_address", "property"),
)
SEARCH = "search"


def insert_bare(source: Path, target: Path, live: bool) -> float:
    """Insert the rows of one database into an empty one; seconds.

    `live` leaves the indexes in place; otherwise they are dropped first and built afterwards,
    within the time taken.
    """
    with closing(connect(str(source))) as filled, closing(connect(str(target))) as empty:
        tables = [*TABLES, *_search_tables(empty)]
        contents = {table: _rows(filled, table) for table in tables}
        indexes = [] if live else list(_indexes(empty, tables))
        started = time.perf_counter()
        empty.execute("BEGIN IMMEDIATE")
        for index, _ in indexes:
            empty.execute(f'DROP INDEX "{index}"')
        for table, (columns, rows) in contents.items():
            _insert(empty, table, columns, rows)
        for _, statement in indexes:
            empty.execute(statement)
        empty.execute("COMMIT")
        seconds = time.perf_counter() - started
        _compare(empty, contents)
        return seconds


def _insert(connection: Any, table: str, columns: list[str], rows: list[Any]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)


def _rows(connection: Any, table: str) -> tuple[list[str], list[Any]]:
    """The columns of a table and all its rows; a search index also has its row number."""
    columns = [column for _, column, *_ in connection.execute(f'PRAGMA table_info("{table}")')]
    if table in _search_tables(connection):
        columns = ["rowid", *columns]
    names = ", ".join(f'"{column}"' for column in columns)
    rows = connection.execute(f'SELECT {names} FROM "{table}"').fetchall()
    if not rows:
        raise RuntimeError(f"{table} is empty after the import")
    return columns, rows


def _search_tables(connection: Any) -> list[str]:
    """The full-text tables, without the tables in which SQLite keeps them."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%fts5%'"
    )
    return [name for (name,) in found if SEARCH in name]


def _indexes(connection: Any, tables: list[str]) -> Iterator[tuple[str, str]]:
    marks = ", ".join("?" * len(tables))
    yield from connection.execute(
        "SELECT name, sql FROM sqlite_master"
        f" WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})",
        tables,
    ).fetchall()


def _compare(connection: Any, contents: dict[str, tuple[list[str], list[Any]]]) -> None:
    for table, (_, rows) in contents.items():
        (count,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
        if count != len(rows):
            raise RuntimeError(f"{table} has {count} rows instead of {len(rows)}")
