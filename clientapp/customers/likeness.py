"""What is compared of two customers, and the customers that are like one that is being created."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from clientapp.customers import rules
from clientapp.customers.derived import SEARCH
from clientapp.customers.reading import BillingAddress, facts, titles, with_billing, with_parts
from clientapp.formatting import digits, fold, read_phone
from clientapp.importing.recognised import name_key
from clientapp.ledger.dialect import among, dialect_of
from clientapp.merging.likeness import STREET_WORDS, Facts, company_words, filled, place
from clientapp.merging.scan import Scan
from clientapp.merging.scoring import compare, in_words
from clientapp.models import Address, Contact, Customer, CustomerContact, Kind
from clientapp.searching import index
from clientapp.searching.query import terms
from clientapp.settings import settings

CANDIDATES = 50
"""So many are looked at that share a phone, so many with an e-mail, and so on."""

LIVE = col(Customer.trashed_at).is_(None)

FEWEST_DIGITS = 7
"""A phone with fewer digits is still being typed, or says something else."""


class Near(NamedTuple):
    """A customer like the one that is being created; reasons as people read them."""

    id: int
    name: str
    detail: str
    score: int
    reasons: tuple[str, ...]


def near(session: Session, values: Mapping[str, str], limit: int = 5) -> list[Near]:
    """The customers that are like what was typed so far, the most alike first.

    Args:
        values: what was typed, by field name.
    """
    typed = facts_of({name: text.strip() or None for name, text in values.items()})
    found = customer_facts(session, _candidates(session, typed, values))
    scored = [(each.id, compare(typed, each)) for each in found]
    alike_ones = [(row_id, alike) for row_id, alike in scored if alike.is_telling]
    told = sorted(alike_ones, key=lambda each: (-each[1].score, each[0]))[:limit]
    ids = [row_id for row_id, _ in told]
    names, where = titles(session, ids), facts(session, ids)
    return [
        Near(row_id, names[row_id], _detail(*where[row_id]), alike.score, in_words(alike.reasons))
        for row_id, alike in told
    ]


def facts_of(values: Mapping[str, Any], customer_id: int = 0) -> Facts:
    """What is compared of a customer, from its values by field name; what it has more than one of,
    such as phones, is added by `customer_facts`."""
    company = values.get("company_name") if values.get("kind") != Kind.RESIDENTIAL else None
    country, home = values.get("country"), settings().country
    places = [
        place(*(values.get(before + name) for name in ("street", "city", "postal_code")))
        for before in ("", "billing_")
    ]
    return Facts(
        id=customer_id,
        company=company_words(company),
        person=fold(rules.person_name(values)),
        phones=filled(phone_key(values.get(n), country, home) for n in ("phone", "phone2")),
        emails=filled([email_key(values.get("email"))]),
        places=tuple(dict.fromkeys(each for each in places if any(each))),
        tax_identifier=fold(values.get("tax_identifier")).replace(" ", ""),
    )


def customer_facts(session: Session, ids: Collection[int]) -> list[Facts]:
    """What is compared of live customers, in two statements."""
    country, home = dict[int, str | None](), settings().country
    found: dict[int, Facts] = {}
    for row in _compared(session, ids):
        found[row["id"]] = facts_of(row, row["id"])
        country[row["id"]] = row["country"]
    for customer_id, email, phone, phone2 in _people(session, found):
        known = found[customer_id]
        phones = filled(phone_key(each, country[customer_id], home) for each in (phone, phone2))
        emails = filled([email_key(email)])
        found[customer_id] = known._replace(
            phones=known.phones | phones, emails=known.emails | emails
        )
    return list(found.values())


SCAN = Scan("customer", customer_facts)
"""How customers that are probably the same are looked for."""


def phone_key(text: str | None, country: str | None, home: str) -> str:
    """A phone as it is compared: E.164 where it can be read, else its digits if they are enough."""
    if not text:
        return ""
    run = digits(text)
    return read_phone(text, country, home).e164 or (run if len(run) >= FEWEST_DIGITS else "")


def email_key(text: str | None) -> str:
    """An e-mail address as it is compared."""
    return (text or "").strip().casefold()


def _compared(session: Session, ids: Collection[int]) -> Iterator[dict[str, Any]]:
    names = ("kind", "company_name", "email", "phone", "phone2", "tax_identifier")
    parts = ("street", "city", "postal_code")
    columns: list[Any] = [
        Customer.id,
        *(getattr(Customer, name) for name in names),
        *(Contact.first_name, Contact.last_name, Address.country),
        *(getattr(Address, name) for name in parts),
        *(getattr(BillingAddress, name).label(f"billing_{name}") for name in parts),
    ]
    named: Any = select(*columns).select_from(Customer)
    live = with_billing(with_parts(named)).where(LIVE, among(dialect_of(session), Customer.id, ids))
    for row in session.connection().execute(live).mappings().all():
        yield {**row}


def _people(session: Session, ids: Collection[int]) -> Any:
    """The e-mails and phones of the people at customers."""
    columns: list[Any] = [CustomerContact.customer_id, Contact.email, Contact.phone, Contact.phone2]
    named: Any = select(*columns).join(Contact, col(Contact.id) == CustomerContact.contact_id)
    live = (col(CustomerContact.trashed_at).is_(None), col(Contact.trashed_at).is_(None))
    some = among(dialect_of(session), CustomerContact.customer_id, ids)
    return session.connection().execute(named.where(*live, some)).all()


def _candidates(session: Session, typed: Facts, values: Mapping[str, str]) -> set[int]:
    """Customers that share something with what was typed, found by the search index."""
    dialect = dialect_of(session).name
    found: set[int] = set()
    for wanted in _searches(typed):
        matching = index.matching(dialect, SEARCH, wanted).limit(CANDIDATES)
        found.update(session.connection().execute(matching).scalars())
    named = rules.display_name(values)
    if key := name_key(named):
        same = select(col(Customer.id)).where(col(Customer.name_key) == key, LIVE)
        rows = session.connection().execute(same.limit(CANDIDATES)).scalars()
        found.update(filter(None, rows))
    return found


def _searches(typed: Facts) -> Iterator[list[str]]:
    """The terms of what is looked for: a phone, an e-mail, a house in a town."""
    for phone in typed.phones:
        yield [digits(phone)]
    for email in typed.emails:
        if "@" in email and (words := terms(email)):
            yield words
    for where in typed.places:
        names = set(where.street.split()) - set(STREET_WORDS.values())
        if where.number and names:
            town = (where.city or where.postal_code).split()
            yield [where.number, max(sorted(names), key=len), *town]


def _detail(number: str, where: str) -> str:
    return " · ".join(part for part in (number, where) if part)
