"""What a new customer is filled with from the words that found nobody. Pure."""

import re

from clientapp.customers.fields import FIELD
from clientapp.formatting import digits, fold
from clientapp.importing.mapping import split_name
from clientapp.models import Kind

PHONE = re.compile(r"\+?[\d(][\d\s()./-]*\d")
"""Digits as a phone is written, also among words."""

SHORTEST_PHONE = 7
"""Digits that make a phone among words; alone, all digits are one."""

COMPANY_WORDS = frozenset(
    {
        *("ag", "co", "company", "corp", "corporation", "gmbh", "inc", "incorporated", "kg"),
        *("limited", "llc", "llp", "lp", "ltd", "plc", "pllc"),
    }
)
"""Words, folded, that only the name of a company has."""


def prefill(text: str) -> dict[str, str]:
    """The fields of a new customer by name, as they were typed: an e-mail address, a phone, and
    what is left as a name. One word is a last name; what names a company makes it commercial."""
    words = text.split()
    emails = [word for word in words if "@" in word]
    rest = " ".join(word for word in words if "@" not in word)
    phone = _phone_in(rest)
    name = " ".join(rest.replace(phone, " ").split()) if phone else rest
    found = {"email": emails[0] if emails else "", "phone": phone, **_named(name)}
    return {field: value for field, value in found.items() if value}


def in_words(given: dict[str, str]) -> str:
    """What is filled in, such as "First name Maria, Last name Lopez"."""
    said = (f"{FIELD[name].label} {text}" for name, text in given.items() if name != "kind")
    return ", ".join(said)


def _phone_in(text: str) -> str:
    if not any(each.isalpha() for each in text):
        return text if digits(text) else ""
    runs = [found.group() for found in PHONE.finditer(text)]
    return next((run for run in runs if len(digits(run)) >= SHORTEST_PHONE), "")


def _named(name: str) -> dict[str, str]:
    if not COMPANY_WORDS.isdisjoint(fold(name).split()):
        return {"kind": Kind.COMMERCIAL.value, "company_name": name}
    first, last = split_name(name) if " " in name else ("", name)
    return {"first_name": first, "last_name": last}
