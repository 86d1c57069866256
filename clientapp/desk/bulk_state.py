"""The dialogs of bulk edit: "Set field" and "Delete", for what is ticked in a list."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

import reflex as rx

from clientapp import routes
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk.deleting import what_goes
from clientapp.bulk.kind import ACTIONS, KINDS, BulkKind
from clientapp.bulk.report import Report
from clientapp.bulk.report_state import REFRESH, acting, report
from clientapp.bulk.selection import Selection
from clientapp.bulk.trashing import DeletePreview, delete_preview, trash
from clientapp.bulk.writing import CountChanged
from clientapp.database import reading, transaction
from clientapp.desk.edits import ADD_TAG, REMOVE_TAG, Edits
from clientapp.desk.rows_state import DeskRowsState
from clientapp.editing.setting import set_field
from clientapp.editing.validation import Rejected
from clientapp.formatting import counted
from clientapp.picklists.queries import options_of
from clientapp.problem import Problem
from clientapp.tags.many import add_tag_to, remove_tag_from
from clientapp.tags.queries import all_tags

EVERY = 0.3
"""Seconds between two looks at how far a large write has come."""


class DeskBulkState(rx.State, mixin=True):
    """What is asked before many records of a list change at once, and how far it has come.

    `LIST` is the list. `dialog` is "set", "delete" or empty. `field` is what "set" is about,
    `shape` how its value is asked for (`desk.edits`), `how` whether it is set or cleared. `groups`
    says how many are in each group of a deletion. A large write runs beside the events of its tab,
    so that the page answers meanwhile.

    A room adds bulk edits of its own with `_take_selection` and `_write`.
    """

    dialog: str = ""
    count: int = 0
    problem: str = ""
    progress: str = ""
    field: str = ""
    shape: str = ""
    how: str = "set"
    choices: list[tuple[str, str]] = []
    title: str = ""
    touched: str = ""
    groups: dict[str, str] = {}

    _selection: Selection = Selection()

    LIST: ClassVar[type[DeskRowsState]]

    @classmethod
    def _kind(cls) -> BulkKind:
        return KINDS[cls.LIST.KIND]

    @rx.event
    @requires(Permission.BULK_EDIT)
    async def ask_field(self) -> None:
        """ "Set field"."""
        if await self._take_selection():
            self.dialog = "set"
            self._title_field(self.count)
            await self._offer(Edits(self._kind()).usual)

    @rx.event
    @requires(Permission.BULK_EDIT)
    async def choose_field(self, name: str) -> None:
        """Another field was chosen in the dialog."""
        if name in Edits(self._kind()).fields:
            await self._offer(name)

    @rx.event
    @requires(Permission.BULK_EDIT)
    async def choose_how(self, how: str) -> None:
        """Set a value, or clear the field."""
        clears = how == "clear" and self.field in Edits(self._kind()).cleared
        self.how, self.problem = "clear" if clears else "set", ""

    @rx.event
    @requires(Permission.BULK_TRASH)
    async def ask_delete(self) -> None:
        """ "Delete"."""
        if await self._take_selection():
            await self._preview()

    @rx.event
    @requires(Permission.SEE)
    async def cancel(self) -> None:
        """Leave everything as it is."""
        if not self.progress:
            self._close()

    @rx.event(background=True)
    @requires(Permission.BULK_EDIT)
    async def confirm_field(self, form: dict[str, str]) -> Events:
        """Set the field on everything that is selected: "Confirm"."""
        async with self:
            if self.dialog != "set" or self.progress:
                return
            value = form.get("value", "").strip() if self.how == "set" else None
            if value == "":
                self.problem = "Choose or type a value first"
                return
            write = self._edit(value)
        async for event in self._write(write):
            yield event

    @rx.event(background=True)
    @requires(Permission.BULK_TRASH)
    async def confirm_delete(self, form: dict[str, str]) -> Events:
        """Delete, deactivate or skip, group by group: "Confirm"."""
        async with self:
            if self.dialog != "delete" or self.progress:
                return
            chosen = {key: form.get(key) for key in self._kind().groups}
            actions = {
                key: action for key, said in chosen.items() for action in ACTIONS if action == said
            }
            write = partial(trash, *self._whom(), actions)
        async for event in self._write(write):
            yield event

    def _whom(self) -> tuple[Any, ...]:
        """The first arguments of a write to what is selected."""
        return transaction, acting(), self._kind(), self._selection, self.count

    def _edit(self, value: str | None) -> Callable[..., Report]:
        """The write that the dialog is about."""
        if self.field == ADD_TAG:
            return partial(add_tag_to, *self._whom(), routes.number(value or ""))
        if self.field == REMOVE_TAG:
            return partial(remove_tag_from, *self._whom(), routes.number(value or ""))
        return partial(set_field, *self._whom(), self.field, value)

    async def _write(self, write: Callable[..., Report]) -> Events:
        """Run a write in a thread, saying how far it has come, and report."""
        done = [0, 0]

        def note(so_far: int, total: int) -> None:
            done[:] = so_far, total

        async with self:
            self.problem, self.progress = "", "Working"
        writing = asyncio.create_task(asyncio.to_thread(write, progress=note))
        while not (await asyncio.wait([writing], timeout=EVERY))[0]:
            async with self:
                self.progress = f"{done[0]:,} of {done[1] or self.count:,}"
        async with self:
            self.progress = ""
            try:
                outcome = writing.result()
            except CountChanged as changed:
                await self._ask_again(changed)
                return
            except (Rejected, Problem) as refused:
                self.problem = str(refused)
                return
            self._close()
            words = outcome.text(*self.LIST.NOUN)
            await report(self, words, outcome.operation_id, partial=outcome.partial)
            listed = await self.get_state(self.LIST)
            listed._unselect()  # pyright: ignore[reportPrivateUsage] (what was selected is done)
        yield rx.call_script(REFRESH)

    async def _take_selection(self) -> bool:
        """Keep what is ticked, counted anew; whether there is anything."""
        listed = await self.get_state(self.LIST)
        self._selection = listed._selection()  # pyright: ignore[reportPrivateUsage] (a public method could be called by any browser)
        self.problem = ""
        self.count = await asyncio.to_thread(self._counted, self._selection)
        return self.count > 0

    async def _offer(self, name: str) -> None:
        edits = Edits(self._kind())
        self.field, self.shape, self.how, self.problem = name, edits.shape_of(name), "set", ""
        self.choices = await asyncio.to_thread(self._choices, name)
        if name in (ADD_TAG, REMOVE_TAG) and not self.choices:
            one = self.LIST.NOUN[0]
            self.problem = f"There are no tags yet. The first one is added on a {one}'s page."

    async def _preview(self) -> None:
        found = await asyncio.to_thread(self._previewed, self._selection)
        self.count, self.touched = found.count, what_goes(self._kind(), found)
        self.title = f"Delete {counted(found.count, *self.LIST.NOUN)}?"
        self.groups = {key: f"{count:,}" for key, count in found.groups}
        self.dialog = "delete"

    async def _ask_again(self, changed: CountChanged) -> None:
        if self.dialog == "delete":
            await self._preview()
        else:
            self._title_field(changed.count)
        self.problem = f"It is {counted(changed.count, *self.LIST.NOUN)} now. Confirm again."

    def _title_field(self, count: int) -> None:
        self.count = count
        self.title = f"Set a field of {counted(count, *self.LIST.NOUN)}"

    def _close(self) -> None:
        self.dialog, self.problem = "", ""

    @classmethod
    def _counted(cls, selection: Selection) -> int:
        with reading() as session:
            return selection.count(session, cls._kind().listed)

    @classmethod
    def _previewed(cls, selection: Selection) -> DeletePreview:
        with reading() as session:
            return delete_preview(session, cls._kind(), selection)

    @classmethod
    def _choices(cls, name: str) -> list[tuple[str, str]]:
        """What can be chosen: tags, or the options of a field."""
        with reading() as session:
            if name in (ADD_TAG, REMOVE_TAG):
                there = all_tags(session, retired=name == REMOVE_TAG)
                return [(str(tag.id), tag.label) for tag in there]
            field = cls._kind().settable[name]
            return options_of(session).get(field.picklist, []) if field.picklist else []
