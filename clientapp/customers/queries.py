"""Reading customers for the screens."""

from typing import Any, NamedTuple

from sqlalchemy import Row
from sqlmodel import Session, col

from clientapp.customers.columns import CUSTOMER_SOURCES, USUAL, WARNED, contact_name
from clientapp.customers.derived import SEARCH
from clientapp.customers.filters import CUSTOMER_FILTERS, UNREACHABLE
from clientapp.customers.warnings import warnings
from clientapp.desk.kind import DeskKind
from clientapp.desk.rows import DeskRow, desk_rows
from clientapp.listing.filters import LAST_MONTH, THIS_MONTH, Column
from clientapp.listing.listed import Listed, Sort
from clientapp.listing.request import Condition, ListRequest
from clientapp.listing.total import total
from clientapp.models import Customer, Kind, Status


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
    beside=("organization", "property"),
    sorts={
        "name": Sort(NAME),
        "industry": Sort(NAME, option=_column(Customer.industry_id)),
        "category": Sort(NAME, option=_column(Customer.category_id)),
        "place": Sort(_column(Customer.place_key), may_be_empty=True),
    },
    filters=CUSTOMER_FILTERS,
)
"""How customers are listed."""


def _under(row: Row[Any]) -> str:
    """The primary contact, unless the customer is called so."""
    person = contact_name(row)
    return "" if person == row.display_name else person


def _warnings(row: Row[Any]) -> tuple[tuple[str, str], ...]:
    if not (row.do_not_service or row.bad_debt):
        return ()
    return warnings({name: getattr(row, name) for name in WARNED})


CUSTOMER_DESK = DeskKind(
    CUSTOMERS,
    CUSTOMER_SOURCES,
    USUAL,
    first=("industry", "category", "city", "status"),
    under=_under,
    warnings=_warnings,
)
"""How customers stand on their list page."""


def customer_page(
    session: Session,
    request: ListRequest,
    known_total: int | None = None,
    columns: tuple[str, ...] = USUAL,
) -> list[DeskRow]:
    """One page of customers, in order, with these columns."""
    return desk_rows(session, CUSTOMER_DESK, request, known_total, columns)


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
