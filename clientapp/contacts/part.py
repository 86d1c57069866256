"""What a person is to the ledger: one row, however many records have it."""

from clientapp.contacts.fields import PERSON_FIELDS, ROLE
from clientapp.contacts.rules import person_name
from clientapp.contacts.tables import PEOPLE as LINKED
from clientapp.models import Contact
from clientapp.record import Links, Part, Telling, Unique

PEOPLE = tuple(
    Links(f"{kind}_contact", "contact_id", f"{kind}_id", "l.is_primary", kind) for kind in LINKED
)
"""The people of each kind of record; the primary one's names are the record's own."""

CONTACT = Part(
    "contact",
    Contact,
    about_kind="customer",
    links=PEOPLE,
    telling=Telling("Contact", person_name, PERSON_FIELDS),
    goes_with_last=True,
    in_use=" OR ".join(links.used() for links in PEOPLE),
    reported=False,
    derives=frozenset(field.stored_as for field in PERSON_FIELDS),
)


def contact_links(kind: str) -> Part:
    """What it is to the ledger that people stand at records of a kind: one of them is the primary
    contact, and a pair stands once."""
    links = LINKED[kind]
    return Part(
        links.name,
        links.model,
        about_kind=kind,
        about=f"t.{links.key}",
        owner=links.key,
        derives=frozenset({"is_primary", "contact_id", links.key}),
        telling=Telling(
            "Contact",
            fields=(ROLE,),
            links="contact",
            column="contact_id",
            ticks=(("is_primary", "Primary contact is now {}", ""),),
        ),
        unique=(
            Unique((links.key,), "another contact is there", only="is_primary"),
            Unique((links.key, "contact_id"), "it is there already", lasting=True),
        ),
    )
