"""What a property is called, sorted, recognised and found by: its own name, and its place.

A place is keyed by the names of its fields, or of its columns where these are the same.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from clientapp.addresses.forms import lines
from clientapp.formatting import fold, read_phone
from clientapp.importing.recognised import match_key, name_key, recognised_by
from clientapp.searching.document import document
from clientapp.settings import settings

SEARCH = "property_search"
"""The search index of properties."""

NAMED = ("name", "label", "street", "street2", "city", "access_name")
"""What holds names and words that may be misspelt."""

FOUND_BY = (*NAMED, "state", "postal_code", "country", "access_email", "external_id")
"""All texts that a search finds a property by, beside its phones."""

Values = Mapping[Any, Any]


def property_name(name: str | None, place: Values) -> str:
    """What a property is called: its name, else its label, street or city, else all that is said
    of its place."""
    called = next(filter(None, (name, *map(place.get, ("label", "street", "city")))), None)
    return called or ", ".join(lines(place, settings().country)) or "Without an address"


def identity(name: str | None, place: Values) -> str:
    """What an import recognises a property by that has no external id: its own name, if it has
    one, with its street and post code."""
    street = " ".join(filter(None, (place.get("street"), place.get("street2"))))
    return recognised_by(name_key(name or ""), street, place.get("postal_code"))


def property_columns(name: str | None, place: Values) -> dict[str, Any]:
    """The derived columns of a property (`models.Property`)."""
    called = property_name(name, place)
    city, street = place.get("city") or "", place.get("street") or ""
    return {
        "display_name": called,
        "name_key": name_key(called),
        "place_key": fold(f"{city} {street}") or None,
        "city_key": fold(city) or None,
        "match_key": match_key(identity(name, place)),
    }


def property_document(values: Values, known: Sequence[Sequence[str | None]] = ()) -> str:
    """What a search finds a property by.

    Args:
        values: of the property and its place.
        known: what is known of it besides: each time up to three texts, then phones.
    """
    parts = [values.get(name) for name in FOUND_BY]
    parts += [text for texts in known for text in texts[:3]]
    phones = [values.get("access_phone"), *(phone for texts in known for phone in texts[3:])]
    country, home = values.get("country"), settings().country
    return document(parts, [(each, read_phone(each, country, home).e164) for each in phones])
