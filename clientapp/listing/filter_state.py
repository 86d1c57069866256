"""Filtering a list: the menu in which a filter is chosen, then what it lets through."""

import reflex as rx

from clientapp.access.permissions import Permission
from clientapp.access.requires import requires
from clientapp.formatting import fold
from clientapp.listing.alternatives import Place, there
from clientapp.listing.choices import CHOICES
from clientapp.listing.filter_form_state import LONGEST
from clientapp.listing.filter_ticks_state import FilterTicksState
from clientapp.listing.request import MOST_CONDITIONS

FULL = f"A list takes {MOST_CONDITIONS} filters. Remove one to add another."

FieldGroup = tuple[str, list[tuple[str, str]]]
"""A heading, and the names and labels of the filters below it."""


class FilterState(FilterTicksState, mixin=True):
    """A list with filters.

    The menu shows the list of all filters (`menu` is empty then) or asks for the values of one, by
    its shape: "choices" are ticked, others are typed into a form. `opened` counts what it was
    opened for.
    """

    menu_label: str = "Filters"
    menu_hint: str = ""
    opened: int = 0
    fields: list[FieldGroup] = []

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
            await self._ask_choices(place)
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
