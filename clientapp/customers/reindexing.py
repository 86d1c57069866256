"""Making the search index anew, once what it holds has changed: work in the background."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from clientapp.background.work import Work, advance
from clientapp.customers.derived import ORGANIZATIONS, reindex
from clientapp.ledger.dialect import among, dialect_of
from clientapp.ledger.running import Transaction
from clientapp.models import Customer, Organization
from clientapp.searching import index, words
from clientapp.searching.document import document

REINDEX = "reindex"
"""The kind of the work. The migration that changes what documents hold asks for it."""

AT_ONCE = 250
"""Records of one transaction: nobody else who writes should wait for longer than 100 ms."""


def index_organizations(session: Session, ids: Collection[int]) -> None:
    """Write the search documents of live organizations; those in Trash leave the index."""
    columns: list[Any] = [Organization.id, Organization.name, Organization.tax_identifier]
    live: Any = select(*columns).where(col(Organization.trashed_at).is_(None))
    chosen = live.where(among(dialect_of(session), Organization.id, ids))
    rows: Any = session.connection().execute(chosen).all()
    words.note(session, [row.name for row in rows])
    documents = {row_id: document(texts) for row_id, *texts in rows}
    index.remove(session, ORGANIZATIONS, [row_id for row_id in ids if row_id not in documents])
    index.write(session, ORGANIZATIONS, documents)


def index_anew(transaction: Transaction, work: Work) -> bool:
    """Write the documents of the next records (`background.runner.Step`)."""
    with transaction() as session:
        total = work.total or _count(session)
        for model, write in ((Organization, index_organizations), (Customer, reindex)):
            name = model.__name__.lower()
            if ids := _next(session, model, work.details.get(name, 0)):
                write(session, ids)
                advance(session, work, work.done + len(ids), total, **{name: ids[-1]})
                return True
    return False


def _count(session: Session) -> int:
    counts: Any = (select(func.count()).select_from(model) for model in (Organization, Customer))
    return sum(session.connection().execute(count).scalar_one() for count in counts)


def _next(session: Session, model: type[Organization] | type[Customer], after: int) -> list[int]:
    """The next ids, those of records in Trash too, since they may still be in the index."""
    some: Any = select(col(model.id)).where(col(model.id) > after).order_by(col(model.id))
    return list(session.connection().execute(some.limit(AT_ONCE)).scalars())
