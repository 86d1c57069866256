"""The picklists and their choices: what `/settings/picklists` holds."""

import asyncio
from collections.abc import Callable

import reflex as rx
from sqlmodel import Session

from clientapp import routes
from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.administration.showing import EXTRA_LABELS, OptionLine, option_lines
from clientapp.bulk.report_state import acting, report
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.picklists import commands
from clientapp.picklists.lists import extra_of
from clientapp.picklists.queries import ListLine, choices, list_of, lists
from clientapp.picklists.usage import Usage, usage
from clientapp.problem import Problem, said_if_unreadable

MOST = 500
"""Choices that are shown at once."""

Command = Callable[[Session, Actor], int | None]


class PicklistsState(rx.State):
    """The list that the URL names (`?list=industry`, or `?option=12` for the one with a choice)."""

    loaded: bool = False
    problem: str = ""
    lists: list[ListLine] = []
    picklist: str = ""
    title: str = ""
    extra: str = ""
    extra_label: str = ""
    rows: list[OptionLine] = []
    more: str = ""
    search: str = ""

    _used: dict[int, Usage] | None = None

    @rx.event
    @requires(Permission.SEE)
    async def open(self) -> Events:
        """The page was opened, or another list of it."""
        if not current_user().may(Permission.PICKLISTS):
            self.picklist, self.title, self.loaded = routes.NUMBERS, "", True
            self.lists, self.rows = [], []
            return
        query = dict(self.router.url.query_parameters)
        asked = await asyncio.to_thread(self._named, query)
        if asked != self.picklist:
            self.search, self.rows, self._used = "", [], None
        self.picklist, self.extra = asked, extra_of(asked)
        self.extra_label = EXTRA_LABELS[self.extra]
        async for event in self._load():
            yield event

    @rx.event
    @requires(Permission.PICKLISTS)
    async def refresh(self) -> Events:
        """Something was written: show what is stored now."""
        async for event in self._load():
            yield event

    @rx.event(supersedes=True)
    @requires(Permission.PICKLISTS)
    async def search_for(self, text: str) -> Events:
        """Something was typed into "Find a choice"."""
        self.search = text[:100]
        async for event in self._load():
            yield event

    @rx.event
    @requires(Permission.PICKLISTS)
    async def move(self, option_id: int, up: bool) -> Events:
        """The buttons "Move up" and "Move down" of a choice."""

        def command(session: Session, actor: Actor) -> int | None:
            return commands.move_option(session, actor, option_id, up=up)

        async for event in self._do(option_id, command, f"moved {'up' if up else 'down'}"):
            yield event

    @rx.event
    @requires(Permission.PICKLISTS)
    async def place(self, option_id: int, before_id: int) -> Events:
        """A choice was dropped in front of another one, or with 0 at the end."""

        def command(session: Session, actor: Actor) -> int | None:
            return commands.place_option(session, actor, option_id, before_id)

        async for event in self._do(option_id, command, "moved"):
            yield event

    @rx.event
    @requires(Permission.PICKLISTS)
    async def retire(self, option_id: int, retired: bool) -> Events:
        """The buttons "Retire" and "Bring back" of a choice."""

        def command(session: Session, actor: Actor) -> int | None:
            return commands.retire_option(session, actor, option_id, retired=retired)

        async for event in self._do(option_id, command, "retired" if retired else "brought back"):
            yield event

    @rx.event
    @requires(Permission.PICKLISTS)
    async def delete(self, option_id: int) -> Events:
        """The button "Delete" of a choice that nothing has."""

        def command(session: Session, actor: Actor) -> int:
            return commands.delete_option(session, actor, option_id)

        async for event in self._do(option_id, command, "deleted"):
            yield event

    async def _do(self, option_id: int, command: Command, done: str) -> Events:
        """Run a command, say what was done, and show what is stored now."""
        label = next((row.label for row in self.rows if row.id == option_id), "The choice")
        try:
            operation_id = await asyncio.to_thread(run, command)
        except Problem as reason:
            await report(self, str(reason), partial=True)
        else:
            if operation_id:
                await report(self, f"{label} {done}", operation_id)
        async for event in self._load():
            yield event

    async def _load(self) -> Events:
        """Show the choices at once, and how many records have each as soon as it is counted."""
        with said_if_unreadable(self, "picklist"):
            await self._show()
            yield
            self._used = await asyncio.to_thread(self._count, self.picklist)
            await self._show()

    async def _show(self) -> None:
        self.lists, self.rows, self.more = await asyncio.to_thread(
            self._read, self.picklist, self.search, self._used
        )
        self.title = next((line.label for line in self.lists if line.name == self.picklist), "")
        self.loaded, self.problem = True, ""

    @staticmethod
    def _read(
        picklist: str, search: str, used: dict[int, Usage] | None
    ) -> tuple[list[ListLine], list[OptionLine], str]:
        with reading() as session:
            found = choices(session, picklist, search)
            known = lists(session)
        more = len(found) - MOST
        words = f"and {more:,} more; find them by their name" if more > 0 else ""
        return known, option_lines(found, extra_of(picklist), used)[:MOST], words

    @staticmethod
    def _count(picklist: str) -> dict[int, Usage]:
        with reading() as session:
            return usage(session, picklist) if picklist != routes.NUMBERS else {}

    @staticmethod
    def _named(query: dict[str, str]) -> str:
        """The list that a URL names; the first one where it names none that there is."""
        with reading() as session:
            names = [line.name for line in lists(session)]
            asked = query.get("list") or list_of(session, routes.number(query.get("option", "")))
        return asked if asked in (*names, routes.NUMBERS) else names[0]


def run(command: Command) -> int | None:
    """Run a command as whoever is signed in, in a transaction of its own."""
    with transaction() as session:
        return command(session, acting())
