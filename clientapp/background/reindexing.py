"""Making the search indexes anew, once what they hold has changed: work in the background."""

from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from clientapp.background.work import Work, advance
from clientapp.ledger.running import Transaction
from clientapp.record import Record, nothing_derived, registry

REINDEX = "reindex"
"""The kind of the work. The migration that changes what documents hold asks for it."""

AT_ONCE = 250
"""Records of one transaction: nobody else who writes should wait for longer than 100 ms."""


def index_anew(transaction: Transaction, work: Work) -> bool:
    """Write the documents of the next records (`runner.Step`), of properties their derived columns
    too; those of customers come last, for they are most."""
    with transaction() as session:
        records = _indexed()
        total = work.total or sum(_count(session, record) for record in records)
        for record in records:
            if ids := _next(session, record, work.details.get(record.kind, 0)):
                record.reindex(session, ids)
                advance(session, work, work.done + len(ids), total, **{record.kind: ids[-1]})
                return True
    return False


def _indexed() -> list[Record]:
    found = [each for each in registry.records.values() if each.reindex is not nothing_derived]
    return sorted(found, key=lambda record: record.kind == "customer")


def _count(session: Session, record: Record) -> int:
    count = select(func.count()).select_from(record.parts[0].table)
    return session.connection().execute(count).scalar_one()


def _next(session: Session, record: Record, after: int) -> list[int]:
    """The next ids, those of records in Trash too, since they may still be in the index."""
    row_id: Any = record.parts[0].table.c["id"]
    some = select(row_id).where(row_id > after).order_by(row_id).limit(AT_ONCE)
    return list(session.connection().execute(some).scalars())
