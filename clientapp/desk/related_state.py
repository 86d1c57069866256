"""Records of one kind inside the record of another: the customers of an organization."""

import asyncio
from collections.abc import Mapping
from typing import Any, ClassVar

from clientapp import routes
from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events
from clientapp.desk.rows_state import DeskRowsState, OfDesk
from clientapp.listing.columns import shown
from clientapp.listing.filters import EVEN_IN_TRASH
from clientapp.listing.request import Condition, ListRequest


class OfOthers(OfDesk):
    """Fields that the kind of record has, without the one that all rows of the list share: names,
    or what is known by names."""

    def __get__(self, _state: object, owner: Any) -> Any:
        found: Mapping[str, Any] | tuple[str, ...] = super().__get__(_state, owner)
        if isinstance(found, tuple):
            return tuple(name for name in found if name != owner.THROUGH)
        return {name: each for name, each in found.items() if name != owner.THROUGH}


class RelatedState(DeskRowsState, mixin=True):
    """Rows of the record that the URL names: those that the filter `THROUGH` finds by its id.

    Search, order, filters and page stand in no URL; another record begins anew. The rows can be
    ticked by who has the permission `TICKS`; `of` is the record.
    """

    of: int = 0

    THROUGH: ClassVar[str] = ""
    MENU: ClassVar[Any] = OfDesk(lambda desk: f"filters-of-{desk.listed.kind}")
    TICKS: ClassVar[Permission] = Permission.EDIT
    FIRST: ClassVar[Any] = OfOthers(lambda desk: desk.first)
    FILTERS: ClassVar[Any] = OfOthers(lambda desk: desk.listed.filters)
    USUAL: ClassVar[Any] = OfOthers(lambda desk: desk.usual)

    def _fixed(self) -> tuple[Condition, ...]:
        """What makes a record one of these; neither chips nor filters tell of it."""
        return (Condition(self.THROUGH, (f"{EVEN_IN_TRASH}{self.of}",)),)

    def _within(self, request: ListRequest) -> ListRequest:
        return request.within(self._fixed())

    async def _asked(self, query: Mapping[str, str]) -> ListRequest:  # noqa: ARG002
        of = routes.id_in(self.router.url.path)
        if of != self.of:
            self._unselect()
            self._put(of=of, loaded=False, rows=[], cleared="")
            self._total = None
            self._take(ListRequest(size=self.size))
        return self._request()

    async def _arrive(self) -> bool:
        columns = shown(self.USUAL, self.DESK.sources.columns, self.SORTS, own=False)
        names = list(self.USUAL)
        self._put(columns=columns, column_names=names, bulk=current_user().may(self.TICKS))
        return False

    async def _go(self, request: ListRequest) -> Events:
        self._take(request)
        async for event in self._show():
            yield event

    async def _page(
        self, request: ListRequest, known_total: int | None
    ) -> tuple[list[Any], int | None]:
        within, columns = self._within(request), tuple(self.column_names)
        return await asyncio.to_thread(self._read, within, known_total, columns)
