"""The dialog in which a choice is merged into another one."""

import asyncio

import reflex as rx

from clientapp import routes
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.administration.picklists_state import PicklistsState
from clientapp.bulk.report_state import acting, report
from clientapp.database import reading, transaction
from clientapp.formatting import counted
from clientapp.picklists.merging import Merged, MergePreview, merge_options, merge_preview
from clientapp.picklists.queries import Option, choices, list_of
from clientapp.problem import Problem


class MergeState(rx.State):
    """The choice that goes, those that it can be merged into, and what that would move."""

    is_open: bool = False
    busy: bool = False
    source: str = ""
    targets: list[Option] = []
    target: str = ""
    words: str = ""

    _source_id: int = 0

    @rx.event
    @requires(Permission.PICKLISTS)
    async def ask(self, option_id: int) -> None:
        """The button "Merge" of a choice."""
        self.source, self.targets = await asyncio.to_thread(self._read, option_id)
        self._source_id, self.target, self.words = option_id, "", ""
        self.is_open = self.source != ""

    @rx.event
    @requires(Permission.PICKLISTS)
    async def choose(self, target: str) -> None:
        """The other choice was chosen: say what would be moved."""
        self.target, self.words = "", ""
        if not routes.number(target):
            return
        try:
            preview = await asyncio.to_thread(self._look, self._source_id, routes.number(target))
        except Problem as reason:
            self.words = str(reason)
        else:
            self.target, self.words = target, _words(preview)

    @rx.event
    @requires(Permission.PICKLISTS)
    async def cancel(self) -> None:
        """Leave everything as it is."""
        self.is_open = False

    @rx.event
    @requires(Permission.PICKLISTS)
    async def merge(self) -> Events:
        """The button "Merge" of the dialog."""
        if not self.is_open or self.busy or not self.target:
            return
        self.busy = True
        yield
        target = dict(self.targets).get(self.target, "")
        try:
            done = await asyncio.to_thread(self._merge, self._source_id, routes.number(self.target))
        except Problem as reason:
            await report(self, str(reason), partial=True)
        else:
            moved = counted(done.rows, "record", "records")
            words = f"{self.source} merged into {target}: {moved} moved"
            await report(self, words, done.operation_id)
        finally:
            self.busy = self.is_open = False
        yield PicklistsState.refresh

    @staticmethod
    def _read(option_id: int) -> tuple[str, list[Option]]:
        """What a choice is called, and the others of its list."""
        with reading() as session:
            found = choices(session, list_of(session, option_id))
        label = next((each.label for each in found if each.id == option_id), "")
        return label, [(str(each.id), each.label) for each in found if each.id != option_id]

    @staticmethod
    def _look(source_id: int, target_id: int) -> MergePreview:
        with reading() as session:
            return merge_preview(session, source_id, target_id)

    @staticmethod
    def _merge(source_id: int, target_id: int) -> Merged:
        return merge_options(transaction, acting(), source_id, target_id)


def _words(preview: MergePreview) -> str:
    source, target = f"“{preview.source}”", f"“{preview.target}”"
    if not preview.moved:
        return f"Nothing has {source}. It goes from the list."
    return f"{preview.words} with {source} will have {target}. {source} goes from the list."
