"""Filtering a list: the menu in which a filter is chosen, and its choices."""

import asyncio
from collections.abc import Collection

import reflex as rx

from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.formatting import fold
from clientapp.listing.alternatives import Place, apart, there
from clientapp.listing.choices import CHOICES, Choice
from clientapp.listing.filter_form_state import LONGEST, FilterFormState
from clientapp.listing.request import MOST_CONDITIONS, Condition, ListRequest
from clientapp.listing.tokens import contains, text_in

MANY = 12
"""With more choices than this, the menu has a box to find one."""

MOST_CHOICES = 300
"""So many are offered at once; the others are found by typing."""

UNCOUNTED = -1
"""The count of a choice for which nothing is counted."""

FULL = f"A list takes {MOST_CONDITIONS} filters. Remove one to add another."

FieldGroup = tuple[str, list[tuple[str, str]]]
"""A heading, and the names and labels of the filters below it."""


class FilterState(FilterFormState, mixin=True):
    """A list with filters. The record's state says what there is to choose in `_choices`, which
    runs in a thread.

    The menu shows the list of all filters (`menu` is empty then) or asks for the values of one, by
    its shape: "choices" are ticked, others are typed into a form. `opened` counts what it was
    opened for.
    """

    menu_shape: str = ""
    menu_label: str = "Filters"
    menu_hint: str = ""
    opened: int = 0
    fields: list[FieldGroup] = []
    choices: list[Choice] = []
    picked: list[str] = []
    menu_negated: bool = False
    menu_finds: bool = False

    @staticmethod
    def _choices(request: ListRequest, name: str, find: str, group: int) -> list[Choice]:
        """What can be chosen in a filter, with counts; see `listing.choices.choices`."""
        raise NotImplementedError

    # which filter

    @rx.event
    @requires(Permission.SEE)
    async def add_filter(self) -> None:
        """ "Add filter": the list of all."""
        self._offer(Place(), "")

    @rx.event
    @requires(Permission.SEE)
    async def add_alternative(self, name: str, group: int) -> None:
        """ "Add alternative" beside a condition that stands by itself, or to an or-group, for which
        `name` may be empty: the list of all filters."""
        beside = [
            chip.text for chip in self.chips if chip.group == group and (group or chip.name == name)
        ]
        if beside:
            self._offer(Place("", group, "" if group else name), f"{' or '.join(beside)}, or …")

    @rx.event(supersedes=True)
    @requires(Permission.SEE)
    async def find_field(self, text: str) -> None:
        """A key was pressed in the box above the list of filters."""
        self._put(fields=self._fields(text[:LONGEST]))

    @rx.event
    @requires(Permission.SEE)
    async def pick_field(self, name: str) -> None:
        """A filter of the list was chosen."""
        if name in self.FILTERS and not self.menu:
            _, group, beside = self._place
            place = Place(name, group, "" if beside == name else beside)
            await self._ask(place, adds=bool(group or beside))

    @rx.event
    @requires(Permission.SEE)
    async def open_filter(self, name: str, group: int = 0) -> None:
        """A chip was pressed, or the button of one of the first filters."""
        if name in self.FILTERS and group in (0, *self._request().groups):
            await self._ask(Place(name, group), adds=False)

    def _offer(self, place: Place, hint: str) -> None:
        """Show the list of all filters, of which one is chosen for a place."""
        self._open(place, "", "Filters", hint)
        self._put(fields=self._fields(""))

    def _fields(self, find: str) -> list[FieldGroup]:
        """The filters in whose label or heading a text occurs, by their headings."""
        wanted, found = fold(find), dict[str, list[tuple[str, str]]]()
        for each in self.FILTERS.values():
            if wanted in fold(f"{each.label} {each.group}"):
                found.setdefault(each.group, []).append((each.name, each.label))
        return list(found.items())

    async def _ask(self, place: Place, *, adds: bool) -> None:
        """Show what a filter can be asked for, and what it is asked for now.

        Args:
            adds: as an alternative to what it is asked for, where that is typed.
        """
        of, request = self.FILTERS[place.name], self._request()
        condition = there(request, place)
        if of.shape == CHOICES:
            found = await self._offered(place, "")
            self._put(choices=found, menu_finds=len(found) > MANY, menu_negated=False)
        else:
            self._ask_form(of, condition, adds=adds)
        self._open(place, of.shape, of.label, "")
        self._pick(condition)

    def _open(self, place: Place, shape: str, label: str, hint: str) -> None:
        request = self._request()
        if request.is_full and not there(request, place):
            shape, hint = "full", FULL
        self._place = place
        self._put(menu=place.name, menu_group=place.group, menu_shape=shape, menu_label=label)
        self._put(menu_hint=hint, menu_moved=False, opened=self.opened + 1, wrong={})

    # ticks

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

    async def _offered(self, place: Place, find: str) -> list[Choice]:
        """What can be chosen; where choices are texts, also what contains the text to find."""
        request, group = apart(self._request(), place)
        of, found = self.FILTERS[place.name], contains(find)
        offered = await asyncio.to_thread(self._choices, request, of.name, find, group)
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
