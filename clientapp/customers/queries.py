"""Reading customers for the screens."""

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from clientapp.customers.derived import SEARCH
from clientapp.customers.fields import CUSTOMER_FIELDS
from clientapp.customers.filters import CUSTOMER_FILTERS, UNREACHABLE
from clientapp.customers.reading import read_values, with_parts
from clientapp.customers.rules import person_name
from clientapp.editing.validation import shown_value
from clientapp.formatting import national_phone, place_line
from clientapp.ledger import history as ledger_history
from clientapp.listing import statement
from clientapp.listing.filters import LAST_MONTH, THIS_MONTH, Column
from clientapp.listing.listed import Listed, Sort
from clientapp.listing.request import Condition, ListRequest
from clientapp.listing.total import total
from clientapp.models import Address, Contact, Customer, Kind, PicklistOption, Status
from clientapp.picklists.queries import labels_of
from clientapp.settings import settings

Industry = aliased(PicklistOption)
Category = aliased(PicklistOption)


def _column(attribute: Any) -> Column:
    """An attribute of a model as the column that it is."""
    return attribute


NAME = _column(Customer.name_key)

CUSTOMERS = Listed(
    kind="customer",
    id=_column(Customer.id),
    name_key=NAME,
    live=col(Customer.trashed_at).is_(None),
    index=SEARCH,
    sorts={
        "name": Sort(NAME),
        "industry": Sort(NAME, option=_column(Customer.industry_id)),
        "category": Sort(NAME, option=_column(Customer.category_id)),
        "place": Sort(_column(Customer.place_key), may_be_empty=True),
    },
    filters=CUSTOMER_FILTERS,
)
"""How customers are listed."""


class CustomerRow(NamedTuple):
    """A customer as the list shows it; texts are ready to be read.

    A tuple, since the names of the columns would travel fifty times with every page.
    """

    id: int
    name: str
    person: str
    kind: str
    industry: str
    category: str
    phone: str
    place: str
    active: bool


def customer_page(
    session: Session, request: ListRequest, known_total: int | None = None
) -> list[CustomerRow]:
    """One page of customers, in order."""
    ids = statement.page(session, CUSTOMERS, request, known_total)
    found = session.connection().execute(_columns(), {"ids": ids})
    rows = {row.id: row for row in found}
    return [_shown(rows[row_id]) for row_id in ids]


def customer_total(session: Session, request: ListRequest) -> int:
    """How many customers the request finds."""
    return total(session, CUSTOMERS, request)


class Tiles(NamedTuple):
    """How the live customers stand: the strip above the list. Each number but one is a filter.

    `new` were created this month, `new_before` in the whole month before; `unreachable` have
    neither a phone nor an e-mail.
    """

    active: int
    commercial: int
    residential: int
    new: int
    new_before: int
    unreachable: int


def customer_tiles(session: Session) -> Tiles:
    """The numbers above the list."""

    def find(name: str, value: str) -> int:
        return total(session, CUSTOMERS, ListRequest(filters=(Condition(name, (value,)),)))

    return Tiles(
        active=find("status", Status.ACTIVE),
        commercial=find("kind", Kind.COMMERCIAL),
        residential=find("kind", Kind.RESIDENTIAL),
        new=find("new", THIS_MONTH),
        new_before=find("new", LAST_MONTH),
        unreachable=find("problems", UNREACHABLE),
    )


@cache
def _columns() -> Select[Any]:
    """The columns of the list, put together once: building takes longer than asking."""
    columns: list[Any] = [
        Customer.id,
        Customer.display_name,
        Customer.kind,
        Customer.status,
        Customer.phone,
        Customer.phone_e164,
        Customer.phone_extension,
        Contact.first_name,
        Contact.last_name,
        Address.street,
        Address.city,
        col(Industry.label).label("industry"),
        col(Category.label).label("category"),
    ]
    return (
        with_parts(select(*columns).select_from(Customer))
        .outerjoin(Industry, Industry.id == col(Customer.industry_id))
        .outerjoin(Category, Category.id == col(Customer.category_id))
        .where(col(Customer.id).in_(bindparam("ids", expanding=True)))
    )


def _shown(row: Row[Any]) -> CustomerRow:
    person = person_name({"first_name": row.first_name, "last_name": row.last_name})
    return CustomerRow(
        id=row.id,
        name=row.display_name,
        person="" if person == row.display_name else person,
        kind=row.kind.capitalize(),
        industry=row.industry or "",
        category=row.category or "",
        phone=shown_phone(row.phone, row.phone_e164, row.phone_extension),
        place=place_line(row.street, row.city),
        active=row.status == Status.ACTIVE,
    )


def shown_phone(typed: str | None, e164: str | None, extension: str | None) -> str:
    """A phone in national form where it could be read, else as it was typed."""
    return national_phone(e164, extension, settings().country) if e164 else typed or ""


@dataclass(frozen=True)
class CustomerRecord:
    """A customer as the record page shows it. `values` are texts by field name."""

    id: int
    version: int
    name: str
    number: str
    active: bool
    in_trash: bool
    named: bool
    values: dict[str, str]


def customer_record(session: Session, customer_id: int) -> CustomerRecord | None:
    """One customer, or None if there is no such."""
    values = read_values(session, [customer_id]).get(customer_id)
    if values is None:
        return None
    return CustomerRecord(
        id=customer_id,
        version=values["version"],
        name=values["display_name"],
        number=values["number"],
        active=values["status"] == Status.ACTIVE,
        in_trash=values["trashed_at"] is not None,
        named=bool(values["first_name"] or values["last_name"]),
        values={f.name: shown_value(values[f.name]) for f in CUSTOMER_FIELDS},
    )


def customer_history(session: Session, customer_id: int, limit: int = 50) -> ledger_history.History:
    """The newest entries of a customer's history."""
    return ledger_history.history(
        session,
        "customer",
        customer_id,
        CUSTOMER_FIELDS,
        lambda ids: labels_of(session, ids),
        limit,
    )
