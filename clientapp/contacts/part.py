"""What a person is to the ledger: one row, however many records have it."""

from clientapp.contacts.fields import PERSON_FIELDS
from clientapp.contacts.rules import person_name
from clientapp.models import Contact
from clientapp.record import Links, Part, Telling

PEOPLE = tuple(
    Links(f"{kind}_contact", "contact_id", f"{kind}_id", "l.is_primary", kind)
    for kind in ("customer", "organization", "property")
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
