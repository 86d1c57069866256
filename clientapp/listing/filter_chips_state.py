"""What a list is filtered by, in words: chips, which can be removed; tiles."""

import asyncio
from collections.abc import Collection
from typing import ClassVar, NamedTuple

import reflex as rx

from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.database import reading
from clientapp.listing.alternatives import removed
from clientapp.listing.choices import CHOICES, Chip, chips
from clientapp.listing.request import Condition, ListRequest
from clientapp.listing.state import ListState


class Said(NamedTuple):
    """A condition as its chip says it: "Industry: not Hotel", "Email contains gmail"."""

    name: str
    text: str
    group: int


Alternatives = tuple[int, list[Said]]
"""The number of an or-group, and its conditions."""


class ChipsState(ListState, mixin=True):
    """A list with filters, as its chips show them; `LISTED` says what they are called.

    `FIRST` are the filters with a button of their own. `words` says what is chosen in those;
    `other_chips` are the other conditions that stand by themselves, `alternatives` those of which
    any is enough. `alone` are the filters as the URL has them ("status=active"), by which a tile
    knows that it is pressed.
    """

    chips: list[Said] = []
    words: dict[str, str] = {}
    other_chips: list[Said] = []
    alternatives: list[Alternatives] = []
    alone: list[str] = []

    FIRST: ClassVar[Collection[str]] = ()

    _chips_of: tuple[Condition, ...] = ()

    @classmethod
    def _chips(cls, request: ListRequest) -> list[Chip]:
        with reading() as session:
            return chips(session, cls.LISTED, request)

    @rx.event
    @requires(Permission.SEE)
    async def clear_filter(self, name: str, group: int = 0) -> Events:
        """A chip was removed, or one of the alternatives in it."""
        async for event in self._filter(removed(self._request(), name, group)):
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

    async def _filter(self, request: ListRequest) -> Events:
        """Show what other filters let through."""
        async for event in self._go(request):
            yield event

    async def _beside(self, request: ListRequest) -> None:
        await super()._beside(request)
        if self._chips_of != request.filters:
            self._chips_of = request.filters
            single = [each for each in request.filters if not each.group]
            self._put(alone=[f"{each.name}={each.text}" for each in single])
            said = await asyncio.to_thread(self._chips, request) if request.filters else []
            self._show_chips([self._said(chip) for chip in said])

    def _said(self, chip: Chip) -> Said:
        colon = ":" if self.FILTERS[chip.name].shape == CHOICES else ""
        return Said(chip.name, f"{chip.label}{colon} {chip.words}", chip.group)

    def _show_chips(self, chips: list[Said]) -> None:
        single = [chip for chip in chips if not chip.group]
        groups = sorted({chip.group for chip in chips} - {0})
        self._put(
            chips=chips,
            words={chip.name: chip.text for chip in single if chip.name in self.FIRST},
            other_chips=[chip for chip in single if chip.name not in self.FIRST],
            alternatives=[(at, [chip for chip in chips if chip.group == at]) for at in groups],
        )
