"""The choices of a filter, which are ticked."""

import asyncio
from collections.abc import Collection

import reflex as rx

from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.database import reading
from clientapp.listing.alternatives import Place, apart, there
from clientapp.listing.choices import CHOICES, Choice, choices
from clientapp.listing.filter_form_state import LONGEST, FilterFormState
from clientapp.listing.request import Condition, ListRequest
from clientapp.listing.tokens import contains, text_in

MANY = 12
"""With more choices than this, or with choices that are texts, the menu has a box to find one."""

MOST_CHOICES = 300
"""So many are offered at once; the others are found by typing."""

UNCOUNTED = -1
"""The count of a choice for which nothing is counted."""


class FilterTicksState(FilterFormState, mixin=True):
    """The choices that the menu offers; `LISTED` says which these are."""

    choices: list[Choice] = []
    picked: list[str] = []
    menu_negated: bool = False
    menu_finds: bool = False

    @classmethod
    def _choices(cls, request: ListRequest, name: str, find: str, group: int) -> list[Choice]:
        with reading() as session:
            return choices(session, cls.LISTED, request, name, find, MOST_CHOICES, group)

    @rx.event(supersedes=True)
    @requires(Permission.SEE)
    async def find_choice(self, text: str) -> None:
        """A key was pressed in the box above the choices."""
        if self.menu_shape == CHOICES:
            self._put(choices=await self._offered(self._place, text[:LONGEST]))

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

    async def _ask_choices(self, place: Place) -> None:
        """Show the choices for a place."""
        found = await self._offered(place, "")
        finds = len(found) > MANY or self.FILTERS[place.name].reads(contains("a"))
        self._put(choices=found, menu_finds=finds, menu_negated=False)

    async def _offered(self, place: Place, find: str) -> list[Choice]:
        """What can be chosen; where choices are texts, also what contains the text to find."""
        request, group = apart(self._request(), place)
        of, found = self.FILTERS[place.name], contains(find)
        within = self._within(request)
        offered = await asyncio.to_thread(self._choices, within, of.name, find, group)
        texts = {each.value for each in offered if text_in(each.value) is not None}
        if find and of.reads(found):
            texts.add(found)
        said = [Choice(value, of.said(value, negated=False), UNCOUNTED) for value in sorted(texts)]
        return said + [each for each in offered if each.value not in texts]

    async def _choose(self, values: Collection[str], negated: bool) -> Events:
        if self.menu_shape == CHOICES:
            known = {value for value in values if self.FILTERS[self.menu].reads(value)}
            async for event in self._change(known, negated):
                yield event

    async def _filter(self, request: ListRequest) -> Events:
        if self.menu:
            self._pick(there(request, self._place))
        async for event in super()._filter(request):
            yield event

    def _pick(self, condition: Condition | None) -> None:
        self._put(picked=list(condition.values) if condition else [])
        if condition:
            self._put(menu_negated=condition.negated)
