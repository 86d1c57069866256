"""Choosing the columns of a list: which, and in which order."""

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
    columns_of,
    forget_columns,
    keep_columns,
    known,
    moved,
    shown,
    turned,
)
from clientapp.listing.request import ListRequest
from clientapp.listing.state import ListState

Group = tuple[str, list[tuple[str, str]]]
"""The label of a group, and the names and labels of its columns."""


class ColumnState(ListState, mixin=True):
    """A list whose columns everybody chooses. The record's state says in `COLUMNS` what there is
    to choose and in `USUAL` what is shown to who chose nothing; its `_read` takes the names of the
    columns as a third argument. `VIEW` is the name of the list where choices are kept.

    `own` tells that something was chosen; `full`, that no further column fits.
    """

    columns: list[Shown] = []
    column_names: list[str] = []
    column_groups: list[Group] = []
    own: bool = False
    full: bool = False

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
    async def reset_columns(self) -> Events:
        """ "Reset": the usual columns again."""
        await asyncio.to_thread(self._forget, current_user().user_id)
        async for event in self._rearranged(None):
            yield event

    @property
    def _chosen(self) -> tuple[str, ...]:
        """The names of the columns that are shown, in order."""
        return tuple(self.column_names)

    async def _arrange(self, names: tuple[str, ...]) -> Events:
        if names != self._chosen:
            await asyncio.to_thread(self._keep, current_user().user_id, names)
            async for event in self._rearranged(names):
                yield event

    async def _rearranged(self, names: Sequence[str] | None) -> Events:
        self._show_columns(names)
        async for event in self._show():
            yield event

    @classmethod
    def _keep(cls, user_id: int, names: tuple[str, ...]) -> None:
        with transaction() as session:
            keep_columns(session, user_id, cls.VIEW, names)

    @classmethod
    def _forget(cls, user_id: int) -> None:
        with transaction() as session:
            forget_columns(session, user_id, cls.VIEW)

    @classmethod
    def _stored(cls, user_id: int) -> list[str] | None:
        with reading() as session:
            return columns_of(session, user_id, cls.VIEW)

    def _show_columns(self, stored: Sequence[str] | None) -> bool:
        """Show what was chosen, None being the usual; whether anything changed by that."""
        names = self.USUAL if stored is None else known(stored, self.COLUMNS)
        changed = names != self._chosen
        own = names != self.USUAL
        self._put(columns=shown(names, self.COLUMNS, self.SORTS, own), column_names=list(names))
        self._put(own=own, full=len(names) >= MOST)
        return changed

    async def _arrive(self) -> bool:
        stored = await asyncio.to_thread(self._stored, current_user().user_id)
        return self._show_columns(stored)

    @staticmethod
    def _read(
        request: ListRequest, known: int | None, columns: tuple[str, ...] = ()
    ) -> tuple[list[Any], int | None]:
        """The rows of one page with the cells of these columns, and the total as ever."""
        raise NotImplementedError

    async def _page(
        self, request: ListRequest, known_total: int | None
    ) -> tuple[list[Any], int | None]:
        return await asyncio.to_thread(self._read, request, known_total, self._chosen)
