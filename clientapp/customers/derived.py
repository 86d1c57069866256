"""The columns and the search document that are computed from a customer's other values."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from clientapp.customers import rules
from clientapp.customers.known import PHONES, Known, Person, Place, known_of
from clientapp.customers.reading import read_values
from clientapp.formatting import fold, read_phone
from clientapp.importing.recognised import match_key, name_key, recognised_by
from clientapp.ledger.deriving import in_batches, write_derived
from clientapp.models import Customer
from clientapp.searching import index, words
from clientapp.searching.document import document
from clientapp.settings import settings

SEARCH = "customer_search"
"""The search index of customers."""

OWN = (
    "company_name",
    "number",
    "email",
    "external_id",
    "external_id2",
    "reference_no",
    "website",
)
"""What a search finds a customer by that its own row holds, beside its phones."""

PLACE = ("street", "street2", "city", "state", "postal_code", "country")
SEARCHED = (*OWN, "first_name", "last_name", *PLACE, *(f"billing_{name}" for name in PLACE))
"""The fields whose words stand in the search document of a customer."""

MADE_OF = frozenset(
    {*OWN, *PHONES, *Person._fields, *Place._fields, "kind", "do_not_service", "bad_debt"} - {"id"}
)
"""The columns that derived columns and search documents are made of, in whichever table."""


def derive(values: Mapping[str, Any]) -> dict[str, Any]:
    """The derived columns of a customer from its values by field name."""
    name = rules.display_name(values)
    key = name_key(name)
    street = values.get("street")
    phone = read_phone(values.get("phone"), values.get("country"), settings().country)
    return {
        "display_name": name,
        "name_key": key,
        "place_key": fold(f"{values.get('city') or ''} {street or ''}") or None,
        "match_key": match_key(recognised_by(key, street, values.get("postal_code"))),
        "phone_e164": phone.e164,
        "phone_extension": phone.extension,
        "city_key": fold(values.get("city")) or None,
        "problems": problems(values, phone.e164),
    }


def problems(values: Mapping[str, Any], e164: str | None) -> int | None:
    """What is open at a customer, as a sum of bits (`Customer.problems`); None where nothing is."""
    phone = values.get("phone")
    open_ones = (
        not rules.person_name(values),
        not phone and not values.get("email"),
        bool(phone) and not e164,
        bool(values.get("do_not_service")),
        bool(values.get("bad_debt")),
    )
    return sum(1 << bit for bit, is_open in enumerate(open_ones) if is_open) or None


def new_document(session: Session, values: Mapping[str, Any], derived: Mapping[str, Any]) -> str:
    """The search document of a customer that is created with these values by field name."""
    person = Person(first_name=values.get("first_name"), last_name=values.get("last_name"))
    site, billing = (_place(values, before) for before in ("", "billing_"))
    return _document(session, {**values, **derived}, Known([person], [site, billing]))


def _place(values: Mapping[str, Any], before: str) -> Place:
    lines: dict[str, Any] = {name: values.get(before + name) for name in PLACE}
    return Place(**lines)


def _document(session: Session, own: Mapping[Any, Any], known: Known) -> str:
    """`document_of`, with its names noted as words that may be misspelt."""
    people, places = known.people, known.places
    named = [own.get("company_name"), *(name for person in people for name in person[1:3])]
    named += [
        name for p in places for name in (p.label, p.street, p.street2, p.city, p.access_name)
    ]
    words.note(session, named)
    return document_of(own, known)


def document_of(own: Mapping[Any, Any], known: Known) -> str:
    """What "Search customers" finds a customer by.

    Args:
        own: its own columns, with the derived ones.
    """
    people, places = known.people, known.places
    parts = [own.get(name) for name in OWN]
    parts += [part for person in people for part in person[1:4]]
    parts += [part for place in places for part in place[1:-1]]
    further = [own.get("phone2"), *known.former_phones]
    further += [phone for person in people for phone in person[4:]]
    further += [place.access_phone for place in places]
    country, home = places[0].country if places else None, settings().country
    phones = [(own.get("phone"), own["phone_e164"])]
    phones += [(phone, read_phone(phone, country, home).e164) for phone in further if phone]
    return document([*parts, *known.former_names, *known.former_emails], phones)


def refresh(session: Session, ids: Collection[int]) -> None:
    """Compute derived columns and search documents of customers anew; those in Trash leave the
    index."""
    for batch in in_batches(ids):
        rows = read_values(session, batch)
        derived = {row_id: derive(values) for row_id, values in rows.items()}
        write_derived(session, Customer, rows, derived)
        live = {i: {**v, **derived[i]} for i, v in rows.items() if not v["trashed_at"]}
        _index(session, batch, live)


def reindex(session: Session, ids: Collection[int]) -> None:
    """Write the search documents of live customers, whose derived columns are right as they are;
    those in Trash leave the index."""
    names = ("id", *OWN, *PHONES, "phone_e164")
    shown: Any = select(*(getattr(Customer, name) for name in names))
    live = shown.where(col(Customer.trashed_at).is_(None))
    for batch in in_batches(ids):
        rows = session.connection().execute(live.where(col(Customer.id).in_(batch)))
        _index(session, batch, {row["id"]: row for row in rows.mappings()})


def _index(session: Session, ids: list[int], live: Mapping[int, Mapping[Any, Any]]) -> None:
    """Write the documents of those of the ids that are live, and remove the others."""
    known = known_of(session, live)
    documents = {row_id: _document(session, own, known[row_id]) for row_id, own in live.items()}
    index.renew(session, SEARCH, ids, documents)
