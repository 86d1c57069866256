"""The list while the sidebar counts its segments, beside the same list without any, in one run.

Before each repetition something is written, so that no count is remembered. Then the list is sorted
twice: the first time makes the sidebar count, the second, as soon as the rows of the first are
there, is measured while it counts. Nobody else's turn comes before everything is counted.
"""

import shutil
import sqlite3
import tempfile
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from bench.adapters import Adapter
from bench.adapters.clientapp import Clientapp
from bench.browser import SETTLE, WARM_UPS, Samples, Target, Timing, chromium, open_targets
from bench.importing import DATABASE
from bench.process import free_port
from bench.product import told
from bench.report import machine, summary

SEGMENTS = (0, 20)
REPETITIONS, QUICK = 30, 10
LIMIT = 300
WRITTEN = """
    INSERT INTO operation (kind, label, record_kind, actor_name, source, details, started_at,
        finished_at, status, rows, cursor)
    SELECT kind, label, record_kind, actor_name, source, details, started_at, finished_at, status,
        0, cursor FROM operation WHERE record_kind = 'customer' ORDER BY id DESC LIMIT 1
"""
"""What makes every remembered count stale: a newer operation on customers."""
COUNTED = "document.querySelector('.nav-segments')?.ariaBusy !== 'true'"


def measure(source: Path, customers: int, quick: bool) -> dict[str, Any]:
    """Milliseconds until other rows are in the DOM and painted, by the number of segments, and
    those that counting them takes."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name, ExitStack() as stack:
        adapter = Clientapp()
        served: list[tuple[Adapter, str]] = []
        folders = [Path(name) / str(count) for count in SEGMENTS]
        for count, folder in zip(SEGMENTS, folders, strict=True):
            shutil.copytree(source, folder)
            server = adapter.server(folder, free_port(), folder.parent / f"{count}.log")
            served.append((adapter, stack.enter_context(server).url))
            counted = told("segments_product", folder, count)
        targets = open_targets(stack.enter_context(chromium()), stack, served, Samples([], []))
        _rounds(targets, folders, QUICK if quick else REPETITIONS)
    return {
        "customers": customers,
        "machine": machine(),
        "rows": {
            str(count): {
                kind: summary([getattr(each, kind) for each in target.timings["sort"][WARM_UPS:]])
                for kind in ("dom", "painted")
            }
            for count, target in zip(SEGMENTS, targets, strict=True)
        },
        "counted": counted,
    }


def _rounds(targets: list[Target], folders: list[Path], repetitions: int) -> None:
    """Measure in turns, each time after something was written."""
    for target in targets:
        target.home()  # with the segments that were saved since
    for _ in range(repetitions + WARM_UPS):
        for target, folder in zip(targets, folders, strict=True):
            target.page.bring_to_front()
            with closing(sqlite3.connect(folder / DATABASE, timeout=30)) as database:
                database.execute(WRITTEN)
                database.commit()
            _sort_while_counting(target)


def _sort_while_counting(target: Target) -> None:
    """Sort twice in a row and keep the time of the second."""
    page, adapter = target.page, target.adapter
    before = page.evaluate(f"() => {adapter.rows}")
    adapter.sort(page)
    target.settle(adapter.rows, before)
    page.evaluate(f"benchClock.arm(() => {adapter.rows})")
    adapter.sort(page)
    target.timings.setdefault("sort", []).append(Timing(**page.evaluate("benchClock.result")))
    page.wait_for_timeout(4 * SETTLE)  # by then counting has begun
    page.wait_for_function(COUNTED, timeout=LIMIT * 1000)


def markdown(result: dict[str, Any]) -> str:
    """One table: milliseconds until rows, without and with segments, and the ratio."""
    none, some = result["rows"].values()
    lines = [
        f"## The list while {SEGMENTS[-1]} segments are counted",
        "",
        f"Counting them takes {result['counted']:.0f} ms.",
        "",
        f"| milliseconds, median / p95 | no segments | {SEGMENTS[-1]} segments | ratio |",
        "| --- | --- | --- | --- |",
    ]
    for kind, words in (("dom", "sorted, in the DOM"), ("painted", "sorted, painted")):
        cells = [f"{each[kind]['median']:.1f} / {each[kind]['p95']:.1f}" for each in (none, some)]
        ratio = some[kind]["median"] / none[kind]["median"]
        lines.append(f"| {words} | {' | '.join(cells)} | {ratio:.2f} |")
    return "\n".join(lines)
