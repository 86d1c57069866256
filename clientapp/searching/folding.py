"""`formatting.fold` inside the database, where it is asked what occurs in a text.

SQLite calls the Python function. PostgreSQL gets a function made from it, which gives the same for
the letters and punctuation of Latin, Greek and Cyrillic writing; other letters part words there
(docs/decisions/0014-folding-inside-the-database.md).
"""

import unicodedata
from collections.abc import Iterator

from clientapp.formatting import fold

NAME = "folded"

_BLOCKS = (range(0x80, 0x530), range(0x1E00, 0x2070), range(0x20A0, 0x2190))
"""Latin, Greek and Cyrillic, with marks, punctuation, currencies and what is like letters."""

_MARKS = "[\u0300-\u0362]+"
_VANISH = "'`."
_FREQUENT = "ßæÆøØłŁđĐœŒ’‘“”–—"
"""What names hold beside letters with marks."""


def postgres_function() -> str:
    """The statement that creates the function on PostgreSQL, whose encoding is UTF-8.

    Most text is ASCII, or is once marks are taken from its letters: 2 and 10 µs. What is left has
    every letter looked up, which takes ten times as long.
    """
    unmarked = f"regexp_replace(normalize(value, NFKD), '{_MARKS}', '', 'g')"
    for character in _FREQUENT:
        unmarked = f"replace({unmarked}, '{character}', '{_inside(character)}')"
    return f"""
        CREATE OR REPLACE FUNCTION {NAME}(value text) RETURNS text
        LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            plain text = value;
        BEGIN
            IF octet_length(plain) <> length(plain) THEN
                plain = {unmarked};
                IF octet_length(plain) <> length(plain) THEN
                    plain = {_looked_up("normalize(value, NFKC)")};
                END IF;
            END IF;
            RETURN {_words("plain")};
        END $$
    """


def _words(text: str) -> str:
    """The words of text that is ASCII by now, as SQL."""
    for character in _VANISH:
        text = f"replace({text}, '{character.replace(chr(39), 2 * chr(39))}', '')"
    return f"""btrim(regexp_replace(lower({text} COLLATE "C"), '[^a-z0-9]+', ' ', 'g'))"""


def _looked_up(text: str) -> str:
    """Text in which every known character is replaced by what it folds to, as SQL: those that fold
    to the same few letters first by one of them."""
    single: dict[str, str] = {}
    several: dict[str, str] = {}
    for character, folded in _known():
        long = len(folded) > 1
        single[character] = several.setdefault(folded, character) if long else folded
    kept = [character for character, to in single.items() if to]
    gone = "".join(character for character, to in single.items() if not to)
    text = f"translate({text}, '{''.join(kept)}{gone}', '{''.join(single[each] for each in kept)}')"
    for folded, character in several.items():
        text = f"replace({text}, '{character}', '{folded}')"
    return text


def _known() -> Iterator[tuple[str, str]]:
    """Characters that fold to letters or digits, or vanish, with what they fold to; those that
    normalisation replaces are left out."""
    for character in (chr(code) for block in _BLOCKS for code in block):
        stays = unicodedata.normalize("NFKC", character) == character
        folded = _inside(character)
        if stays and (folded.strip() or not folded):
            yield character, folded


def _inside(character: str) -> str:
    """What a character folds to within a word, with the blanks that part words."""
    return fold(f"a{character}a")[1:-1]
