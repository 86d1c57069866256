"""Reading the movement of a list of customers, a page at a time."""

from collections.abc import Iterator
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from clientapp.customers.movement.edits import Edit, edits_of
from clientapp.customers.movement.walking import Note, Then, as_it_was, movement
from clientapp.customers.queries import CUSTOMERS, NAME
from clientapp.customers.reading import facts, titles
from clientapp.customers.record.past import Values, customers_at
from clientapp.formatting import place_line, spoken_phone
from clientapp.ledger.dialect import among, dialect_of
from clientapp.listing.counting import matching
from clientapp.listing.request import ListRequest
from clientapp.listing.total import total
from clientapp.models import Customer
from clientapp.picklists.queries import labels_of
from clientapp.settings import settings


class Counts(NamedTuple):
    """How many customers came in since a moment, went out, and were listed then."""

    came: int
    went: int
    then: int


class Moved(NamedTuple):
    """A customer that came in or went out, with the operation that did it."""

    id: int
    name: str
    place: str
    in_trash: bool
    edit: Edit | None


class Past(NamedTuple):
    """A customer as the list showed it then; texts are ready to be read."""

    id: int
    name: str
    category: str
    phone: str
    place: str
    status: str


def counts(session: Session, request: ListRequest, moment: datetime, note: Note) -> Counts:
    """How a list moved since a moment (with a time zone).

    Args:
        note: is told how many of how many customers were walked back.
    """
    moved = movement(session, request, moment, note)
    came = len(moved.came) + _count(session, _created(session, request, moment))
    went = len(moved.went)
    return Counts(came, went, total(session, CUSTOMERS, request) - came + went)


def came_in(session: Session, request: ListRequest, moment: datetime, note: Note) -> list[Moved]:
    """The page of the request among those that came in since a moment, by name."""
    moved = movement(session, request, moment, note)
    ids = _created(session, request, moment).with_only_columns(CUSTOMERS.id)
    some = or_(among(dialect_of(session), CUSTOMERS.id, moved.came), CUSTOMERS.id.in_(ids))
    return _moved(session, request, moment, some, is_in=True)


def went_out(session: Session, request: ListRequest, moment: datetime, note: Note) -> list[Moved]:
    """The page of the request among those that went out since a moment, by name."""
    moved = movement(session, request, moment, note)
    some = among(dialect_of(session), CUSTOMERS.id, moved.went)
    return _moved(session, request, moment, some, is_in=False)


def listed_then(session: Session, request: ListRequest, moment: datetime, note: Note) -> list[Past]:
    """The page of the request in the list as it was at a moment, by the names of then."""
    then = as_it_was(session, request, moment, note)
    ordered = merge(then.listed, _untouched(session, request, moment, then))
    first = request.offset
    ids = [row_id for _key, row_id in islice(ordered, first, first + request.size)]
    values = customers_at(session, ids, moment)
    chosen = ("category", "industry")
    labels = labels_of(session, {v[name] for v in values.values() for name in chosen if v[name]})
    return [_shown(values[row_id], labels) for row_id in ids if row_id in values]


def _untouched(
    session: Session, request: ListRequest, moment: datetime, then: Then
) -> Iterator[tuple[str, int]]:
    """The customers that are now as they were then, in order: read as far as is asked."""
    found: Any = matching(session, CUSTOMERS, request).with_only_columns(NAME, CUSTOMERS.id)
    found = found.where(col(Customer.created_at) < moment).order_by(NAME, CUSTOMERS.id)
    rows: Any = session.connection().execution_options(yield_per=1_000).execute(found)
    return ((row[0], row[1]) for row in rows if row[1] not in then.written)


def _created(session: Session, request: ListRequest, moment: datetime) -> Any:
    """The customers created since a moment that a request finds now."""
    return matching(session, CUSTOMERS, request).where(col(Customer.created_at) >= moment)


def _count(session: Session, found: Any) -> int:
    counted = select(func.count()).select_from(found.subquery())
    return session.connection().execute(counted).scalar_one()


def _moved(
    session: Session, request: ListRequest, moment: datetime, some: Any, *, is_in: bool
) -> list[Moved]:
    ordered = select(CUSTOMERS.id).where(some).order_by(NAME, CUSTOMERS.id)
    page = ordered.offset(request.offset).limit(request.size)
    ids = list(session.connection().execute(page).scalars())
    names, places = titles(session, ids), facts(session, ids)
    trashed = select(CUSTOMERS.id).where(CUSTOMERS.id.in_(ids), ~CUSTOMERS.live)
    in_trash = set(session.connection().execute(trashed).scalars())
    edits = edits_of(session, request, ids, moment, is_in=is_in)
    return [
        Moved(each, names[each], places[each][1], each in in_trash, edits.get(each)) for each in ids
    ]


def _shown(values: Values, labels: dict[int, str]) -> Past:
    return Past(
        id=values["id"],
        name=values["display_name"],
        category=labels.get(values["category"] or 0, ""),
        phone=spoken_phone(values["phone"], values["country"], settings().country),
        place=place_line(values["street"], values["city"]),
        status=values["status"].capitalize(),
    )
