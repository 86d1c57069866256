"""What was just done, said on every page, with the way back: "Undo"."""

import asyncio

import reflex as rx

from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.database import transaction
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import CannotUndo, UndoReport, undo_all

REFRESH = (
    "for (const name of ['refresh', 'recount']) document.querySelector(`[data-${name}]`)?.click()"
)
"""Lets the page that is open, whichever it is, show what is stored now; then the sidebar."""


class ReportState(rx.State):
    """The toast. Its time runs in the browser: 20 seconds, longer under pointer or focus."""

    text: str = ""
    operation_id: int = 0
    undoable: bool = False
    partial: bool = False
    shown: int = 0

    @rx.event
    @requires(Permission.UNDO_OWN)
    async def undo(self) -> Events:
        """Undo what was reported."""
        if not self.undoable:
            return
        operation_id = self.operation_id
        self._put("Undoing", 0, undoable=False, partial=False)
        yield
        try:
            report = await asyncio.to_thread(undo_now, operation_id)
        except CannotUndo as reason:
            self._put(str(reason), operation_id, undoable=False, partial=True)
        else:
            kept = bool(report.reasons)
            self._put(described(report), report.operation_id, undoable=False, partial=kept)
        yield rx.call_script(REFRESH)

    @rx.event
    @requires(Permission.SEE)
    async def close(self) -> None:
        """The time is over, or the cross was pressed."""
        self._put("", 0, undoable=False, partial=False)

    def _put(self, text: str, operation_id: int, *, undoable: bool, partial: bool) -> None:
        self.text, self.operation_id = text, operation_id
        self.undoable, self.partial = undoable, partial
        self.shown += 1


async def report(
    state: rx.State, text: str, operation_id: int | None = None, *, partial: bool = False
) -> None:
    """Say on the page what a handler of `state` just did.

    Args:
        text: one line, such as "40 customers moved to Trash".
        operation_id: what "Undo" undoes; None where nothing was written.
        partial: whether something that was asked for was left undone.
    """
    toast = await state.get_state(ReportState)
    toast._put(text, operation_id or 0, undoable=operation_id is not None, partial=partial)  # pyright: ignore[reportPrivateUsage] (a public method could be called by any browser)


def undo_now(operation_id: int) -> UndoReport:
    """Undo an operation as whoever is signed in; opens its own transactions.

    Raises:
        CannotUndo: in words for them.
    """
    others = current_user().may(Permission.UNDO_OTHERS)
    return undo_all(transaction, acting(), operation_id, others=others)


async def undo_and_report(state: rx.State, operation_id: int) -> None:
    """Undo an operation as whoever is signed in, and say on the page what came of it."""
    try:
        undone = await asyncio.to_thread(undo_now, operation_id)
    except CannotUndo as reason:
        await report(state, str(reason), partial=True)
    else:
        kept = bool(undone.reasons)
        await report(state, described(undone), undone.operation_id, partial=kept)


def acting() -> Actor:
    """Whoever is signed in, as the ledger names them."""
    user = current_user()
    return Actor(user.user_id, user.name, "web")


def described(undone: UndoReport) -> str:
    """The report of an undo in a line: "Undone: 37 put back; 3 edited since"."""
    kept = "; ".join(f"{count:,} {reason}" for reason, count in undone.reasons.items())
    done = f"Undone: {undone.restored:,} put back" if undone.restored else "Nothing was undone"
    return f"{done}; {kept}" if kept else done
