"""The second person at a few companies: who pays the bills, or has the keys."""

from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

from sqlmodel import Session

from clientapp.customers.derived import reindex
from clientapp.demo.cities import CITIES
from clientapp.demo.people import JOB_TITLES, person_in
from clientapp.demo.places import written
from clientapp.formatting import fold
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import insert_rows
from clientapp.models import Contact, CustomerContact, Kind, Operation

SHARE = 0.1
"""Of the companies: so that there are as many contacts as customers."""

PHONES = {city.country: city.phone for city in CITIES.items}


def add_second_contacts(
    session: Session, operation: Operation, customers: Iterable[tuple[int, Mapping[str, Any]]]
) -> None:
    """Add a second contact to some of the customers that were just created.

    Args:
        customers: id and values by field name; the same ones every time have a second contact.
    """
    people: dict[int, dict[str, Any]] = {}
    for customer_id, values in customers:
        random = Random(f"second {values.get('company_name')} {values['street']}")  # noqa: S311
        if values["kind"] == Kind.COMMERCIAL and random.random() < SHARE:
            people[customer_id] = _person(random, values["country"])
    if not people:
        return
    contacts = reserve_ids(session, Contact, len(people))
    links = reserve_ids(session, CustomerContact, len(people))
    rows = [{"id": row_id, **each} for row_id, each in zip(contacts, people.values(), strict=True)]
    linked = [
        {"id": link, "customer_id": customer, "contact_id": contact, "is_primary": False}
        for link, customer, contact in zip(links, people, contacts, strict=True)
    ]
    insert_rows(session, operation, {Contact: rows, CustomerContact: linked})
    reindex(session, people)


def _person(random: Random, country: str) -> dict[str, Any]:
    first, last = person_in(random, country)
    mailbox = fold(f"{first} {last}").replace(" ", ".")[:60].rstrip(".")
    return {
        "first_name": first,
        "last_name": last,
        "job_title": JOB_TITLES.draw(random),
        "email": f"{mailbox}@example.net" if random.random() < 0.9 else None,
        "phone": written(random, PHONES[country]) if random.random() < 0.8 else None,
    }
