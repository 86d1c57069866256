"""The rows that may answer what was asked: a few of them, by index, whatever the number of rows."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import case, or_, select
from sqlmodel import Session, col

from clientapp.addresses.property_key import SEARCH as PROPERTIES
from clientapp.customers.derived import SEARCH
from clientapp.formatting import digits, fold, number_label
from clientapp.ledger.dialect import dialect_of
from clientapp.lookup.asked import Asked
from clientapp.models import Customer, Organization, Property
from clientapp.organizations.derived import SEARCH as ORGANIZATIONS
from clientapp.picklists.numbers import number_format
from clientapp.searching import index
from clientapp.searching.query import PHONE_END, pattern

MOST = 30
"""Candidates of each kind that are looked at."""

SIFTED = 400
"""So many that have all words are sifted for those that have them in their names."""

BEGINNING = 12
"""Of those, the customers whose name begins with what was typed."""

SURE = 7
"""So many digits are rarely found in anything but phones: no need to ask for their ends first."""

_COUNTER = re.compile(r"(\D*)(\d{1,18})", re.ASCII)


def customers(session: Session, asked: Asked, text: str) -> list[int]:
    """The ids of live customers that may be meant, those that surely are first.

    Args:
        text: as typed, without spaces around.
    """
    found: dict[int, None] = {}

    def add(ids: Iterable[int]) -> None:
        found.update(dict.fromkeys(ids))

    if digits(text):
        add(_by_key(session, text))
    if asked.runs:
        if len(asked.runs[0]) < SURE:
            add(_holding(session, SEARCH, [[run + PHONE_END for run in asked.runs]]))
        for run in _shortest(asked.runs):
            add(_ids(session, index.holding_run(dialect_of(session).name, SEARCH, run)))
    if asked.terms != asked.runs[:1]:
        add(_beginning(session, Customer, asked.text))
        add(_with_name_first(session, asked))
    return list(found)


def organizations(session: Session, asked: Asked, text: str) -> list[int]:
    """The ids of live organizations that may be meant."""
    return _of(session, Organization, ORGANIZATIONS, asked, text)


def properties(session: Session, asked: Asked, text: str) -> list[int]:
    """The ids of live properties that may be meant."""
    return _of(session, Property, PROPERTIES, asked, text)


def _of(session: Session, model: Any, name: str, asked: Asked, text: str) -> list[int]:
    """Those whose external id was typed, then those that have it as a phone, whose name begins with
    it, or that have all words."""
    filled = col(model.external_id).is_not(None)  # what the index over it holds
    live: Any = select(col(model.id)).where(col(model.trashed_at).is_(None), filled)
    found = [*_ids(session, live.where(col(model.external_id).in_({text, text.upper()})))]
    for run in _shortest(asked.runs):
        found += _ids(session, index.holding_run(dialect_of(session).name, name, run))
    if asked.terms != asked.runs[:1]:
        found += _beginning(session, model, asked.text)
        found += _holding(session, name, spelt(asked))
    return [*dict.fromkeys(found)]


def spelt(asked: Asked) -> list[list[str]]:
    """The patterns of the index for each term: itself, and how else it may be spelt."""
    return [[pattern(each) for each in (t, *asked.spellings.get(t, ()))] for t in asked.terms]


def _by_key(session: Session, text: str) -> Collection[int]:
    """Those whose number, the counter in it, or external id was typed."""
    form = number_format(session)
    keys = {text, text.upper()}
    typed = _COUNTER.fullmatch(text)
    if typed and fold(typed[1]) in ("", fold(form.prefix)):
        keys.add(number_label(form.prefix, form.width, int(typed[2])))
    live: Any = select(col(Customer.id)).where(col(Customer.trashed_at).is_(None))
    filled = col(Customer.external_id).is_not(None)  # what the index over it holds
    numbered = live.where(col(Customer.number).in_(keys))
    named = live.where(filled, col(Customer.external_id).in_(keys))
    return [*_ids(session, numbered), *_ids(session, named)]


def _beginning(session: Session, model: Any, text: str) -> Collection[int]:
    """Those whose name begins with a folded text."""
    key: Any = model.name_key
    live = select(col(model.id)).where(col(model.trashed_at).is_(None))
    named: Any = live.where(key >= text, key < text + "{")  # "{" follows "z"
    some = named.order_by(key, col(model.id)).limit(BEGINNING)
    return session.connection().execute(some).scalars().all()


def _with_name_first(session: Session, asked: Asked) -> Collection[int]:
    """Those that have all words, first those that have them in their names."""
    dialect, name = dialect_of(session).name, col(Customer.name_key)
    some = index.holding(dialect, SEARCH, spelt(asked)).limit(SIFTED).subquery()
    in_name = (or_(*(name.contains(each.strip()) for each in either)) for either in spelt(asked))
    named: Any = sum(case((held, 1), else_=0) for held in in_name)
    found: Any = select(col(Customer.id)).where(col(Customer.id).in_(select(*some.columns)))
    best = found.order_by(named.desc(), col(Customer.id)).limit(MOST)
    return session.connection().execute(best).scalars().all()


def _holding(session: Session, name: str, patterns: Sequence[Sequence[str]]) -> Collection[int]:
    return _ids(session, index.holding(dialect_of(session).name, name, patterns))


def _ids(session: Session, found: Any) -> Collection[int]:
    return session.connection().execute(found.limit(MOST)).scalars().all()


def _shortest(runs: Sequence[str]) -> list[str]:
    """Those in which no other one is contained: whatever holds the longer one holds it too."""
    return [run for run in runs if not any(other in run for other in runs if other != run)]
