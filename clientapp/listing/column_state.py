"""Choosing the columns of a list: which, in which order and how wide; how close its rows stand."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import reflex as rx

from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.database import reading, transaction
from clientapp.listing.columns import (
    MOST,
    Column,
    Shown,
    View,
    forget_view,
    keep_view,
    known,
    moved,
    name_of,
    shown,
    style,
    turned,
    view_of,
    widened,
)
from clientapp.listing.request import ListRequest
from clientapp.listing.state import ListState
from clientapp.listing.team_view import team_view

Group = tuple[str, list[tuple[str, str]]]
"""The label of a group, and the names and labels of its columns."""


class ColumnState(ListState, mixin=True):
    """A list whose columns everybody chooses. The record's state says in `COLUMNS` what there is
    to choose and in `USUAL` what is shown where nobody chose; its `_read` takes the names of the
    columns as a third argument. `VIEW` is the name of the list where choices are kept.

    `own` tells that it is not seen as the team sees it, `arranged` that its columns are not the
    usual ones; `full`, that no further column fits; `widths` is CSS.
    """

    columns: list[Shown] = []
    column_names: list[str] = []
    column_groups: list[Group] = []
    widths: str = ""
    compact: bool = False
    own: bool = False
    arranged: bool = False
    full: bool = False

    _team: View = View()

    COLUMNS: ClassVar[Mapping[str, Column]] = {}
    USUAL: ClassVar[tuple[str, ...]] = ()
    VIEW: ClassVar[str] = ""

    @rx.event
    @requires(Permission.SEE)
    async def open_columns(self) -> None:
        """The chooser was opened: say what there is to choose."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for each in self.COLUMNS.values():
            groups.setdefault(each.group, []).append((each.name, each.label))
        self._put(column_groups=list(groups.items()))

    @rx.event
    @requires(Permission.SEE)
    async def choose_column(self, name: str, ticked: bool) -> Events:
        """A column was ticked: it comes last; or unticked."""
        if name in self.COLUMNS:
            async for event in self._arrange(turned(self._chosen, name, ticked)):
                yield event

    @rx.event
    @requires(Permission.SEE)
    async def move_column(self, name: str, by: int) -> Events:
        """ "Move up" (-1) or "Move down" (1)."""
        if by in (-1, 1):
            async for event in self._arrange(moved(self._chosen, name, by)):
                yield event

    @rx.event
    @requires(Permission.SEE)
    async def widen_column(self, name: str, width: int) -> Events:
        """The edge of a column was drawn, to so many pixels; 0 lets the browser choose again."""
        async for event in self._arrange(widened(self._chosen, name, width)):
            yield event

    @rx.event
    @requires(Permission.SEE)
    async def type_width(self, name: str, typed: str) -> Events:
        """A width was typed; nothing lets the browser choose, what is no number changes nothing."""
        typed = typed.strip()
        if not typed or (typed.isascii() and typed.isdecimal() and len(typed) < 6):
            async for event in self.widen_column(name, int(typed or 0)):
                yield event

    @rx.event
    @requires(Permission.SEE)
    async def stand_close(self, compact: bool) -> None:
        """ "Compact rows" was ticked or unticked."""
        columns = None if self._chosen == self._usual else self._chosen
        await asyncio.to_thread(self._keep, current_user().user_id, View(columns, compact))
        self._see(self._chosen, compact)

    @rx.event
    @requires(Permission.SEE)
    async def reset_columns(self) -> Events:
        """ "Reset": as the team sees it."""
        await asyncio.to_thread(self._forget, current_user().user_id)
        if await self._arrive():
            async for event in self._show():
                yield event

    @property
    def _chosen(self) -> tuple[str, ...]:
        """The columns that are shown, in order, as they are stored."""
        return tuple(Shown(*each).chosen for each in self.columns)

    @property
    def _usual(self) -> tuple[str, ...]:
        """The columns that are shown to who chose nothing."""
        return self.USUAL if self._team.columns is None else known(self._team.columns, self.COLUMNS)

    async def _arrange(self, chosen: tuple[str, ...]) -> Events:
        if chosen != self._chosen:
            view = View(chosen, self.compact)
            await asyncio.to_thread(self._keep, current_user().user_id, view)
            if self._see(chosen, self.compact):
                async for event in self._show():
                    yield event

    @classmethod
    def _keep(cls, user_id: int, chosen: View) -> None:
        with transaction() as session:
            keep_view(session, user_id, cls.VIEW, chosen)

    @classmethod
    def _forget(cls, user_id: int) -> None:
        with transaction() as session:
            forget_view(session, user_id, cls.VIEW)

    @classmethod
    def _stored(cls, user_id: int) -> tuple[View, View]:
        """How the team sees the list, and how a user does."""
        with reading() as session:
            team = team_view(session, cls.VIEW)
            return team, view_of(session, user_id, cls.VIEW) or View(None, team.compact)

    def _see(self, chosen: Sequence[str], compact: bool) -> bool:
        """Show these columns; whether the rows have to be read anew for it."""
        names = [name_of(each) for each in chosen]
        others = names != self.column_names
        arranged = tuple(chosen) != self.USUAL
        columns = shown(chosen, self.COLUMNS, self.SORTS, arranged)
        own = (tuple(chosen), compact) != (self._usual, self._team.compact)
        self._put(columns=columns, column_names=names, widths=style(columns), compact=compact)
        self._put(arranged=arranged, own=own, full=len(names) >= MOST)
        return others

    async def _arrive(self) -> bool:
        self._team, mine = await asyncio.to_thread(self._stored, current_user().user_id)
        columns = self._usual if mine.columns is None else known(mine.columns, self.COLUMNS)
        return self._see(columns, mine.compact)

    @classmethod
    def _read(
        cls, request: ListRequest, known: int | None, columns: tuple[str, ...] = ()
    ) -> tuple[list[Any], int | None]:
        """The rows of one page with the cells of these columns, and the total as ever."""
        raise NotImplementedError

    async def _page(
        self, request: ListRequest, known_total: int | None
    ) -> tuple[list[Any], int | None]:
        within, columns = self._within(request), tuple(self.column_names)
        return await asyncio.to_thread(self._read, within, known_total, columns)
