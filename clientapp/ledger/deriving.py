"""Writing the columns that derive from others. The ledger does not keep them: they are computed
anew whenever what they are made of changed."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import bindparam, update
from sqlmodel import Session

from clientapp.models.base import Tracked
from clientapp.record import registry

BATCH = 500
"""Rows that are read and computed at once."""


def in_batches(keys: Collection[Any]) -> Iterator[list[Any]]:
    """Ids, or other keys of rows, 500 at a time and rising."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def write_derived(
    session: Session,
    model: type[Tracked],
    stored: Mapping[int, Mapping[str, Any]],
    derived: Mapping[int, Mapping[str, Any]],
) -> None:
    """Write the derived columns of the rows in which one differs, in one statement.

    Args:
        stored: what the rows hold, by their ids and their columns.
        derived: what their derived columns are to hold; the same columns for all.
    """
    stale = [
        {"row": row_id, **columns}
        for row_id, columns in derived.items()
        if any(stored[row_id][name] != value for name, value in columns.items())
    ]
    if not stale:
        return
    table = registry.part_of(model).table
    names: dict[str, Any] = {name: bindparam(name) for name in stale[0] if name != "row"}
    statement = update(table).where(table.c["id"] == bindparam("row"))
    session.connection().execute(statement.values(names), stale)
