"""Walks back the customers that were written to since a moment, and remembers what came of it.

Who was not written to stood then as it stands now, and the index of the list tells of it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import Session

from clientapp.customers.movement.former import given_up_before
from clientapp.customers.movement.matching import finds, is_stamped, parts_of
from clientapp.customers.queries import CUSTOMERS
from clientapp.customers.record.past import KIND, Values, customers_at
from clientapp.importing.recognised import name_key
from clientapp.ledger.dialect import among, dialect_of
from clientapp.ledger.past import changed_since
from clientapp.listing.counting import matching
from clientapp.listing.filters import ReferenceFilter
from clientapp.listing.remembered import Recent, asked
from clientapp.listing.request import ListRequest
from clientapp.searching.query import terms

BATCH = 1_000
T = TypeVar("T")

Note = Callable[[int, int], None]
"""Is told how many of how many customers are done; what it raises ends the walk."""


@dataclass(frozen=True)
class Movement:
    """Customers by id, of those that were there at the moment and were written to since.

    Attributes:
        came: a request finds them now and did not then.
        went: it found them then and does not now, also those that are in Trash by now.
    """

    came: tuple[int, ...]
    went: tuple[int, ...]


@dataclass(frozen=True)
class Then:
    """The customers that were written to since a moment, as the list had them then.

    Attributes:
        listed: the keys of the names and the ids of those that it had, in order.
        written: all of them; what the list says of these today is no matter.
    """

    listed: tuple[tuple[str, int], ...]
    written: frozenset[int]


_movements: Recent[Movement] = Recent(8)
_thens: Recent[Then] = Recent(4)


def movement(session: Session, request: ListRequest, moment: datetime, note: Note) -> Movement:
    """Who of the customers that were there came into a list since a moment, and who went out.

    Those that were created since are not among them: all of these came in that the list has now.
    """

    def walk() -> Movement:
        came: list[int] = []
        went: list[int] = []
        for _ids, now, then in _walk(session, request, moment, note):
            came += sorted(now - then.keys())
            went += sorted(then.keys() - now)
        return Movement(tuple(came), tuple(went))

    return _remembered(_movements, session, request, moment, walk)


def as_it_was(session: Session, request: ListRequest, moment: datetime, note: Note) -> Then:
    """What was written since a moment to customers that a list had then, or that it has now."""

    def walk() -> Then:
        listed: list[tuple[str, int]] = []
        written: set[int] = set()
        for ids, _now, then in _walk(session, request, moment, note, named=True):
            written.update(ids)
            listed += [(name_key(v["display_name"]), each) for each, v in then.items()]
        return Then(tuple(sorted(listed)), frozenset(written))

    return _remembered(_thens, session, request, moment, walk)


def _walk(
    session: Session, request: ListRequest, moment: datetime, note: Note, *, named: bool = False
) -> Iterator[tuple[list[int], set[int], dict[int, Values]]]:
    """Customers written to since, some at a time: their ids, those that are found now, and the
    values then of those that were found then."""
    parts = parts_of(request, named=named)
    written = changed_since(session, KIND, moment, parts)
    searched = bool(terms(request.search))
    for start in range(0, len(written), BATCH):
        note(start, len(written))
        ids = written[start : start + BATCH]
        then = customers_at(session, ids, moment, parts, stamped=is_stamped(request))
        _let_go(session, request, then)
        found = matching(session, CUSTOMERS, request).where(
            among(dialect_of(session), CUSTOMERS.id, ids)
        )
        now = set(session.connection().execute(found).scalars())
        former = given_up_before(session, ids, moment) if searched else {}
        yield (
            ids,
            now,
            {each: v for each, v in then.items() if finds(request, v, former.get(each, ()))},
        )


def _let_go(session: Session, request: ListRequest, then: Mapping[int, Values]) -> None:
    """Take from values what refers to a record that lies in Trash today, as SQL does of those that
    nobody wrote to."""
    for name in {condition.name for condition in request.filters}:
        of = CUSTOMERS.filters[name]
        gone = of.gone(session) if isinstance(of, ReferenceFilter) else set[int]()
        for values in then.values():
            if values.get(name) in gone:
                values[name] = None


def _remembered(
    answers: Recent[Any],
    session: Session,
    request: ListRequest,
    moment: datetime,
    walk: Callable[[], T],
) -> T:
    """The answer that is kept until a write, else what the walk says."""
    return answers.get((asked(session, CUSTOMERS, request, "since"), moment), walk)
