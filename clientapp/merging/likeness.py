"""What is compared of two records, and the keys under which records that may be the same meet."""

import re
from collections.abc import Iterable
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


class Place(NamedTuple):
    """Where a record is: folded words, the street in short words. Empty where it is not known."""

    street: str = ""
    city: str = ""
    postal_code: str = ""

    @property
    def number(self) -> str:
        """The first number of the street: that of the house, nearly always."""
        found = _NUMBER.search(self.street)
        return found.group() if found else ""

    @property
    def street_name(self) -> str:
        """The street without that number."""
        return " ".join(_NUMBER.sub(" ", self.street, count=1).split())


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


def place(street: str | None, city: str | None, postal_code: str | None) -> Place:
    """A place as it is compared, from what was typed; a ZIP+4 is its first five digits."""
    words = (STREET_WORDS.get(word, word) for word in fold(street).split())
    code = fold(postal_code)
    head, _, rest = code.partition(" ")
    zip_plus_four = len(head) == 5 and head.isdigit() and len(rest) == 4 and rest.isdigit()
    return Place(" ".join(words), fold(city), head if zip_plus_four else code.replace(" ", ""))


def company_words(name: str | None) -> str:
    """The name of a company as it is compared."""
    words = fold(name).split()
    return " ".join([word for word in words if word not in LEGAL_FORMS] or words)


def filled(texts: Iterable[str | None]) -> frozenset[str]:
    """The texts that are there, each once."""
    return frozenset(text for text in texts if text)
