"""`python -m bench`: Clientapp beside the least that its framework can do, in one run."""

import argparse
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench import browser, report, server
from bench.adapters import Adapter
from bench.adapters.clientapp import Clientapp
from bench.adapters.floor import Floor
from bench.floor.fill import surnames
from bench.process import Server, free_port

HERE = Path(__file__).parent
DATA = HERE / ".data"
REPETITIONS, QUICK = 15, 5
STARTS = 3


def main() -> None:
    """Read the command line, measure at each size, write one report of each."""
    options = _options()
    DATA.mkdir(exist_ok=True)
    for customers in options.customers:
        result = measure(customers, options.only, options.targets, options.quick)
        report.write(result, options.out, f"{customers}")
        print(report.markdown(result))
    if options.imports:
        from bench import importing

        result = importing.measure(options.imports)
        report.write_json(result, options.out, "import")
        print(importing.markdown(result))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench", description=__doc__)
    parser.add_argument("--customers", type=int, nargs="+", default=[100_000])
    parser.add_argument("--only", type=lambda text: text.split(","), help="visit,search,sort,…")
    parser.add_argument(
        "--targets", type=lambda text: text.split(","), default=["floor", "clientapp"]
    )
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} repetitions, one start")
    parser.add_argument("--imports", type=int, default=0, metavar="ROWS", help="measure the import")
    parser.add_argument("--out", type=Path, default=HERE / "results" / "local")
    return parser.parse_args()


def measure(customers: int, only: list[str] | None, names: list[str], quick: bool) -> dict:
    """Everything about the named applications at one size, as the report's dictionary."""
    repetitions = QUICK if quick else REPETITIONS
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        prepared, floor = _prepared(customers, names)
        terms = surnames(floor, repetitions + browser.WARM_UPS)
        servers = {
            adapter.name: _started(adapter, _copied(data, folder), folder, stack, quick)
            for adapter, data in prepared
        }
        idle = {name: process.memory() for name, (process, _) in servers.items()}
        served = [(adapter, servers[adapter.name][0].url) for adapter, _ in prepared]
        targets, blank, version = _in_browser(served, terms, only, repetitions)
        timed = server.measure(targets, quick)
        result = report.collect(customers, repetitions, targets, blank, timed, version)
        for name, (process, starts) in servers.items():
            figures = result["targets"][name]
            figures["startup_seconds"] = report.summary(starts)
            figures["memory_mb"] = {"idle": idle[name], "after": process.memory()}
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
    """The server, running until the stack ends, and how long each of its starts took."""
    log = folder / f"{adapter.name}.log"
    starts = []
    for _ in range(1 if quick else STARTS - 1):
        with adapter.server(data, free_port(), log) as once:
            starts.append(once.startup)
    process = stack.enter_context(adapter.server(data, free_port(), log))
    return process, [*starts, process.startup]


def _in_browser(
    served: list[tuple[Adapter, str]], terms: list[str], only: list[str] | None, repetitions: int
) -> tuple[list[browser.Target], list[browser.Timing], str]:
    with browser.chromium() as chromium, ExitStack() as pages:
        blank = browser.nothing(chromium, repetitions)
        targets = browser.open_targets(chromium, pages, served, terms)
        if not only or "visit" in only:
            browser.visit(chromium, targets, repetitions)
        actions = [name for name in browser.ACTIONS if not only or name in only]
        browser.run(targets, actions, repetitions)
        return targets, blank, chromium.version


if __name__ == "__main__":
    main()
