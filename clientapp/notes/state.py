"""The notes of the record whose page is open."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, NamedTuple

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
from clientapp.formatting import ago, moment_label
from clientapp.live.shown_state import ShownState
from clientapp.notes import commands
from clientapp.notes.queries import NoteRead, note_count, notes_of, pinned_notes_of
from clientapp.problem import Problem
from clientapp.settings import settings

PAGE, MOST = 10, 1_000
"""Notes at first and with each "Show more", and in all."""

FORGET = """((detail) => {
  const { name, saved } = detail;
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith("kept:") && key.endsWith(`:${location.pathname}:${name}`))
    .filter((key) => saved === null || sessionStorage.getItem(key) === saved)
    .forEach((key) => sessionStorage.removeItem(key));
  window.dispatchEvent(new CustomEvent("forget kept", { detail }));
})"""
"""Drops what a box has kept, also while it is being drawn anew, and tells the box."""

NEW = "note"
"""What the box for a new note is called; that of another one is called "note-<id>"."""


@dataclass(frozen=True)
class NoteShown:
    """A note as the page shows it: `by` is who wrote it and when, `moment` when exactly; `own`
    notes can be edited, `removable` ones deleted."""

    id: int
    body: str
    is_pinned: bool
    by: str
    moment: str
    own: bool
    removable: bool


class NotesState(ShownState, mixin=True):
    """The newest notes, the pinned ones, and the one that is being edited (its id, else 0). A kind
    of record says which it is."""

    notes: list[NoteShown] = []
    pinned: list[NoteShown] = []
    count: int = 0
    more: bool = False
    writable: bool = False
    editing: int = 0
    problem: str = ""
    edit_problem: str = ""

    KIND: ClassVar[str] = "customer"

    _shown_of: int = 0
    _limit: int = PAGE
    _base: str = ""

    @rx.event
    @requires(Permission.SEE)
    async def open(self) -> None:
        """The page was opened."""
        self._stop_editing()
        self.problem = ""
        await self._load()

    @rx.event
    @requires(Permission.SEE)
    async def show_more(self) -> None:
        """Show older notes too: "Show more"."""
        if self.more:
            self._limit = min(self._limit + PAGE, MOST)
            await self._load()

    @rx.event
    @requires(Permission.EDIT)
    async def add(self, form: dict[str, str]) -> Events:
        """Write a note down: "Add note"."""
        record, body = self._record_id(), form.get("body", "")
        self.problem = await self._write(
            lambda session: commands.add_note(session, acting(), record, body, self.KIND),
            "Note added",
        )
        if not self.problem:
            yield _forget(NEW, body)
        yield rx.call_script(REFRESH)

    @rx.event
    @requires(Permission.EDIT)
    async def edit(self, note_id: int) -> None:
        """ "Edit": its text becomes a box."""
        note = next((each for each in self.notes if each.id == note_id and each.own), None)
        if note is not None:
            self.editing, self._base, self.edit_problem = note.id, note.body, ""

    @rx.event
    @requires(Permission.SEE)
    async def cancel(self) -> Events:
        """Leave the note as it is: "Cancel"."""
        yield _forget(f"{NEW}-{self.editing}")
        self._stop_editing()

    @rx.event
    @requires(Permission.EDIT)
    async def save(self, form: dict[str, str]) -> Events:
        """Keep the note that is being edited: "Save note"."""
        record, note_id, base = self._record_id(), self.editing, self._base
        body = form.get("body", "")
        self.edit_problem = await self._write(
            lambda session: commands.edit_note(
                session, acting(), record, note_id, body, base, self.KIND
            ),
            "Note saved",
        )
        if not self.edit_problem:
            yield _forget(f"{NEW}-{note_id}")
            self._stop_editing()
        yield rx.call_script(REFRESH)

    @rx.event
    @requires(Permission.EDIT)
    async def pin(self, note_id: int, is_pinned: bool) -> Events:
        """Let a note stand in the header, or no longer."""
        record = self._record_id()
        words = "Note pinned" if is_pinned else "Note unpinned"
        await self._write_or_say(
            lambda session: commands.pin_note(
                session, acting(), record, note_id, self.KIND, is_pinned=is_pinned
            ),
            words,
        )
        yield rx.call_script(REFRESH)

    @rx.event
    @requires(Permission.EDIT)
    async def delete(self, note_id: int) -> Events:
        """Move a note to Trash."""
        record, others = self._record_id(), current_user().may(Permission.UNDO_OTHERS)
        await self._write_or_say(
            lambda session: commands.delete_note(
                session, acting(), record, note_id, self.KIND, others=others
            ),
            "Note deleted",
        )
        yield rx.call_script(REFRESH)

    async def _write_or_say(self, write: Callable[[Session], int | None], words: str) -> None:
        if problem := await self._write(write, words):
            await report(self, problem, partial=True)

    async def _write(self, write: Callable[[Session], int | None], words: str) -> str:
        """Do it in a thread, say what was done, and show it; else the reason why it was not."""

        def run() -> int | None:
            with transaction() as session:
                return write(session)

        problem = ""
        try:
            operation_id = await asyncio.to_thread(run)
        except (Problem, Rejected) as reason:
            problem = str(reason)
        else:
            if operation_id is not None:
                await report(self, words, operation_id)
        await self._load()
        return problem

    def _record_id(self) -> int:
        return routes.id_in(self.router.url.path)

    def _stop_editing(self) -> None:
        self.editing, self._base, self.edit_problem = 0, "", ""

    async def _load(self) -> None:
        asked = self._record_id()
        if asked != self._shown_of:
            self._shown_of, self._limit = asked, PAGE
        found = await asyncio.to_thread(_read, self.KIND, asked, self._limit)
        moment = datetime.now(UTC)
        self.notes = [_shown(note, moment) for note in found.notes]
        self.pinned = [_shown(note, moment) for note in found.pinned]
        self.count, self.writable = found.how_many, found.writable
        self.more = found.how_many > len(self.notes) and self._limit < MOST


def _forget(name: str, saved: str | None = None) -> Any:
    """Let the browser empty a box and forget its text, unless more than `saved` is there."""
    return rx.call_script(f"{FORGET}({json.dumps({'name': name, 'saved': saved})})")


class Found(NamedTuple):
    """What is read of a record; `how_many` notes there are in all."""

    notes: list[NoteRead]
    pinned: list[NoteRead]
    how_many: int
    writable: bool


def _read(kind: str, record_id: int, limit: int) -> Found:
    with reading() as session:
        return Found(
            notes_of(session, record_id, limit, kind),
            pinned_notes_of(session, record_id, kind),
            note_count(session, record_id, kind),
            is_live(session, kind, record_id) and current_user().may(Permission.EDIT),
        )


def _shown(note: NoteRead, moment: datetime) -> NoteShown:
    user = current_user()
    own = note.author_id == user.user_id
    edited = f", edited {ago(note.edited_at, moment)}" if note.edited_at else ""
    return NoteShown(
        note.id,
        note.body,
        note.is_pinned,
        f"{ago(note.written_at, moment)}, {note.author or 'Clientapp'}{edited}",
        moment_label(note.written_at, settings().zone),
        own,
        own or user.may(Permission.UNDO_OTHERS),
    )
