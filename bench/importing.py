"""Import of a file by Clientapp beside the best bare insert of the same rows.

Clientapp reads, matches and checks a CSV file, writes the rows, the ledger and the search index.
The bare side gets the finished rows, as Clientapp left them, and only inserts them: into the same
tables with the same indexes and the same search index of a fresh database, by `executemany` in
one transaction, once with the indexes in place and once with the indexes built afterwards.
"""

import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from bench.adapters.clientapp import COMMAND, ROOT
from bench.floor.fill import CATEGORIES, ENDINGS, INDUSTRIES, PLACES, generated
from bench.floor.floor.table import connect
from bench.report import machine, summary

TABLES = ("address", "customer", "contact", "customer_address", "property")
SEARCH = "search"
REPETITIONS = 3
LIMIT = 1800
COLUMNS = (
    "kind", "company_name", "first_name", "last_name", "phone", "industry", "category",
    "street", "city", "state", "postal_code", "country", "external_id",
)  # fmt: skip
DATABASE = "clientapp.db"


def measure(rows: int, repetitions: int = REPETITIONS) -> dict[str, Any]:
    """Seconds of the import and of both bare inserts, in turns; the best bare way is the floor."""
    seconds: dict[str, list[float]] = {"clientapp": [], "live": [], "afterwards": []}
    peaks: list[float] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        file, empty = folder / "customers.csv", migrated(folder / "empty")
        write_file(file, rows)
        for number in range(repetitions):
            product = folder / f"product-{number}"
            shutil.copytree(empty, product)
            taken, peak = import_by_product(file, product)
            seconds["clientapp"].append(taken)
            peaks.append(peak)
            for way in ("live", "afterwards"):
                bare = folder / f"bare-{way}.db"
                shutil.copy(empty / DATABASE, bare)
                seconds[way].append(insert_bare(product / DATABASE, bare, way == "live"))
                bare.unlink()
            shutil.rmtree(product)
    return {"rows": rows, "machine": machine(), "peak_mb": summary(peaks)} | {
        way: summary(taken) for way, taken in seconds.items()
    }


def write_file(path: Path, rows: int) -> None:
    """A CSV file of generated customers, each with a site."""
    luck = random.Random(29)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number, (name, kind, *_) in enumerate(generated(rows)):
            first, _, last = name.partition(" ")
            company = name if kind == "commercial" else ""
            writer.writerow(
                (
                    kind, company, first, last.split()[0],
                    f"(501) {200 + number // 10_000 % 700}-{number % 10_000:04d}",
                    luck.choice(INDUSTRIES), luck.choice(CATEGORIES),
                    f"{number + 1} {luck.choice(ENDINGS)} Street", luck.choice(PLACES),
                    "AR", f"72{luck.randrange(1000):03d}", "US", f"bench-{number}",
                )
            )  # fmt: skip


def migrated(folder: Path) -> Path:
    """A data folder with an empty database of the newest revision."""
    folder.mkdir()
    code = "from clientapp.database import migrate; migrate()"
    _run([sys.executable, "-c", code], folder)
    with closing(connect(str(folder / DATABASE))) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


def import_by_product(file: Path, folder: Path) -> tuple[float, float]:
    """Import the file as a user does; seconds, the start of the command included, and peak MB."""
    return _run([COMMAND, "import", "customers", str(file), "--apply", "--json"], folder)


def _run(command: list[str], folder: Path) -> tuple[float, float]:
    """Run to the end on a data folder: seconds, and the most memory that it held, in MB."""
    environment = os.environ | {"CLIENTAPP_DATA_DIR": str(folder)}
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        peak = _wait(process, started + LIMIT)
    finally:
        if process.returncode is None:
            process.kill()
            process.wait()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command[1:3])} ended with {process.returncode}")
    return time.perf_counter() - started, peak


def _wait(process: subprocess.Popen[bytes], deadline: float) -> float:
    while time.perf_counter() < deadline:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            process.returncode = os.waitstatus_to_exitcode(status)
            return usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
        time.sleep(0.01)
    raise TimeoutError(f"not done after {LIMIT} seconds")


def insert_bare(source: Path, target: Path, live: bool) -> float:
    """Insert the rows of one database into an empty one; seconds. See the head of this file."""
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


def markdown(result: dict[str, Any]) -> str:
    """One table: seconds, rows a second, and the ratio to the best bare insert."""
    best = min(result["live"]["median"], result["afterwards"]["median"])
    names = {
        "clientapp": "Clientapp: read, checked, ledger, search index",
        "live": "bare, indexes in place",
        "afterwards": "bare, indexes built afterwards",
    }
    lines = [
        f"## Import of {result['rows']:,} rows",
        "",
        "| way | seconds, median / p95 | rows a second | by the best bare insert |",
        "| --- | --- | --- | --- |",
    ]
    for way, name in names.items():
        median, p95 = result[way]["median"], result[way]["p95"]
        speed = result["rows"] / median
        lines.append(f"| {name} | {median:.2f} / {p95:.2f} | {speed:,.0f} | {median / best:.2f} |")
    return "\n".join(
        [*lines, "", f"Peak memory of the import: {result['peak_mb']['median']:.0f} MB."]
    )
