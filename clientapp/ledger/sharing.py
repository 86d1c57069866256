"""Rows that several records share: a person at three customers, a place that two of them use."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlmodel import Session, select

from clientapp.ledger.dialect import dialect_of, ids_value, listed
from clientapp.ledger.recording import discard, finish
from clientapp.ledger.setting import lock_rows
from clientapp.models import Change, Operation
from clientapp.problem import Problem
from clientapp.record import Links, registry


class Elsewhere(NamedTuple):
    """The other records that have a row too: what the oldest of them is called, and how many."""

    title: str
    number: int

    def __str__(self) -> str:
        """In words: "Ford Street Market and 2 more"."""
        return f"{self.title} and {self.number - 1} more" if self.number > 1 else self.title


def elsewhere(
    session: Session, kind: str, ids: Collection[int], record_id: int
) -> dict[int, Elsewhere]:
    """Which other live records share rows of a part, in two statements.

    Args:
        kind: of the part, such as "contact".
        ids: of its rows.
        record_id: the record that is not meant.

    Returns:
        By the row's id; a row that is nowhere else is left out.
    """
    part, links = registry.parts[kind], _links(kind)
    rows = _rows(
        session,
        f"SELECT l.{links.row}, min(l.{links.record}), count(*) FROM {links.table} AS l "
        f"JOIN {registry.parts[part.about_kind].table.name} AS r ON r.id = l.{links.record} "
        f"WHERE {listed(dialect_of(session), f'l.{links.row}')} AND l.trashed_at IS NULL "
        f"AND r.trashed_at IS NULL AND l.{links.record} <> :record GROUP BY l.{links.row}",
        ids,
        record=record_id,
    )
    if not rows:
        return {}
    titles = registry.records[part.about_kind].titles(session, {first for _, first, _ in rows})
    return {row_id: Elsewhere(titles[first], number) for row_id, first, number in rows}


def sharers(session: Session, kind: str, ids: Collection[int]) -> set[int]:
    """The records that have any of these rows of a part, those in Trash too."""
    links = _links(kind)
    found = _rows(
        session,
        f"SELECT DISTINCT l.{links.record} FROM {links.table} AS l "
        f"WHERE {listed(dialect_of(session), f'l.{links.row}')} AND l.trashed_at IS NULL",
        ids,
    )
    return {row[0] for row in found}


def _links(kind: str) -> Links:
    links = registry.parts[kind].links
    if links is None:
        raise ValueError(f"no rows of {kind} are shared")
    return links


def _rows(session: Session, statement: str, ids: Collection[int], **values: Any) -> list[Any]:
    bound = {"ids": ids_value(dialect_of(session), ids), **values}
    return list(session.connection().execute(text(statement), bound).all()) if ids else []


def hold_with_sharers(session: Session, kind: str, record_id: int) -> None:
    """Lock a record, and those that share with it a row that holds fields of its own, in rising
    order. SQLite's transactions hold the only write lock already."""
    if dialect_of(session).name == "sqlite":
        return
    together = "".join(
        f" UNION SELECT o.{links.record} FROM {links.table} AS l JOIN {links.table} AS o "
        f"ON o.{links.row} = l.{links.row} WHERE l.{links.record} = :id AND {links.holding} "
        "AND l.trashed_at IS NULL AND o.trashed_at IS NULL"
        for links in (part.links for part in registry.records[kind].parts)
        if links
    )
    table = registry.parts[kind].table.name
    session.connection().execute(
        text(
            f"SELECT r.id FROM {table} AS r WHERE r.id IN (SELECT CAST(:id AS bigint){together}) "
            "ORDER BY r.id FOR UPDATE OF r"
        ),
        {"id": record_id},
    )


def hold(
    session: Session, kind: str, record_id: int, shared: str = "", ids: Collection[int] = ()
) -> str:
    """Lock a record, and those that share rows of a part with it, until the transaction ends.

    All of them are locked in rising order, so that two saves cannot wait for each other.

    Args:
        shared, ids: the kind of the part and its rows.

    Returns:
        What the record is called.

    Raises:
        Problem: if it is in Trash, or gone.
    """
    record = registry.records[kind]
    sharing = sharers(session, shared, ids) if ids else set[int]()
    lock_rows(session, record.parts[0].model, {record_id} | sharing)
    live = session.connection().execute(
        text(f"SELECT id FROM {record.parts[0].table.name} WHERE id = :id AND trashed_at IS NULL"),
        {"id": record_id},
    )
    if live.first() is None:
        raise Problem(f"This {record.label} is in Trash, or gone: restore it first.")
    return record.titles(session, [record_id])[record_id]


def close(session: Session, operation: Operation) -> int | None:
    """End an operation on parts of records, and compute anew what derives from them.

    Returns:
        The operation's id; None if it changed nothing, and was taken back.
    """
    concerned = abouts(session, operation)
    if not concerned:
        discard(session, operation)
        return None
    finish(session, operation)
    registry.records[operation.record_kind].refresh(session, concerned)
    return operation.id


def abouts(session: Session, operation: Operation) -> list[int]:
    """The records in whose histories an operation stands."""
    found = session.exec(
        select(Change.about_id)
        .where(Change.operation_id == operation.id, Change.about_kind == operation.record_kind)
        .distinct()
    )
    return sorted(found)
