"""A scan for duplicates among all customers, by the process that the page starts."""

from pathlib import Path
from typing import Any

from bench.product import copied, told
from bench.report import machine


def measure(source: Path, customers: int) -> dict[str, Any]:
    """Seconds of a scan, and of the processor, on a copy of the data folder `source`."""
    with copied(source) as copy:
        scanned = told("duplicates_product", copy)
    return {"machine": machine(), "customers": customers, **scanned}


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
