"""Finding anything by any part of it. The session is passed in; nothing is written."""

from collections.abc import Collection, Iterator, Sequence

from sqlmodel import Session

from clientapp.lookup import candidates, reading, showing, things
from clientapp.lookup.asked import Asked, read
from clientapp.lookup.found import Found
from clientapp.lookup.ranking import Answer, answer
from clientapp.lookup.reading import Found as Read
from clientapp.lookup.showing import KINDS, Hit
from clientapp.lookup.things import Thing
from clientapp.searching import words
from clientapp.settings import settings

__all__ = ["Found", "find", "recent"]

MOST_SPELLINGS = 8

OPENED = Answer(0, "")
"""Of what is not looked for."""


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
    having = reading.customers_having(session, wanted["contact"], wanted["place"])
    customers = reading.customers(session, {*having.values(), *wanted["customer"]})
    hits = [Hit(OPENED, part, each.holder) for each in customers for part in _everything(each)]
    for each in reading.organizations(session, wanted["organization"]):
        hits.append(Hit(OPENED, things.organization(each.row), each.holder))
    for each in reading.properties(session, wanted["property"]):
        hits.append(Hit(OPENED, things.property_at(each.row, each.known), each.holder))
    by_key = {(hit.thing.kind, hit.thing.id): hit for hit in hits}
    return showing.shown(session, [by_key[key] for key in keys if key in by_key])


def _everything(customer: Read) -> list[Thing]:
    return [things.customer(customer.row, customer.known), *things.parts(customer.known)]


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
    hits: list[Hit] = []
    told: set[int] = set()
    for each in reading.customers(session, candidates.customers(session, asked, text)):
        customer = things.customer(each.row, each.known)
        hits += _at(each, customer, [*things.parts(each.known)], asked)
        if hits and hits[-1].thing is customer:
            told.update(place.id for place in each.known.places[:1])
    for each in reading.organizations(session, candidates.organizations(session, asked, text)):
        hits += _at(each, things.organization(each.row), _people(each), asked)
    hits = [*_sites(session, asked, text, hits, told)]
    hits.sort(key=lambda hit: hit.order, reverse=True)  # of what stands twice the best stays
    return {(hit.thing.kind, hit.thing.id): hit for hit in hits}


def _sites(
    session: Session, asked: Asked, text: str, hits: Sequence[Hit], told: Collection[int]
) -> Iterator[Hit]:
    """The hits with properties in place of the places that they are, and the properties that answer
    by themselves.

    Args:
        told: places that are the primary sites of customers that were found themselves: a property
            without a name of its own is not named beside them.
    """
    places = {hit.thing.id: hit for hit in hits if hit.thing.kind == "place"}
    ids = candidates.properties(session, asked, text)
    for each in reading.properties(session, ids, places):
        address, site = each.known.places[0].id, things.property_at(each.row, each.known)
        if at_customer := places.pop(address, None):
            given = answer(site.facets, asked) or at_customer.answer
            yield Hit(given, site, each.holder)
        elif each.row["name"] or address not in told:
            yield from _at(each, site, _people(each), asked)
    yield from (hit for hit in hits if hit.thing.kind != "place" or hit.thing.id in places)


def _people(found: Read) -> list[Thing]:
    people = [things.contact(person, None) for person in found.known.people]
    return [each._replace(is_first=at == 0) for at, each in enumerate(people)]


def _at(found: Read, record: Thing, parts: Sequence[Thing], asked: Asked) -> list[Hit]:
    """What answers of a record: itself, its contacts and places, or itself with them."""
    itself = answer(record.facets, asked)
    hits = [
        Hit(given, part, found.holder)
        for part in parts
        if not (itself and part.is_first) and (given := answer(part.facets, asked))
    ]
    if itself is None and not hits:
        itself = answer([*record.facets, *things.borrowed(found.known)], asked)
    return [*hits, Hit(itself, record, found.holder)] if itself else hits
