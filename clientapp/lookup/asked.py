"""What somebody who types into the lookup may mean. Pure."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from clientapp.formatting import digits, fold, read_phone
from clientapp.searching.query import LONGEST, terms

FEWEST_DIGITS = 3
"""With fewer, digits are no part of a phone."""

SUBSCRIBER = 7
"""So many digits may begin with what is dialled first."""

_DIGITS_ONLY = re.compile(r"[\d\s()+./-]+")
_ABROAD = ("011", "00")
"""What is dialled before the code of a country."""


class Asked(NamedTuple):
    """A text as it is looked for.

    Attributes:
        text: folded.
        terms: all of which must be found, in whatever order.
        runs: where the text may be a phone or a part of one, its digits in each form in which they
            may be stored.
        spellings: by term, how else it may be meant to be spelt.
    """

    text: str
    terms: tuple[str, ...]
    runs: tuple[str, ...] = ()
    spellings: Mapping[str, tuple[str, ...]] = {}


def read(text: str, home_country: str) -> Asked:
    """Read what was typed.

    Args:
        home_country: the two letters of the country whose phones are written without its code.
    """
    text = text[:LONGEST].strip()
    runs = _runs(text, home_country)
    extended = runs and not _DIGITS_ONLY.fullmatch(text)
    return Asked(fold(text), runs[:1] if extended else tuple(terms(text)), runs)


def _runs(text: str, home_country: str) -> tuple[str, ...]:
    """The digits of a phone, or of a part of one: as typed, without what is dialled first, and in
    international form. Nothing if it is no phone."""
    typed = digits(text)
    if len(typed) < FEWEST_DIGITS:
        return ()
    phone = read_phone(text, None, home_country)
    if not _DIGITS_ONLY.fullmatch(text) and not phone.extension:
        return ()
    e164 = digits(phone.e164)
    forms = [e164] if phone.extension else [typed]
    if len(typed) >= SUBSCRIBER:
        forms += [typed[len(code) :] for code in (*_ABROAD, "0") if typed.startswith(code)]
        forms.append(e164)
    return tuple(dict.fromkeys(form for form in forms if len(form) >= FEWEST_DIGITS))
