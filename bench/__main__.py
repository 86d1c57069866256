"""`python -m bench`: Clientapp beside the least that its framework can do, in one run."""

import argparse
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bench import (
    browser,
    changing,
    duplicates,
    exporting,
    importing,
    load,
    lookup,
    organizations,
    parts,
    report,
    segments,
    server,
)
from bench.actions import ACTIONS
from bench.adapters import Adapter
from bench.adapters.clientapp import Clientapp
from bench.adapters.floor import Floor
from bench.floor import fill
from bench.process import Server, free_port

HERE = Path(__file__).parent
DATA = HERE / ".data"
TARGETS = ["floor", "clientapp"]
ALONE = (
    *("bulk", "parts", "organizations", "segments", "lookup", "duplicates", "export", "import"),
)
"""What is measured without the floor, apart from everything else."""
EVERYTHING = ["visit", *ACTIONS, "load", *ALONE]
REPETITIONS, QUICK = 15, 5
STARTS = 3


def main() -> None:
    """Read the command line, measure at each size, write one report of each."""
    options = _options()
    wanted = options.only or EVERYTHING
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that servers are ended too
    DATA.mkdir(exist_ok=True)
    for customers in options.customers:
        if set(wanted) - {*ALONE}:
            result = measure(customers, wanted, options)
            report.write(result, report.markdown(result), options.out, f"{customers}")
        if "clientapp" in options.targets and {*ALONE} & set(wanted) - {"import"}:
            _alone(customers, wanted, options)
    if "import" in wanted and "clientapp" in options.targets:
        result = importing.measure(options.rows)
        report.write(result, importing.markdown(result), options.out, f"import-{options.rows}")


def _alone(customers: int, wanted: list[str], options: argparse.Namespace) -> None:
    """What Clientapp does by itself with a database of this size."""
    source, quick = Clientapp().prepare(DATA, customers), options.quick
    for name, (measured, told) in {
        "bulk": (lambda: changing.measure(source, customers, quick), changing.markdown),
        "parts": (lambda: parts.measure(source, quick), parts.markdown),
        "organizations": (
            lambda: organizations.measure(source, quick),
            organizations.markdown,
        ),
        "segments": (lambda: segments.measure(source, customers, quick), segments.markdown),
        "lookup": (lambda: lookup.measure(source, customers, quick), lookup.markdown),
        "duplicates": (lambda: duplicates.measure(source, customers), duplicates.markdown),
        "export": (lambda: exporting.measure(source, customers, quick), exporting.markdown),
    }.items():
        if name in wanted:
            result = measured()
            report.write(result, told(result), options.out, f"{name}-{customers}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench", description=__doc__)
    parser.add_argument(
        "--customers", type=int, nargs="+", default=[100_000], metavar="N", help="sizes of the list"
    )
    parser.add_argument("--rows", type=int, default=100_000, metavar="N", help="size of the import")
    parser.add_argument("--tabs", type=int, default=50, metavar="N", help="tabs of the load")
    parser.add_argument("--only", type=_names(EVERYTHING), help=",".join(EVERYTHING))
    parser.add_argument("--targets", type=_names(TARGETS), default=TARGETS, help=",".join(TARGETS))
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} repetitions, one start")
    parser.add_argument("--out", type=Path, default=HERE / "results" / "local", metavar="FOLDER")
    return parser.parse_args()


def _names(known: list[str]) -> Callable[[str], list[str]]:
    def read(text: str) -> list[str]:
        names = text.split(",")
        if unknown := set(names) - set(known):
            raise argparse.ArgumentTypeError(f"{min(unknown)!r} is none of {', '.join(known)}")
        return names

    return read


def measure(customers: int, wanted: list[str], options: argparse.Namespace) -> dict:
    """Everything about the named applications at one size, as the report's dictionary."""
    names, quick = options.targets, options.quick
    repetitions = QUICK if quick else REPETITIONS
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        prepared, floor = _prepared(customers, names)
        needed = repetitions + browser.WARM_UPS
        samples = browser.Samples(fill.surnames(floor, needed), fill.segments(floor, needed))
        servers = {
            adapter.name: _started(adapter, _copied(data, folder), folder, stack, quick)
            for adapter, data in prepared
        }
        idle = {name: process.memory() for name, (process, _) in servers.items()}
        served = [(adapter, servers[adapter.name][0].url) for adapter, _ in prepared]
        targets, scripts, blank, version = _in_browser(served, samples, wanted, repetitions)
        timed = server.measure(targets, quick)
        result = report.collect(customers, repetitions, targets, blank, timed, version)
        for name, (process, starts) in servers.items():
            figures = result["targets"][name]
            figures["startup_seconds"] = report.summary(starts)
            figures["memory_mb"] = {"idle": idle[name], "after": process.memory()}
        if scripts:
            result["load"] = load.measure(scripts, options.tabs, quick)
        return result


def _prepared(customers: int, names: list[str]) -> tuple[list[tuple[Adapter, Path]], Path]:
    """The applications with their data; the floor gets Clientapp's customers if both run."""
    product = Clientapp()
    data = product.prepare(DATA, customers) if product.name in names else None
    floor = Floor(data / "clientapp.db" if data else None)
    floor_data = floor.prepare(DATA, customers)
    prepared: list[tuple[Adapter, Path]] = [(floor, floor_data)]
    return prepared + ([(product, data)] if data else []), floor_data


def _copied(data: Path, folder: Path) -> Path:
    """A copy that the run may write to."""
    copy = folder / data.name
    return Path((shutil.copytree if data.is_dir() else shutil.copy)(data, copy))


def _started(
    adapter: Adapter, data: Path, folder: Path, stack: ExitStack, quick: bool
) -> tuple[Server, list[float]]:
    """The server, running until the stack ends, and how long each of its starts took.

    The first start is not counted: it may build, and create the owner.
    """
    log = folder / f"{adapter.name}.log"
    starts = []
    for _ in range(1 if quick else STARTS):
        with adapter.server(data, free_port(), log) as once:
            starts.append(once.startup)
    process = stack.enter_context(adapter.server(data, free_port(), log))
    return process, [*starts[1:], process.startup]


def _in_browser(
    served: list[tuple[Adapter, str]], samples: browser.Samples, wanted: list[str], repetitions: int
) -> tuple[list[browser.Target], list[load.Script], list[browser.Timing], str]:
    with browser.chromium() as chromium, ExitStack() as pages:
        blank = browser.nothing(chromium, repetitions)
        targets = browser.open_targets(chromium, pages, served, samples)
        if "visit" in wanted:
            browser.visit(chromium, targets, repetitions)
        actions = {name: act for name, act in ACTIONS.items() if name in wanted}
        browser.run(targets, actions, repetitions)
        scripts = [load.record(target) for target in targets] if "load" in wanted else []
        return targets, scripts, blank, chromium.version


if __name__ == "__main__":
    main()
