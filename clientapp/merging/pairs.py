"""What a scan writes: the keys of records, and the pairs that are probably the same."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Table, delete, func, select, text
from sqlmodel import Session, col

from clientapp.ledger.inserting import insert_many
from clientapp.models import DuplicateKey, DuplicatePair

LARGEST_GROUP = 50
"""More records than this that share a key are told apart by their other keys."""

KEYS: Table = DuplicateKey.__table__  # type: ignore[attr-defined]
ADD_PAIR = text(
    "INSERT INTO duplicate_pair (record_kind, scan_id, first_id, second_id, score, reasons) "
    "VALUES (:kind, :scan, :first, :second, :score, :reasons) ON CONFLICT DO NOTHING"
)

Pair = tuple[int, int, int, str]
"""The lower id, the higher one, the score, the names of what is alike with commas."""


def add_keys(session: Session, kind: str, keys: Iterable[tuple[str, int]]) -> None:
    """Write keys of records: (key, id)."""
    rows = [{"record_kind": kind, "key": key, "record_id": row_id} for key, row_id in keys]
    if rows:
        insert_many(session, KEYS, rows)


def groups_after(
    session: Session, kind: str, after: str, limit: int
) -> list[tuple[str, list[int]]]:
    """The next keys, by their order, that some records share, not too many, with their ids."""
    shared = (
        select(col(DuplicateKey.key))
        .where(col(DuplicateKey.record_kind) == kind, col(DuplicateKey.key) > after)
        .group_by(col(DuplicateKey.key))
        .having(func.count().between(2, LARGEST_GROUP))
        .order_by(col(DuplicateKey.key))
        .limit(limit)
    )
    # asked apart: joined with their members, SQLite would walk all keys for each call
    found_keys = session.connection().execute(shared).scalars().all()
    found = (
        select(col(DuplicateKey.key), col(DuplicateKey.record_id))
        .where(col(DuplicateKey.record_kind) == kind, col(DuplicateKey.key).in_(found_keys))
        .order_by(col(DuplicateKey.key), col(DuplicateKey.record_id))
    )
    rows = session.connection().execute(found)
    return [
        (key, [row[1] for row in group]) for key, group in groupby(rows, key=lambda row: row[0])
    ]


def add_pairs(session: Session, kind: str, scan_id: int, pairs: Iterable[Pair]) -> None:
    """Write pairs of a scan; those that it has found already under another key stay."""
    names = ("first", "second", "score", "reasons")
    rows = [
        {"kind": kind, "scan": scan_id, **dict(zip(names, pair, strict=True))} for pair in pairs
    ]
    if rows:
        session.connection().execute(ADD_PAIR, rows)


def forget_keys(session: Session, kind: str, limit: int) -> bool:
    """Delete some of the keys of a kind; whether there are more."""
    mine = col(DuplicateKey.record_kind) == kind
    some = select(col(DuplicateKey.key)).where(mine).order_by(col(DuplicateKey.key))
    last = session.connection().execute(some.offset(limit).limit(1)).scalar()
    less = mine if last is None else mine & (col(DuplicateKey.key) <= last)
    session.connection().execute(delete(DuplicateKey).where(less))
    return last is not None


def forget_pairs(session: Session, kind: str, but: Sequence[int], limit: int) -> bool:
    """Delete some of the pairs of a kind that were found by other scans than these; whether there
    may be more."""
    mine = (col(DuplicatePair.record_kind) == kind, col(DuplicatePair.scan_id).not_in(but))
    columns: Any = (DuplicatePair.scan_id, DuplicatePair.first_id)
    some = select(*columns).where(*mine).order_by(*columns)
    last: Any = session.connection().execute(some.offset(limit).limit(1)).first()
    less = delete(DuplicatePair).where(*mine)
    if last is not None:
        scan_id, first_id = last
        less = less.where(
            (col(DuplicatePair.scan_id) < scan_id)
            | (col(DuplicatePair.scan_id) == scan_id) & (col(DuplicatePair.first_id) <= first_id)
        )
    session.connection().execute(less)
    return last is not None
