"""What a person types, as terms that each must occur in a document."""

import re

from clientapp.formatting import digits, fold

LONGEST = 200
"""Characters of a query that are looked at; nobody types more to find a customer."""

WORD_START = "  "
"""Stands before each word of a document, so that the first letter of a word is a trigram."""

PHONE_END = "+"
"""Stands after each phone of a document, so that its last digits can be asked for."""

FEWEST_DIGITS = 5
"""With fewer, digits are words like others: "10 - 4" is a name, not the beginning of a phone."""

_PHONE_LIKE = re.compile(r"[\d\s()+./-]+")


def phone_run(text: str) -> str | None:
    """The digits of a text that holds nothing else but what is written between those of a phone."""
    if not _PHONE_LIKE.fullmatch(text):
        return None
    run = digits(text)
    return run if len(run) >= FEWEST_DIGITS else None


def terms(text: str | None) -> list[str]:
    """The folded terms of a query, each once; none means that nothing is searched for.

    A phone-like query ("(501) 555-0101") is one run of digits, however it is grouped.
    """
    text = (text or "")[:LONGEST]
    if run := phone_run(text):
        return [run]
    return list(dict.fromkeys(fold(text).split()))


def pattern(term: str) -> str:
    """What occurs in a document that has the term.

    Three characters or more occur anywhere inside a word, fewer only at its beginning. The result
    has at least three characters, all of them letters, digits or spaces: no other character can
    reach a database, so that nothing needs to be escaped.
    """
    return term if len(term) >= 3 else (WORD_START + term)[-3:]
