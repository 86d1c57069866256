"""Reading the people of a record."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, func, null, select
from sqlmodel import Session, col

from clientapp.contacts.fields import CONTACT_FIELDS, PERSON_FIELDS
from clientapp.contacts.rules import person_name
from clientapp.contacts.tables import PEOPLE, country_of
from clientapp.editing.owned import Owned
from clientapp.editing.validation import shown_value
from clientapp.formatting import fold, spoken_phone
from clientapp.ledger.dialect import dialect_of
from clientapp.ledger.sharing import elsewhere
from clientapp.models import Contact, PicklistOption
from clientapp.record import registry
from clientapp.searching import index, query
from clientapp.settings import settings

MOST_RECORDS = 50
"""Records of a kind that a search for people looks into."""


PERSON: list[Any] = [col(Contact.id), *(getattr(Contact, field.name) for field in PERSON_FIELDS)]


class ContactShown(NamedTuple):
    """A contact as its card shows it; empty texts where there is nothing.

    `others` is where else the person stands: "also at Ford Street Market and 2 more".
    """

    id: int
    name: str
    title: str
    role: str
    email: str
    phone: str
    phone2: str
    note: str
    is_primary: bool
    others: str


class PersonFound(NamedTuple):
    """A person of another record; `detail` says whose: "Harbor Tap Room, (501) 555-0108"."""

    id: int
    name: str
    detail: str


def contacts_of(
    session: Session, record_id: int, limit: int | None = None, kind: str = "customer"
) -> list[ContactShown]:
    """The contacts of a record, the primary one first, then by name.

    Args:
        limit: how many at most; all of them if left out.
        kind: of the record.
    """
    links = PEOPLE[kind]
    columns: list[Any] = [
        *PERSON,
        links.model.is_primary,
        col(PicklistOption.label).label("role"),
        country_of(kind, record_id).label("country"),
    ]
    found = _linked(select(*columns), links, record_id).outerjoin(
        PicklistOption, col(PicklistOption.id) == links.model.role_id
    )
    people = list(session.connection().execute(found).mappings())
    people.sort(key=lambda row: (not row["is_primary"], fold(person_name(row)), row["id"]))
    people = people[:limit]
    others = elsewhere(session, "contact", [row["id"] for row in people], record_id, kind)
    home = settings().country
    return [
        ContactShown(
            id=row["id"],
            name=person_name(row) or "No name",
            title=row["job_title"] or "",
            role=row["role"] or "",
            email=row["email"] or "",
            phone=spoken_phone(row["phone"], row["country"], home),
            phone2=spoken_phone(row["phone2"], row["country"], home),
            note=row["note"] or "",
            is_primary=row["is_primary"],
            others=f"also at {others[row['id']]}" if row["id"] in others else "",
        )
        for row in people
    ]


def contact_count(session: Session, record_id: int, kind: str = "customer") -> int:
    """How many contacts a record has."""
    links = PEOPLE[kind]
    count = select(func.count()).select_from(links.model).where(*links.of(record_id))
    return session.connection().execute(count).scalar_one()


def contact_values(
    session: Session, record_id: int, contact_id: int, kind: str = "customer"
) -> dict[str, str] | None:
    """The fields of a contact as a form holds them, by name; None if the record has no such
    contact."""
    values = stored_contact(session, record_id, contact_id, kind)
    if values is None:
        return None
    return {field.name: shown_value(values[field.name]) for field in CONTACT_FIELDS}


def stored_contact(
    session: Session, record_id: int, contact_id: int, kind: str = "customer"
) -> dict[str, Any] | None:
    """The fields of a contact as they are stored, by name, with `link_id` and `is_primary`; None
    if the record has no such contact."""
    link = PEOPLE[kind].model
    columns: list[Any] = [
        *PERSON,
        link.role_id.label("role"),
        link.id.label("link_id"),
        link.is_primary.label("is_primary"),
    ]
    found = _linked(select(*columns), PEOPLE[kind], record_id).where(col(Contact.id) == contact_id)
    row = session.connection().execute(found).mappings().first()
    return dict(row) if row else None


def people_found(
    session: Session, record_id: int, text: str, limit: int = 8, kind: str = "customer"
) -> list[PersonFound]:
    """People of other records, of whatever kind, for a contact may stand at several.

    Args:
        text: what was typed; it is looked up as the search of a list does. Those whose own names
            have it come first.
        kind: of the record that they are wanted for.
    """
    words = query.terms(text)
    if not words:
        return []
    own = select(PEOPLE[kind].model.contact_id).where(*PEOPLE[kind].of(record_id))
    people: dict[int, PersonFound] = {}
    for other in PEOPLE:
        for person in _people_at(session, other, words, own):
            people.setdefault(person.id, person)
    named = [person for person in people.values() if person.name]
    named.sort(key=lambda person: not all(word in fold(person.name) for word in words))
    return named[:limit]


def _people_at(session: Session, kind: str, words: Sequence[str], own: Any) -> list[PersonFound]:
    """The people of those records of a kind that a search finds, but for some."""
    links, record = PEOPLE[kind], _record(kind)
    matching = index.matching(dialect_of(session).name, f"{kind}_search", words)
    called = record.name if kind == "organization" else record.display_name
    columns: list[Any] = [*PERSON, called.label("at"), _phone(record).label("at_phone")]
    found = (
        select(*columns)
        .join(links.model, links.model.contact_id == Contact.id)
        .join(record, record.id == links.owner)
        .where(record.id.in_(matching), record.trashed_at.is_(None))
        .where(links.is_live, col(Contact.id).not_in(own))
        .order_by(record.name_key, col(Contact.id))
        .limit(MOST_RECORDS)
    )
    home = settings().country
    people: list[PersonFound] = []
    for row in session.connection().execute(found).mappings():
        phone = spoken_phone(row["phone"] or row["at_phone"], None, home)
        detail = ", ".join(part for part in (row["at"], phone) if part)
        people.append(PersonFound(row["id"], person_name(row), detail))
    return people


def _linked(statement: Any, links: Owned, record_id: int) -> Select[Any]:
    joined = statement.select_from(links.model).join(Contact, Contact.id == links.model.contact_id)
    return joined.where(*links.of(record_id))


def _record(kind: str) -> Any:
    return registry.parts[kind].model


def _phone(record: Any) -> Any:
    """SQL for the phone of a record; a property has none."""
    return record.phone if hasattr(record, "phone") else null()
