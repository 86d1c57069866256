"""What an undo needs to put values back: what they were, what stands in the way, and its report."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row
from sqlalchemy.engine import Dialect

from clientapp.ledger.dialect import json_has, json_value
from clientapp.models import Operation
from clientapp.record import Part, Unique, registry

LISTED = 1_000
"""Records that a report lists one by one; the counts are always complete."""


MOVED_SINCE = (
    "EXISTS (SELECT 1 FROM change AS later WHERE later.about_id = ch.about_id "
    "AND later.about_kind = ch.about_kind AND later.record_kind = ch.record_kind "
    "AND later.id > ch.id AND later.action IN ('trash', 'restore'))"
)
"""SQL telling whether a record went to Trash or out of it after the change `ch`. What else changed
in it meanwhile, by an undo of something older, does not keep it there."""

UNTOUCHED = (
    "(t.version = ch.version OR t.version = ch.version + (SELECT count(DISTINCT own.version) "
    "FROM change AS own WHERE own.about_id = ch.about_id AND own.about_kind = ch.about_kind "
    "AND own.version > ch.version AND own.version <= t.version "
    "AND own.operation_id + 0 IN (:original, :undo{void})))"
)
"""SQL telling whether nobody changed a record after the change `ch`, but for the operation itself,
what of it was undone already, and what came to nothing (`void`: ", " before each such operation).
"""

UNTOUCHED_PART = (
    "(t.version = 1 OR t.version = 1 + (SELECT count(DISTINCT own.operation_id) "
    "FROM change AS own WHERE own.about_id = ch.about_id AND own.about_kind = ch.about_kind "
    "AND own.record_kind = ch.record_kind AND own.record_id = ch.record_id "
    "AND own.id > ch.id AND own.operation_id + 0 IN (0{void})))"
)
"""The same of a row of a part, whose version its undone creation does not raise."""

AGAIN = (
    "EXISTS (SELECT 1 FROM change AS o WHERE o.operation_id = ch.operation_id "
    "AND o.record_kind = ch.record_kind AND o.record_id = ch.record_id AND o.id <> ch.id "
    "AND o.action = ch.action AND o.about_kind = ch.about_kind AND o.about_id = ch.about_id "
    "AND o.id BETWEEN :first AND :last)"
)
"""SQL telling whether a step undoes another change of the same row."""

_MOVE = (
    "SELECT {what} FROM change AS m WHERE m.operation_id = ch.operation_id "
    "AND m.record_kind = ch.record_kind AND m.record_id = ch.record_id "
    "AND m.id BETWEEN :first AND :last AND m.action IN ('create', 'trash', 'restore')"
)
LEFT_SO = (
    f"ch.action = ({_MOVE.format(what='m.action')} ORDER BY m.id LIMIT 1) "
    f"AND NOT EXISTS ({_MOVE.format(what='1')} AND m.id > ch.id AND m.action <> ch.action)"
)
"""SQL telling whether a row that comes, goes to Trash and out of it in a step is after it what the
change `ch` made of it, and was not before: what the others did has come to nothing."""


def rivals(dialect: Dialect, part: Part, names: set[str]) -> str:
    """SQL telling whether another row outside Trash has by now what the row `t` had before the
    change `ch` and what must be unique.

    Args:
        names: the columns that are put back.
    """
    found = [rival(dialect, part, unique) for unique in part.unique if names & unique.decided_by]
    return f"({' OR '.join(found)})" if found else "FALSE"


def rival(dialect: Dialect, part: Part, unique: Unique) -> str:
    """`rivals` for one thing that must be unique."""
    before = {
        column.name: f"CASE WHEN {json_has(dialect, 'ch.before', column)} "
        f"THEN {json_value(dialect, 'ch.before', column)} ELSE t.{column.name} END"
        for column in part.columns
        if column.name in unique.decided_by
    }
    tests = ["o.id <> t.id", *(f"o.{name} = {before[name]}" for name in unique.columns)]
    if unique.only:
        tests += [f"o.{unique.only}", f"CAST({before[unique.only]} AS boolean)"]
    if not unique.lasting:
        tests.append("o.trashed_at IS NULL")
    among = "TRUE" if unique.lasting else "t.trashed_at IS NULL"
    return f"{among} AND EXISTS (SELECT 1 FROM {part.table.name} AS o WHERE {' AND '.join(tests)})"


def homeless(dialect: Dialect, part: Part, names: set[str]) -> str:
    """SQL telling whether the record that the change `ch` took the row from cannot have it back,
    being in Trash or gone.

    Args:
        names: the columns that are put back.
    """
    tests = [
        f"({_named_before(dialect, part, column, registry.parts[kind].table.name, live=True)})"
        for kind, column in part.holders.items()
        if column in names
    ]
    return " OR ".join(tests) or "FALSE"


def lost(dialect: Dialect, part: Part, names: set[str]) -> dict[str, str]:
    """SQL telling whether what a column named before the change `ch` is gone for good, such as the
    organization that a customer had; by the columns that may name such.

    Args:
        names: the columns that are put back.
    """
    purged = {record.parts[0].table.name for record in registry.kept_in_trash()}
    return {
        column.name: _named_before(dialect, part, column.name, key.column.table.name, live=False)
        for column in part.columns
        for key in column.foreign_keys
        if column.name in names - {*part.holders.values()} and key.column.table.name in purged
    }


def _named_before(dialect: Dialect, part: Part, name: str, table: str, *, live: bool) -> str:
    """SQL telling whether what a column named before the change `ch` is not there."""
    column = part.table.c[name]
    before = json_value(dialect, "ch.before", column)
    there = " AND h.trashed_at IS NULL" if live else ""
    return (
        f"{json_has(dialect, 'ch.before', column)} AND {before} IS NOT NULL AND NOT EXISTS "
        f"(SELECT 1 FROM {table} AS h WHERE h.id = {before}{there})"
    )


def moves_tick(dialect: Dialect, part: Part, names: set[str]) -> str:
    """SQL telling whether the change `ch` moved a tick that only one row can have: one row at a
    time loses it before another gets it, which a single statement does not promise."""
    ticks = [part.table.c[each.only] for each in part.unique if each.only in names]
    return " OR ".join(json_has(dialect, "ch.after", tick) for tick in ticks) or "FALSE"


def one_by_one(part: Part, changed: Iterable[Row[Any]]) -> list[list[Row[Any]]]:
    """Changes to be undone one after the other: those that take a row from a record, or a tick from
    a row, first. A change is one, in however many histories it stands; what stands twice in one
    history was done twice."""
    done: list[list[Row[Any]]] = []
    newest: dict[Any, list[Row[Any]]] = {}
    for row in changed:
        key, about = (row.id, str(row.before), str(row.after)), (row.about_kind, row.about_id)
        if any(about == (each.about_kind, each.about_id) for each in newest.get(key, [])):
            newest.pop(key)
        if key not in newest:
            done.append(newest.setdefault(key, []))
        newest[key].append(row)
    ticks = [unique.only for unique in part.unique if unique.only]

    def gains(rows: list[Row[Any]]) -> bool:
        before = document(rows[0].before)
        taken = before.keys() & part.holders.values()
        return not taken and any(before.get(tick) for tick in ticks)

    return sorted(done, key=gains)


def document(stored: Any) -> dict[str, Any]:
    """A JSON document as Python has it: SQLite gives its text."""
    return json.loads(stored) if isinstance(stored, str) else stored


def add_to_report(undo: Operation, kept: set[tuple[str, int, str]]) -> None:
    """Add what a step left as it is to the report of its undo: record kind, id and reason."""
    details = dict(undo.details)
    known = {(kind, row, reason) for kind, row, reason in details["kept"]}
    fresh = sorted(kept - known)
    details["reasons"] = dict(details["reasons"])
    for _kind, _row, reason in fresh:
        details["reasons"][reason] = details["reasons"].get(reason, 0) + 1
    details["kept"] = [*details["kept"], *map(list, fresh)][:LISTED]
    undo.details = details
