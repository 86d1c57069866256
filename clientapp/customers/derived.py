"""The columns and the search document that are computed from a customer's other values."""

from collections.abc import Collection, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlmodel import Session, col

from clientapp.customers import rules
from clientapp.customers.fields import FIELD
from clientapp.customers.reading import column_of, read_values, with_parts
from clientapp.formatting import fold, read_phone
from clientapp.models import Customer
from clientapp.searching import index
from clientapp.searching.document import document
from clientapp.settings import settings

SEARCH = "customer_search"
"""The search index of customers."""

SEARCHED = (
    "company_name",
    "first_name",
    "last_name",
    "number",
    "email",
    "street",
    "city",
    "state",
    "postal_code",
    "country",
    "external_id",
    "reference_no",
)
MADE_OF = frozenset({*SEARCHED, "kind", "phone", "do_not_service", "bad_debt"})
"""The columns that derived columns and search documents are made of, in whichever table."""

BATCH = 500


def name_key(name: str) -> str:
    """What a name is sorted by and recognised by: folded, or itself where nothing of it folds."""
    return fold(name) or name.casefold()


def recognised_by(key: str, street: str | None, postal_code: str | None) -> str:
    """What a customer without a number is recognised by (decision 21): its normalised name with
    street and post code."""
    return "\x1f".join((key, fold(street), fold(postal_code)))


def match_key(recognised: str) -> int:
    """A short hash of `recognised_by`, by which a customer is looked up."""
    digest = blake2b(recognised.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


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


def search_document(values: Mapping[str, Any], derived: Mapping[str, Any]) -> str:
    """What "Search customers" finds a customer by."""
    phones = [(values.get("phone"), derived["phone_e164"])]
    return document([values.get(name) for name in SEARCHED], phones)


def refresh(session: Session, ids: Collection[int]) -> None:
    """Compute derived columns and search documents of customers anew; those in Trash leave the
    index."""
    for batch in _batches(sorted(ids)):
        rows = read_values(session, batch)
        derived = {row_id: derive(values) for row_id, values in rows.items()}
        stale = [
            {"row": row_id, **columns}
            for row_id, columns in derived.items()
            if any(rows[row_id][name] != value for name, value in columns.items())
        ]
        if stale:
            names: dict[str, Any] = {n: bindparam(n) for n in stale[0] if n != "row"}
            statement = update(Customer).where(col(Customer.id) == bindparam("row"))
            session.connection().execute(statement.values(names), stale)
        live = {i: search_document(v, derived[i]) for i, v in rows.items() if not v["trashed_at"]}
        index.write(session, SEARCH, live)
        index.remove(session, SEARCH, [i for i in batch if i not in live])


def reindex(session: Session, ids: Collection[int]) -> None:
    """Write the search documents of live customers, whose derived columns are right as they are;
    those in Trash leave the index."""
    texts: list[Any] = [column_of(FIELD[name]) for name in SEARCHED]
    columns: list[Any] = [Customer.id, Customer.phone, Customer.phone_e164]
    shown: Any = select(*columns, *texts)
    live = with_parts(shown.select_from(Customer)).where(col(Customer.trashed_at).is_(None))
    for batch in _batches(sorted(ids)):
        rows: Any = session.connection().execute(live.where(col(Customer.id).in_(batch)))
        documents = {
            row_id: document(parts, [(phone, e164)]) for row_id, phone, e164, *parts in rows
        }
        index.remove(session, SEARCH, [i for i in batch if i not in documents])
        index.write(session, SEARCH, documents)


def _batches(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
