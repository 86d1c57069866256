"""Large changes by Clientapp beside the same rows changed by bare SQL, in one run.

A field is set on many customers and that is undone, others are moved to Trash and that is undone,
by the commands that the screens use. The bare side changes the same rows of a copy of the same
database, with its indexes and its search index, under the same settings of SQLite: in as many
transactions as Clientapp took (what the ratio is to), in a single one, and once more in as many
with a row of the ledger for each customer.
"""

import shutil
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from bench.changes_bare import SET, TRASH, UNDO_SET, UNDO_TRASH, Change, change_bare
from bench.floor.floor.table import connect
from bench.importing import DATABASE
from bench.product import told
from bench.report import machine, summary

MOST = 100_000
"""Customers on which a field is set, if there are so many; a tenth goes to Trash."""

REPETITIONS, QUICK = 3, 1
WAYS = {
    "bare": "bare, as many transactions",
    "single": "bare, one transaction",
    "ledger": "bare with ledger rows",
}
STANDS = """
    SELECT count(*), sum(category_id), (SELECT count(*) FROM customer_search)
    FROM customer WHERE trashed_at IS NULL
"""


def measure(source: Path, customers: int, quick: bool) -> dict[str, Any]:
    """Seconds of each change, taken in turns on copies of the data folder `source`."""
    changed = min(customers, MOST)
    seen: dict[str, dict[str, list[Any]]] = {way: {} for way in ("clientapp", *WAYS)}
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        copy = Path(name) / "data"
        for _ in range(QUICK if quick else REPETITIONS):
            _copy(source, copy)
            done = told("changes_product", copy, changed, changed // 10)
            _add(seen["clientapp"], done["changes"])
            changes = _changes(copy / DATABASE, done)
            _compare(source, copy)
            for way in WAYS:
                _copy(source, copy)
                _prepare(copy / DATABASE, done["option"])
                some = [_in_one(each) for each in changes] if way == "single" else changes
                taken = change_bare(copy / DATABASE, some, done["option"], way == "ledger")
                _add(seen[way], taken)
                _compare(source, copy)
    figures = {
        way: {change: _summed(list_of) for change, list_of in changes.items()}
        for way, changes in seen.items()
    }
    return {"customers": customers, "machine": machine(), "changes": figures}


def _copy(source: Path, copy: Path) -> None:
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(source, copy)


def _add(seen: dict[str, list[Any]], taken: dict[str, Any]) -> None:
    for change, figures in taken.items():
        seen.setdefault(change, []).append(figures)


def _summed(repetitions: list[dict[str, float]]) -> dict[str, Any]:
    figures = {name: [each[name] for each in repetitions] for name in repetitions[0]}
    return {name: summary(values) for name, values in figures.items()}


def _changes(path: Path, done: dict[str, Any]) -> list[Change]:
    """The changes for the bare side: the customers and the transactions of Clientapp's."""
    found: list[Change] = []
    with closing(connect(str(path))) as connection:
        for operation, names in (
            (done["set"], (SET, UNDO_SET)),
            (done["trash"], (TRASH, UNDO_TRASH)),
        ):
            rows = connection.execute(
                "SELECT DISTINCT record_id FROM change WHERE operation_id = ?"
                " AND record_kind = 'customer' ORDER BY record_id",
                [operation],
            )
            ids = [row_id for (row_id,) in rows]
            found += [Change(name, ids, done["changes"][name]["transactions"]) for name in names]
    return found


def _in_one(change: Change) -> Change:
    return Change(change.name, change.ids, 1)


def _prepare(path: Path, option: int) -> None:
    """The category that is set, under the id that it has on Clientapp's side."""
    with closing(connect(str(path))) as connection:
        connection.execute(
            "INSERT INTO picklist_option (id, picklist_id, label, label_key, position, version)"
            " SELECT ?, id, 'Bench', 'bench', 999, 1 FROM picklist WHERE name = 'category'",
            [option],
        )


def _compare(source: Path, copy: Path) -> None:
    """After all was undone everything must stand as before."""
    before, after = (_stand(folder / DATABASE) for folder in (source, copy))
    if before != after:
        raise RuntimeError(f"{after} after the undo instead of {before}")


def _stand(path: Path) -> Any:
    with closing(connect(str(path))) as connection:
        return connection.execute(STANDS).fetchone()


def markdown(result: dict[str, Any]) -> str:
    """One table: seconds of each way, the ratios, and the longest transaction."""
    figures = result["changes"]
    ours, bare = figures["clientapp"], figures["bare"]
    head = ["seconds, median / p95", "rows", "Clientapp", *WAYS.values()]
    head += ["ratio", "to one transaction", "to bare with ledger"]
    head += ["transactions", "longest, ms", "bare, ms"]
    lines = [
        f"## Large changes at {result['customers']:,} customers",
        "",
        f"| {' | '.join(head)} |",
        "| --- |" + " --- |" * (len(head) - 1),
    ]
    for change, of in ours.items():
        times = [figures[way][change]["seconds"] for way in figures]
        cells = [change, f"{of['rows']['median']:,.0f}"]
        cells += [f"{each['median']:.2f} / {each['p95']:.2f}" for each in times]
        cells += [f"{times[0]['median'] / times[way]['median']:.2f}" for way in (1, 2, 3)]
        cells += [f"{of['transactions']['median']:.0f}"]
        cells += [f"{side[change]['longest']['p95'] * 1000:.0f}" for side in (ours, bare)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
