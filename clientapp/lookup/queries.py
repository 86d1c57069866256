"""Finding anything by any part of it. The session is passed in; nothing is written."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from clientapp.customers.known import Known, known_of
from clientapp.lookup import candidates, showing, things
from clientapp.lookup.asked import Asked, read
from clientapp.lookup.found import Found
from clientapp.lookup.ranking import Answer, answer
from clientapp.lookup.showing import KINDS, Hit
from clientapp.lookup.things import Thing
from clientapp.models import Customer, Organization
from clientapp.searching import words
from clientapp.settings import settings

__all__ = ["Found", "find", "recent"]

MOST_SPELLINGS = 8

OPENED = Answer(0, "")
"""Of what is not looked for."""

CUSTOMER: list[Any] = [
    *(getattr(Customer, name) for name in ("id", "display_name", "name_key", "company_name")),
    *(getattr(Customer, name) for name in ("phone", "phone2", "email", "website")),
    *(getattr(Customer, name) for name in things.KEYS),
    *(getattr(Customer, name) for name in ("do_not_service", "do_not_service_reason")),
    *(getattr(Customer, name) for name in ("bad_debt", "bad_debt_reason")),
]
"""What there is to know of a customer's own row."""


def find(session: Session, text: str, limit: int = 8) -> list[Found]:
    """What has all that was typed, in whatever order of the words, best first.

    First what has exactly the number or external id, then phones, names that begin with it, names
    with words that do, the rest; last what is spelt with one letter otherwise in each word. A
    contact or a place that has it all is found by itself; the primary contact and site of a
    customer that is found itself are not.

    Args:
        text: as typed; without a letter or digit it finds nothing.
        limit: how many at most.
    """
    text = text.strip()
    asked = read(text, settings().country)
    if not asked.terms:
        return []
    hits = _hits(session, asked, text)
    if len(hits) < limit:
        hits = {**_misspelt(session, asked, text), **hits}
    best = sorted(hits.values(), key=lambda hit: hit.order)[:limit]
    return showing.shown(session, best)


def recent(session: Session, keys: Sequence[tuple[str, int]]) -> list[Found]:
    """What was opened lately, in the given order; what is in Trash or gone is left out.

    Args:
        keys: kind and id of each.
    """
    wanted: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for kind, row_id in keys:
        wanted.get(kind, []).append(row_id)
    ids = showing.customers_having(session, wanted["contact"], wanted["place"])
    customers = _customers(session, ids.union(wanted["customer"]))
    hits = [hit for own, known in customers for hit in _everything(own, known)]
    hits += [Hit(OPENED, each, each.values) for each in _groups(session, wanted["organization"])]
    by_key = {(hit.thing.kind, hit.thing.id): hit for hit in hits}
    return showing.shown(session, [by_key[key] for key in keys if key in by_key])


def _everything(own: Mapping[Any, Any], known: Known) -> Iterator[Hit]:
    for thing in (things.customer(own, known), *things.parts(known)):
        yield Hit(OPENED, thing, own)


def _misspelt(session: Session, asked: Asked, text: str) -> dict[tuple[str, int], Hit]:
    """What answers if one of the words is meant to be spelt otherwise, else if several are: with
    all of them at once, what is meant would be lost among what only sounds like it."""
    spellings = _spellings(session, asked)
    found: dict[tuple[str, int], Hit] = {}
    for term, others in spellings.items():
        one = asked._replace(spellings={term: others})
        found = {**_hits(session, one, text), **found}
    if not found and len(spellings) > 1:
        return _hits(session, asked._replace(spellings=spellings), text)
    return found


def _spellings(session: Session, asked: Asked) -> dict[str, tuple[str, ...]]:
    """How else each word may be meant to be spelt; nothing if there is no other way."""
    found = {term: words.corrections(session, term, MOST_SPELLINGS) for term in asked.terms}
    return {term: tuple(others) for term, others in found.items() if others}


def _hits(session: Session, asked: Asked, text: str) -> dict[tuple[str, int], Hit]:
    """What answers, each once, by kind and id."""
    found = _customers(session, candidates.customers(session, asked, text))
    hits = [hit for own, known in found for hit in _at(own, known, asked)]
    for group in _groups(session, candidates.organizations(session, asked)):
        if given := answer(group.facets, asked):
            hits.append(Hit(given, group, group.values))
    hits.sort(key=lambda hit: hit.order, reverse=True)  # of what stands twice the best stays
    return {(hit.thing.kind, hit.thing.id): hit for hit in hits}


def _at(own: Mapping[Any, Any], known: Known, asked: Asked) -> list[Hit]:
    """What answers of a customer: itself, its contacts and places, or itself with them."""
    customer = things.customer(own, known)
    itself = answer(customer.facets, asked)
    hits = [
        Hit(given, part, own)
        for part in things.parts(known)
        if not (itself and part.is_first) and (given := answer(part.facets, asked))
    ]
    if itself is None and not hits:
        itself = answer([*customer.facets, *things.borrowed(known)], asked)
    return [*hits, Hit(itself, customer, own)] if itself else hits


def _customers(session: Session, ids: Collection[int]) -> list[tuple[Mapping[Any, Any], Known]]:
    """Live customers with all that is known of them."""
    if not ids:
        return []
    live = select(*CUSTOMER).where(col(Customer.id).in_(ids), col(Customer.trashed_at).is_(None))
    rows = session.connection().execute(live).mappings().all()
    known = known_of(session, [row["id"] for row in rows])
    return [(row, known[row["id"]]) for row in rows]


def _groups(session: Session, ids: Collection[int]) -> list[Thing]:
    """Live organizations, with how many customers each has."""
    if not ids:
        return []
    having: Any = (
        select(func.count())
        .where(col(Customer.organization_id) == Organization.id)
        .where(col(Customer.trashed_at).is_(None))
        .scalar_subquery()
    )
    columns: list[Any] = [Organization.id, Organization.name, Organization.name_key]
    groups: Any = select(*columns, having.label("customers"))
    live = groups.where(col(Organization.id).in_(ids), col(Organization.trashed_at).is_(None))
    return [things.organization(row) for row in session.connection().execute(live).mappings()]
