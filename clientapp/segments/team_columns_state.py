"""How the team sees the columns of a list: set from the chooser, by who may."""

import asyncio

import reflex as rx

from clientapp.access.permissions import Permission
from clientapp.access.requires import requires
from clientapp.bulk.report_state import acting, report
from clientapp.database import transaction
from clientapp.listing.column_state import ColumnState
from clientapp.listing.columns import View
from clientapp.listing.team_view import set_team_view


class TeamColumnsState(ColumnState, mixin=True):
    """A list whose columns can be set for everybody who has chosen none."""

    @rx.event
    @requires(Permission.SHARED_SEGMENTS)
    async def set_columns_for_team(self) -> None:
        """ "Set for the team": who chose nothing sees the list as it stands here."""
        chosen = self._chosen
        view = View(None if chosen == self.USUAL else chosen, self.compact)
        operation_id = await asyncio.to_thread(self._write_team_view, view)
        done = "The team sees these columns now" if operation_id else "The team sees them already"
        await report(self, done, operation_id)
        await self._arrive()

    @classmethod
    def _write_team_view(cls, view: View) -> int | None:
        with transaction() as session:
            return set_team_view(session, acting(), cls.VIEW, view)
