"""The list of customers: what Customers Dashboard holds."""

from typing import ClassVar

import reflex as rx

from clientapp import routes
from clientapp.customers.queries import CUSTOMERS, CustomerRow, customer_page, customer_total
from clientapp.database import reading
from clientapp.listing.request import ListRequest
from clientapp.listing.state import ListState
from clientapp.listing.total import newest_operation, total_at_hand


class CustomerListState(ListState, rx.State):
    """Customers Dashboard."""

    rows: list[CustomerRow] = []

    SORTS: ClassVar = CUSTOMERS.sorts
    ADDRESS: ClassVar = routes.CUSTOMERS
    NOUN: ClassVar = ("customer", "customers")

    @staticmethod
    def _read(request: ListRequest, known: int | None) -> tuple[list[CustomerRow], int | None]:
        with reading() as session:
            if known is None:
                known = total_at_hand(session, CUSTOMERS, request)
            return customer_page(session, request, known), known

    @staticmethod
    def _count(request: ListRequest) -> int:
        with reading() as session:
            return customer_total(session, request)

    @staticmethod
    def _newest() -> int:
        with reading() as session:
            return newest_operation(session, "customer")
