"""What a filter lets through: put into the request, and typed into a form where it is no choice."""

from collections.abc import Collection
from typing import ClassVar

import reflex as rx

from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.listing import asking, ways
from clientapp.listing.alternatives import Place, put, there
from clientapp.listing.asking import Asked, Unreadable
from clientapp.listing.filter_chips_state import ChipsState
from clientapp.listing.filters import Filter
from clientapp.listing.request import Condition

LONGEST = 1_000
"""Characters of what is typed anywhere in the menu."""

MIXED = "Remove the conditions above first; with them, this would contradict"


class FilterFormState(ChipsState, mixin=True):
    """The filter that the menu asks for, and its form. `values` are those of its condition, in
    words, where the form does not hold them: what it asks for is added to them.

    `menu_moved` tells that what the menu hangs on became another chip meanwhile.
    """

    menu: str = ""
    menu_shape: str = ""
    menu_group: int = 0
    menu_moved: bool = False
    ways: list[tuple[str, str]] = []
    way: str = ""
    boxes: list[str] = ["", ""]
    first: str = ""
    last: str = ""
    values: list[tuple[str, str]] = []
    wrong: dict[str, str] = {}

    _place: Place = Place()

    MENU: ClassVar[str] = "filter-menu"
    """The id of the menu on the page."""

    @rx.event
    @requires(Permission.SEE)
    async def choose_way(self, name: str) -> None:
        """Another way to ask was chosen; what was typed stays."""
        of = self.FILTERS.get(self.menu)
        if of and ways.fitting(of):
            self._show_way(of, name)

    @rx.event
    @requires(Permission.SEE)
    async def apply_filter(self, form: dict[str, str]) -> Events:
        """ "Apply", or Enter in a box."""
        of = self.FILTERS.get(self.menu)
        if not of or not ways.fitting(of):
            return
        typed = (form.get(name, "")[:LONGEST] for name in Asked._fields)
        try:
            values, negated = self._added(*asking.read(of, Asked(*typed)))
        except Unreadable as reason:
            self._put(wrong=reason.problems)
            return
        self._put(wrong={})
        yield rx.call_script(f"document.getElementById('{self.MENU}')?.hidePopover()")
        async for event in self._change(values, negated):
            yield event

    @rx.event
    @requires(Permission.SEE)
    async def drop_value(self, value: str) -> Events:
        """One of several values was removed in the menu."""
        condition = there(self._request(), self._place)
        if condition and value in condition.values:
            left = [each for each in condition.values if each != value]
            self._put(values=[each for each in self.values if each[0] != value])
            async for event in self._change(left, condition.negated):
                yield event

    def _added(self, value: str, negated: bool) -> tuple[list[str], bool]:
        """A value with those that stand above the form."""
        condition = there(self._request(), self._place)
        if not condition or not self.values:
            return [value], negated
        if condition.negated != negated:
            raise Unreadable({"": MIXED})
        return [*condition.values, value], negated

    def _ask_form(self, of: Filter, condition: Condition | None, *, adds: bool) -> None:
        """Show a form with what a condition asks for, or for what is added to it."""
        held = asking.asked(condition) if condition and not adds else None
        above = condition if condition and not held else None
        form = held or Asked("")
        self._put(ways=[(way.name, way.label) for way in ways.fitting(of)])
        self._put(values=[(e, of.said(e, above.negated)) for e in above.values] if above else [])
        self._put(first=form.first, last=form.last)
        self._show_way(of, form.way)

    def _show_way(self, of: Filter, name: str) -> None:
        way = ways.named(of, name)
        self._put(way=way.name, boxes=[way.first, way.last], wrong={})

    async def _change(self, values: Collection[str], negated: bool) -> Events:
        """Put a condition with other values in its place, and show the rows."""
        request = self._request()
        if request.is_full and values and not there(request, self._place):
            return
        request, place = put(request, self._place, values, negated)
        moved = self.menu_moved or place != self._place
        self._place = place
        self._put(menu_group=place.group, menu_moved=moved)
        async for event in self._filter(request):
            yield event
