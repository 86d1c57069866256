"""The lookup of one tab: what was typed, and what it found."""

import asyncio
from collections.abc import Sequence

import reflex as rx

from clientapp import routes
from clientapp.access.permissions import Permission
from clientapp.access.requires import requires
from clientapp.database import reading
from clientapp.lookup import queries
from clientapp.lookup.found import Found
from clientapp.lookup.prefill import in_words, prefill
from clientapp.problem import said_if_unreadable

LONGEST = 200
"""Characters of what is typed that are looked for."""

MOST_RECENT = 8


class LookupState(rx.State):
    """The dialog "Search everything". `asked` is the text that `found` answers; `answers` grows
    with each answer. `given` is what a new customer would be filled with, `given_words` says it."""

    asked: str = ""
    found: list[Found] = []
    recent: list[Found] = []
    given: dict[str, str] = {}
    given_words: str = ""
    problem: str = ""
    answers: int = 0

    @rx.event
    @requires(Permission.SEE)
    async def open(self, opened: str) -> None:
        """The dialog was opened; `opened` are the records that this browser opened last, such as
        "customer:12 customer:5"."""
        self._answer("", [])
        with said_if_unreadable(self, "list"):
            self.recent = await asyncio.to_thread(_recent, keys_in(opened))

    @rx.event(supersedes=True)
    @requires(Permission.SEE)
    async def look_for(self, text: str) -> None:
        """Another key was pressed in the box."""
        found: list[Found] = []
        self.problem = ""
        with said_if_unreadable(self, "list"):
            found = await asyncio.to_thread(_find, text[:LONGEST])
        self._answer(text, found)

    @rx.event
    @requires(Permission.SEE)
    async def close(self) -> None:
        """The dialog is gone, and with it what it showed."""
        self._answer("", [])
        self.recent, self.problem = [], ""

    def _answer(self, text: str, found: list[Found]) -> None:
        self.asked, self.found = text, found
        self.given = prefill(text[:LONGEST])
        self.given_words = in_words(self.given)
        self.answers += 1


def keys_in(opened: str) -> list[tuple[str, int]]:
    """Kinds and ids as a browser sends them; what is none is left out."""
    pairs = (each.partition(":") for each in opened[:LONGEST].split()[:MOST_RECENT])
    return [(kind, found) for kind, _, record_id in pairs if (found := routes.number(record_id))]


def _find(text: str) -> list[Found]:
    if not text.strip():
        return []
    with reading() as session:
        return queries.find(session, text)


def _recent(keys: Sequence[tuple[str, int]]) -> list[Found]:
    with reading() as session:
        return queries.recent(session, keys)
