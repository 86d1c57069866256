"""Reading customers for the screens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Row
from sqlmodel import Session, col

from clientapp.customers.columns import CUSTOMER_SOURCES, USUAL, WARNED, contact_name
from clientapp.customers.derived import SEARCH
from clientapp.customers.fields import CUSTOMER_FIELDS, FORM_FIELDS
from clientapp.customers.filters import CUSTOMER_FILTERS, UNREACHABLE
from clientapp.customers.reading import read_values
from clientapp.customers.warnings import warnings
from clientapp.editing.validation import shown_value
from clientapp.ledger import history as ledger_history
from clientapp.listing import statement
from clientapp.listing.filters import LAST_MONTH, THIS_MONTH, Column
from clientapp.listing.listed import Listed, Sort
from clientapp.listing.request import Condition, ListRequest
from clientapp.listing.total import total
from clientapp.models import Customer, Kind, Status
from clientapp.picklists.queries import labels_of


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

    A tuple, since the names of the columns would travel fifty times with every page. `warnings`
    are labels with their reasons; `cells` follow the columns that were asked for.
    """

    id: int
    name: str
    person: str
    warnings: tuple[tuple[str, str], ...]
    cells: tuple[str, ...]


def customer_page(
    session: Session,
    request: ListRequest,
    known_total: int | None = None,
    columns: tuple[str, ...] = USUAL,
) -> list[CustomerRow]:
    """One page of customers, in order.

    Args:
        columns: the names of those that are shown (`customers.columns.COLUMNS`), in order.
    """
    ids = statement.page(session, CUSTOMERS, request, known_total)
    texts = [CUSTOMER_SOURCES.by_name[name].text for name in columns]
    return [_shown(row, texts) for row in CUSTOMER_SOURCES.rows(session, ids, columns)]


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


def _shown(row: Row[Any], texts: Sequence[Callable[[Row[Any]], str]]) -> CustomerRow:
    person = contact_name(row)
    return CustomerRow(
        id=row.id,
        name=row.display_name,
        person="" if person == row.display_name else person,
        warnings=_warnings(row) if row.do_not_service or row.bad_debt else (),
        cells=tuple(text(row) for text in texts),
    )


def _warnings(row: Row[Any]) -> tuple[tuple[str, str], ...]:
    return warnings({name: getattr(row, name) for name in WARNED})


@dataclass(frozen=True)
class CustomerRecord:
    """A customer as the record page shows it. `values` are texts by field name, `warnings` labels
    with their reasons."""

    id: int
    version: int
    name: str
    number: str
    active: bool
    in_trash: bool
    named: bool
    values: dict[str, str]
    warnings: tuple[tuple[str, str], ...] = ()


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
        values={f.name: shown_value(values[f.name]) for f in FORM_FIELDS},
        warnings=warnings(values),
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
