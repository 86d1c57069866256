"""What a page shows of the database: read when it opens, and again when something was written."""

import reflex as rx

from clientapp.access.permissions import Permission
from clientapp.access.requires import requires


class ShownState(rx.State, mixin=True):
    """The events by which a page asks for what is stored now; the state says how in `_load`."""

    @rx.event
    @requires(Permission.SEE)
    async def open(self) -> None:
        """The page was opened, or the connection came back."""
        await self._load()

    @rx.event
    @requires(Permission.SEE)
    async def refresh(self) -> None:
        """Something was written: show what is stored now."""
        await self._load()

    async def _load(self) -> None:
        """Read what is stored, if the user may see it."""
        raise NotImplementedError
