"""What is measured of Clientapp alone: in a process of its own, or in the browser by itself."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench.adapters import Adapter
from bench.adapters.clientapp import ROOT, Clientapp
from bench.browser import WARM_UPS, Samples, Target, chromium, open_targets
from bench.process import free_port
from bench.report import summary

LIMIT = 1800
"""Seconds that a process may take."""


@contextmanager
def copied(source: Path) -> Iterator[Path]:
    """A copy of a data folder, which may be written to and goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        copy = Path(name) / "data"
        shutil.copytree(source, copy)
        yield copy


def told(module: str, data: Path, *arguments: object) -> Any:
    """What a module of this folder prints as JSON when it runs on a data folder."""
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{module}", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"CLIENTAPP_DATA_DIR": str(data.resolve())},
        stdout=subprocess.PIPE,
        check=True,
        timeout=LIMIT,
    )
    return json.loads(done.stdout)


def in_browser(
    data: Path,
    names: Iterable[str],
    repetitions: int,
    once: Callable[[Target, str, int], None],
    begin: Callable[[Target], None] = lambda _target: None,
) -> dict[str, dict[str, Any]]:
    """Milliseconds in the DOM and painted, and bytes, by name: things are done in turns.

    Args:
        once: does the thing of a name for the n-th time, and measures it under this name.
        begin: done once before.
    """
    adapter, wanted = Clientapp(), list(names)
    with ExitStack() as stack:
        server = stack.enter_context(adapter.server(data, free_port(), data.parent / "log"))
        browser = stack.enter_context(chromium())
        served: list[tuple[Adapter, str]] = [(adapter, server.url)]
        [target] = open_targets(browser, stack, served, Samples([], []))
        begin(target)
        for number in range(repetitions + WARM_UPS):
            for name in wanted:
                once(target, name, number)
    return {
        name: {
            kind: summary([getattr(each, kind) for each in target.timings[name][WARM_UPS:]])
            for kind in ("dom", "painted", "received")
        }
        for name in wanted
    }


def beside(title: str, few: str, many: str, rows: dict[str, dict[str, Any]]) -> str:
    """One table: a line for each row with its figures of few and of many, and the ratio."""
    lines = [
        f"## {title}",
        "",
        f"| milliseconds, median / p95 | {few} | {many} | ratio |",
        "| --- | --- | --- | --- |",
    ]
    for name, of in rows.items():
        cells = [f"{of[size]['median']:.1f} / {of[size]['p95']:.1f}" for size in (few, many)]
        ratio = of[many]["median"] / of[few]["median"]
        lines.append(f"| {name} | {' | '.join(cells)} | {ratio:.2f} |")
    return "\n".join(lines)


def by_step(opened: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Figures of opening something, as rows of `beside`."""
    steps = {
        "dom": "opened, in the DOM",
        "painted": "opened, painted",
        "received": "bytes received",
    }
    return {words: {size: of[kind] for size, of in opened.items()} for kind, words in steps.items()}
