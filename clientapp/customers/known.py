"""What a customer is found by beside its own fields: its people, its places, and the phones and
e-mails by which it was reached before."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from clientapp.ledger.dialect import among, dialect_of
from clientapp.models import Action, Address, Change, Contact, CustomerAddress, CustomerContact


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
    person took along who is a contact no more counts as well.
    """

    people: list[Person]
    places: list[Place]
    former_phones: list[str]
    former_emails: list[str]

    def gave_up(self, values: Mapping[str, Any]) -> None:
        """Note values by column that do not count any more."""
        self.former_phones += [values[name] for name in PHONES if values.get(name)]
        self.former_emails += filter(None, [values.get("email")])


def known_of(session: Session, ids: Collection[int]) -> dict[int, Known]:
    """What is known of customers, by their ids, in three statements."""
    found = {customer_id: Known([], [], [], []) for customer_id in ids}

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
    for customer_id, before in rows(_BEFORE, col(Change.about_id)):
        found[customer_id].gave_up(before or {})
    return found


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
    select(col(Change.about_id), col(Change.before))
    .where(
        col(Change.about_kind) == "customer",
        col(Change.record_kind).in_(("customer", "contact")),
        col(Change.action) == Action.UPDATE,
    )
    .order_by(col(Change.id))
)
