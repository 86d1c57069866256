"""Organizations and properties as owners of people, tags and notes, whether their rooms are wired
or not."""

from collections.abc import Iterator
from contextlib import contextmanager

from clientapp.contacts.part import contact_links
from clientapp.ledger.recording import Actor
from clientapp.notes.part import notes_part
from clientapp.record import registry
from clientapp.tags.part import tag_links
from tests.ledger.kinds import kinds_of_record, organization, property_at

OWNED = (
    contact_links("organization"),
    contact_links("property"),
    tag_links("organization"),
    notes_part("organization"),
)


@contextmanager
def owners() -> Iterator[None]:
    """The ledger knows what belongs to organizations and properties."""
    with kinds_of_record():
        registry.parts.update({part.kind: part for part in OWNED})
        yield


def owner(actor: Actor, kind: str) -> int:
    """An organization "Pine Street LLC" or a property "The Mill", in Germany."""
    place = {"street": "Hauptstraße 1", "city": "Ulm", "country": "Germany"}
    if kind == "organization":
        return organization(actor, "Pine Street LLC", **place)
    return property_at(actor, "The Mill", **place)
