"""What a customer is found by beside its own fields: its people, its places, the phones and
e-mails by which it was reached before, and the customers that were merged into it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import case, select
from sqlmodel import Session, col

from clientapp.ledger.dialect import among, dialect_of
from clientapp.ledger.merges import merged_away
from clientapp.models import (
    Action,
    Address,
    Change,
    Contact,
    Customer,
    CustomerAddress,
    CustomerContact,
    Operation,
)


class Person(NamedTuple):
    """A contact of a customer."""

    id: int = 0
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    phone: str | None = None
    phone2: str | None = None


class Place(NamedTuple):
    """A place of a customer, and who lets one in."""

    id: int = 0
    label: str | None = None
    street: str | None = None
    street2: str | None = None
    city: str | None = None
    state: str | None = None
    postal_code: str | None = None
    country: str | None = None
    access_name: str | None = None
    access_email: str | None = None
    access_phone: str | None = None


PHONES = ("phone", "phone2")
REACHED = (*PHONES, "email")
"""The columns of a customer and of a contact whose former values are kept in mind."""


@dataclass
class Known:
    """What is known of one customer: the primary contact and the primary site come first.

    `former_phones` and `former_emails` are in the order in which they were given up; one that a
    person took along who is a contact no more counts as well. `former_names` are the names,
    numbers and external ids of customers that were merged into it.
    """

    people: list[Person]
    places: list[Place]
    former_phones: list[str] = field(default_factory=list[str])
    former_emails: list[str] = field(default_factory=list[str])
    former_names: list[str] = field(default_factory=list[str])

    def gave_up(self, values: Mapping[str, Any]) -> None:
        """Note values by column that do not count any more."""
        self.former_phones += [values[name] for name in PHONES if values.get(name)]
        self.former_emails += filter(None, [values.get("email")])


def known_of(session: Session, ids: Collection[int]) -> dict[int, Known]:
    """What is known of customers, by their ids, in three statements, or six where customers were
    merged into some."""
    if not ids:
        return {}
    found = {customer_id: Known([], []) for customer_id in ids}
    merges: set[int] = set()

    def rows(statement: Any, column: Any) -> Iterable[Any]:
        some = statement.where(among(dialect_of(session), column, ids))
        found: Any = session.connection().execute(some)
        return found

    for customer_id, left, *values in rows(_PEOPLE, _AT_PERSON):
        person = Person(*values)
        if left:
            found[customer_id].gave_up(person._asdict())
        else:
            found[customer_id].people.append(person)
    for customer_id, *values in rows(_PLACES, _AT_PLACE):
        found[customer_id].places.append(Place(*values))
    for customer_id, before, merge in rows(_BEFORE, col(Change.about_id)):
        found[customer_id].gave_up(before or {})
        if merge is not None:
            merges.add(merge)
    for customer_id, values in _merged_into(session, merges):
        if customer_id in found:
            found[customer_id].gave_up(values)
            found[customer_id].former_names += [values[n] for n in _NAMES if values[n]]
    return found


def _merged_into(session: Session, merges: Collection[int]) -> Iterator[tuple[int, Any]]:
    """The customers that lie in Trash since these operations merged them: into which one, and
    their columns."""
    if not merges:
        return
    details: Any = select(col(Operation.details)).where(col(Operation.id).in_(merges))
    told: Iterable[Mapping[str, Any]] = session.connection().execute(details).scalars()
    candidates: set[int] = {each for merge in told for each in merge.get("merged", ())}
    away = merged_away(session, "customer", candidates)
    rows = select(*_MERGED).where(col(Customer.id).in_(away)).order_by(col(Customer.id))
    for row in session.connection().execute(rows).mappings():
        yield away[row["id"]].survivor_id, row


_NAMES = ("display_name", "number", "external_id", "external_id2")
_MERGED: list[Any] = [getattr(Customer, name) for name in ("id", *_NAMES, *REACHED)]


_AT_PERSON, _AT_PLACE = col(CustomerContact.customer_id), col(CustomerAddress.customer_id)

_left: Any = col(CustomerContact.trashed_at).is_not(None)
_people: list[Any] = [_AT_PERSON, _left, *(getattr(Contact, name) for name in Person._fields)]
_PEOPLE: Any = (
    select(*_people)
    .join(Contact, col(Contact.id) == CustomerContact.contact_id)
    .order_by(_AT_PERSON, col(CustomerContact.is_primary).desc(), col(CustomerContact.id))
)

_places: list[Any] = [_AT_PLACE, *(getattr(Address, name) for name in Place._fields)]
_PLACES: Any = (
    select(*_places)
    .join(Address, col(Address.id) == CustomerAddress.address_id)
    .where(col(CustomerAddress.trashed_at).is_(None))
    .order_by(
        _AT_PLACE,
        col(CustomerAddress.is_primary_site).desc(),
        col(CustomerAddress.is_billing).desc(),
        col(CustomerAddress.id),
    )
)

_BEFORE: Any = (
    select(
        col(Change.about_id),
        col(Change.before),
        case((col(Change.action) == Action.MERGE, col(Change.operation_id))),
    )
    .where(
        col(Change.about_kind) == "customer",
        col(Change.record_kind).in_(("customer", "contact")),
        col(Change.action).in_((Action.UPDATE, Action.MERGE)),
    )
    .order_by(col(Change.id))
)
