"""The tags of the record whose page is open."""

import asyncio
from collections.abc import Callable
from typing import ClassVar, NamedTuple

import reflex as rx
from sqlmodel import Session

from clientapp import routes
from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk.report_state import REFRESH, acting, report
from clientapp.database import reading, transaction
from clientapp.editing.owned import is_live
from clientapp.editing.validation import Rejected
from clientapp.formatting import fold
from clientapp.live.shown_state import ShownState
from clientapp.models import Operation
from clientapp.problem import Problem
from clientapp.record import registry
from clientapp.tags.commands import add_new_tag, add_tag, remove_tag
from clientapp.tags.queries import Tag, all_tags, worn_by

MANY = 12
"""With more tags than this to choose from, the menu has a box to find one."""

MOST = 200
"""So many are offered at once; the others are found by typing."""


class TagsState(ShownState, mixin=True):
    """What the record wears, and what there is to put on. A kind of record says which it is.

    `changeable` says whether this user may change the tags; `asking` whether the dialog for a new
    tag is open.
    """

    worn: list[Tag] = []
    offered: list[Tag] = []
    finds: bool = False
    changeable: bool = False
    asking: bool = False
    problems: dict[str, str] = {}

    KIND: ClassVar[str] = "customer"

    @rx.event
    @requires(Permission.SEE)
    async def open(self) -> None:
        """The page was opened."""
        self.asking = False
        await self._load()

    @rx.event
    @requires(Permission.EDIT)
    async def offer(self) -> None:
        """ "Add tag": show what can be put on."""
        self.offered = await asyncio.to_thread(_offered, self.KIND, self._record_id(), "")
        self.finds = len(self.offered) > MANY

    @rx.event(supersedes=True)
    @requires(Permission.EDIT)
    async def find(self, text: str) -> None:
        """A key was pressed in the menu's box."""
        self.offered = await asyncio.to_thread(_offered, self.KIND, self._record_id(), text[:100])

    @rx.event
    @requires(Permission.EDIT)
    async def add(self, tag_id: int) -> Events:
        """Put a tag on."""
        record = self._record_id()
        await self._write(lambda session: add_tag(session, acting(), record, tag_id, self.KIND))
        yield rx.call_script(REFRESH)

    @rx.event
    @requires(Permission.EDIT)
    async def remove(self, tag_id: int) -> Events:
        """Take a tag off."""
        record = self._record_id()
        await self._write(lambda session: remove_tag(session, acting(), record, tag_id, self.KIND))
        yield rx.call_script(REFRESH)

    @rx.event
    @requires(Permission.PICKLISTS)
    async def ask_new(self) -> None:
        """ "New tag": ask for its name and colour."""
        self.asking, self.problems = True, {}

    @rx.event
    @requires(Permission.SEE)
    async def cancel(self) -> None:
        """Make no new tag."""
        self.asking = False

    @rx.event
    @requires(Permission.PICKLISTS)
    async def add_new(self, form: dict[str, str]) -> Events:
        """Make a tag and put it on: "Add tag" in the dialog."""
        if not current_user().may(Permission.EDIT):
            plural = registry.records[self.KIND].plural
            self.problems = {"label": f"Your role may not edit {plural}"}
            return
        record = self._record_id()
        name, colour = form.get("label", ""), form.get("colour", "")
        try:
            await self._write(
                lambda session: add_new_tag(session, acting(), record, name, colour, self.KIND)
            )
        except Rejected as refused:
            self.problems = refused.problems
            return
        self.asking = False
        yield rx.call_script(REFRESH)

    async def _write(self, write: Callable[[Session], int | None]) -> None:
        """Do it in a thread, say what was done, and show it."""

        def run() -> tuple[str, int | None]:
            with transaction() as session:
                operation_id = write(session)
                done = session.get(Operation, operation_id) if operation_id else None
                return done.label if done else "Nothing was changed", operation_id

        try:
            words, operation_id = await asyncio.to_thread(run)
        except Problem as reason:
            await report(self, str(reason), partial=True)
        else:
            await report(self, words, operation_id)
        await self._load()

    def _record_id(self) -> int:
        return routes.id_in(self.router.url.path)

    async def _load(self) -> None:
        shown = await asyncio.to_thread(_read, self.KIND, self._record_id())
        self.worn, self.changeable = shown.worn, shown.changeable


class Shown(NamedTuple):
    """What is read of a record."""

    worn: list[Tag]
    changeable: bool


def _read(kind: str, record_id: int) -> Shown:
    with reading() as session:
        worn = worn_by(session, record_id, kind)
        may = current_user().may(Permission.EDIT)
        return Shown(worn, may and is_live(session, kind, record_id))


def _offered(kind: str, record_id: int, find: str) -> list[Tag]:
    """What a record does not wear, by a part of its name."""
    with reading() as session:
        worn = set(worn_by(session, record_id, kind))
        found = [tag for tag in all_tags(session) if fold(find) in fold(tag.label)]
    return [tag for tag in found if tag not in worn][:MOST]
