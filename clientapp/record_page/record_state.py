"""The record around its form: what it is called, how it stands, what is done to it as a whole."""

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple

import reflex as rx
from sqlmodel import Session

from clientapp import routes
from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk.deleting import what_goes
from clientapp.bulk.kind import KINDS
from clientapp.bulk.report import Report
from clientapp.bulk.report_state import REFRESH, acting, report, undo_and_report
from clientapp.bulk.restoring import restore_one
from clientapp.bulk.selection import Selection
from clientapp.bulk.trashing import delete_preview, trash
from clientapp.bulk.writing import CountChanged
from clientapp.database import reading, transaction
from clientapp.editing.setting import set_status
from clientapp.ledger.recording import Actor
from clientapp.live.shown_state import ShownState
from clientapp.models import Status
from clientapp.problem import Problem, said_if_unreadable
from clientapp.record_page.editable import Editable, Values
from clientapp.record_page.facts import Facts, system_facts
from clientapp.record_page.history_state import HistoryState
from clientapp.record_page.merged import NOT_MERGED, Merged, merged_note
from clientapp.record_page.reading import RecordRead, read_record
from clientapp.record_page.trashed import NOT_IN_TRASH, TrashNote, trash_note


class RecordState(ShownState, mixin=True):
    """What the page of one record shows beside its inputs; it is read anew by `refresh`.

    A kind says what it is in the class variables and in the functions that follow the handlers,
    which run in a thread, and adds variables for what `_details` reads. `goes` and `stays` are what
    is said before it is deleted or deactivated, empty while nothing is asked. `filled` are its
    fields that hold something, in words, where they are read before they are edited.
    """

    record_id: int = -1
    problem: str = ""
    found: bool = True
    name: str = ""
    number: str = ""
    created: str = ""
    modified: str = ""
    version: int = 0
    active: bool = True
    in_trash: str = ""
    may_restore: bool = False
    merged: Merged = NOT_MERGED
    goes: str = ""
    stays: str = ""
    filled: list[tuple[str, str]] = []

    EDITABLE: ClassVar[Editable]
    HISTORY: ClassVar[type[HistoryState]]

    @rx.var  # pyright: ignore[reportUnknownMemberType]
    def is_open(self) -> bool:
        """Whether it is the record that the URL names."""
        return self.record_id == routes.id_in(self.router.url.path)

    @rx.event
    @requires(Permission.SEE)
    async def open(self) -> None:
        """The page was opened."""
        self.goes = self.stays = ""
        await self._load()

    @rx.event
    @requires(Permission.SEE)
    async def lead(self) -> Events:
        """Its short address was opened, which leads to the page."""
        record_id = routes.id_in(self.router.url.path)
        yield rx.redirect(self.EDITABLE.record.url(record_id), replace=True)

    @rx.event
    @requires(Permission.EDIT)
    async def ask_deactivate(self) -> None:
        """ "Deactivate": say first what that means."""
        self.stays = await asyncio.to_thread(_look, self._what_stays, self.record_id)

    @rx.event
    @requires(Permission.EDIT)
    async def deactivate(self) -> Events:
        """No work is done with this record for now: "Deactivate"."""
        self.stays = ""
        yield await self._set_status(Status.INACTIVE)

    @rx.event
    @requires(Permission.EDIT)
    async def activate(self) -> Events:
        """ "Activate"."""
        yield await self._set_status(Status.ACTIVE)

    @rx.event
    @requires(Permission.TRASH)
    async def ask_delete(self) -> Events:
        """ "Delete": say first what goes along, or why it cannot go."""
        try:
            self.goes = await asyncio.to_thread(_look, self._what_goes, self.record_id)
        except Problem as reason:
            await report(self, str(reason), partial=True)
            yield rx.call_script(REFRESH)

    @rx.event
    @requires(Permission.SEE)
    async def cancel(self) -> None:
        """Leave everything as it is."""
        self.goes = self.stays = ""

    @rx.event
    @requires(Permission.TRASH)
    async def confirm_delete(self) -> Events:
        """Move it to Trash, and go back to the list."""
        if not self.goes:
            return
        self.goes = ""
        done = await self._done(self._trash)
        if done is None:
            yield rx.call_script(REFRESH)
            return
        await report(self, f"{self.name} moved to Trash", done.operation_id, partial=done.partial)
        yield rx.call_script("window.clientapp.form.leave()")
        yield rx.redirect(routes.LISTS[self.EDITABLE.kind])

    @rx.event
    @requires(Permission.RESTORE_OWN)
    async def restore(self) -> Events:
        """Take it out of Trash: "Restore"."""
        any_ones = current_user().may(Permission.RESTORE_ANY)
        try:
            operation_id = await asyncio.to_thread(
                _restore, self.EDITABLE.kind, self.record_id, any_ones
            )
        except Problem as reason:
            await report(self, str(reason), partial=True)
        else:
            await report(self, f"{self.name} is restored", operation_id)
        yield rx.call_script(REFRESH)

    @rx.event
    @requires(Permission.UNDO_OWN)
    async def unmerge(self) -> Events:
        """Take apart the merge by which this record went: "Unmerge"."""
        if self.merged.operation_id:
            await undo_and_report(self, self.merged.operation_id)
            yield rx.call_script(REFRESH)

    async def _set_status(self, status: Status) -> Any:
        words = self._turned(self.name, status)

        def write(actor: Actor, record_id: int) -> Report:
            return self._turn(actor, record_id, status)

        if (done := await self._done(write)) is not None:
            await report(self, words, done.operation_id)
        return rx.call_script(REFRESH)

    async def _done(self, write: Callable[[Actor, int], Report]) -> Report | None:
        """Do something to the whole record; None if it was not done, which is said."""
        try:
            return await asyncio.to_thread(write, acting(), self.record_id)
        except CountChanged:
            await report(self, f"{self.name} is in Trash, or gone", partial=True)
        except Problem as reason:
            await report(self, str(reason), partial=True)
        return None

    async def _load(self) -> None:
        asked = routes.id_in(self.router.url.path)
        with said_if_unreadable(self, self.EDITABLE.record.label):
            shown = await asyncio.to_thread(_read, self.EDITABLE, asked, self._details)
            history = await self.get_state(self.HISTORY)
            await history._load(asked)  # pyright: ignore[reportPrivateUsage] (a public method could be called by any browser)
            self.problem, self.found = "", shown is not None
            if shown is not None:
                self._show(shown)
        self.record_id = asked

    def _show(self, shown: "Shown") -> None:
        record = shown.record
        self.name, self.number = record.name, record.number
        self.version, self.active = record.version, record.active
        self.created, self.modified = shown.facts
        self.in_trash, self.may_restore = shown.trashed
        self.merged = shown.merged
        for name, value in shown.details.items():
            setattr(self, name, value)

    @classmethod
    def _details(cls, session: Session, values: Values) -> dict[str, Any]:  # noqa: ARG003 (for those who show more)
        """What the kind shows beside: by the names of its variables, from what is stored."""
        return {}

    @classmethod
    def _turn(cls, actor: Actor, record_id: int, status: Status) -> Report:
        """Activate or deactivate it."""
        kind = KINDS[cls.EDITABLE.kind]
        return set_status(transaction, actor, kind, record_id, status.value)

    @classmethod
    def _turned(cls, name: str, status: Status) -> str:
        """What is said when that is done."""
        return f"{name} is {status} now"

    @classmethod
    def _what_stays(cls, session: Session, record_id: int) -> str:  # noqa: ARG003 (for those who ask)
        """What a deactivation leaves as it is, where the kind asks before it."""
        return ""

    @classmethod
    def _what_goes(cls, session: Session, record_id: int) -> str:
        """What moves to Trash with it and what stays; empty if it is not there.

        Raises:
            Problem: of a kind that says so, if it cannot be deleted as it stands.
        """
        kind = KINDS[cls.EDITABLE.kind]
        return what_goes(kind, delete_preview(session, kind, Selection(ids=(record_id,))))

    @classmethod
    def _trash(cls, actor: Actor, record_id: int) -> Report:
        """Move it to Trash, unless a `Problem` says why not."""
        kind = KINDS[cls.EDITABLE.kind]
        return trash(transaction, actor, kind, Selection(ids=(record_id,)), 1)


class Shown(NamedTuple):
    """What is read of a record."""

    record: RecordRead
    facts: Facts
    trashed: TrashNote
    merged: Merged
    details: dict[str, Any]


def _read(
    editable: Editable, record_id: int, details: Callable[[Session, Values], dict[str, Any]]
) -> Shown | None:
    kind = editable.record
    with reading() as session:
        record = read_record(session, editable, record_id)
        if record is None:
            return None
        return Shown(
            record,
            system_facts(session, kind, record_id),
            trash_note(session, kind, record_id) if record.in_trash else NOT_IN_TRASH,
            merged_note(session, kind, record_id) if record.in_trash else NOT_MERGED,
            details(session, record.values),
        )


def _look(look: Callable[[Session, int], str], record_id: int) -> str:
    with reading() as session:
        return look(session, record_id)


def _restore(kind: str, record_id: int, any_ones: bool) -> int:
    with transaction() as session:
        return restore_one(session, acting(), kind, record_id, any_ones=any_ones)
