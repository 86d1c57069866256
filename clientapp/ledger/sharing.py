"""Rows that several records share: a person at three customers and an organization, a place that
two customers use and that is a property."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import func, select, text
from sqlmodel import Session, col

from clientapp.ledger.dialect import dialect_of, ids_value, listed
from clientapp.ledger.recording import discard, finish
from clientapp.ledger.setting import lock_rows
from clientapp.models import Action, Change, Operation
from clientapp.problem import Problem
from clientapp.record import Links, registry

Ids = dict[str, set[int]]
"""Ids of records by their kinds."""


class Elsewhere(NamedTuple):
    """The other records that have a row too: what the oldest of them is called, and how many."""

    title: str
    number: int

    def __str__(self) -> str:
        """In words: "Ford Street Market and 2 more"."""
        return f"{self.title} and {self.number - 1} more" if self.number > 1 else self.title


def elsewhere(
    session: Session,
    kind: str,
    ids: Collection[int],
    record_id: int,
    record_kind: str = "customer",
) -> dict[int, Elsewhere]:
    """Which other live records share rows of a part, in two statements where they are of one kind.

    The property that a place is counts as the place itself.

    Args:
        kind: of the part, such as "contact".
        ids: of its rows.
        record_id, record_kind: the record that is not meant.

    Returns:
        By the row's id; a row that is nowhere else is left out. Customers are named before others.
    """
    each = (
        f"SELECT {at} AS place, '{links.kind}' AS kind, l.{links.row} AS row_id, "
        f"min(l.{links.record}) AS first, count(*) AS number FROM {links.table} AS l "
        f"JOIN {links.kind} AS r ON r.id = l.{links.record} "
        f"WHERE {listed(dialect_of(session), f'l.{links.row}')} AND {links.live()} "
        f"AND r.trashed_at IS NULL "
        + (f"AND l.{links.record} <> {record_id:d} " if links.kind == record_kind else "")
        + f"GROUP BY l.{links.row}"
        for at, links in enumerate(_links(kind))
        if not links.one
    )
    rows = sorted(_rows(session, " UNION ALL ".join(each), ids))
    oldest: dict[int, tuple[str, int]] = {}
    number: dict[int, int] = {}
    for _place, of_kind, row_id, first, count in rows:
        oldest.setdefault(row_id, (of_kind, first))
        number[row_id] = number.get(row_id, 0) + count
    titles: dict[tuple[str, int], str] = {}
    for of_kind in dict.fromkeys(named for named, _first in oldest.values()):
        firsts = {first for named, first in oldest.values() if named == of_kind}
        found = registry.records[of_kind].titles(session, firsts)
        titles |= {(of_kind, first): title for first, title in found.items()}
    return {row: Elsewhere(titles[key], number[row]) for row, key in oldest.items()}


def sharers(session: Session, kind: str, ids: Collection[int]) -> Ids:
    """The records that have any of these rows of a part, those in Trash too, by their kinds."""
    each = (
        f"SELECT '{links.kind}' AS kind, l.{links.record} AS id FROM {links.table} AS l "
        f"WHERE {listed(dialect_of(session), f'l.{links.row}')} AND {links.live()}"
        for links in _links(kind)
    )
    found: Ids = {}
    for of_kind, row_id in _rows(session, " UNION ".join(each), ids):
        found.setdefault(of_kind, set()).add(row_id)
    return found


def _links(kind: str) -> tuple[Links, ...]:
    links = registry.parts[kind].links
    if not links:
        raise ValueError(f"no rows of {kind} are shared")
    return links


def _rows(session: Session, statement: str, ids: Collection[int]) -> list[Any]:
    bound = {"ids": ids_value(dialect_of(session), ids)}
    return list(session.connection().execute(text(statement), bound).all()) if ids else []


def hold_with_sharers(session: Session, kind: str, record_id: int) -> None:
    """Lock a record, and those that share with it a row that holds fields of its own, kind by kind
    and in rising order. SQLite's transactions hold the only write lock already."""
    if dialect_of(session).name == "sqlite":
        return
    together = {kind: ["SELECT CAST(:id AS bigint)"]}
    for part in registry.records[kind].parts:
        for mine in (links for links in part.links if links.kind == kind):
            for links in part.links:
                together.setdefault(links.kind, []).append(
                    f"SELECT o.{links.record} FROM {mine.table} AS l JOIN {links.table} AS o "
                    f"ON o.{links.row} = l.{mine.row} WHERE l.{mine.record} = :id "
                    f"AND {mine.holding} AND {mine.live()} AND {links.live('o')}"
                )
    for each, selects in sorted(together.items()):
        table = registry.parts[each].table.name
        session.connection().execute(
            text(
                f"SELECT r.id FROM {table} AS r WHERE r.id IN ({' UNION '.join(selects)}) "
                "ORDER BY r.id FOR NO KEY UPDATE OF r"
            ),
            {"id": record_id},
        )


def hold(
    session: Session, kind: str, record_id: int, shared: str = "", ids: Collection[int] = ()
) -> str:
    """Lock a record, and those that share rows of a part with it, until the transaction ends.

    All of them are locked kind by kind and in rising order, so that two saves cannot wait for each
    other.

    Args:
        shared, ids: the kind of the part and its rows.

    Returns:
        What the record is called.

    Raises:
        Problem: if it is in Trash, or gone.
    """
    record = registry.records[kind]
    held = sharers(session, shared, ids) if ids else {}
    held.setdefault(kind, set()).add(record_id)
    for each in sorted(held):
        lock_rows(session, registry.parts[each].model, held[each])
    live = session.connection().execute(
        text(f"SELECT id FROM {record.parts[0].table.name} WHERE id = :id AND trashed_at IS NULL"),
        {"id": record_id},
    )
    if live.first() is None:
        raise Problem(f"This {record.label} is in Trash, or gone: restore it first.")
    return record.titles(session, [record_id])[record_id]


def close(session: Session, operation: Operation) -> int | None:
    """End an operation on parts of records, and compute anew what derives from them; whoever
    created a record in it has done so for that.

    Returns:
        The operation's id; None if it changed nothing, and was taken back.
    """
    concerned, new = _told(session, operation)
    if not concerned:
        discard(session, operation)
        return None
    finish(session, operation)
    refresh(session, concerned, new)
    return operation.id


def abouts(session: Session, operation: Operation) -> Ids:
    """The records in whose histories an operation stands, by their kinds."""
    return _told(session, operation)[0]


def _told(session: Session, operation: Operation) -> tuple[Ids, Ids]:
    """The records in whose histories an operation stands, by their kinds; and those of which it
    only says that they were created."""
    found: Ids = {}
    new: Ids = {}
    about = col(Change.about_kind), col(Change.about_id)
    only = func.min(Change.record_kind), func.min(Change.action)
    told = select(*about, *only, func.count()).where(col(Change.operation_id) == operation.id)
    rows: Any = session.connection().execute(told.group_by(*about))
    for kind, row_id, part, action, count in rows:
        found.setdefault(kind, set()).add(row_id)
        if (part, action, count) == (kind, Action.CREATE, 1):
            new.setdefault(kind, set()).add(row_id)
    return found, new


def refresh(
    session: Session,
    concerned: Mapping[str, Collection[int]],
    done: Mapping[str, Collection[int]] | None = None,
) -> None:
    """Compute anew what derives from records, kind by kind.

    Args:
        done: those that it was computed for already.
    """
    for kind in sorted(concerned.keys() & registry.records.keys()):
        ids = sorted({*concerned[kind]} - {*(done or {}).get(kind, ())})
        if ids:
            registry.records[kind].refresh(session, ids)
