"""What is compared of two records, and the keys under which records that may be the same meet."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from clientapp.formatting import fold

LEGAL_FORMS = frozenset(
    {
        *("and", "co", "company", "corp", "corporation", "inc", "incorporated", "limited", "llc"),
        *("llp", "ltd", "the"),
    }
)
"""Words of a company's name that people write or leave out."""

STREET_WORDS = {
    "avenue": "ave",
    "av": "ave",
    "boulevard": "blvd",
    "circle": "cir",
    "court": "ct",
    "cove": "cv",
    "drive": "dr",
    "east": "e",
    "highway": "hwy",
    "lane": "ln",
    "north": "n",
    "parkway": "pkwy",
    "place": "pl",
    "road": "rd",
    "south": "s",
    "square": "sq",
    "street": "st",
    "suite": "ste",
    "terrace": "ter",
    "trail": "trl",
    "west": "w",
}
"""Words of a street and how they are shortened."""

_NUMBER = re.compile(r"\d+")
_UNIT = re.compile(
    r"(?:#|\b(?:apartment|apt|room|rm|suite|ste|unit)\b\.?\s*#?)\s*(\w+)", re.IGNORECASE
)


class Place(NamedTuple):
    """Where a record is, folded; empty where it is not known.

    Attributes:
        number: the first number of the street: that of the house, nearly always.
        street: the rest of it, in short words.
        unit: the number of the apartment, suite or room.
    """

    number: str = ""
    street: str = ""
    city: str = ""
    postal_code: str = ""
    unit: str = ""


class Facts(NamedTuple):
    """What is compared of a record: folded, and put in the same form for all.

    Attributes:
        company: without the words for its legal form.
        person: first and last name.
        phones: E.164 where they could be read, else digits.
        emails: in lower case.
        places: where it is, the most important one first.
        tax_identifier: its letters and digits.
    """

    id: int
    company: str = ""
    person: str = ""
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()
    tax_identifier: str = ""


@lru_cache(maxsize=4096)
def place(street: str | None, city: str | None, postal_code: str | None) -> Place:
    """A place as it is compared, from what was typed; a ZIP+4 is its first five digits."""
    unit = _UNIT.search(street or "")
    line = fold((street or "").replace(unit.group(), " ")) if unit else fold(street)
    number = _NUMBER.search(line)
    words = (_NUMBER.sub(" ", line, count=1) if number else line).split()
    return Place(
        number=number.group() if number else "",
        street=" ".join(STREET_WORDS.get(word, word) for word in words),
        city=fold(city),
        postal_code=_code(postal_code),
        unit=fold(unit.group(1)) if unit else "",
    )


def _code(postal_code: str | None) -> str:
    code = fold(postal_code)
    head, _, rest = code.partition(" ")
    zip_plus_four = len(head) == 5 and head.isdigit() and len(rest) == 4 and rest.isdigit()
    return head if zip_plus_four else code.replace(" ", "")


def company_words(name: str | None) -> str:
    """The name of a company as it is compared."""
    words = fold(name).split()
    return " ".join([word for word in words if word not in LEGAL_FORMS] or words)


def filled(texts: Iterable[str | None]) -> frozenset[str]:
    """The texts that are there, each once."""
    return frozenset(text for text in texts if text)
