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
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil

from bench.adapters.clientapp import COMMAND, ROOT
from bench.bare import insert_bare
from bench.floor.fill import CATEGORIES, ENDINGS, INDUSTRIES, PLACES, generated
from bench.floor.floor.table import connect
from bench.report import machine, summary

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
    run([sys.executable, "-c", code], folder)
    with closing(connect(str(folder / DATABASE))) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


def import_by_product(file: Path, folder: Path) -> tuple[float, float]:
    """Import the file as a user does; seconds, the start of the command included, and peak MB."""
    return run([COMMAND, "import", "customers", str(file), "--apply", "--json"], folder)


def run(command: list[str], folder: Path) -> tuple[float, float]:
    """Run a command to its end on a data folder: seconds, and the most memory seen, in MB."""
    environment = os.environ | {"CLIENTAPP_DATA_DIR": str(folder)}
    started, peak = time.perf_counter(), 0
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            while process.poll() is None:
                peak = max(peak, _memory(process.pid))
                if time.perf_counter() > started + LIMIT:
                    raise TimeoutError(f"not done after {LIMIT} seconds")
                time.sleep(0.02)
        finally:
            process.kill()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command[1:3])} ended with {process.returncode}")
    return time.perf_counter() - started, peak / 1e6


def _memory(pid: int) -> int:
    try:
        return psutil.Process(pid).memory_info().rss
    except psutil.NoSuchProcess:
        return 0


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
