"""The lookup: what it reads, and until its results are in the DOM.

What is looked for is drawn from the database and first looked for in a process of its own
(`lookup_product.py`), then put into the box of "Search everything" in the browser, each by one
input event.
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

ROUNDS = 100
REPETITIONS, QUICK = 15, 5
LIMIT = 600
FOUND = (
    "[...document.querySelectorAll(\"[role=listbox] [role=option][href*='/customers/edit/']\")]"
    ".map(option => option.href).join()"
)
"""What is found leads to records; what else the dialog offers does not."""


def measure(source: Path, customers: int, quick: bool) -> dict[str, Any]:
    """Milliseconds by kind of text, on a copy of the data folder `source`."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        copy = Path(name) / "data"
        shutil.copytree(source, copy)
        done = subprocess.run(
            [sys.executable, "-m", "bench.lookup_product", f"{ROUNDS}"],
            cwd=ROOT,
            env=os.environ | {"CLIENTAPP_DATA_DIR": str(copy)},
            stdout=subprocess.PIPE,
            check=True,
            timeout=LIMIT,
        )
        told = json.loads(done.stdout)
        texts = {kind: of["asked"] for kind, of in told.items()}
        shown = _shown(copy, texts, QUICK if quick else REPETITIONS)
    read = {kind: summary(of["milliseconds"]) for kind, of in told.items()}
    return {"machine": machine(), "customers": customers, "read": read, "shown": shown}


def _shown(data: Path, texts: dict[str, list[str]], repetitions: int) -> dict[str, dict[str, Any]]:
    """Milliseconds until results are in the DOM and painted."""
    adapter = Clientapp()
    with ExitStack() as stack:
        server = stack.enter_context(adapter.server(data, free_port(), data.parent / "log"))
        browser = stack.enter_context(chromium())
        served: list[tuple[Adapter, str]] = [(adapter, server.url)]
        [target] = open_targets(browser, stack, served, Samples([], []))
        target.page.keyboard.press("Control+K")
        for number in range(repetitions + WARM_UPS):
            for kind, of in texts.items():
                _look_for(target, kind, of[number])
    return {
        kind: {
            until: summary([getattr(each, until) for each in target.timings[kind][WARM_UPS:]])
            for until in ("dom", "painted")
        }
        for kind in texts
    }


def _look_for(target: Target, kind: str, text: str) -> None:
    """Put a text into the empty box; empty it afterwards."""
    page = target.page
    box = page.get_by_role("combobox", name="Search everything")
    box.focus()
    target.measure(kind, FOUND, lambda: page.keyboard.insert_text(text))
    box.fill("")
    page.wait_for_function(f"() => !{FOUND}")


def markdown(result: dict[str, Any]) -> str:
    """One table: milliseconds by what is looked for."""
    lines = [
        f"## The lookup at {result['customers']:,} customers",
        "",
        "| milliseconds, median / p95 | read | in the DOM | painted |",
        "| --- | --- | --- | --- |",
    ]
    for kind, read in result["read"].items():
        of = (read, result["shown"][kind]["dom"], result["shown"][kind]["painted"])
        cells = [f"{each['median']:.1f} / {each['p95']:.1f}" for each in of]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return "\n".join(lines)
