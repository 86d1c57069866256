"""The dialogs of bulk edit: "Set field" and "Delete", for what is ticked in the list."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Literal, NamedTuple

import reflex as rx

from clientapp import routes
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk.report import Report
from clientapp.bulk.report_state import REFRESH, acting, report
from clientapp.bulk.selection import Selection
from clientapp.bulk.writing import CountChanged
from clientapp.customers.bulk import DeletePreview, delete_preview, set_field, trash_customers
from clientapp.customers.bulk_tags import add_tag_to, remove_tag_from
from clientapp.customers.deleting import GROUPS, what_goes
from clientapp.customers.desk.bulk_values import (
    ADD_TAG,
    CLEARED,
    EDITS,
    REMOVE_TAG,
    USUAL,
    shape_of,
)
from clientapp.customers.desk.list_state import CustomerListState
from clientapp.customers.fields import BULK_FIELDS, FIELD
from clientapp.customers.queries import CUSTOMERS
from clientapp.database import reading, transaction
from clientapp.editing.validation import Rejected
from clientapp.formatting import counted
from clientapp.merging.merge import MOST, check_number
from clientapp.picklists.queries import options_of
from clientapp.problem import Problem
from clientapp.tags.queries import all_tags

Action = Literal["delete", "deactivate", "skip"]
NOUN = ("customer", "customers")
EVERY = 0.3
"""Seconds between two looks at how far a large write has come."""


class GroupRow(NamedTuple):
    """A group of a deletion as the dialog shows it."""

    key: str
    how_many: str
    words: str


class CustomerBulkState(rx.State):
    """What is asked before many customers change at once, and how far it has come.

    `dialog` is "set", "delete" or empty. `field` is what "set" is about, `shape` how its value is
    asked for (`bulk_values`), `how` whether it is set or cleared. A large write runs beside the
    events of its tab, so that the page answers meanwhile.
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
    groups: list[GroupRow] = []

    _selection: Selection = Selection()

    @rx.event
    @requires(Permission.BULK_EDIT)
    async def ask_field(self) -> None:
        """ "Set field"."""
        if await self._take_selection():
            self.dialog = "set"
            self._title_field(self.count)
            await self._offer(USUAL)

    @rx.event
    @requires(Permission.BULK_EDIT)
    async def choose_field(self, name: str) -> None:
        """Another field was chosen in the dialog."""
        if name in EDITS:
            await self._offer(name)

    @rx.event
    @requires(Permission.BULK_EDIT)
    async def choose_how(self, how: str) -> None:
        """Set a value, or clear the field."""
        clears = how == "clear" and self.field in CLEARED
        self.how, self.problem = "clear" if clears else "set", ""

    @rx.event
    @requires(Permission.BULK_TRASH)
    async def ask_delete(self) -> None:
        """ "Delete"."""
        if await self._take_selection():
            await self._preview()

    @rx.event
    @requires(Permission.MERGE)
    async def merge(self) -> Events:
        """ "Merge": the page on which two to ten become one."""
        if await self._take_selection():
            ids = await asyncio.to_thread(_first_of, self._selection)
            try:
                check_number(ids)
            except Problem as refused:
                await report(self, str(refused), partial=True)
            else:
                yield rx.redirect(routes.merge_customers(ids))

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
            actions: dict[str, Action] = {
                group: action
                for group in GROUPS
                if (action := form.get(group)) in ("delete", "deactivate", "skip")
            }
            write = partial(
                trash_customers, transaction, acting(), self._selection, self.count, actions
            )
        async for event in self._write(write):
            yield event

    def _edit(self, value: str | None) -> Callable[..., Report]:
        """The write that the dialog is about."""
        whom = (transaction, acting(), self._selection, self.count)
        if self.field == ADD_TAG:
            return partial(add_tag_to, *whom, routes.number(value or ""))
        if self.field == REMOVE_TAG:
            return partial(remove_tag_from, *whom, routes.number(value or ""))
        return partial(set_field, *whom, self.field, value)

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
            words = outcome.text(*NOUN)
            await report(self, words, outcome.operation_id, partial=outcome.partial)
            listed = await self.get_state(CustomerListState)
            listed._unselect()  # pyright: ignore[reportPrivateUsage] (what was selected is done)
        yield rx.call_script(REFRESH)

    async def _take_selection(self) -> bool:
        """Keep what is ticked, counted anew; whether there is anything."""
        listed = await self.get_state(CustomerListState)
        self._selection = listed._selection()  # pyright: ignore[reportPrivateUsage] (a public method could be called by any browser)
        self.problem = ""
        self.count = await asyncio.to_thread(_counted, self._selection)
        return self.count > 0

    async def _offer(self, name: str) -> None:
        self.field, self.shape, self.how, self.problem = name, shape_of(name), "set", ""
        self.choices = await asyncio.to_thread(_choices, name)
        if name not in BULK_FIELDS and not self.choices:
            self.problem = "There are no tags yet. The first one is added on a customer's page."

    async def _preview(self) -> None:
        found = await asyncio.to_thread(_previewed, self._selection)
        self.count, self.touched = found.count, what_goes(found)
        self.title = f"Delete {counted(found.count, *NOUN)}?"
        self.groups = [GroupRow(g.key, f"{g.count:,}", GROUPS[g.key]) for g in found.groups]
        self.dialog = "delete"

    async def _ask_again(self, changed: CountChanged) -> None:
        if self.dialog == "delete":
            await self._preview()
        else:
            self._title_field(changed.count)
        self.problem = f"It is {changed.count:,} customers now. Confirm again."

    def _title_field(self, count: int) -> None:
        self.count = count
        self.title = f"Set a field of {counted(count, *NOUN)}"

    def _close(self) -> None:
        self.dialog, self.problem = "", ""


def _counted(selection: Selection) -> int:
    with reading() as session:
        return selection.count(session, CUSTOMERS)


def _first_of(selection: Selection) -> list[int]:
    """The customers of a selection, one more than can be merged at most."""
    with reading() as session:
        chosen = selection.select(session, CUSTOMERS).limit(MOST + 1)
        return sorted(session.connection().execute(chosen).scalars())


def _previewed(selection: Selection) -> DeletePreview:
    with reading() as session:
        return delete_preview(session, selection)


def _choices(name: str) -> list[tuple[str, str]]:
    """What can be chosen: tags, or the options of a field."""
    with reading() as session:
        if name not in BULK_FIELDS:
            there = all_tags(session, retired=name == REMOVE_TAG)
            return [(str(tag.id), tag.label) for tag in there]
        field = FIELD[name]
        return options_of(session).get(field.picklist, []) if field.picklist else []
