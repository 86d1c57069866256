"""The export of every customer by the command, beside the same rows written bare.

The bare side selects the rows of the same tables, joined in one statement, and writes them to a
CSV file: no fields put together, nothing formatted, no formula defused. Its time is taken without
the start of a process, Clientapp's with it.
"""

import csv
import shutil
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from bench.adapters.clientapp import COMMAND
from bench.floor.floor.table import connect
from bench.importing import DATABASE, run
from bench.report import machine, summary

REPETITIONS, QUICK = 3, 1
FORMATS = ("csv", "json", "xlsx")
JOINED = """
    SELECT c.*, k.*, s.*, b.*
    FROM customer c
    LEFT JOIN customer_contact kl ON kl.customer_id = c.id AND kl.is_primary
    LEFT JOIN contact k ON k.id = kl.contact_id
    LEFT JOIN customer_address sl ON sl.customer_id = c.id AND sl.is_primary_site
    LEFT JOIN address s ON s.id = sl.address_id
    LEFT JOIN customer_address bl ON bl.customer_id = c.id AND bl.is_billing
    LEFT JOIN address b ON b.id = bl.address_id
    WHERE c.trashed_at IS NULL ORDER BY c.id
"""


def measure(source: Path, customers: int, quick: bool) -> dict[str, Any]:
    """Seconds, megabytes of memory and of the file, by format, taken in turns with the bare way."""
    seconds: dict[str, list[float]] = {name: [] for name in (*FORMATS, "bare")}
    peaks: dict[str, list[float]] = {name: [] for name in FORMATS}
    sizes: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        copy = Path(name) / "data"
        shutil.copytree(source, copy)
        for _ in range(QUICK if quick else REPETITIONS):
            for kind in FORMATS:
                file = Path(name) / f"customers.{kind}"
                taken, peak = run([COMMAND, "export", "customers", str(file)], copy)
                seconds[kind].append(taken)
                peaks[kind].append(peak)
                sizes[kind] = file.stat().st_size / 1e6
            seconds["bare"].append(_write_bare(copy / DATABASE, Path(name) / "bare.csv"))
    return {
        "customers": customers,
        "machine": machine(),
        "seconds": {name: summary(taken) for name, taken in seconds.items()},
        "peak_mb": {name: summary(seen) for name, seen in peaks.items()},
        "file_mb": sizes,
    }


def _write_bare(database: Path, file: Path) -> float:
    started = time.perf_counter()
    with (
        closing(connect(str(database))) as connection,
        file.open("w", newline="", encoding="utf-8") as output,
    ):
        csv.writer(output).writerows(connection.execute(JOINED))
    return time.perf_counter() - started


def markdown(result: dict[str, Any]) -> str:
    """One table: seconds, rows a second, the ratio to the bare way, memory."""
    bare = result["seconds"]["bare"]["median"]
    lines = [
        f"## Export of {result['customers']:,} customers",
        "",
        "| way | seconds, median / p95 | rows a second | by the bare way | peak MB | file MB |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, taken in result["seconds"].items():
        median, p95 = taken["median"], taken["p95"]
        cells = [f"{median:.2f} / {p95:.2f}", f"{result['customers'] / median:,.0f}"]
        cells.append(f"{median / bare:.2f}")
        if name in result["peak_mb"]:
            cells += [f"{result['peak_mb'][name]['p95']:.0f}", f"{result['file_mb'][name]:.0f}"]
        else:
            cells += ["", ""]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)
