"""What is done to segments from their list: saved, renamed, shared, deleted, made the default."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import reflex as rx
from sqlmodel import Session

from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk.report_state import acting, report
from clientapp.database import transaction
from clientapp.editing.validation import Rejected
from clientapp.listing.request import ListRequest
from clientapp.problem import Problem
from clientapp.segments import address, commands
from clientapp.segments.fields import NAME
from clientapp.segments.sidebar_state import SegmentsNavState
from clientapp.segments.state import SegmentState
from clientapp.ui.browser import focus_on

FORM = "segment-form"
NAME_INPUT = f"document.forms['{FORM}']?.elements['{NAME}']"
SAVE, RENAME = "save", "rename"
TEAM, PRIVATE = "team", "private"


class NamingState(SegmentState, mixin=True):
    """A list whose segments are saved. `naming` is what the dialog is for, empty while it is
    closed; what is typed stays in the browser until it is sent."""

    naming: str = ""
    naming_problem: str = ""
    may_share: bool = False

    @rx.event
    @requires(Permission.SEE)
    async def ask_name(self, what: str) -> None:
        """ "Save as segment" and "Rename"."""
        if what == SAVE or (what == RENAME and self.segment.may_change):
            may_share = current_user().may(Permission.SHARED_SEGMENTS)
            self._put(naming=what, naming_problem="", may_share=may_share)

    @rx.event
    @requires(Permission.SEE)
    async def cancel_naming(self) -> None:
        """Leave everything as it is."""
        self._put(naming="", naming_problem="")

    @rx.event
    @requires(Permission.SEE)
    async def name_segment(self, form: dict[str, str]) -> Events:
        """The dialog was submitted."""
        name = form.get(NAME, "")
        if not self.naming:
            return  # the second press of a double click
        try:
            if self.naming == SAVE:
                shared, columns = form.get("who") == TEAM, "columns" in form
                events = await self._save_segment_as(name, shared=shared, with_columns=columns)
            else:
                events = await self._change_segment("renamed", name=name)
        except (Rejected, Problem) as reason:
            self._put(naming_problem=str(reason))
            yield focus_on(NAME_INPUT)
            return
        self._put(naming="", naming_problem="")
        async for event in events:
            yield event

    @rx.event
    @requires(Permission.SEE)
    async def save_changes(self) -> Events:
        """ "Save": the open segment is from now on what the list shows."""
        values: dict[str, Any] = {"query": address.written(self._request())}
        if self._segment_columns is not None:
            values["columns"] = ",".join(self._chosen)
        async for event in self._or_say(self._change_segment("saved", **values)):
            yield event

    @rx.event
    @requires(Permission.SHARED_SEGMENTS)
    async def share_segment(self, shared: bool) -> Events:
        """ "Share with the team" and "Make private"."""
        words = "shared with the team" if shared else "made private"
        async for event in self._or_say(self._change_segment(words, is_shared=shared)):
            yield event

    @rx.event
    @requires(Permission.SHARED_SEGMENTS)
    async def open_by_default(self, on: bool) -> Events:
        """ "Make it the team's default", and the other way round."""
        segment, view = self.segment, self.VIEW

        def command(session: Session) -> int | None:
            return commands.set_team_segment(session, acting(), view, segment.id if on else None)

        words = f"The list opens with {segment.name if on else 'everything'} for the team"
        if segment.id:
            async for event in self._or_say(self._write_segment(command, words)):
                yield event

    @rx.event
    @requires(Permission.SEE)
    async def delete_segment(self) -> Events:
        """ "Delete": the plain list is shown then."""
        segment, user = self.segment, current_user()
        may_share = user.may(Permission.SHARED_SEGMENTS)

        def command(session: Session) -> int:
            return commands.delete_segment(
                session, acting(), user.user_id, segment.id, may_share=may_share
            )

        if not segment.id:
            return
        deleting = self._write_segment(command, f"Segment {segment.name} deleted")
        async for event in self._or_say(deleting):
            yield event
        if not self.segment.id:
            self._put(segment_problem="")
            async for event in self._go(ListRequest(size=self.size)):
                yield event

    async def _save_segment_as(self, name: str, *, shared: bool, with_columns: bool) -> Events:
        user, kind = current_user(), self.LISTED.kind
        query = address.written(self._request())
        columns = ",".join(self._chosen) if with_columns else None
        may_share = user.may(Permission.SHARED_SEGMENTS)
        saved: list[int] = []

        def command(session: Session) -> int:
            stored = (kind, name, query, columns, shared)
            done = commands.save_segment(
                session, acting(), user.user_id, *stored, may_share=may_share
            )
            saved.append(done.segment_id)
            return done.operation_id

        return await self._write_segment(command, f"Segment {' '.join(name.split())} saved", saved)

    async def _change_segment(self, done: str, **values: Any) -> Events:
        """Change the open segment."""
        user, segment = current_user(), self.segment
        may_share = user.may(Permission.SHARED_SEGMENTS)

        def command(session: Session) -> int | None:
            return commands.update_segment(
                session, acting(), user.user_id, segment.id, values, may_share=may_share
            )

        return await self._write_segment(command, f"Segment {segment.name} {done}")

    async def _write_segment(
        self, command: Callable[[Session], int | None], done: str, saved: list[int] | None = None
    ) -> Events:
        """Run a command and say what was done.

        Args:
            saved: where the command puts the id of a segment that it made.

        Returns:
            What shows it: the segment as it is stored now, its URL, the sidebar.

        Raises:
            Rejected, Problem: what the command says of it.
        """
        before = self._query(self._request())
        operation_id = await asyncio.to_thread(_run, command)
        if operation_id is not None:
            undoable = current_user().may(Permission.UNDO_OWN)
            await report(self, done, operation_id if undoable else None)
        await self._look_again(saved[0] if saved else 0)
        return self._segment_written(elsewhere=before != self._query(self._request()))

    async def _or_say(self, write: Awaitable[Events]) -> Events:
        """What shows a write; where it cannot be done, say why, and what is stored now."""
        try:
            events = await write
        except Problem as reason:
            await report(self, str(reason), partial=True)
            await self._look_again()
            return
        async for event in events:
            yield event

    async def _segment_written(self, *, elsewhere: bool) -> Events:
        if elsewhere and self.segment.id:
            async for event in self._go(self._request()):
                yield event
        yield SegmentsNavState.open


def _run(command: Callable[[Session], int | None]) -> int | None:
    with transaction() as session:
        return command(session)
