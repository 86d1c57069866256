"""Customers as they were."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from clientapp.customers import rules
from clientapp.customers.fields import STORED
from clientapp.field import Home
from clientapp.ledger.as_of import Key, Row
from clientapp.ledger.dialect import among, dialect_of
from clientapp.ledger.past import last_before, rows_at
from clientapp.models import Customer, Operation, PicklistOption

KIND = "customer"
LINK, PLACE_LINK, TAG = "customer_contact", "customer_address", "customer_tag"
FORMER = "former contact"

HELD_AS = [(field.name, field.home, field.stored_as) for field in STORED]

Values = dict[str, Any]
Rows = Mapping[Key, Row]


class Beside(NamedTuple):
    """What is known of customers beside the rows that the ledger keeps.

    Attributes:
        stamps: when and by whom each was created and last modified, by its id.
        codes: the codes of categories, by their ids.
    """

    stamps: Mapping[int, Values]
    codes: Mapping[int, str | None]


def customer_at(session: Session, customer_id: int, moment: datetime) -> Values | None:
    """All fields of a customer as they were just before a moment; see `customers_at`.

    Returns:
        None if it did not exist yet.
    """
    return customers_at(session, [customer_id], moment).get(customer_id)


def customers_at(
    session: Session,
    ids: Collection[int],
    moment: datetime,
    parts: Collection[str] | None = None,
    *,
    stamped: bool = False,
) -> dict[int, Values]:
    """All fields of customers as they were just before a moment (with a time zone), in a number of
    statements that does not depend on theirs.

    Args:
        parts: the kinds of rows that matter; what others hold counts as empty.
        stamped: whether it matters who modified them last, and when; else it is as now.

    Returns:
        What `values_of` says of each, by id; those that did not exist yet are left out.
    """
    rows = rows_at(session, KIND, ids, moment, parts)
    there = [each for each in ids if (KIND, each) in rows]
    return values_of(rows, there, beside(session, there, moment if stamped else None))


def beside(session: Session, ids: Collection[int], moment: datetime | None = None) -> Beside:
    """What is known of customers beside their rows, as it is now.

    Args:
        moment: say by whom and when they were modified last before it. Who was not, though it was
            there, counts as modified as it is now.
    """
    names = ("id", "created_at", "created_by_id", "modified_at", "modified_by_id")
    columns: list[Any] = [getattr(Customer, name) for name in names]
    found = select(*columns).where(among(dialect_of(session), col(Customer.id), ids))
    stamps = {row["id"]: dict(row) for row in session.connection().execute(found).mappings()}
    last = last_before(session, KIND, ids, moment) if moment else {}
    for each, operation in last.items():
        stamps[each] |= modified_by(operation)
    codes = select(col(PicklistOption.id), col(PicklistOption.code)).where(
        col(PicklistOption.code).is_not(None)
    )
    return Beside(stamps, {row[0] or 0: row[1] for row in session.connection().execute(codes)})


def modified_by(operation: Operation) -> Values:
    """What the system notes of an operation with the customers that it writes to."""
    return {"modified_at": operation.started_at, "modified_by_id": operation.actor_id}


def values_of(rows: Rows, ids: Collection[int], known: Beside) -> dict[int, Values]:
    """Customers by the rows of some moment.

    Returns:
        By id: values by field name with `display_name`, `created_by_id`,
        `modified_by_id`, `in_trash`, `tags` (the ids of its tags), and the rows of its people and
        addresses, `contacts` and `places`, the primary ones first, and of its former people,
        `former_contacts`.
    """
    linked: dict[tuple[str, int], list[Values]] = {}
    for (kind, _id), row in rows.items():
        if kind in (LINK, PLACE_LINK, TAG):
            key = FORMER if row.in_trash else kind
            if key != FORMER or kind == LINK:
                linked.setdefault((key, row.values["customer_id"]), []).append(row.values)
    return {
        each: _values(rows, linked, each, known.codes) | known.stamps.get(each, {}) for each in ids
    }


def _values(
    rows: Rows,
    linked: Mapping[tuple[str, int], list[Values]],
    customer_id: int,
    codes: Mapping[int, str | None],
) -> Values:
    own = rows[KIND, customer_id]
    people, places = (linked.get((kind, customer_id), []) for kind in (LINK, PLACE_LINK))
    held = {
        Home.PRIMARY_CONTACT: _held(rows, "contact", people, "is_primary"),
        Home.SITE: _held(rows, "address", places, "is_primary_site"),
        Home.BILLING: _held(rows, "address", places, "is_billing"),
    }
    values = {name: held.get(home, own.values).get(column) for name, home, column in HELD_AS}
    name = rules.display_name(values)
    return values | {
        "id": customer_id,
        "display_name": name,
        "name": name,
        "contact_name": rules.person_name(values) or None,
        "category_code": codes.get(values["category"] or 0),
        "in_trash": own.in_trash,
        "tags": {link["tag_id"] for link in linked.get((TAG, customer_id), [])},
        "contacts": _rows(rows, "contact", people, "is_primary"),
        "places": _rows(rows, "address", places, "is_primary_site"),
        "former_contacts": _rows(
            rows, "contact", linked.get((FORMER, customer_id), []), "is_primary"
        ),
    }


def _held(rows: Rows, kind: str, links: list[Values], tick: str) -> Values:
    """The values of the row whose link has a tick; empty if none has it."""
    found = _rows(rows, kind, [link for link in links if link[tick]], tick)
    return found[0] if found else {}


def _rows(rows: Rows, kind: str, links: list[Values], first: str) -> list[Values]:
    """The rows that links lead to, the one with the tick first."""
    ordered = sorted(links, key=lambda link: not link[first])
    keys = ((kind, link[f"{kind}_id"]) for link in ordered)
    return [rows[key].values for key in keys if key in rows]
