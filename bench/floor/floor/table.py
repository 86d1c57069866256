"""The floor's database: one flat table, its indexes, its search index, one query per action."""

import os
import threading
from dataclasses import dataclass
from importlib import import_module
from typing import Any

sqlite: Any = import_module("pysqlite3")  # it has no types
PAGE_SIZE = 50
TRIGRAM = 3
COLUMNS = "id, name, kind, industry, category, phone, place, status"
FILTERED = ("kind", "industry", "category", "place")
_threads = threading.local()


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    id: int
    name: str
    kind: str
    industry: str
    category: str
    phone: str
    place: str
    status: str


def connect(path: str) -> Any:
    """A connection as the floor uses it: write-ahead log, commits by hand."""
    connection = sqlite.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA busy_timeout=5000")
    return connection


def database() -> Any:
    """This thread's connection to FLOOR_DATABASE."""
    if not hasattr(_threads, "connection"):
        _threads.connection = connect(os.environ["FLOOR_DATABASE"])
    return _threads.connection


def page(search: str, filters: dict[str, str], descending: bool, number: int) -> list[Row]:
    """One page of rows by one query: by name, or in the order of the search index.

    `filters`: the value that each of some columns of FILTERED must have.
    """
    also = "".join(f" AND {column} = ?" for column in FILTERED if column in filters)
    statement = _found(search, also) if search else _listed(also, "DESC" if descending else "ASC")
    values = [filters[column] for column in FILTERED if column in filters]
    if search:
        values.insert(0, _phrase(search))
    offset = (number - 1) * PAGE_SIZE
    return [Row(*row) for row in database().execute(statement, [*values, PAGE_SIZE, offset])]


def _listed(also: str, direction: str) -> str:
    order = f"name {direction}, id {direction}"
    ids = (
        f"SELECT id FROM customer WHERE true{also} ORDER BY {order} LIMIT ? OFFSET ?"  # index alone
    )
    return f"SELECT {COLUMNS} FROM customer WHERE id IN ({ids}) ORDER BY {order}"


def _found(search: str, also: str) -> str:
    if len(search) < TRIGRAM:
        return f"SELECT {COLUMNS} FROM customer WHERE name LIKE ?{also} LIMIT ? OFFSET ?"
    return (
        f"SELECT {COLUMNS} FROM (SELECT rowid AS id FROM customer_search"
        " WHERE customer_search MATCH ?) JOIN customer USING (id)"
        f" WHERE true{also} LIMIT ? OFFSET ?"
    )


def industries() -> list[tuple[str, int]]:
    """How many customers each industry has, by one query."""
    statement = "SELECT industry, count(*) FROM customer GROUP BY industry"
    return list(database().execute(statement))


def standing() -> list[tuple[str, str, int]]:
    """How many customers there are by status and kind, by one query."""
    statement = "SELECT status, kind, count(*) FROM customer GROUP BY status, kind"
    return list(database().execute(statement))


def _phrase(search: str) -> str:
    if len(search) < TRIGRAM:
        return f"{search}%"
    return '"' + search.replace('"', '""') + '"'


def record(identifier: int) -> Row:
    """One customer by its key."""
    found = database().execute(f"SELECT {COLUMNS} FROM customer WHERE id = ?", [identifier])
    return Row(*found.fetchone())


def save(identifier: int, name: str, phone: str) -> None:
    """Write the two fields of the form; the search index follows by its trigger."""
    database().execute(
        "UPDATE customer SET name = ?, phone = ? WHERE id = ?", [name, phone, identifier]
    )


def delete(identifiers: list[int]) -> None:
    """Delete the rows with these keys in one statement."""
    marks = ", ".join("?" * len(identifiers))
    database().execute(f"DELETE FROM customer WHERE id IN ({marks})", identifiers)
