"""The rows that a request finds: its conditions, and how many there are.

SQLite has no figures about the data to plan by, and would take the first index that fits: of two
conditions the one that lets half of the rows through. So it is told: the column of a condition is
hidden from it unless few rows meet that condition. With every column hidden it walks the index
of the order, which holds what the filters look at, and never touches the table: 70 ms through a
million rows at worst. PostgreSQL has figures of its own.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlmodel import Session

from clientapp.listing import relevance
from clientapp.listing.filters import Column, Filter, unindexed
from clientapp.listing.link_filter import LinkFilter
from clientapp.listing.listed import Listed
from clientapp.listing.remembered import Recent, asked
from clientapp.listing.request import EMPTY, Condition, ListRequest
from clientapp.listing.scanning import FEW, few, narrowed, texts
from clientapp.listing.through import Through
from clientapp.searching import index
from clientapp.searching.query import terms

_capped: Recent[int] = Recent()


def finds(
    session: Session, listed: Listed, request: ListRequest, *, all_of_them: bool = False
) -> list[ColumnElement[bool]]:
    """The conditions of a request: its filters and its search.

    Args:
        all_of_them: every row will be looked at, as for a count, not only those of a page.
    """
    sqlite = is_sqlite(session)
    wanted = terms(request.search)
    searches = bool(wanted) and texts(session, listed, wanted) <= relevance.MANY
    ids = None if searches else few(session, listed, request)
    named: list[ColumnElement[bool]] = [] if ids is None else [listed.id.in_(ids)]
    if ids is None and not searches:
        named = narrowed(session, listed, request, rare=not all_of_them)
    lead = "" if searches or ids is not None or not sqlite else leading(session, listed, request)

    def hidden(each: Condition) -> bool:
        gathered = all_of_them and not named and listed.filters[each.name].through is not None
        return sqlite and not gathered and (each.name != lead or each.group > 0)

    conditions = listed.conditions(request, hidden)
    if wanted:
        found = index.matching(session.get_bind().dialect.name, listed.index, wanted)
        key = listed.id if searches or not sqlite else listed.id + 0
        conditions.append(key.in_(found))
    return conditions + named


def leading(session: Session, listed: Listed, request: ListRequest) -> str:
    """The name of the filter that lets the fewest rows through, if these are few; else empty."""
    rows = {
        each.name: _at_most(session, listed, each)
        for each in request.filters
        if _by_index(listed.filters[each.name], each)
    }
    name = min(rows, key=rows.__getitem__, default="")
    return name if name and rows[name] <= FEW else ""


def is_few(session: Session, listed: Listed, request: ListRequest) -> bool:
    """Whether one of the conditions of a request lets few rows through."""
    rare = few(session, listed, request) is not None
    return rare or bool(leading(session, listed, request))


def _by_index(of: Filter, condition: Condition) -> bool:
    alone = not condition.group and not condition.negated
    return alone and of.indexed and EMPTY not in condition.values


def _at_most(session: Session, listed: Listed, condition: Condition) -> int:
    """How many rows meet a condition, counted no further than `FEW` and one."""
    alone = ListRequest(filters=(condition,))
    some = listed.ids().where(*listed.conditions(alone)).limit(FEW + 1)
    key = asked(session, listed, alone, "few")
    return _capped.get(key, lambda: _count(session, some))


def matches(session: Session, listed: Listed, request: ListRequest) -> int:
    """How many rows a search with its filters finds, counted no further than `MANY` and one."""
    if not request.filters:
        return texts(session, listed, terms(request.search))
    some = matching(session, listed, request).limit(relevance.MANY + 1)
    key = asked(session, listed, request, "matches")
    return _capped.get(key, lambda: _count(session, some))


def matching(session: Session, listed: Listed, request: ListRequest) -> Select[int]:
    """The ids of the live rows that a request finds by its search and its filters, in no order.

    Raises:
        KeyError, ValueError: for a filter or a value that the list does not know.
    """
    return listed.ids().where(*finds(session, listed, request))


def count(session: Session, listed: Listed, request: ListRequest) -> int:
    """How many rows a request finds."""
    only = request.filters[0] if len(request.filters) == 1 and not terms(request.search) else None
    if only and _by_index(listed.filters[only.name], only):
        conditions = listed.conditions(request)  # its own index tells
    else:
        conditions = finds(session, listed, request, all_of_them=True)
    found = select(func.count()).select_from(listed.table).where(listed.live, *conditions)
    return session.connection().execute(found).scalar_one()


def count_by(
    session: Session,
    listed: Listed,
    request: ListRequest,
    column: Column,
    through: Through | None = None,
    filled: bool = False,
) -> dict[Any, int]:
    """How many of the rows that a request finds hold what in a column.

    Without a condition an index of the column tells; with one the table would be looked into
    for each row of it, where the index of all that filters look at needs only be sorted.

    Args:
        through: where the column lies outside of the rows, how one gets there.
        filled: leave null out, as the index of the column may do.
    """
    conditions = finds(session, listed, request, all_of_them=True)
    hidden = conditions and not through and is_sqlite(session)
    key = unindexed(column) if hidden else column.expression
    if filled:
        conditions.append(key.is_not(None))
    path = through.path if through else ()
    found = select(key, func.count()).where(listed.live, *conditions, *path).group_by(key)
    rows: Any = session.connection().execute(found)
    return dict(rows.all())  # a result has keys() and yet is no mapping


def count_linked(
    session: Session, listed: Listed, request: ListRequest, of: LinkFilter
) -> tuple[dict[str, int], int]:
    """How many of the rows that a request finds are linked to each option, and how many to any."""
    if request.filters or request.search:
        linked = of.owner.in_(matching(session, listed, request))
    else:  # few are in Trash, and the index of the links tells all about the others
        linked = of.owner.not_in(select(listed.id).where(~listed.live))
    each = select(of.option, func.count()).where(of.live, linked).group_by(of.option)
    any_of_them = select(func.count(of.owner.distinct())).where(of.live, linked)
    counted = session.connection().execute(each)
    counts = {str(option): count for option, count in counted}
    return counts, session.connection().execute(any_of_them).scalar_one()


def is_sqlite(session: Session) -> bool:
    """Whether a session works on SQLite."""
    return session.get_bind().dialect.name == "sqlite"


def _count(session: Session, ids: Select[int]) -> int:
    counted = select(func.count()).select_from(ids.subquery())
    return session.connection().execute(counted).scalar_one()
