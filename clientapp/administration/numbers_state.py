"""The form of customer numbers, and what the next ones would look like."""

import asyncio

import reflex as rx
from sqlmodel import Session

from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.administration.picklists_state import run
from clientapp.bulk.report_state import report
from clientapp.database import reading
from clientapp.editing.validation import Rejected
from clientapp.ledger.recording import Actor
from clientapp.picklists.numbers import (
    NumberFormat,
    number_format,
    read_format,
    set_number_format,
)
from clientapp.problem import said_if_unreadable
from clientapp.ui.browser import focus_on


class NumbersState(rx.State):
    """What the inputs were drawn from, and what is typed, for the preview."""

    allowed: bool = False
    problem: str = ""
    prefix: str = ""
    width: str = ""
    preview: str = ""
    drawn: int = 0
    problems: dict[str, str] = {}

    _typed: dict[str, str] = {}
    _next: int = 1

    @rx.event
    @requires(Permission.SEE)
    async def open(self) -> None:
        """The page was opened."""
        self.allowed = current_user().may(Permission.NUMBER_FORMATS)
        if self.allowed:
            await self._load()

    @rx.event
    @requires(Permission.NUMBER_FORMATS)
    async def refresh(self) -> None:
        """Something was written: show what is stored now."""
        await self._load()

    @rx.event(supersedes=True)
    @requires(Permission.NUMBER_FORMATS)
    async def type_prefix(self, text: str) -> None:
        """The prefix is being typed: show the next numbers."""
        self._show(prefix=text)

    @rx.event(supersedes=True)
    @requires(Permission.NUMBER_FORMATS)
    async def type_width(self, text: str) -> None:
        """The number of digits is being typed: show the next numbers."""
        self._show(width=text)

    @rx.event
    @requires(Permission.NUMBER_FORMATS)
    async def save(self, form: dict[str, str]) -> Events:
        """The button "Save": new customers get numbers of this form."""

        def command(session: Session, actor: Actor) -> int | None:
            return set_number_format(session, actor, form)

        try:
            operation_id = await asyncio.to_thread(run, command)
        except Rejected as rejected:
            self.problems = rejected.problems
            first = next(name for name in ("prefix", "width") if name in rejected.problems)
            yield focus_on(f"document.getElementById('field-{first}')")
            return
        if operation_id:
            await report(self, "Form of customer numbers saved", operation_id)
        await self._load()

    async def _load(self) -> None:
        with said_if_unreadable(self, "form of numbers"):
            stored = await asyncio.to_thread(self._read)
            self.prefix, self.width = stored.prefix, str(stored.width)
            self._next, self.problem = stored.next_number, ""
            self._typed = {"prefix": self.prefix, "width": self.width}
            self.problems, self.preview = {}, stored.shown()
            self.drawn += 1

    def _show(self, **typed: str) -> None:
        self._typed = self._typed | typed
        try:
            typed_form = read_format(self._typed)
        except Rejected as rejected:
            self.problems, self.preview = rejected.problems, ""
        else:
            self.problems = {}
            self.preview = typed_form._replace(next_number=self._next).shown()

    @staticmethod
    def _read() -> NumberFormat:
        with reading() as session:
            return number_format(session)
