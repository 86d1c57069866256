"""The form of a customer: what it holds besides what is typed, bound to queries and commands."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import reflex as rx

from clientapp import routes
from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import requires
from clientapp.customers import commands, rules
from clientapp.customers.fields import CUSTOMER_FIELDS, FIELD
from clientapp.customers.queries import CustomerRecord, customer_history, customer_record
from clientapp.database import reading, transaction
from clientapp.editing.validation import Rejected, shown_value
from clientapp.formatting import ago
from clientapp.ledger.changed import Conflict
from clientapp.ledger.history import Entry
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import CannotUndo, UndoReport, undo_all
from clientapp.picklists.queries import Option, options_of

Events = AsyncGenerator[Any, None]
Options = dict[str, list[Option]]


@dataclass(frozen=True)
class HistoryLine:
    """An entry of the history as the page shows it."""

    operation_id: int
    lines: list[str]
    by: str
    undoable: bool


NEW = "new"


class CustomerFormState(rx.State):
    """One customer, new or stored. What is typed stays in the browser until it is saved.

    `opened` is the record and version that the inputs were filled from ("12:5"). It lives in the
    tab's session storage and names the inputs, so that a lost connection or a restarted server
    takes no typed text along, and a save knows what it started from.
    """

    opened: str = rx.SessionStorage("", name="customer_form")
    name: str = ""
    number: str = ""
    active: bool = True
    in_trash: bool = False
    named: bool = True
    found: bool = True
    values: dict[str, str] = {}
    problems: dict[str, str] = {}
    options: Options = {}
    history: list[HistoryLine] = []

    _just_opened: bool = False
    _seen: dict[str, Any] = {}

    @rx.var  # pyright: ignore[reportUnknownMemberType]
    def is_open(self) -> bool:
        """Whether the inputs belong to the record that the URL names."""
        return self._opened_record() == self._asked()

    @rx.event
    @requires(Permission.SEE)
    async def open(self) -> None:
        """The page was opened, or the connection came back: load another record, keep the same."""
        asked = self._asked()
        same = self._opened_record() == asked
        if same and self.values:
            self._just_opened = False
            return
        kept = self.opened
        await self._load(asked)
        if same:
            self.opened = kept  # the server forgot, the browser did not: its inputs stay
        self._just_opened = True

    @rx.event
    @requires(Permission.SEE)
    async def fill(self) -> None:
        """The inputs are new to the browser: show the record as it is now."""
        if not self._just_opened:
            await self._load(self._asked())
        self._just_opened = False

    @rx.event
    @requires(Permission.EDIT)
    async def save(self, form: dict[str, str]) -> Events:
        """Save what the form holds: "Save Customer"."""
        try:
            values = rules.read(form)
            saved = await asyncio.to_thread(self._store, values, *self._base(), self._seen)
        except commands.UnknownCustomer as unknown:
            yield rx.toast.error(str(unknown))
            return
        except (Rejected, Conflict) as refused:
            rejected = isinstance(refused, Rejected)
            self.problems = refused.problems if rejected else self._explain(refused)
            first = next(name for name in FIELD if name in self.problems)
            yield rx.call_script(f"document.getElementById('field-{first}')?.focus()")
            return
        if self._asked() == NEW:
            yield rx.redirect(routes.customer(saved))
        else:
            await self._load(str(saved))
        yield rx.toast.success(f"Saved {rules.display_name({'number': self.number, **values})}")

    @rx.event
    @requires(Permission.UNDO_OWN)
    async def undo(self, operation_id: int) -> Events:
        """Undo one entry of this record's history."""
        entry = next((e for e in self.history if e.operation_id == operation_id), None)
        if entry is None or not entry.undoable:
            yield rx.toast.error("This change cannot be undone from here.")
            return
        try:
            others = current_user().may(Permission.UNDO_OTHERS)
            report = await asyncio.to_thread(
                undo_all, transaction, _actor(), operation_id, others=others
            )
        except CannotUndo as reason:
            yield rx.toast.error(str(reason))
            return
        await self._load(self._asked())
        yield rx.toast(described(report))

    async def _load(self, asked: str) -> None:
        record, entries, self.options = await asyncio.to_thread(self._read, asked)
        self.problems = {}
        self._seen = {}
        self.found = record is not None
        if record is not None:
            self.name, self.number, self.values = record.name, record.number, record.values
            self.active, self.in_trash, self.named = record.active, record.in_trash, record.named
        now = datetime.now(UTC)
        self.history = [_line(entry, now) for entry in entries]
        version = uuid4().hex if asked == NEW else str(record.version if record else 0)
        self.opened = f"{asked}:{version}"

    def _opened_record(self) -> str:
        return self.opened.partition(":")[0]

    def _asked(self) -> str:
        """The record that the URL names; the URL is what the browser says it is."""
        last = self.router.url.path.rstrip("/").rpartition("/")[2]
        return NEW if last == "create" else last

    def _base(self) -> tuple[str, int]:
        record, _, version = self.opened.partition(":")
        return record, int(version) if version.isdecimal() else 0

    @staticmethod
    def _read(
        asked: str,
    ) -> tuple[CustomerRecord | None, list[Entry], dict[str, list[Option]]]:
        with reading() as session:
            options = options_of(session)
            if asked == NEW:
                return NEW_CUSTOMER, [], options
            record = customer_record(session, number(asked))
            return record, customer_history(session, number(asked)), options

    @staticmethod
    def _store(values: dict[str, Any], record: str, version: int, seen: dict[str, Any]) -> int:
        with transaction() as session:
            if record == NEW:
                return commands.create_customer(session, _actor(), values)
            commands.update_customer(session, _actor(), number(record), values, version, seen)
            return number(record)

    def _explain(self, conflict: Conflict) -> dict[str, str]:
        """Say beside each field what somebody else wrote; the next save replaces it knowingly."""
        self._seen = conflict.theirs
        return {
            name: f"Somebody changed this to {self._labelled(name, value) or 'nothing'} meanwhile. "
            "Save again to replace it."
            for name, value in conflict.theirs.items()
        }

    def _labelled(self, name: str, value: Any) -> str:
        text = shown_value(value)
        labels = dict(self.options.get(FIELD[name].picklist, []))
        return labels.get(text) or FIELD[name].choice_label(text)


NEW_CUSTOMER = CustomerRecord(
    id=0,
    version=0,
    name="New Customer",
    number="",
    active=True,
    in_trash=False,
    named=True,
    values={field.name: "" for field in CUSTOMER_FIELDS}
    | {"kind": "residential", "status": "active"},
)
"""What the form of a new customer starts with."""


def number(text: str) -> int:
    """An id out of a URL; 0, which no record has, if it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def described(report: UndoReport) -> str:
    """The report of an undo in a line."""
    kept = [f"{count:,} {reason}" for reason, count in report.reasons.items()]
    done = "Undone" if report.restored else "Nothing could be undone"
    return f"{done}: {', '.join(kept)}" if kept else done


def _actor() -> Actor:
    user = current_user()
    return Actor(user.user_id, user.name, "web")


def _line(entry: Entry, now: datetime) -> HistoryLine:
    user = current_user()
    own = Permission.UNDO_OWN if entry.actor_id == user.user_id else Permission.UNDO_OTHERS
    alone = entry.alone and not entry.undone and entry.kind in ("edit", "undo")
    undoable = alone and user.may(own)
    state = ", undone" if entry.undone else ""
    by = f"{ago(entry.when, now)}, {entry.who}{state}"
    return HistoryLine(entry.operation_id, list(entry.lines), by, undoable)
