"""The record of a customer around its form: what it is called, how it stands, what is done to it
as a whole."""

import asyncio
from collections.abc import Callable
from typing import Any, NamedTuple

import reflex as rx
from sqlmodel import Session

from clientapp import routes
from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk.report_state import REFRESH, acting, report, undo_and_report
from clientapp.bulk.selection import Selection
from clientapp.customers.bulk import delete_preview, set_status, trash_customer
from clientapp.customers.deleting import until, what_goes
from clientapp.customers.queries import CustomerRecord, customer_record
from clientapp.customers.record.facts import Facts, system_facts
from clientapp.customers.record.history_state import CustomerHistoryState
from clientapp.customers.record.merged import NOT_MERGED, Merged, merged_note
from clientapp.customers.record.restoring import restore_customer
from clientapp.database import reading, transaction
from clientapp.formatting import ago
from clientapp.ledger.news import last_trashed
from clientapp.ledger.recording import now
from clientapp.models import Status
from clientapp.picklists.queries import labels_of
from clientapp.problem import Problem, said_if_unreadable


class CustomerRecordState(rx.State):
    """What the page of one customer shows beside its inputs; it is read anew by `refresh`."""

    record_id: int = -1
    problem: str = ""
    found: bool = True
    name: str = ""
    number: str = ""
    category: str = ""
    warnings: list[tuple[str, str]] = []
    created: str = ""
    modified: str = ""
    version: int = 0
    active: bool = True
    in_trash: str = ""
    may_restore: bool = False
    merged: Merged = NOT_MERGED
    goes: str = ""

    @rx.var  # pyright: ignore[reportUnknownMemberType]
    def is_open(self) -> bool:
        """Whether it is the record that the URL names."""
        return self.record_id == routes.id_in(self.router.url.path)

    @rx.event
    @requires(Permission.SEE)
    async def open(self) -> None:
        """The page was opened."""
        self.goes = ""
        await self._load()

    @rx.event
    @requires(Permission.SEE)
    async def refresh(self) -> None:
        """Something was written: show what is stored now."""
        await self._load()

    @rx.event
    @requires(Permission.EDIT)
    async def deactivate(self) -> Events:
        """No work is done for this customer for now: "Deactivate"."""
        yield await self._set_status(Status.INACTIVE)

    @rx.event
    @requires(Permission.EDIT)
    async def activate(self) -> Events:
        """ "Activate"."""
        yield await self._set_status(Status.ACTIVE)

    @rx.event
    @requires(Permission.TRASH)
    async def ask_delete(self) -> None:
        """ "Delete": say first what goes along."""
        self.goes = await asyncio.to_thread(_what_goes, self.record_id)

    @rx.event
    @requires(Permission.SEE)
    async def cancel(self) -> None:
        """Leave everything as it is."""
        self.goes = ""

    @rx.event
    @requires(Permission.TRASH)
    async def confirm_delete(self) -> Events:
        """Move it to Trash, and go back to the list: "Confirm"."""
        if not self.goes:
            return
        self.goes = ""
        try:
            done = await asyncio.to_thread(trash_customer, transaction, acting(), self.record_id)
        except Problem:
            await report(self, f"{self.name} is in Trash already, or gone", partial=True)
            yield rx.call_script(REFRESH)
            return
        await report(self, f"{self.name} moved to Trash", done.operation_id, partial=done.partial)
        yield rx.call_script("window.clientapp.form.leave()")
        yield rx.redirect(routes.CUSTOMERS)

    @rx.event
    @requires(Permission.RESTORE_OWN)
    async def restore(self) -> Events:
        """Take it out of Trash: "Restore"."""
        any_ones = current_user().may(Permission.RESTORE_ANY)

        def write(session: Session) -> int:
            return restore_customer(session, acting(), self.record_id, any_ones=any_ones)

        await self._write(write, f"{self.name} is restored")
        yield rx.call_script(REFRESH)

    @rx.event
    @requires(Permission.UNDO_OWN)
    async def unmerge(self) -> Events:
        """Take apart the merge by which this customer went: "Unmerge"."""
        if self.merged.operation_id:
            await undo_and_report(self, self.merged.operation_id)
            yield rx.call_script(REFRESH)

    async def _set_status(self, status: Status) -> Any:
        words = f"{self.name} is {status} now"
        try:
            done = await asyncio.to_thread(
                set_status, transaction, acting(), self.record_id, status.value
            )
        except Problem:
            await report(self, f"{self.name} is in Trash, or gone", partial=True)
        else:
            await report(self, words, done.operation_id)
        return rx.call_script(REFRESH)

    async def _write(self, write: Callable[[Session], int], words: str) -> None:
        def run() -> int:
            with transaction() as session:
                return write(session)

        try:
            operation_id = await asyncio.to_thread(run)
        except Problem as reason:
            await report(self, str(reason), partial=True)
        else:
            await report(self, words, operation_id)

    async def _load(self) -> None:
        asked = routes.id_in(self.router.url.path)
        with said_if_unreadable(self, "customer"):
            shown = await asyncio.to_thread(_read, asked)
            history = await self.get_state(CustomerHistoryState)
            await history._load(asked)  # pyright: ignore[reportPrivateUsage] (a public method could be called by any browser)
            self.problem, self.found = "", shown is not None
            if shown is not None:
                self._show(shown)
        self.record_id = asked

    def _show(self, shown: "Shown") -> None:
        record = shown.record
        self.name, self.number, self.category = record.name, record.number, shown.category
        self.warnings = list(record.warnings)
        self.created, self.modified = shown.facts
        self.version, self.active = record.version, record.active
        self.in_trash, self.may_restore = shown.in_trash, shown.may_restore
        self.merged = shown.merged


class Shown(NamedTuple):
    """What is read of a customer; `in_trash` says who moved it there, empty where it is not."""

    record: CustomerRecord
    category: str
    facts: Facts
    in_trash: str
    may_restore: bool
    merged: Merged


def _read(customer_id: int) -> Shown | None:
    with reading() as session:
        record = customer_record(session, customer_id)
        if record is None:
            return None
        chosen = int(record.values["category"] or 0)
        category = labels_of(session, {chosen}).get(chosen, "")
        facts = system_facts(session, customer_id)
        merged = merged_note(session, customer_id) if record.in_trash else NOT_MERGED
        return Shown(record, category, facts, *_trash_note(session, record), merged)


def _trash_note(session: Session, record: CustomerRecord) -> tuple[str, bool]:
    """Who moved it to Trash and how long it stays, and whether this user may restore it."""
    moved = last_trashed(session, "customer", record.id) if record.in_trash else None
    if moved is None:
        return "", False
    note = (
        f"{moved.actor_name} moved this customer to Trash {ago(moved.started_at, now())}. "
        f"It can be restored until {until(moved.started_at)}."
    )
    return note, current_user().may_restore(moved.actor_id)


def _what_goes(customer_id: int) -> str:
    """What moves to Trash with a customer and what stays; empty if it is not there."""
    with reading() as session:
        return what_goes(delete_preview(session, Selection(ids=(customer_id,))))
