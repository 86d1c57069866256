"""The list of customers: what Customers Dashboard holds."""

import asyncio
from typing import ClassVar

import reflex as rx

from clientapp.customers.queries import CUSTOMERS, Tiles, customer_tiles
from clientapp.database import reading
from clientapp.desk.list_state import DeskState
from clientapp.listing.request import ListRequest


class CustomerListState(DeskState, rx.State):
    """Customers Dashboard."""

    tiles: Tiles = Tiles(0, 0, 0, 0, 0, 0)

    _tiles_of: int = -1

    KIND: ClassVar = CUSTOMERS.kind

    @rx.var  # pyright: ignore[reportUnknownMemberType]
    def any_customers(self) -> bool:
        """Whether there are customers at all, by what the tiles say."""
        return self.tiles[1] + self.tiles[2] > 0

    @staticmethod
    def _tell() -> Tiles:
        with reading() as session:
            return customer_tiles(session)

    async def _beside(self, request: ListRequest) -> None:
        await super()._beside(request)
        if self._tiles_of != self._seen:
            self._tiles_of = self._seen
            self._put(tiles=await asyncio.to_thread(self._tell))
