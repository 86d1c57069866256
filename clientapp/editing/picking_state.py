"""The search of the boxes in which another record is chosen; one is typed into at a time."""

import asyncio

import reflex as rx

from clientapp.access.permissions import Permission
from clientapp.access.requires import requires
from clientapp.database import reading
from clientapp.editing.picking import LONGEST, Offered, offered


class PickingState(rx.State):
    """What was asked, "kind:text", and what is offered."""

    asked: str = ""
    found: list[Offered] = []

    @rx.event(supersedes=True)
    @requires(Permission.SEE)
    async def look_for(self, kind: str, text: str) -> None:
        """Another key was pressed in a box."""
        found = await asyncio.to_thread(_find, kind, text[:LONGEST])
        self.asked, self.found = f"{kind}:{text[:LONGEST]}", found


def _find(kind: str, text: str) -> list[Offered]:
    with reading() as session:
        return offered(session, kind, text)
