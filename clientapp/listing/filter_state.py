"""Filtering a list: the menu of choices, the chips that say what is chosen."""

import asyncio
from collections.abc import Collection
from typing import ClassVar

import reflex as rx

from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.listing.choices import Chip, Choice
from clientapp.listing.request import Condition, ListRequest
from clientapp.listing.state import ListState

MANY = 12
"""With more choices than this, the menu has a box to find one."""

MOST_CHOICES = 300
"""So many are offered at once; the others are found by typing."""


class FilterState(ListState, mixin=True):
    """A list with filters. The record's state says what there is to choose in `_choices` and how
    the chosen is called in `_chips`; both run in a thread.

    `FIRST` are the filters with a button of their own; the others stand under "More". `words` says
    what is chosen, by filter; `alone` are the filters as the URL has them ("status=active"), by
    which a tile knows that it is pressed.
    """

    chips: list[Chip] = []
    words: dict[str, str] = {}
    other_chips: list[Chip] = []
    alone: list[str] = []
    menu: str = ""
    menu_label: str = ""
    menu_negated: bool = False
    menu_finds: bool = False
    choices: list[Choice] = []
    picked: list[str] = []

    FIRST: ClassVar[Collection[str]] = ()

    _chips_of: tuple[Condition, ...] = ()

    @staticmethod
    def _choices(request: ListRequest, name: str, find: str) -> list[Choice]:
        """What can be chosen in a filter, with counts."""
        raise NotImplementedError

    @staticmethod
    def _chips(request: ListRequest) -> list[Chip]:
        """The filters of a request in words."""
        raise NotImplementedError

    @rx.event
    @requires(Permission.SEE)
    async def open_filter(self, name: str) -> None:
        """The menu of a filter was opened; without a name, the list of all filters."""
        if name not in self.FILTERS:
            self._put(menu="", menu_label="Filters", choices=[], picked=[], menu_finds=False)
            return
        found = await asyncio.to_thread(self._choices, self._request(), name, "")
        self._put(menu=name, menu_label=self.FILTERS[name].label, choices=found)
        self._put(menu_finds=len(found) > MANY, menu_negated=False)
        self._pick(self._request().condition(name))

    @rx.event(supersedes=True)
    @requires(Permission.SEE)
    async def find_choice(self, text: str) -> None:
        """A key was pressed in the menu's box."""
        if self.menu in self.FILTERS:
            request = self._request()
            self.choices = await asyncio.to_thread(self._choices, request, self.menu, text[:100])

    @rx.event
    @requires(Permission.SEE)
    async def choose(self, value: str, ticked: bool) -> Events:
        """A choice of the open menu was ticked or unticked."""
        chosen = {*self.picked, value} if ticked else {*self.picked} - {value}
        async for event in self._choose(chosen, self.menu_negated):
            yield event

    @rx.event
    @requires(Permission.SEE)
    async def negate(self, how: str) -> Events:
        """Has any of the choices, or none of them."""
        self.menu_negated = how == "none"
        if self.picked:
            async for event in self._choose({*self.picked}, self.menu_negated):
                yield event

    @rx.event
    @requires(Permission.SEE)
    async def clear_filter(self, name: str) -> Events:
        """A chip was removed."""
        async for event in self._filter(self._request().filtered(name, ())):
            yield event

    @rx.event
    @requires(Permission.SEE)
    async def clear_filters(self) -> Events:
        """ "Clear all"."""
        async for event in self._filter(self._request().unfiltered()):
            yield event

    @rx.event
    @requires(Permission.SEE)
    async def turn_tile(self, name: str, value: str) -> Events:
        """A tile is a filter: pressed again it is none."""
        if name not in self.FILTERS or not self.FILTERS[name].reads(value):
            return
        request = self._request()
        on = request.condition(name) == Condition(name, (value,))
        async for event in self._filter(request.filtered(name, () if on else (value,))):
            yield event

    async def _choose(self, values: set[str], negated: bool) -> Events:
        if self.menu not in self.FILTERS:
            return
        known = {value for value in values if self.FILTERS[self.menu].reads(value)}
        async for event in self._filter(self._request().filtered(self.menu, known, negated)):
            yield event

    async def _filter(self, request: ListRequest) -> Events:
        if self.menu:
            self._pick(request.condition(self.menu))
        async for event in self._go(request):
            yield event

    def _pick(self, condition: Condition | None) -> None:
        self._put(picked=list(condition.values) if condition else [])
        if condition:
            self._put(menu_negated=condition.negated)

    async def _beside(self, request: ListRequest) -> None:
        await super()._beside(request)
        if self._chips_of != request.filters:
            self._chips_of = request.filters
            self._put(alone=[f"{each.name}={each.text}" for each in request.filters])
            chips = await asyncio.to_thread(self._chips, request) if request.filters else []
            self._put(chips=chips, words={chip.name: chip.words for chip in chips})
            self._put(other_chips=[chip for chip in chips if chip.name not in self.FIRST])
