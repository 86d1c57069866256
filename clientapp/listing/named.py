"""Conditions as people say them: a choice by its label, where a URL has its value."""

from collections.abc import Sequence
from difflib import get_close_matches

from sqlmodel import Session

from clientapp.formatting import fold
from clientapp.listing.choices import CHOICES, choices
from clientapp.listing.filters import Filter
from clientapp.listing.listed import Listed
from clientapp.listing.request import EMPTY, MOST_VALUES, Condition, ListRequest
from clientapp.listing.tokens import between, contains, text_in
from clientapp.problem import Problem

ALL = 100_000
"""More choices than any filter has."""

HINTS = {
    "text": "Write letters or digits that occur in it, any or -.",
    "number": "Write 5..10, 5.., ..10, <5, >10, any or -.",
    "date": "Write 2026-01-31, 2026-01-01..2026-01-31, <2026-01-01, >2026-01-31, 30d, any or -.",
    "time": "Write 08:00..12:30, <08:00, >12:30, any or -.",
}
"""How a value that is no choice is written, by the shape of its filter."""


def condition(
    session: Session, listed: Listed, name: str, texts: Sequence[str], *, negated: bool = False
) -> Condition:
    """The condition for rows that have any of what is asked for, or none of it.

    Args:
        texts: labels, however they are written, or values as in a URL; text to be found, and one
            day or number for itself; `EMPTY` for none.

    Raises:
        Problem: for a choice that there is not, with those that are written alike, for a range
            that cannot be read, and for more choices than a condition takes.
    """
    if len(texts) > MOST_VALUES:
        raise Problem(f"{listed.filters[name].label} takes {MOST_VALUES} choices at most.")
    return Condition(name, tuple(_value(session, listed, name, text) for text in texts), negated)


def _value(session: Session, listed: Listed, name: str, text: str) -> str:
    of = listed.filters[name]
    if text == EMPTY and of.reads(EMPTY):
        return EMPTY
    return _choice(session, listed, name, text) if of.shape == CHOICES else _token(of, text)


def _token(of: Filter, text: str) -> str:
    """The value of a text to be found, of a span, or of one day or number, which is a span too."""
    for value in (text, between(text, text), contains(text)):
        if of.reads(value):
            return value
    raise Problem(f'{of.label}: "{text}" cannot be read. {HINTS[of.shape]}')


def _choice(session: Session, listed: Listed, name: str, text: str) -> str:
    chosen_from = listed.filters[name]
    known = {
        fold(each.label): each
        for each in choices(session, listed, ListRequest(), name, limit=ALL)
        if each.value != EMPTY
    }
    if found := known.get(fold(text)):
        return found.value
    if _is_value(session, chosen_from, text):
        return text
    near = [known[key].label for key in get_close_matches(fold(text), known, n=3)]
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise Problem(f'{chosen_from.label}: there is no "{text}".{hint}')


def _is_value(session: Session, chosen_from: Filter, text: str) -> bool:
    """Whether a text is the value of a choice, such as an id, or asks for text in it."""
    if not chosen_from.reads(text):
        return False
    return text_in(text) is not None or bool(chosen_from.labels(session, [text]))
