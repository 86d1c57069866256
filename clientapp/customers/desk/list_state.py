"""The list of customers: what Customers Dashboard holds."""

import asyncio
from collections.abc import Collection
from typing import ClassVar

import reflex as rx

from clientapp import routes
from clientapp.bulk.selection_state import SelectionState
from clientapp.customers.columns import COLUMNS, USUAL
from clientapp.customers.queries import (
    CUSTOMERS,
    CustomerRow,
    Tiles,
    customer_page,
    customer_tiles,
    customer_total,
)
from clientapp.database import reading
from clientapp.listing.changes import changed_since
from clientapp.listing.columns import Shown, shown
from clientapp.listing.filter_state import FilterState
from clientapp.listing.request import ListRequest
from clientapp.listing.total import newest_operation, total_at_hand
from clientapp.segments.naming_state import NamingState
from clientapp.segments.team_columns_state import TeamColumnsState


class CustomerListState(SelectionState, FilterState, NamingState, TeamColumnsState, rx.State):
    """Customers Dashboard."""

    rows: list[CustomerRow] = []
    columns: list[Shown] = shown(USUAL, COLUMNS, CUSTOMERS.sorts, own=False)
    column_names: list[str] = list(USUAL)
    tiles: Tiles = Tiles(0, 0, 0, 0, 0, 0)

    _tiles_of: int = -1

    LISTED: ClassVar = CUSTOMERS
    SORTS: ClassVar = CUSTOMERS.sorts
    FILTERS: ClassVar = CUSTOMERS.filters
    FIRST: ClassVar = ("industry", "category", "city", "status")
    COLUMNS: ClassVar = COLUMNS
    USUAL: ClassVar = USUAL
    VIEW: ClassVar = "customers"
    ADDRESS: ClassVar = routes.CUSTOMERS
    NOUN: ClassVar = ("customer", "customers")

    @rx.var  # pyright: ignore[reportUnknownMemberType]
    def any_customers(self) -> bool:
        """Whether there are customers at all, by what the tiles say."""
        return self.tiles[1] + self.tiles[2] > 0

    @staticmethod
    def _read(
        request: ListRequest, known: int | None, columns: tuple[str, ...] = USUAL
    ) -> tuple[list[CustomerRow], int | None]:
        with reading() as session:
            if known is None:
                known = total_at_hand(session, CUSTOMERS, request)
            return customer_page(session, request, known, columns), known

    @staticmethod
    def _count(request: ListRequest) -> int:
        with reading() as session:
            return customer_total(session, request)

    @staticmethod
    def _newest() -> int:
        with reading() as session:  # a choice that was renamed stands in the rows too
            return max(newest_operation(session, kind) for kind in ("customer", "picklist_option"))

    @staticmethod
    def _changed(request: ListRequest, since: int, shown: Collection[int]) -> int:
        with reading() as session:
            return changed_since(session, CUSTOMERS, request, since, shown)

    @staticmethod
    def _counted() -> Tiles:
        with reading() as session:
            return customer_tiles(session)

    async def _beside(self, request: ListRequest) -> None:
        await super()._beside(request)
        if self._tiles_of != self._seen:
            self._tiles_of = self._seen
            self._put(tiles=await asyncio.to_thread(self._counted))
