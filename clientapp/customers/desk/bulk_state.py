"""What is done to many customers of the list at once."""

import asyncio
from typing import ClassVar

import reflex as rx

from clientapp import routes
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk.report_state import report
from clientapp.bulk.selection import Selection
from clientapp.customers.desk.list_state import CustomerListState
from clientapp.customers.queries import CUSTOMERS
from clientapp.database import reading
from clientapp.desk.bulk_state import DeskBulkState
from clientapp.merging.merge import MOST, check_number
from clientapp.problem import Problem


class CustomerBulkState(DeskBulkState, rx.State):
    """The dialogs of bulk edit on Customers Dashboard, and "Merge"."""

    LIST: ClassVar = CustomerListState

    @rx.event
    @requires(Permission.MERGE)
    async def merge(self) -> Events:
        """ "Merge": the page on which two to ten become one."""
        if await self._take_selection():
            ids = await asyncio.to_thread(_first_of, self._selection)
            try:
                check_number(ids)
            except Problem as refused:
                await report(self, str(refused), partial=True)
            else:
                yield rx.redirect(routes.merge_customers(ids))


def _first_of(selection: Selection) -> list[int]:
    """The customers of a selection, one more than can be merged at most."""
    with reading() as session:
        chosen = selection.select(session, CUSTOMERS).limit(MOST + 1)
        return sorted(session.connection().execute(chosen).scalars())
