"""The parts of a record of one kind, such as contacts: listed on its page, edited in a dialog."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple
from uuid import uuid4

import reflex as rx

from clientapp import routes
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk.report_state import REFRESH, report
from clientapp.editing.part_changes import Changes, changes_of
from clientapp.editing.part_form import forgetting
from clientapp.editing.validation import Rejected, shown_value
from clientapp.field import Field
from clientapp.ledger.changed import Clash
from clientapp.live.shown_state import ShownState
from clientapp.problem import Problem, said_if_unreadable
from clientapp.ui.browser import focus_on

FEW = 10
"""How many are shown at first."""

Options = dict[str, list[tuple[str, str]]]


class Drawn(NamedTuple):
    """What the inputs of the dialog are drawn with; `ticks` are the boxes that are ticked."""

    title: str
    also: str
    values: dict[str, str]
    ticks: dict[str, bool]
    options: Options


@dataclass(frozen=True)
class Found:
    """A part of another record that can be used here too."""

    id: int
    name: str
    detail: str


class PartsState(ShownState, mixin=True):
    """What is alike for every kind of part.

    A kind adds `cards` and says what it is in the class variables and in the functions that follow
    the handlers, which run in a thread. `opened` is "record:part:token" of the dialog that is open,
    part 0 being a new one, and empty if none is; it outlives the server, and the token is new when
    the inputs are.
    """

    record_id: int = -1
    problem: str = ""
    cards: list[Any] = []
    count: int = 0
    every: bool = False

    opened: str = rx.SessionStorage("")
    part_id: int = 0
    place: str = ""
    title: str = ""
    also: str = ""
    values: dict[str, str] = {}
    ticks: dict[str, bool] = {}
    problems: dict[str, str] = {}
    options: Options = {}
    found: list[Found] = []
    searched: str = ""

    _loaded: str = ""
    _saved: str = ""
    _told: dict[str, str] = {}

    NOUN: ClassVar[str] = "part"
    FORM: ClassVar[str] = "part"
    FIELDS: ClassVar[Mapping[str, Field]] = {}
    TICKS: ClassVar[tuple[str, ...]] = ()

    @rx.var  # pyright: ignore[reportUnknownMemberType]
    def is_open(self) -> bool:
        """Whether the parts are those of the record that the URL names."""
        return self.record_id == routes.id_in(self.router.url.path)

    @rx.var  # pyright: ignore[reportUnknownMemberType]
    def is_editing(self) -> bool:
        """Whether the dialog is open, and about a part of the record that the URL names."""
        return _ids(self.opened)[0] == routes.id_in(self.router.url.path) > 0

    @rx.event
    @requires(Permission.SEE)
    async def open(self) -> None:
        """The page was opened, or the connection came back: also the dialog stays as it was."""
        if self.record_id != routes.id_in(self.router.url.path):
            self.every = False
        await self._load()
        record, part = _ids(self.opened)
        if not self.opened or record != self.record_id:
            self.opened = ""
        elif self.opened != self._loaded:
            await self._draw(part)

    @rx.event
    @requires(Permission.SEE)
    async def show_all(self) -> None:
        """Show all of them: "Show all 200"."""
        self.every = True
        await self._load()

    @rx.event
    @requires(Permission.EDIT)
    async def add(self) -> None:
        """Open the dialog for a new one."""
        await self._draw(0)

    @rx.event
    @requires(Permission.EDIT)
    async def edit(self, part_id: int) -> None:
        """Open the dialog: "edit"."""
        await self._draw(part_id)

    @rx.event
    @requires(Permission.SEE)
    async def step_out(self) -> None:
        """Close the dialog by Escape: what was typed waits in the browser for the next time."""
        self.opened = ""

    @rx.event
    @requires(Permission.SEE)
    async def cancel(self) -> Events:
        """Close the dialog and forget what was typed: "Cancel"."""
        yield self._close()

    @rx.event
    @requires(Permission.EDIT)
    async def save(self, form: dict[str, str]) -> Events:
        """Save what the dialog holds."""
        drawn = form.get("drawn", "")
        record, part = _ids(drawn)
        if drawn == self._saved or not record == routes.id_in(self.router.url.path) > 0:
            return  # the second press of a double click, or the page shows another record by now
        try:
            changes = changes_of(form, self._typed, self.FIELDS, self.TICKS, new=part == 0)
            told = {name: text for name, text in self._told.items() if name in changes.base}
            changes.base.update(self._typed(told))
            operation_id = await asyncio.to_thread(self._store, record, part, changes)
        except Rejected as rejected:
            yield self._refuse(rejected.problems)
        except Clash as clash:
            yield self._refuse(self._clashing(clash))
        except Problem as reason:
            await report(self, str(reason), partial=True)
        else:
            self._saved = drawn
            texts = {name: form.get(name, "") for name in self.FIELDS}
            yield self._close()
            await report(self, self._said(texts, operation_id), operation_id)
            yield rx.call_script(REFRESH)

    @rx.event
    @requires(Permission.EDIT)
    async def remove(self, part_id: int) -> Events:
        """Take it from this record."""
        async for event in self._write(self._remove, part_id, "is removed"):
            yield event

    @rx.event
    @requires(Permission.EDIT)
    async def use(self, part_id: int) -> Events:
        """Take one of another record along: a choice of "Use … you know"."""
        async for event in self._write(self._link, part_id, "is added"):
            yield event

    @rx.event(supersedes=True)
    @requires(Permission.EDIT)
    async def find(self, text: str) -> None:
        """Another key was pressed in "Use … you know"."""
        record = routes.id_in(self.router.url.path)
        self.found = await asyncio.to_thread(self._find, record, text[:200])
        self.searched = text.strip()[:200]

    async def _load(self) -> None:
        asked = routes.id_in(self.router.url.path)
        with said_if_unreadable(self, "list"):
            limit = None if self.every else FEW
            self.count, self.cards = await asyncio.to_thread(self._read, asked, limit)
            self.problem = ""
        self.record_id = asked

    async def _draw(self, part: int) -> None:
        """Draw the inputs of the dialog anew, with what is stored now."""
        record = routes.id_in(self.router.url.path)
        drawn = await asyncio.to_thread(self._read_part, record, part)
        if drawn is None:
            self.opened = ""
            await report(self, f"This {self.NOUN} is not there any more", partial=True)
            return
        self.title, self.also, self.values, self.ticks, self.options = drawn
        self.problems, self.found, self.searched, self._told = {}, [], "", {}
        self.part_id, self.place = part, f"{record}:{self.NOUN}:{part}"
        self.opened = self._loaded = f"{record}:{part}:{uuid4().hex}"

    def _close(self) -> Any:
        place, self.opened, self.problems = self.place, "", {}
        return rx.call_script(forgetting(place))

    def _refuse(self, problems: Mapping[str, str]) -> Any:
        """Say beside each field what is wrong with it; the first gets the focus."""
        self.problems = dict(problems)
        first = next((name for name in self._order() if name in problems), "")
        return focus_on(f"document.getElementById('{self.FORM}-{first}')")

    def _order(self) -> tuple[str, ...]:
        """The names in the dialog from top to bottom."""
        return (*self.FIELDS, *self.TICKS)

    def _clashing(self, clash: Clash) -> dict[str, str]:
        """What somebody else wrote meanwhile; whoever has read it replaces it by saving again."""
        theirs = {name: shown_value(value) for name, value in clash.theirs.items()}
        self._told = self._told | theirs
        return {
            name: f"Changed meanwhile to {self._in_words(name, text) or 'empty'}."
            " Saving again replaces that."
            for name, text in theirs.items()
        }

    def _in_words(self, name: str, text: str) -> str:
        return dict(self.options.get(self.FIELDS[name].picklist, [])).get(text, text)

    def _said(self, texts: Mapping[str, str], operation_id: int | None) -> str:
        name, doubt = self._called(texts), self._doubt(texts)
        done = f"{name} is saved" if operation_id else f"Nothing was changed in {name}"
        return f"{done}. {doubt}" if doubt and operation_id else done

    async def _write(
        self, write: Callable[[int, int], tuple[str, int | None]], part_id: int, done: str
    ) -> Events:
        record = routes.id_in(self.router.url.path)
        try:
            name, operation_id = await asyncio.to_thread(write, record, part_id)
        except Problem as reason:
            await report(self, str(reason), partial=True)
        else:
            yield self._close()
            await report(self, f"{name} {done}", operation_id)
        yield rx.call_script(REFRESH)

    @classmethod
    def _read(cls, record_id: int, limit: int | None) -> tuple[int, list[Any]]:
        """How many parts the record has, and the cards of the first of them."""
        raise NotImplementedError

    @classmethod
    def _read_part(cls, record_id: int, part_id: int) -> Drawn | None:
        """What the dialog shows; None if the record has no such part."""
        raise NotImplementedError

    @classmethod
    def _typed(cls, texts: Mapping[str, str]) -> dict[str, Any]:
        """Texts by field name, typed as columns; or raises `Rejected`."""
        raise NotImplementedError

    @classmethod
    def _store(cls, record_id: int, part_id: int, changes: Changes) -> int | None:
        """Save it; the operation, None if nothing was changed."""
        raise NotImplementedError

    @classmethod
    def _remove(cls, record_id: int, part_id: int) -> tuple[str, int | None]:
        """Take it from the record; what it was called and the operation."""
        raise NotImplementedError

    @classmethod
    def _link(cls, record_id: int, part_id: int) -> tuple[str, int | None]:
        """Let the record have it too; what it is called and the operation."""
        raise NotImplementedError

    @classmethod
    def _find(cls, record_id: int, text: str) -> list[Found]:
        """What other records have that `text` finds."""
        raise NotImplementedError

    @classmethod
    def _called(cls, values: Mapping[str, str]) -> str:
        """What a part with these texts is called."""
        raise NotImplementedError

    @classmethod
    def _doubt(cls, values: Mapping[str, str]) -> str:  # noqa: ARG003 (for those who know better)
        """What looks wrong in a part with these texts and is no error; empty if nothing does."""
        return ""


def _ids(opened: str) -> tuple[int, int]:
    """The record and the part of "record:part:token"; it comes from a browser."""
    record, _, rest = opened.partition(":")
    return routes.number(record), routes.number(rest.partition(":")[0])
