"""Ticking records of a list: one, a range, a page, or everything that the list finds."""

import reflex as rx

from clientapp.access.permissions import Permission
from clientapp.access.requires import requires
from clientapp.bulk.selection import Selection
from clientapp.listing.state import ListState

CLEARED = "The selection was cleared, since the list shows other records now."
MOST = 20_000
"""Records that can be ticked one by one; "Select all …" has no such limit."""


class SelectionState(ListState, mixin=True):
    """A list whose rows can be ticked. The ticks survive turning pages (docs/decisions.md, 13).

    `ticked` holds the ids on this page only, since a browser is sent all of it with each tick.
    """

    bulk: bool = False
    ticked: list[int] = []
    chosen: int = 0
    chosen_words: str = "0"
    everything: bool = False
    cleared: str = ""

    _ids: set[int] = set()
    _excluded: set[int] = set()
    _last: int = 0

    @rx.var  # pyright: ignore[reportUnknownMemberType]
    def page_ticked(self) -> bool:
        """Whether every row of the page is ticked."""
        return bool(self.ticked) and len(self.ticked) == len(self.rows)

    @rx.event
    @requires(Permission.SEE)
    async def turn_bulk(self) -> None:
        """ "Bulk edit" shows the tick boxes; pressed again it ends."""
        self.bulk = not self.bulk
        self._unselect()
        self._put(cleared="")

    @rx.event
    @requires(Permission.SEE)
    async def tick(self, row_id: int, ticked: bool, shift: bool) -> None:
        """A row was ticked or unticked; with the shift key all rows from the last one to it."""
        here = [row[0] for row in self.rows]
        if not self.bulk or row_id not in here:
            return
        span = [row_id]
        if shift and self._last in here:
            first, last = sorted((here.index(self._last), here.index(row_id)))
            span = here[first : last + 1]
        self._last = row_id
        self._mark(span, ticked)

    @rx.event
    @requires(Permission.SEE)
    async def tick_page(self, ticked: bool) -> None:
        """The box in the header: all on this page, or none of them."""
        if self.bulk:
            self._mark([row[0] for row in self.rows], ticked)

    @rx.event
    @requires(Permission.SEE)
    async def select_everything(self) -> None:
        """ "Select all 3,214 customers": what the list finds, on every page."""
        if self.bulk:
            self.everything, self._excluded = True, set()
            self._show_ticks()

    @rx.event
    @requires(Permission.SEE)
    async def unselect(self) -> None:
        """Nothing is ticked any more."""
        self._unselect()

    def _mark(self, ids: list[int], ticked: bool) -> None:
        if self.everything:
            self._excluded = self._excluded - {*ids} if ticked else self._excluded | {*ids}
        elif ticked and len(self._ids) < MOST:
            self._ids = self._ids | {*ids}
        elif not ticked:
            self._ids = self._ids - {*ids}
        self._put(cleared="")
        self._show_ticks()

    def _show_ticks(self) -> None:
        here = [row[0] for row in self.rows]
        if self.everything:
            count = max((self._total or 0) - len(self._excluded), 0)
            ticked = [row_id for row_id in here if row_id not in self._excluded]
        else:
            count, ticked = len(self._ids), [row_id for row_id in here if row_id in self._ids]
        self._put(chosen=count, chosen_words=f"{count:,}", ticked=ticked)

    def _unselect(self) -> None:
        self._ids, self._excluded, self._last = set(), set(), 0
        self._put(everything=False, chosen=0, chosen_words="0", ticked=[])

    def _rows_changed(self) -> None:
        super()._rows_changed()
        if self.bulk:
            self._show_ticks()

    def _finds_others(self) -> None:
        super()._finds_others()
        if self.chosen:
            self._unselect()
            self._put(cleared=CLEARED)

    def _selection(self) -> Selection:
        """What is ticked, for a command; the rows are looked up anew when it runs."""
        if self.everything:
            found = self._within(self._request())
            return Selection(request=found, excluded=frozenset(self._excluded))
        return Selection(ids=tuple(sorted(self._ids)))
