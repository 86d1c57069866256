"""The figures of a run as one dictionary, as JSON, and as a Markdown table."""

import json
import os
import platform
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from bench import load
from bench.browser import Target, Timing

Figures = dict[str, Any]


def summary(values: list[float]) -> dict[str, float]:
    """Median and 95th percentile (nearest rank) of some figures."""
    ordered = sorted(values)
    p95 = ordered[ceil(0.95 * len(ordered)) - 1]
    return {"median": round(median(ordered), 3), "p95": round(p95, 3)}


def machine() -> dict[str, str | int]:
    """What it ran on, without a path or a name of the machine."""
    return {
        "cores": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count() or 0,
        "memory_gb": round(psutil.virtual_memory().total / 1e9),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "sqlite": import_module("pysqlite3").sqlite_version,
        "reflex": version("reflex"),
    }


def collect(
    customers: int,
    repetitions: int,
    targets: list[Target],
    blank: list[Timing],
    server: dict[str, dict[str, list[float]]],
    chromium: str,
) -> Figures:
    """One run at one size. All times are in milliseconds, sizes in bytes or as named."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "customers": customers,
        "repetitions": repetitions,
        "machine": machine() | {"chromium": chromium},
        "clock": _timings(blank),
        "targets": {
            target.adapter.name: _target(target, server.get(target.adapter.name, {}))
            for target in targets
        },
    }


def _target(target: Target, server: dict[str, list[float]]) -> Figures:
    figures: Figures = {"actions": {}}
    if target.visits:
        visits = target.visits
        figures["actions"]["first visit"] = _timings(visits)
        figures["script_kb"] = summary([visit.script for visit in visits])
        figures["first_visit_kb"] = summary([visit.total for visit in visits])
    for name, timings in target.timings.items():
        figures["actions"][name] = _timings(timings) | {
            "sent": summary([timing.sent for timing in timings]),
            "received": summary([timing.received for timing in timings]),
        }
    figures["server"] = {name: summary(times) for name, times in server.items()}
    return figures


def _timings(timings: list[Any]) -> Figures:
    return {
        "dom": summary([timing.dom for timing in timings]),
        "painted": summary([timing.painted for timing in timings]),
    }


def write(result: Figures, text: str, folder: Path, name: str) -> None:
    """Print the report, and keep it as JSON and Markdown under the name in the folder."""
    print(text, flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(result, indent=1) + "\n")
    (folder / f"{name}.md").write_text(text + "\n")


def markdown(result: Figures) -> str:
    """Tables of the actions, of the server and of the sizes, with ratios to the floor."""
    machine = ", ".join(f"{name} {value}" for name, value in result["machine"].items())
    clock = {kind: _cell(result["clock"][kind]) for kind in ("dom", "painted")}
    lines = [
        f"## {result['customers']:,} customers",
        "",
        f"{result['date']}; {machine}. Milliseconds, median / p95 of {result['repetitions']}."
        f" The clock itself, on a page that only counts: {clock['dom']} in the DOM,"
        f" {clock['painted']} painted.",
    ]
    targets = result["targets"]
    actions = {name: figures["actions"] for name, figures in targets.items()}
    for title, kind in [
        ("In the DOM", "dom"), ("Painted", "painted"),
        ("Bytes received over the socket", "received"), ("Bytes sent over the socket", "sent"),
    ]:  # fmt: skip
        lines += _table(title, _of_kind(actions, kind))
    lines += _table("On the server, by raw socket", {n: f["server"] for n, f in targets.items()})
    lines += _table("Sizes", {n: _sizes(f) for n, f in targets.items()})
    return "\n".join([*lines, "", load.markdown(result["load"])] if "load" in result else lines)


def _of_kind(actions: Figures, kind: str) -> dict[str, Figures]:
    return {
        name: {action: f[kind] for action, f in figures.items() if kind in f}
        for name, figures in actions.items()
    }


def _sizes(figures: Figures) -> Figures:
    memory = figures["memory_mb"]
    sizes = {
        "start-up, s": figures["startup_seconds"],
        "memory at start, MB": {"median": memory["idle"]},
        "memory afterwards, MB": {"median": memory["after"]},
    }
    if "script_kb" in figures:
        sizes["script, KB"] = figures["script_kb"]
        sizes["first visit, KB"] = figures["first_visit_kb"]
    return sizes


def _table(title: str, rows: dict[str, Figures]) -> list[str]:
    """One line per application, and for each other than the floor its medians by the floor's."""
    columns = list(next(iter(rows.values()), {}))
    if not columns:
        return []
    lines = ["", f"| {title} | {' | '.join(columns)} |", "| --- |" + " --- |" * len(columns)]
    for name, figures in rows.items():
        lines.append(_line(name, [_cell(figures.get(column)) for column in columns]))
    floor = rows.get("floor", {})
    for name, figures in rows.items():
        if name != "floor" and floor:
            ratios = [_ratio(figures.get(column), floor.get(column)) for column in columns]
            lines.append(_line(f"{name} / floor", ratios))
    return lines


def _line(name: str, cells: list[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def _ratio(figure: Figures | None, floor: Figures | None) -> str:
    if not figure or not floor or not floor["median"]:
        return ""
    return f"{figure['median'] / floor['median']:.2f}"


def _cell(figure: Figures | None) -> str:
    return " / ".join(_number(value) for value in figure.values()) if figure else ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
