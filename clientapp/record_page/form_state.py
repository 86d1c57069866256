"""The form of a record: what it holds besides what is typed, bound to queries and commands."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import uuid4

import reflex as rx
from sqlmodel import Session

from clientapp import routes
from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk.report_state import acting
from clientapp.database import reading, transaction
from clientapp.editing import conflict, leaving
from clientapp.editing.picking import titles_of
from clientapp.editing.validation import Rejected, read_form, shown_value
from clientapp.ledger.changed import Changed, Conflict
from clientapp.live.shown_state import ShownState
from clientapp.picklists.queries import Option, options_of
from clientapp.problem import Problem
from clientapp.record_page.editable import Editable, Values
from clientapp.record_page.reading import RecordRead, new_record, read_record
from clientapp.record_page.record_state import RecordState
from clientapp.record_page.saving import Saved, UnknownRecord, update_record

Options = dict[str, list[Option]]
Titles = dict[tuple[str, int | None], str]

Add = Callable[[Session, Mapping[str, str]], tuple[int, Values]]

NEW = "new"


class RecordFormState(ShownState, mixin=True):
    """One record, new or stored. What is typed stays in the browser until it is saved.

    `opened` says what the inputs were drawn from: "record:version:token", where the token is new
    when they have to be drawn anew. What was typed into inputs that are drawn anew comes back from
    the draft in the browser (`assets/form.js`). `unlocked` is whether the pen was pressed, for a
    form that has one.

    A kind says what it is in the class variables and in the functions that follow the handlers.
    """

    opened: str = ""
    path: str = ""
    in_trash: bool = False
    unlocked: bool = False
    values: dict[str, str] = {}
    problems: dict[str, str] = {}
    options: Options = {}
    conflict_title: str = ""
    conflict_text: str = ""
    questions: list[conflict.Question] = []

    _pending: conflict.Pending | None = None
    _created_from: str = ""
    _number: str = ""
    _titles: Titles = {}

    EDITABLE: ClassVar[Editable]
    RECORD: ClassVar[type[RecordState]]
    NEW_PAGE: ClassVar[str]

    @rx.var  # pyright: ignore[reportUnknownMemberType]
    def is_open(self) -> bool:
        """Whether the inputs belong to the record that the URL names."""
        return self.opened.partition(":")[0] == self._asked()

    @rx.event
    @requires(Permission.EDIT)
    async def unlock(self) -> None:
        """The pen was pressed: the fields can be typed into."""
        self.unlocked = True

    @rx.event
    @requires(Permission.EDIT)
    async def lock(self) -> None:
        """Leave it after all; what was typed waits in the browser for the next time."""
        self.unlocked, self.problems = False, {}

    @rx.event
    @requires(Permission.EDIT)
    async def save(self, form: dict[str, str]) -> Events:
        """Save what the form holds."""
        base = form.get("base") or self.opened
        record, version, _token = _parts(base)
        if record != self._asked() or base == self._created_from:
            return  # the page shows another record by now, or it is the second of a double click
        self._ask(None)
        if record == NEW:
            saving = self._create(base, form)
        else:
            fields = self.EDITABLE.field
            begun_at = leaving.begun_at(form.get("typed", ""), fields, version)
            try:
                values = read_form(fields, form, self.values, begun_at)
            except Rejected as rejected:
                yield self._refuse(rejected)
                return
            saving = self._save(base, values, begun_at)
        async for event in saving:
            yield event

    @rx.event
    @requires(Permission.EDIT)
    async def resolve(self, choices: dict[str, str]) -> Events:
        """Save with what was chosen for the fields that two people changed."""
        pending = self._pending
        if pending is None or _parts(pending.base)[0] != self._asked():
            return
        self._ask(None)
        async for event in self._save(pending.base, *pending.answered(choices)):
            yield event

    @rx.event
    @requires(Permission.EDIT)
    async def back_to_form(self) -> None:
        """Decide nothing yet; what was typed is still there."""
        self._ask(None)

    async def _save(self, base: str, values: Values, begun_at: dict[str, int]) -> Events:
        try:
            saved = await asyncio.to_thread(_store, self.EDITABLE, base, values, begun_at)
        except (UnknownRecord, Problem) as refused:
            yield rx.toast.error(str(refused))
            return
        except Rejected as rejected:
            yield self._refuse(rejected)
            return
        except Conflict as found:
            clash = found.changed, found.theirs, found.version
            pending = conflict.Pending(base, values, begun_at, *clash)
            self._titles = await asyncio.to_thread(_titles, self.EDITABLE, pending)
            self._ask(pending)
            return
        yield rx.call_script(leaving.saved_script(self.path, self.path, saved.version))
        self.unlocked = False
        await self._load(anew=True)
        yield self.RECORD.refresh
        yield rx.toast.success(self._said(values, saved.merged))

    async def _create(self, base: str, form: dict[str, str]) -> Events:
        try:
            record_id, values = await asyncio.to_thread(_store_new, self._add, form)
        except Problem as refused:
            yield rx.toast.error(str(refused))
            return
        except Rejected as rejected:
            yield self._refuse(rejected)
            return
        path = self.EDITABLE.record.url(record_id)
        yield rx.call_script(leaving.saved_script(self.path, path, 1))
        self._created_from = base
        yield rx.redirect(path)
        yield rx.toast.success(self._said(values, {}))

    async def _load(self, *, anew: bool = False) -> None:
        asked = self._asked()
        record, self.options = await asyncio.to_thread(_read, self.EDITABLE, asked)
        opened, _version, token = _parts(self.opened)
        if anew or opened != asked or self.opened == self._created_from:
            token = uuid4().hex
        now = f"{asked}:{record.version if record else 0}:{token}"
        if now == self.opened:
            return  # the connection came back: the inputs stay as they are
        if opened != asked:
            self.unlocked = False
        self.opened, self.problems = now, {}
        self.path = self.NEW_PAGE if asked == NEW else self.EDITABLE.record.url(int(asked))
        self._ask(None)
        if record is not None:
            self._take(record)

    def _take(self, record: RecordRead) -> None:
        """Show a record in the inputs; a kind may look at more of it."""
        self.values, self.in_trash, self._number = record.texts, record.in_trash, record.number

    def _asked(self) -> str:
        """The record that the URL names; the URL is what the browser says it is."""
        path = self.router.url.path.rstrip("/")
        return NEW if path == self.NEW_PAGE else str(routes.id_in(path))

    def _ask(self, pending: conflict.Pending | None) -> None:
        """Open the dialog about a conflict, or close it."""
        self._pending = pending
        self.questions = []
        if pending is None:
            return
        now, user_id, editable = datetime.now(UTC), current_user().user_id, self.EDITABLE
        self.problems = {}
        self.conflict_title = conflict.title(pending, editable.labels, user_id)
        self.conflict_text = conflict.text(pending, editable.labels)
        self.questions = conflict.questions(pending, editable.form_fields, self._in_words, now)

    def _refuse(self, rejected: Rejected) -> Any:
        """Say beside each field what is wrong with it; the first gets the focus."""
        self.problems = rejected.problems
        names = (*self.EDITABLE.field, *self.problems)
        first = next(name for name in names if name in self.problems)
        return rx.call_script(leaving.focus_script(first))

    def _said(self, values: Mapping[str, Any], merged: Mapping[str, Changed]) -> str:
        if merged:
            labels, user_id = self.EDITABLE.labels, current_user().user_id
            return f"Saved. {conflict.merged_words(merged, labels, user_id)}"
        whole = {"number": self._number, **self.values, **values}
        return f"Saved {self.EDITABLE.display_name(whole)}"

    def _in_words(self, name: str, value: Any) -> str:
        field = self.EDITABLE.field[name]
        if field.record_kind:
            return self._titles.get((field.record_kind, value), "")
        labels = dict(self.options.get(field.picklist, []))
        return labels.get(shown_value(value)) or field.in_words(value)

    @classmethod
    def _add(cls, session: Session, form: Mapping[str, str]) -> tuple[int, Values]:
        """Create a record from what the form of a new one holds; its id and its values.

        Raises:
            Rejected: with a sentence by the name of each input that does not do.
        """
        raise NotImplementedError


def _parts(opened: str) -> tuple[str, int, str]:
    """Record, version and token of what inputs were drawn from; it comes from a browser."""
    record, _, rest = opened.partition(":")
    version, _, token = rest.partition(":")
    sane = version.isascii() and version.isdecimal() and len(version) < 10
    return record, int(version) if sane else 0, token


def _read(editable: Editable, asked: str) -> tuple[RecordRead | None, Options]:
    with reading() as session:
        if asked == NEW:
            record = new_record(editable)
        else:
            record = read_record(session, editable, routes.id_in(asked))
        chosen = [record.texts[name] for name in editable.options] if record else []
        return record, options_of(session, keep=[int(each) for each in chosen if each])


def _titles(editable: Editable, pending: conflict.Pending) -> Titles:
    """What the records are called that a conflict is about."""
    keys = [
        (field.record_kind, value)
        for name, changed in pending.changed.items()
        if (field := editable.field[name]).record_kind
        for value in (pending.values[name], pending.theirs[name], changed.original)
    ]
    if not keys:
        return {}
    with reading() as session:
        return titles_of(session, keys)


def _store(editable: Editable, base: str, values: Values, begun_at: dict[str, int]) -> Saved:
    record, version, _token = _parts(base)
    with transaction() as session:
        record_id = routes.id_in(record)
        return update_record(session, acting(), editable, record_id, values, version, begun_at)


def _store_new(add: Add, form: dict[str, str]) -> tuple[int, Values]:
    with transaction() as session:
        return add(session, form)
