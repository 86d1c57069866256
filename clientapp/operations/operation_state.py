"""One operation: what `/operations/<id>` holds."""

import asyncio
from typing import Any

import reflex as rx

from clientapp import routes
from clientapp.access.identity import SignedIn, current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk import report_state
from clientapp.database import reading
from clientapp.ledger.undo import CannotUndo
from clientapp.listing.request import ListRequest
from clientapp.live.shown_state import ShownState
from clientapp.operations.showing import NOTHING, OperationView, RecordLine, view
from clientapp.problem import said_if_unreadable


class OperationState(ShownState, rx.State):
    """An operation, a page of the records that it touched, and the report of its undo."""

    opened: str = "-"  # nothing yet: no URL names that
    problem: str = ""
    view: OperationView = NOTHING
    rows: list[RecordLine] = []
    asking: bool = False
    busy: bool = False

    _undo_id: int = 0

    @rx.var  # pyright: ignore[reportUnknownMemberType]
    def is_open(self) -> bool:
        """Whether what is shown is what the URL names."""
        return self.opened == self._asked()

    @rx.event
    @requires(Permission.SEE)
    async def open(self) -> None:
        """The page was opened, or another page of its records."""
        if self.opened != self._asked():
            self._undo_id = 0
            self.asking = self.busy = False
        await self._load()

    @rx.event
    @requires(Permission.SEE)
    async def turn_page(self, page: int) -> Any:
        """Another page of the records was asked for by its number; the URL brings it."""
        return self._page(page)

    @rx.event
    @requires(Permission.SEE)
    async def jump(self, form: dict[str, str]) -> Any:
        """A page number was typed; what is no number is left alone."""
        typed = routes.number(form.get("page", ""))
        return self._page(typed) if typed else None

    @rx.event
    @requires(Permission.UNDO_OWN)
    async def ask_undo(self) -> None:
        """The button "Undo": ask first."""
        self.asking = self.view.may_undo

    @rx.event
    @requires(Permission.UNDO_OWN)
    async def cancel_undo(self) -> None:
        """Leave everything as it is."""
        self.asking = False

    @rx.event
    @requires(Permission.UNDO_OWN)
    async def undo(self) -> Events:
        """Undo the operation that is shown, and show what came of it."""
        if not self.view.may_undo or self.busy:
            return
        self.asking, self.busy = False, True
        yield
        try:
            undone = await asyncio.to_thread(report_state.undo_now, self.view.id)
        except CannotUndo as reason:
            await report_state.report(self, str(reason), partial=True)
        else:
            self._undo_id = undone.operation_id
            await report_state.report(
                self,
                report_state.described(undone),
                undone.operation_id if undone.restored else None,
                partial=bool(undone.reasons),
            )
        finally:
            self.busy = False
        await self._load()

    def _page(self, page: int) -> Any:
        page = min(max(page, 1), self.view.pages)
        address = routes.operation(self.view.id)
        return rx.redirect(f"{address}?page={page}" if page > 1 else address)

    async def _load(self) -> None:
        asked = self._asked()
        page = ListRequest.from_query(dict(self.router.url.query_parameters), ()).page
        found = None
        with said_if_unreadable(self, "operation"):
            found = await asyncio.to_thread(
                self._read, current_user(), routes.number(asked), page, self._undo_id
            )
            self.problem = ""
        self.view, self.rows = found or (NOTHING, [])
        self.opened = asked

    @staticmethod
    def _read(
        user: SignedIn, operation_id: int, page: int, undo_id: int
    ) -> tuple[OperationView, list[RecordLine]] | None:
        with reading() as session:
            return view(session, user, operation_id, page, undo_id)

    def _asked(self) -> str:
        """The operation that the URL names; the URL is what the browser says it is."""
        return self.router.url.path.rstrip("/").rpartition("/")[2]
