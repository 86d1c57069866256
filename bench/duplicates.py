"""A scan for duplicates among all customers, by the process that the page starts."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.adapters.clientapp import ROOT
from bench.report import machine

LIMIT = 1800


def measure(source: Path, customers: int) -> dict[str, Any]:
    """Seconds of a scan, and of the processor, on a copy of the data folder `source`."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        copy = Path(name) / "data"
        shutil.copytree(source, copy)
        done = subprocess.run(
            [sys.executable, "-m", "bench.duplicates_product"],
            cwd=ROOT,
            env=os.environ | {"CLIENTAPP_DATA_DIR": str(copy)},
            stdout=subprocess.PIPE,
            check=True,
            timeout=LIMIT,
        )
    return {"machine": machine(), "customers": customers, **json.loads(done.stdout)}


def markdown(result: dict[str, Any]) -> str:
    """One table: a line for the scan."""
    cells = [f"{result[name]:.1f}" for name in ("seconds", "processor_seconds")]
    return "\n".join(
        [
            f"## A scan for duplicates among {result['customers']:,} customers",
            "",
            "| seconds | of the processor | longest transaction, ms | pairs |",
            "| --- | --- | --- | --- |",
            f"| {' | '.join(cells)} | {result['longest_ms']:.0f} | {result['pairs']:,} |",
        ]
    )
