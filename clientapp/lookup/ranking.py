"""How well something answers what was asked, and what of it does. Pure."""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from clientapp.formatting import digits, fold
from clientapp.lookup.asked import Asked


class Sort(IntEnum):
    """What a text of something is to it; the better ones come first."""

    KEY = 0
    PHONE = 1
    NAME = 5
    EMAIL = 11
    PLACE = 12
    OTHER = 18
    BORROWED = 19
    FORMER = 20


EXACT, THE_EMAIL = 0, 1
PHONE_IS, PHONE_ENDS, PHONE_BEGINS, PHONE_HOLDS = 1, 2, 3, 4
IS_IT, BEGINS_WHOLE, BEGINS, WORD_IS, WORD_BEGINS, HOLDS = range(6)
"""How a name or a place may answer; added to its sort."""

MISSPELT = 30
"""Added where a word had to be spelt otherwise."""


class Facet(NamedTuple):
    """One text of something. `words` are folded, of a phone its runs of digits; `shown` is the
    text as people read it."""

    sort: Sort
    label: str
    words: tuple[str, ...]
    shown: str = ""


class Answer(NamedTuple):
    """How well, the best being 0, and what matched: "Phone (501) 555-0134"."""

    rank: int
    matched: str


class _Hit(NamedTuple):
    rank: int
    facet: Facet
    spelt: str = ""


def answer(facets: Sequence[Facet], asked: Asked) -> Answer | None:
    """The best answer that the texts of something give together; None if a term is in none."""
    hits = [_best(facets, asked, term) for term in asked.terms]
    found = [hit for hit in hits if hit]
    answers = [*filter(None, (_whole(facet, asked) for facet in facets))]
    if len(found) == len(hits):
        answers.append(max(found, key=lambda hit: hit.rank))
    best = min(answers, key=lambda hit: hit.rank, default=None)
    return Answer(best.rank, _said(best, found)) if best else None


def _whole(facet: Facet, asked: Asked) -> _Hit | None:
    """How one text answers all that was asked; None if it does not."""
    text, written = asked.text, " ".join(facet.words)
    rank: int | None = None
    if facet.sort == Sort.KEY and _is_key(text, facet.words):
        rank = EXACT
    elif facet.sort == Sort.EMAIL and written == text:
        rank = THE_EMAIL
    elif facet.sort in (Sort.PHONE, Sort.FORMER) and asked.runs:
        rank = min((_as_phone(run, facet.words) for run in asked.runs), default=None)
        rank = None if rank is None or rank > PHONE_HOLDS else rank
        if rank is not None and facet.sort == Sort.FORMER:
            rank = Sort.FORMER
    elif facet.sort in (Sort.NAME, Sort.PLACE) and written.startswith(text):
        whole = BEGINS_WHOLE if written.startswith(f"{text} ") else BEGINS
        rank = facet.sort + (IS_IT if written == text else whole)
    return None if rank is None else _Hit(rank, facet)


def _is_key(text: str, words: Iterable[str]) -> bool:
    """Whether it is a number or an external id, or the counter in it: "13" of "C-000013"."""
    whole, key = text.replace(" ", ""), "".join(words)
    counter, typed = digits(key), digits(text)
    if whole == key:
        return True
    if not typed or not key.endswith(counter) or not whole.endswith(typed):
        return False
    before = whole.removesuffix(typed)
    return typed.lstrip("0") == counter.lstrip("0") != "" and before in ("", key[: -len(counter)])


def _as_phone(run: str, words: Iterable[str]) -> int:
    ranks = [PHONE_HOLDS + 1]
    for word in words:
        if word == run:
            ranks.append(PHONE_IS)
        elif word.endswith(run):
            ranks.append(PHONE_IS if len(run) >= 10 else PHONE_ENDS)
        elif word.startswith(run):
            ranks.append(PHONE_BEGINS)
        elif run in word:
            ranks.append(PHONE_HOLDS)
    return min(ranks)


def _best(facets: Iterable[Facet], asked: Asked, term: str) -> _Hit | None:
    """Where a term stands best; as another spelling only where it stands nowhere itself."""
    hits = [_Hit(rank, facet) for facet in facets if (rank := _held(facet, term)) is not None]
    if not hits:
        hits = [
            _Hit(MISSPELT + rank, facet, spelling)
            for spelling in asked.spellings.get(term, ())
            for facet in facets
            if spelling in facet.words and (rank := _held(facet, spelling)) is not None
        ]
    return min(hits, key=lambda hit: hit.rank, default=None)


def _held(facet: Facet, term: str) -> int | None:
    """How a text holds a term: anywhere in a word, or at its beginning if the term is short; a
    phone needs more than that."""
    short, is_phone = len(term) < 3, facet.sort in (Sort.PHONE, Sort.FORMER)
    begins = not (short and is_phone) and any(word.startswith(term) for word in facet.words)
    if not begins and (short or not any(term in word for word in facet.words)):
        return None
    if facet.sort in (Sort.NAME, Sort.PLACE):
        how = WORD_IS if term in facet.words else WORD_BEGINS if begins else HOLDS
        return facet.sort + how
    if facet.sort == Sort.PHONE:
        return PHONE_HOLDS
    return Sort.OTHER if facet.sort == Sort.KEY else facet.sort


def _said(best: _Hit, hits: Iterable[_Hit]) -> str:
    """What matched, in words."""
    if best.spelt:
        return " ".join(["Spelt", *(_as_written(hit) for hit in hits if hit.spelt)])
    if best.facet.sort in (Sort.NAME, Sort.PLACE):
        return best.facet.label
    return f"{best.facet.label} {best.facet.shown}"


def _as_written(hit: _Hit) -> str:
    """The word that was meant, as it is written there."""
    words = (word.strip(".,;:()\"'") for word in hit.facet.shown.split())
    return next((word for word in words if hit.spelt in fold(word)), hit.spelt.capitalize())
