"""Many records as they were: their rows as they stand now, and what was written to them since.

The number of statements does not depend on the number of records. Only what changed since the
moment is read, however long the histories are.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select, text
from sqlmodel import Session, col

from clientapp.ledger.as_of import Key, Row, rows_by, rows_of, step_back
from clientapp.ledger.dialect import among, dialect_of, ids_value, listed, stored
from clientapp.ledger.merges import MERGE
from clientapp.models import Change, Operation
from clientapp.record import Part, registry


class Trace(NamedTuple):
    """A change as far as taking it back needs it."""

    id: int
    operation_id: int
    record_kind: str
    record_id: int
    action: str
    before: dict[str, Any] | None


@dataclass
class Past:
    """Records of a kind with their parts, and their changes since a moment, the newest first."""

    kind: str
    rows: dict[Key, Row]
    changes: list[Trace]

    def step_back(self, changes: Iterable[Trace]) -> None:
        """Take changes back, the newest of those that were not yet."""
        for change in changes:
            step_back(self.rows, change)

    def of(self, record_id: int) -> "Past":
        """One of the records by itself, which can be walked back without the others."""
        parts = [registry.parts[kind] for kind in {kind for kind, _row_id in self.rows}]
        owner = {part.kind: part.owner for part in parts if part.owner}
        held = {(c.record_kind, c.record_id) for c in self.changes if _was(owner, c, record_id)}
        keys = {(self.kind, record_id)} | {
            key
            for key, row in self.rows.items()
            if key[0] in owner and (row.values[owner[key[0]]] == record_id or key in held)
        }
        for part in parts:
            if part.links:
                keys |= {(part.kind, row_id) for row_id in _linked(part, self.rows, keys)}
        return Past(
            self.kind,
            {
                key: Row(dict(row.values), row.in_trash)
                for key, row in self.rows.items()
                if key in keys
            },
            [c for c in self.changes if (c.record_kind, c.record_id) in keys],
        )


def read_past(
    session: Session,
    kind: str,
    ids: Collection[int],
    moment: datetime,
    parts: Collection[str] | None = None,
) -> Past:
    """Records as they stand, and what was written to them by operations that began since a moment.

    Args:
        ids: of the records.
        moment: with a time zone.
        parts: the kinds of rows that are wanted, with the record's own; all if left out.

    Returns:
        The rows that are there, those in Trash too. What was purged is not known any more.
    """
    wanted = [
        part
        for part in registry.records[kind].parts
        if part.about_kind == kind and (parts is None or part.kind in parts)
    ]
    rows = rows_of(session, {kind: ids})
    for part in wanted:
        if part.owner:
            rows |= rows_by(session, part, part.owner, ids)
    rows |= _shared_rows(session, wanted, rows)
    concerned = {*ids} | _sharers(session, wanted, rows) | _merged_with(session, kind, ids)
    changes = _changes(session, kind, concerned, moment, [part.kind for part in wanted])
    if moved := _moved_away(wanted, changes, rows, set(ids)):
        links = rows_of(session, moved)
        rows |= links | _shared_rows(session, wanted, links)
    return Past(kind, rows, [c for c in changes if (c.record_kind, c.record_id) in rows])


def rows_at(
    session: Session,
    kind: str,
    ids: Collection[int],
    moment: datetime,
    parts: Collection[str] | None = None,
) -> dict[Key, Row]:
    """The rows of records and of their parts as they were just before a moment; see `read_past`.

    An operation counts from when it began.
    """
    past = read_past(session, kind, ids, moment, parts)
    past.step_back(past.changes)
    return past.rows


def changed_since(
    session: Session, kind: str, moment: datetime, parts: Collection[str]
) -> list[int]:
    """The records, in Trash or not, that were there at a moment and were written to since.

    Args:
        kind: of records that know when they were created (`Stamped`).
        moment: with a time zone.
        parts: the kinds of rows that count as written.

    Returns:
        Their ids, rising.
    """
    table = registry.parts[kind].table
    statement = text(
        # SQLite keeps the order of a CROSS JOIN: the operations first, which are few
        "SELECT DISTINCT ch.about_id FROM operation AS o CROSS JOIN change AS ch "
        f"CROSS JOIN {table.name} AS t WHERE o.started_at >= :moment AND ch.operation_id = o.id "
        "AND ch.record_kind IN :parts AND ch.about_kind = :kind "
        "AND t.id = ch.about_id AND t.created_at < :moment ORDER BY ch.about_id"
    ).bindparams(bindparam("parts", expanding=True))
    began = stored(dialect_of(session), table.c["created_at"], moment)
    bound = {"moment": began, "parts": list(parts), "kind": kind}
    return list(session.connection().execute(statement, bound).scalars())


def last_before(
    session: Session, kind: str, ids: Collection[int], moment: datetime
) -> dict[int, Operation]:
    """The last operation on each record that began before a moment, by the records' ids."""
    newest = (
        select(col(Change.about_id), func.max(col(Change.operation_id)))
        .join(Operation, col(Operation.id) == col(Change.operation_id))
        .where(
            col(Change.about_kind) == kind,
            among(dialect_of(session), col(Change.about_id), ids),
            col(Operation.started_at) < moment,
        )
        .group_by(col(Change.about_id))
    )
    found = {row[0]: row[1] for row in session.connection().execute(newest)}
    operations = operations_of(session, set(found.values()))
    return {about_id: operations[last] for about_id, last in found.items()}


def operations_of(session: Session, ids: Collection[int]) -> dict[int, Operation]:
    """Operations by their ids."""
    wanted = among(dialect_of(session), col(Operation.id), ids)
    return {each.id or 0: each for each in session.scalars(select(Operation).where(wanted))}


def _was(owner: dict[str, str], change: Trace, record_id: int) -> bool:
    """Whether a change took a row away from a record."""
    column = owner.get(change.record_kind)
    return column is not None and (change.before or {}).get(column) == record_id


def _linked(part: Part, rows: dict[Key, Row], keys: Iterable[Key]) -> set[int]:
    """The shared rows of a part that some of the rows lead to."""
    links = part.links
    if links is None:
        return set()
    return {rows[key].values[links.row] for key in keys if key[0] == links.table}


def _shared_rows(session: Session, wanted: Sequence[Part], rows: dict[Key, Row]) -> dict[Key, Row]:
    """The shared rows that links lead to."""
    asked = {part.kind: _linked(part, rows, rows) for part in wanted if part.links}
    return rows_of(session, {kind: ids for kind, ids in asked.items() if ids})


def _sharers(session: Session, wanted: Sequence[Part], rows: dict[Key, Row]) -> set[int]:
    """All that ever had one of the shared rows: what was written to it after a record gave it up
    stands in their histories alone."""
    found: set[int] = set()
    for links in (part.links for part in wanted):
        if links is None:
            continue
        statement = text(
            f"SELECT DISTINCT l.{links.record} FROM {links.table} AS l "
            f"WHERE {listed(dialect_of(session), f'l.{links.row}')}"
        )
        shared = {row.values[links.row] for key, row in rows.items() if key[0] == links.table}
        bound = {"ids": ids_value(dialect_of(session), shared)}
        found.update(session.connection().execute(statement, bound).scalars())
    return found


def _merged_with(session: Session, kind: str, ids: Collection[int]) -> set[int]:
    """The records that were ever merged with any of these: parts moved between them."""
    merges = select(col(Operation.details)).where(
        col(Operation.record_kind) == kind, col(Operation.kind) == MERGE
    )
    groups = [
        {each["survivor"], *each["merged"]}
        for each in session.connection().execute(merges).scalars()
        if "survivor" in each  # picklists merge their choices, and no records
    ]
    found, grown = set(ids), True
    while grown:
        more = {each for group in groups if not group.isdisjoint(found) for each in group}
        grown = not more <= found
        found |= more
    return found


def _changes(
    session: Session, kind: str, ids: Collection[int], moment: datetime, parts: Collection[str]
) -> list[Trace]:
    columns: list[Any] = [getattr(Change, name) for name in Trace._fields]
    statement = (
        select(*columns)
        .join(Operation, col(Operation.id) == col(Change.operation_id))
        .where(
            col(Change.about_kind) == kind,
            among(dialect_of(session), col(Change.about_id), ids),
            col(Change.record_kind).in_(parts),
            col(Operation.started_at) >= moment,
        )
        .order_by(col(Change.id).desc())
    )
    return [Trace(*row) for row in session.connection().execute(statement)]


def _moved_away(
    wanted: Sequence[Part], changes: Iterable[Trace], rows: dict[Key, Row], ids: set[int]
) -> dict[str, set[int]]:
    """The rows that belonged to one of the records and belong to another one by now, by kind."""
    owner = {part.kind: part.owner for part in wanted if part.owner}
    moved: dict[str, set[int]] = {}
    for change in changes:
        column = owner.get(change.record_kind, "")
        gone = (change.record_kind, change.record_id) not in rows
        if gone and (change.before or {}).get(column) in ids:
            moved.setdefault(change.record_kind, set()).add(change.record_id)
    return moved
