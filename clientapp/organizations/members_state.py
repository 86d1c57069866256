"""The customers, properties and branches of the organization whose page is open, as lists; who is
added, moved and removed."""

import asyncio
from functools import partial
from typing import Any, ClassVar

import reflex as rx

from clientapp import routes
from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk.kind import KINDS
from clientapp.bulk.selection import Selection
from clientapp.database import reading
from clientapp.desk.bulk_state import DeskBulkState
from clientapp.desk.related_state import RelatedState
from clientapp.editing.picking import LONGEST, Offered
from clientapp.editing.validation import Invalid, read_value
from clientapp.formatting import counted
from clientapp.organizations.fields import FIELD
from clientapp.organizations.members import Candidates, add_members, candidates, move_members

ADD, MOVE = "add", "move"
ALONE = "You may change one at a time. A manager can change several at once."


class OrganizationCustomersState(RelatedState, rx.State):
    """Its customers."""

    KIND: ClassVar = "customer"
    THROUGH: ClassVar[str] = "organization"


class OrganizationPropertiesState(RelatedState, rx.State):
    """Its properties."""

    KIND: ClassVar = "property"
    THROUGH: ClassVar[str] = "organization"


class OrganizationBranchesState(RelatedState, rx.State):
    """Its branches."""

    KIND: ClassVar = "organization"
    NOUN: ClassVar = ("branch", "branches")
    THROUGH: ClassVar[str] = "parent"


class MembersState(DeskBulkState, mixin=True):
    """What is asked before members come or go. `dialog` is "add", "move" or empty; `found` can be
    added, `reasons` say why those that are called exactly as typed cannot."""

    found: list[Offered] = []
    reasons: list[str] = []

    _ticked: frozenset[int] = frozenset()

    @rx.event
    @requires(Permission.EDIT)
    async def open_adding(self) -> None:
        """ "Add customers", "Add properties"."""
        self.dialog, self.problem, self.found, self.reasons = ADD, "", [], []
        self._ticked = frozenset()

    @rx.event(supersedes=True)
    @requires(Permission.SEE)
    async def look_for(self, text: str) -> None:
        """Another key was pressed in the search box of the dialog."""
        shown = await asyncio.to_thread(self._candidates, text[:LONGEST])
        kept = [each for each in self.found if each[0] in self._ticked]
        self.found = [*kept, *(each for each in shown.found if each[0] not in self._ticked)]
        self.reasons = shown.reasons

    @rx.event
    @requires(Permission.SEE)
    async def tick_found(self, row_id: int) -> None:
        """One that can be added was ticked or unticked: what is ticked stays when another text is
        searched."""
        if any(each[0] == row_id for each in self.found):
            self._ticked ^= {row_id}

    @rx.event(background=True)
    @requires(Permission.EDIT)
    async def confirm_adding(self, form: dict[str, str]) -> Events:
        """Add who is ticked: "Add"."""
        ids = tuple(filter(None, (routes.number(name.removeprefix("add-")) for name in form)))
        async with self:
            if self.dialog != ADD or self.progress or not self._chose(len(ids)):
                return
            self._selection, self.count = Selection(ids=ids), len(ids)
            write = partial(add_members, *self._whom(), self._of())
        async for event in self._write(write):
            yield event

    @rx.event
    @requires(Permission.EDIT)
    async def ask_move(self) -> None:
        """ "Move": to which organization."""
        if await self._take_selection():
            self.dialog = MOVE
            self.title = f"Move {counted(self.count, *self.LIST.NOUN)} to another organization"

    @rx.event(background=True)
    @requires(Permission.EDIT)
    async def confirm_move(self, form: dict[str, str]) -> Events:
        """Move who is selected: "Move"."""
        async with self:
            if self.dialog != MOVE or self.progress or not self._chose(self.count):
                return
            try:
                to_id = read_value(FIELD["parent"], form.get("to", ""))
            except Invalid:
                to_id = None
            if to_id is None:
                self.problem = "Choose an organization from what is found"
                return
            write = partial(move_members, *self._whom(), self._of(), to_id)
        async for event in self._write(write):
            yield event

    @rx.event(background=True)
    @requires(Permission.EDIT)
    async def remove(self) -> Events:
        """ "Remove": who is selected belongs to no organization any more."""
        async with self:
            if self.progress or not await self._take_selection() or not self._chose(self.count):
                return
            write = partial(move_members, *self._whom(), self._of(), None)
        async for event in self._write(write):
            yield event

    def _of(self) -> int:
        """The organization whose page it is."""
        return routes.id_in(self.router.url.path)

    def _chose(self, count: int) -> bool:
        """Whether so many may be changed at once; if not, it is said."""
        several = count > 1 and not current_user().may(Permission.BULK_EDIT)
        self.problem = ALONE if several else "" if count else "Tick somebody first"
        return not self.problem

    @classmethod
    def _candidates(cls, text: str) -> Candidates:
        with reading() as session:
            return candidates(session, KINDS[cls.LIST.KIND], text)


class OrganizationCustomersMembers(MembersState, rx.State):
    """Customers that come and go."""

    LIST: ClassVar[Any] = OrganizationCustomersState


class OrganizationPropertiesMembers(MembersState, rx.State):
    """Properties that come and go."""

    LIST: ClassVar[Any] = OrganizationPropertiesState
