"""The record with 200 contacts and 200 addresses beside one with two, in one run.

What its page reads is measured in a process of its own (`parts_product.py`); then both records are
opened from the list, in turns, in the browser.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.adapters import Adapter
from bench.adapters.clientapp import ROOT, Clientapp
from bench.browser import WARM_UPS, Samples, Target, chromium, open_targets
from bench.process import free_port
from bench.report import machine, summary

FEW, MANY = 2, 200
ROUNDS = 100
REPETITIONS, QUICK = 15, 5
LIMIT = 1800
OPENED = (
    f"{Clientapp.opened.removesuffix(' && location.pathname')}"
    " && document.querySelectorAll('main .part').length > 1 && location.pathname"
)
"""The form and the cards of contacts and addresses are there."""


def measure(source: Path, quick: bool) -> dict[str, Any]:
    """Milliseconds of each reading and of opening both, on a copy of the data folder `source`."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        copy = Path(name) / "data"
        shutil.copytree(source, copy)
        command = [sys.executable, "-m", "bench.parts_product", f"{FEW}", f"{MANY}", f"{ROUNDS}"]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | {"CLIENTAPP_DATA_DIR": str(copy)},
            stdout=subprocess.PIPE,
            check=True,
            timeout=LIMIT,
        )
        told = json.loads(done.stdout)
        opened = _opened(copy, told["names"], QUICK if quick else REPETITIONS)
    readings = {
        name: {size: summary(taken) for size, taken in of.items()}
        for name, of in told["readings"].items()
    }
    return {"machine": machine(), "readings": readings, "opened": opened}


def _opened(data: Path, names: dict[str, str], repetitions: int) -> dict[str, dict[str, Any]]:
    """Milliseconds in the browser until a record is in the DOM and painted, by its parts."""
    adapter = Clientapp()
    with ExitStack() as stack:
        server = stack.enter_context(adapter.server(data, free_port(), data.parent / "log"))
        browser = stack.enter_context(chromium())
        served: list[tuple[Adapter, str]] = [(adapter, server.url)]
        [target] = open_targets(browser, stack, served, Samples([], []))
        for _ in range(repetitions + WARM_UPS):
            for size, name in names.items():
                _open(target, size, name)
    return {
        size: {
            kind: summary([getattr(each, kind) for each in target.timings[size][WARM_UPS:]])
            for kind in ("dom", "painted", "received")
        }
        for size in names
    }


def _open(target: Target, size: str, name: str) -> None:
    """Find a record and open it; back to the list afterwards."""
    page = target.page
    listed = page.evaluate(f"() => {target.adapter.rows}")
    target.adapter.search(page, name)
    target.settle(target.adapter.rows, listed)
    page.get_by_role("link", name=name).wait_for()
    target.measure(size, OPENED, page.get_by_role("link", name=name).click)
    target.home()


def markdown(result: dict[str, Any]) -> str:
    """One table: milliseconds with few and with many parts, and the ratio."""
    lines = [
        f"## The record with {MANY} contacts and {MANY} addresses",
        "",
        f"| milliseconds, median / p95 | {FEW} | {MANY} | ratio |",
        "| --- | --- | --- | --- |",
    ]
    rows = {f"read: {name}": of for name, of in result["readings"].items()}
    for kind, words in (("dom", "opened, in the DOM"), ("painted", "opened, painted")):
        rows[words] = {size: of[kind] for size, of in result["opened"].items()}
    rows["bytes received"] = {size: of["received"] for size, of in result["opened"].items()}
    for name, of in rows.items():
        few, many = of[str(FEW)], of[str(MANY)]
        cells = [f"{each['median']:.1f} / {each['p95']:.1f}" for each in (few, many)]
        lines.append(f"| {name} | {' | '.join(cells)} | {many['median'] / few['median']:.2f} |")
    return "\n".join(lines)
