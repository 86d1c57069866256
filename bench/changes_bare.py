"""The same rows changed by bare SQL: same tables, same indexes, search index included.

Each change is the fewest statements that leave the customers and the search index as Clientapp
left them; with `ledger` it also writes one row of the ledger for each customer.
"""

import json
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.floor.floor.table import connect
from clientapp.database import BULK

SET, UNDO_SET = "set a field", "undo of it"
TRASH, UNDO_TRASH = "move to Trash", "undo of that"

STAMP = "version = version + 1, modified_at = :now, modified_by_id = NULL"
AMONG = "IN (SELECT value FROM json_each(:ids))"
STATEMENTS = {
    SET: [f"UPDATE customer SET category_id = :option, {STAMP} WHERE id {AMONG}"],
    UNDO_SET: [
        f"UPDATE customer SET category_id = kept.category_id, {STAMP}"
        f" FROM kept WHERE kept.id = customer.id AND customer.id {AMONG}"
    ],
    TRASH: [
        f"DELETE FROM customer_search WHERE rowid {AMONG}",
        f"UPDATE customer SET trashed_at = :now, {STAMP} WHERE id {AMONG}",
    ],
    UNDO_TRASH: [
        "INSERT INTO customer_search(rowid, document)"
        f" SELECT id, document FROM kept WHERE id {AMONG} ORDER BY id",
        f"UPDATE customer SET trashed_at = NULL, {STAMP} WHERE id {AMONG}",
    ],
}
"""What is measured; the last statement of each changes the customers."""

FIELDS = "json_object('category_id', category_id)", "json_object('category_id', :option)"
LEDGER = {
    SET: ("update", *FIELDS),
    UNDO_SET: ("update", *reversed(FIELDS)),
    TRASH: ("trash", "NULL", "NULL"),
    UNDO_TRASH: ("restore", "NULL", "NULL"),
}
"""The action of each change, and what its ledger rows hold as before and after."""

KEEP = """
    CREATE TEMP TABLE kept AS SELECT id, category_id, document FROM customer
    JOIN customer_search ON customer_search.rowid = customer.id WHERE trashed_at IS NULL
"""


@dataclass(frozen=True)
class Change:
    """One of the changes: on which customers, in how many transactions."""

    name: str
    ids: list[int]
    transactions: int


def change_bare(path: Path, changes: list[Change], option: int, ledger: bool) -> dict[str, Any]:
    """Make the changes one after the other: seconds and the longest transaction of each.

    Args:
        option: the category that is set.
        ledger: whether rows of the ledger are written too.
    """
    with closing(connect(str(path))) as connection:
        for pragma in ("foreign_keys = ON", "temp_store = MEMORY", *BULK):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(KEEP)
        connection.execute("CREATE UNIQUE INDEX temp.kept_by_id ON kept (id)")
        return {each.name: _change(connection, each, option, ledger) for each in changes}


def _change(connection: Any, change: Change, option: int, ledger: bool) -> dict[str, float]:
    seconds: list[float] = []
    size = -(-len(change.ids) // change.transactions)
    for start in range(0, len(change.ids), size):
        ids = change.ids[start : start + size]
        bound = {"ids": json.dumps(ids), "option": option, "now": str(datetime.now(UTC))[:26]}
        started = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        if ledger:
            connection.execute(_ledger(*LEDGER[change.name]), bound)
        for statement in STATEMENTS[change.name]:
            written = connection.execute(statement, bound).rowcount
        connection.execute("COMMIT")
        seconds.append(time.perf_counter() - started)
        if written != len(ids):
            raise RuntimeError(f"{change.name}: {written} rows instead of {len(ids)}")
    return {"seconds": sum(seconds), "longest": max(seconds)}


def _ledger(action: str, before: str, after: str) -> str:
    return (
        "INSERT INTO change (operation_id, record_kind, record_id, about_kind, about_id, version,"
        " action, before, after) SELECT (SELECT max(id) FROM operation), 'customer', id,"
        f" 'customer', id, version + 1, '{action}', {before}, {after}"
        f" FROM customer WHERE id {AMONG} ORDER BY id"
    )
