"""The order of a search that finds so many rows that nobody reads them all."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, case, or_, select
from sqlmodel import Session

from clientapp.listing.listed import Listed
from clientapp.listing.request import ListRequest
from clientapp.searching import index

MANY = 10_000
"""With more matches than this, relevance orders them instead of the chosen sort."""

CANDIDATES = 2_000
"""How many of them can be paged through."""


def reachable(total: int, searched: bool) -> int:
    """How many rows of a list can be paged to."""
    return CANDIDATES if searched and total > MANY else total


def page_by_relevance(
    session: Session, listed: Listed, terms: Sequence[str], request: ListRequest
) -> list[int]:
    """The ids of one page: names that begin with the query, names with a word that does, others.

    Candidates are the first by name of those whose name begins with the query, and the first by
    id of all that match: not the best of a million, but the same on both databases.
    """
    query = " ".join(terms)
    size = min(request.size, CANDIDATES - request.offset)
    if size <= 0:
        return []
    # Keys hold letters, digits and spaces only; "{" follows "z".
    begins = and_(listed.name_key >= query, listed.name_key < query + "{")
    by_name = (listed.name_key, listed.id)
    sqlite = session.get_bind().dialect.name == "sqlite"
    conditions = listed.conditions(request, lambda _condition: sqlite)
    first = listed.ids().where(begins, *conditions).order_by(*by_name)
    page = session.connection().execute(first.offset(request.offset).limit(size)).scalars().all()
    if len(page) == size:
        return list(page)
    matching = index.matching(session.get_bind().dialect.name, listed.index, terms)
    if conditions:
        matching = listed.ids().where(listed.id.in_(matching), *conditions)
    some = matching.order_by(*matching.selected_columns).limit(CANDIDATES).subquery()
    named = first.limit(CANDIDATES).subquery()
    candidates = or_(*(listed.id.in_(select(*each.columns)) for each in (named, some)))
    ranked = listed.ids().where(candidates).order_by(_rank(listed, query), *by_name)
    return list(session.connection().execute(ranked.offset(request.offset).limit(size)).scalars())


def _rank(listed: Listed, query: str) -> ColumnElement[int]:
    return case(
        (listed.name_key.like(f"{query}%"), 0), (listed.name_key.like(f"% {query}%"), 1), else_=2
    )
