"""The history of a record on its page: what was done, and each change undone by itself."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

import reflex as rx

from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk.report_state import REFRESH, acting, report, undo_and_report
from clientapp.database import reading, transaction
from clientapp.formatting import ago
from clientapp.ledger.history import Entry, History
from clientapp.ledger.putting_back import field_named, put_back
from clientapp.ledger.wording import lowered
from clientapp.models import Action
from clientapp.problem import Problem
from clientapp.record import registry
from clientapp.record_page.history import record_history

PAGE, MOST = 50, 1_000
"""Entries at first and with each "Show more", and in all."""

SMALL = ("edit", "undo", "put back")
"""The kinds of operations that are undone from here as a whole."""


@dataclass(frozen=True)
class HistoryLine:
    """A change as the page shows it; `change_id` and `field` are what "Undo" puts back."""

    text: str
    change_id: int
    field: str
    undoable: bool


@dataclass(frozen=True)
class HistoryEntry:
    """An entry of the history as the page shows it.

    Attributes:
        many: in words what operation on many records it was, empty for one on this alone.
        undoable: whether all its lines can be undone at once.
        undo: what the button says that does it.
    """

    operation_id: int
    lines: list[HistoryLine]
    by: str
    many: str
    undoable: bool
    undo: str


class HistoryState(rx.State, mixin=True):
    """The newest entries of the history of the record whose page is open."""

    entries: list[HistoryEntry] = []
    more: bool = False

    _record_id: int = 0
    _limit: int = PAGE

    KIND: ClassVar[str] = ""

    @rx.event
    @requires(Permission.SEE)
    async def show_more(self) -> None:
        """Show older entries too: "Show more"."""
        if self.more:
            self._limit = min(self._limit + PAGE, MOST)
            await self._load(self._record_id)

    @rx.event
    @requires(Permission.UNDO_OWN)
    async def undo(self, operation_id: int) -> Events:
        """Undo one entry as a whole."""
        entry = next((e for e in self.entries if e.operation_id == operation_id), None)
        if entry is None or not entry.undoable:
            await report(self, "This change cannot be undone from here", partial=True)
            return
        await undo_and_report(self, operation_id)
        yield rx.call_script(REFRESH)

    @rx.event
    @requires(Permission.UNDO_OWN)
    async def put_back(self, change_id: int, field: str) -> Events:
        """Undo the change of one field, whatever else its operation did."""
        if not current_user().may(Permission.EDIT):
            await report(
                self, f"Your role may not edit {registry.records[self.KIND].plural}", partial=True
            )
            return
        try:
            which = self.KIND, self._record_id, change_id
            operation_id = await asyncio.to_thread(_put_back, *which, field)
        except Problem as reason:
            await report(self, str(reason), partial=True)
        else:
            known = field_named(self.KIND, field)
            label = known.label if known else field
            await report(self, f"{label} is put back", operation_id)
        yield rx.call_script(REFRESH)

    async def _load(self, record_id: int) -> None:
        """Show the history of a record; of another one, its first page."""
        if record_id != self._record_id:
            self._record_id, self._limit = record_id, PAGE
        found = await asyncio.to_thread(_read, self.KIND, record_id, self._limit)
        moment = datetime.now(UTC)
        self.entries = [_shown(entry, moment) for entry in found.entries]
        self.more = found.more and self._limit < MOST


def _read(kind: str, record_id: int, limit: int) -> History:
    with reading() as session:
        return record_history(session, kind, record_id, limit)


def _put_back(kind: str, record_id: int, change_id: int, field: str) -> int:
    others = current_user().may(Permission.UNDO_OTHERS)
    with transaction() as session:
        return put_back(session, acting(), kind, record_id, change_id, field, others=others)


def _shown(entry: Entry, moment: datetime) -> HistoryEntry:
    user = current_user()
    needed = Permission.UNDO_OWN if entry.actor_id == user.user_id else Permission.UNDO_OTHERS
    may = user.may(needed) and user.may(Permission.UNDO_OWN) and not entry.undone
    lines = [
        HistoryLine(
            line.text,
            line.change_id,
            line.field,
            may and user.may(Permission.EDIT) and line.change_id > 0,
        )
        for line in entry.lines
    ]
    state = ", undone" if entry.undone else ""
    whole = may and (entry.merges or (entry.alone and entry.kind in SMALL))
    undo = "Unmerge" if entry.merges else "Undo" if len(lines) == 1 else "Undo all"
    return HistoryEntry(
        entry.operation_id,
        lines,
        f"{ago(entry.when, moment)}, {entry.who}{state}",
        "" if entry.alone or entry.kind == Action.LOOK else _many(entry),
        whole,
        undo,
    )


def _many(entry: Entry) -> str:
    """An operation on many records as a part of a sentence: "by delete of 40 customers"."""
    label = lowered(entry.label)
    if entry.lines[0].text.endswith(label):
        return "What else it did"  # the line says already what it was
    return f"by {label}" if label.startswith(entry.kind) else f"by {entry.kind} {entry.label}"
