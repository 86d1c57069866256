"""The words that records are searched by, to find what is spelt with one letter wrong.

A word stays when the last record that has it is gone: it then finds nothing.
"""

from collections.abc import Iterable
from typing import Any

from rapidfuzz.distance import OSA
from sqlalchemy import event, func, select
from sqlmodel import Session, col

from clientapp.formatting import fold
from clientapp.models import SearchWord

SHORTEST = 4
LONGEST = 40
"""Shorter words are all alike, longer ones nobody types."""

_NOTED = "search_words"


def note(session: Session, texts: Iterable[str | None]) -> None:
    """Remember the words of texts; they are written when the transaction ends.

    As the last thing of a transaction, and in order, so that no two of them can wait for each
    other.
    """
    noted: set[str] = session.info.setdefault(_NOTED, set())
    words = fold(" ".join([text for text in texts if text])).split()
    noted.update([word for word in words if SHORTEST <= len(word) <= LONGEST and word.isalpha()])


@event.listens_for(Session, "before_commit")
def write_noted(session: Any) -> None:
    """Write the words that were noted, those that are not known yet."""
    if session.in_nested_transaction():
        return
    words = sorted(session.info.pop(_NOTED, ()))
    if not words:
        return
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        statement = "INSERT OR IGNORE INTO search_word(word, reversed) VALUES (?, ?)"
        connection.exec_driver_sql(statement, [(word, word[::-1]) for word in words])
        return
    connection.exec_driver_sql(
        "INSERT INTO search_word(word, reversed) SELECT w, reverse(w) FROM unnest(%s::text[]) AS w "
        "ON CONFLICT DO NOTHING",
        (words,),
    )


def corrections(session: Session, word: str, limit: int = 8) -> list[str]:
    """Known words that differ from a word by one letter too many, too few or wrong, or by two
    neighbours swapped; those that begin with the same letter come first.

    The first or the second half of the word is right in all of them but one kind: where its two
    middle letters are swapped, which is looked for by itself.
    """
    if not SHORTEST <= len(word) <= LONGEST or not (word.isascii() and word.isalpha()):
        return []
    half, length = len(word) // 2, len(word)
    begins = _beginning(session, SearchWord.word, word[:half], length)
    ends = _beginning(session, SearchWord.reversed, word[half:][::-1], length)
    swapped = word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :]
    found = {*begins, *(each[::-1] for each in ends), *_known(session, swapped)}
    near = [each for each in found if OSA.distance(word, each, score_cutoff=1) == 1]
    near.sort(key=lambda each: (each[0] != word[0], abs(len(each) - length), each))
    return near[:limit]


def _beginning(session: Session, column: Any, start: str, length: int) -> Iterable[str]:
    """What is known of one letter more or less, and begins so."""
    words: Any = select(column).where(column >= start, column < start + "{")  # "{" follows "z"
    alike = words.where(func.length(column).between(length - 1, length + 1))
    return session.connection().execute(alike).scalars()


def _known(session: Session, word: str) -> Iterable[str]:
    same: Any = select(col(SearchWord.word)).where(col(SearchWord.word) == word)
    return session.connection().execute(same).scalars()
