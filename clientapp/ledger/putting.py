"""What an undo needs to put values back: what they were, what stands in the way, and its report."""

import json
from typing import Any

from sqlalchemy.engine import Dialect

from clientapp.ledger.dialect import json_has, json_value
from clientapp.models import Operation
from clientapp.record import Part, Unique

LISTED = 1_000
"""Records that a report lists one by one; the counts are always complete."""


def rivals(dialect: Dialect, part: Part, names: set[str]) -> str:
    """SQL telling whether another row outside Trash has by now what the row `t` had before the
    change `ch` and what must be unique.

    Args:
        names: the columns that are put back.
    """
    found = [_rival(dialect, part, unique) for unique in part.unique if names & {*unique.columns}]
    return f"t.trashed_at IS NULL AND ({' OR '.join(found)})" if found else "FALSE"


def _rival(dialect: Dialect, part: Part, unique: Unique) -> str:
    tests = [f"o.{unique.only} AND t.{unique.only}"] if unique.only else []
    for column in (part.table.c[name] for name in unique.columns):
        before = json_value(dialect, "ch.before", column)
        had = json_has(dialect, "ch.before", column)
        tests.append(f"o.{column.name} = CASE WHEN {had} THEN {before} ELSE t.{column.name} END")
    return (
        f"EXISTS (SELECT 1 FROM {part.table.name} AS o WHERE o.trashed_at IS NULL "
        f"AND o.id <> t.id AND {' AND '.join(tests)})"
    )


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
