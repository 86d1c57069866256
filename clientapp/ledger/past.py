"""Many records as they were: their rows as they stand now, and what was written to them since.

The number of statements does not depend on the number of records. Only what changed since the
moment is read, however long the histories are.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, or_, select, text
from sqlmodel import Session, col

from clientapp.ledger.as_of import Key, Row, rows_by, rows_of, step_back
from clientapp.ledger.dialect import among, dialect_of, ids_value, listed, stored
from clientapp.ledger.merges import MERGE
from clientapp.models import Action, Change, Operation
from clientapp.record import Links, Part, registry


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
        owner = {p.kind: p.holders[self.kind] for p in parts if self.kind in p.holders}
        held = {(c.record_kind, c.record_id) for c in self.changes if _was(owner, c, record_id)}
        keys = {(self.kind, record_id)} | {
            key
            for key, row in self.rows.items()
            if key[0] in owner and (row.values[owner[key[0]]] == record_id or key in held)
        }
        for part in parts:
            led = _led_to(self.kind, part, self.rows, keys, self.changes)
            keys |= {(part.kind, row_id) for row_id in led}
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
        if kind in part.kinds and (parts is None or part.kind in parts)
    ]
    rows = rows_of(session, {kind: ids})
    for part in wanted:
        if column := part.holders.get(kind):
            rows |= rows_by(session, part, column, ids)
    kinds = [part.kind for part in wanted]
    concerned = {kind: {*ids} | _merged_with(session, kind, ids)}
    changes = _changes(session, concerned, moment, kinds)
    if moved := _moved_away(kind, wanted, changes, rows, set(ids)):
        rows |= rows_of(session, moved)
    rows |= _shared_rows(session, kind, wanted, rows, changes)
    if others := _others(session, kind, wanted, rows, changes):
        shared = [part.kind for part in wanted if part.links]
        changes += _changes(session, others, moment, shared)
        changes.sort(key=lambda change: -change.id)
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


def _led_to(
    kind: str, part: Part, rows: dict[Key, Row], keys: Iterable[Key], changes: Iterable[Trace]
) -> set[int]:
    """The shared rows of a part that some of the rows lead to, or led to before changes."""
    links = _links_of(kind, part)
    if links is None:
        return set()
    mine = {key for key in keys if key[0] == links.table}
    now = [rows[key].values[links.row] for key in mine]
    before = [
        (change.before or {}).get(links.row)
        for change in (changes if links.itself else ())
        if (change.record_kind, change.record_id) in mine
    ]
    return {row_id for row_id in now + before if row_id is not None}


def _links_of(kind: str, part: Part) -> Links | None:
    return next((links for links in part.links if links.kind == kind), None)


def _shared_rows(
    session: Session,
    kind: str,
    wanted: Sequence[Part],
    rows: dict[Key, Row],
    changes: Iterable[Trace],
) -> dict[Key, Row]:
    """The shared rows that links lead to."""
    asked = {part.kind: _led_to(kind, part, rows, rows, changes) for part in wanted if part.links}
    return rows_of(session, {part: ids for part, ids in asked.items() if ids})


def _others(
    session: Session,
    kind: str,
    wanted: Sequence[Part],
    rows: dict[Key, Row],
    changes: Sequence[Trace],
) -> dict[str, set[int]]:
    """The other records, by kind, that ever had one of the shared rows that a record gave up or got
    again: what was written to it meanwhile stands in their histories alone."""
    found: dict[str, set[int]] = {}
    dialect = dialect_of(session)
    for part in wanted:
        links = _links_of(kind, part)
        broken = [change for change in changes if links and _breaks(links, change)]
        keys = {(c.record_kind, c.record_id) for c in broken} & rows.keys()
        shared = _led_to(kind, part, rows, keys, broken)
        for each in part.links if shared else ():
            had = text(
                f"SELECT DISTINCT l.{each.record} FROM {each.table} AS l "
                f"WHERE {listed(dialect, f'l.{each.row}')}"
            )
            bound = {"ids": ids_value(dialect, shared)}
            found.setdefault(each.kind, set()).update(
                session.connection().execute(had, bound).scalars()
            )
    return found


def _breaks(links: Links, change: Trace) -> bool:
    """Whether a change took a shared row from a record, or gave it one."""
    if change.record_kind != links.table:
        return False
    gone = change.action in (Action.TRASH, Action.RESTORE) and not links.itself
    return gone or bool({links.row, links.record} & (change.before or {}).keys())


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
    session: Session,
    concerned: Mapping[str, Collection[int]],
    moment: datetime,
    parts: Collection[str],
) -> list[Trace]:
    """The changes of rows of parts about records, by the kinds of these, the newest first."""
    columns: list[Any] = [getattr(Change, name) for name in Trace._fields]
    about = (
        and_(
            col(Change.about_kind) == kind,
            among(dialect_of(session), col(Change.about_id), ids),
        )
        for kind, ids in concerned.items()
    )
    statement = (
        select(*columns)
        .join(Operation, col(Operation.id) == col(Change.operation_id))
        .where(or_(*about), col(Change.record_kind).in_(parts))
        .where(col(Operation.started_at) >= moment)
        .order_by(col(Change.id).desc())
    )
    return [Trace(*row) for row in session.connection().execute(statement)]


def _moved_away(
    kind: str, wanted: Sequence[Part], changes: Iterable[Trace], rows: dict[Key, Row], ids: set[int]
) -> dict[str, set[int]]:
    """The rows that belonged to one of the records and belong to another one by now, by kind."""
    owner = {part.kind: part.holders[kind] for part in wanted if kind in part.holders}
    moved: dict[str, set[int]] = {}
    for change in changes:
        column = owner.get(change.record_kind, "")
        gone = (change.record_kind, change.record_id) not in rows
        if gone and (change.before or {}).get(column) in ids:
            moved.setdefault(change.record_kind, set()).add(change.record_id)
    return moved
