"""The columns and the search document that are computed from an organization's other values."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from clientapp.formatting import fold, read_phone
from clientapp.importing.recognised import match_key, name_key, recognised_by
from clientapp.ledger.deriving import in_batches, write_derived
from clientapp.ledger.dialect import among, dialect_of
from clientapp.models import Contact, Organization, OrganizationContact
from clientapp.organizations.fields import PLACE
from clientapp.organizations.reading import read_values
from clientapp.searching import index, words
from clientapp.searching.document import document
from clientapp.settings import settings

SEARCH = "organization_search"
"""The search index of organizations."""

TEXTS = ("name", "tax_identifier", "external_id", "email", "website", "billing_name")
PERSON = ("first_name", "last_name", "email", "phone", "phone2")
MADE_OF = frozenset({*TEXTS, *PLACE, *PERSON, "address_id"})
"""The columns that derived columns and search documents are made of, in whichever table."""


def derive(values: Mapping[str, Any]) -> dict[str, Any]:
    """The derived columns of an organization from its values by field name."""
    phone = read_phone(values.get("phone"), values.get("country"), settings().country)
    key, street, post_code = (
        name_key(values["name"]),
        values.get("street"),
        values.get("postal_code"),
    )
    return {
        "name_key": key,
        "place_key": fold(f"{values.get('city') or ''} {street or ''}") or None,
        "city_key": fold(values.get("city")) or None,
        "match_key": match_key(recognised_by(key, street, post_code)),
        "phone_e164": phone.e164,
        "phone_extension": phone.extension,
    }


def refresh(session: Session, ids: Collection[int]) -> None:
    """Compute derived columns and search documents of organizations anew."""
    for batch in in_batches(ids):
        rows = read_values(session, batch)
        derived = {row_id: derive(values) for row_id, values in rows.items()}
        write_derived(session, Organization, rows, derived)
        _index(session, batch, rows)


def reindex(session: Session, ids: Collection[int]) -> None:
    """Write the search documents of live organizations; those in Trash leave the index."""
    for batch in in_batches(ids):
        _index(session, batch, read_values(session, batch))


def _index(session: Session, ids: list[int], rows: Mapping[int, Mapping[str, Any]]) -> None:
    """Write the documents of those of the rows that are live, and remove the others."""
    live = {row_id: values for row_id, values in rows.items() if values["trashed_at"] is None}
    people = _people(session, live)
    words.note(session, [v[n] for v in live.values() for n in ("name", "street", "city") if v[n]])
    documents = {row_id: document_of(v, people.get(row_id, [])) for row_id, v in live.items()}
    index.renew(session, SEARCH, ids, documents)


def document_of(values: Mapping[str, Any], people: Collection[Any] = ()) -> str:
    """What a search finds an organization by, from its values by field name and its people."""
    country, home = values.get("country"), settings().country
    parts = [values.get(name) for name in (*TEXTS, *PLACE[:6])]
    parts += [text for person in people for text in person[:3]]
    phones = [values.get("phone"), *(phone for person in people for phone in person[3:])]
    return document(parts, [(each, read_phone(each, country, home).e164) for each in phones])


def _people(session: Session, ids: Collection[int]) -> dict[int, list[Any]]:
    """Names, emails and phones of the live contacts of organizations, by the organizations."""
    columns: list[Any] = [getattr(Contact, name) for name in PERSON]
    found = (
        select(col(OrganizationContact.organization_id), *columns)
        .join(Contact, col(Contact.id) == OrganizationContact.contact_id)
        .where(col(OrganizationContact.trashed_at).is_(None))
        .where(among(dialect_of(session), OrganizationContact.organization_id, ids))
    )
    people: dict[int, list[Any]] = {}
    for row_id, *person in session.connection().execute(found):
        people.setdefault(row_id, []).append(person)
    return people
