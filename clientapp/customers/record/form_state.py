"""The form of a customer: what it holds besides what is typed, bound to queries and commands."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import reflex as rx

from clientapp import routes
from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk.report_state import acting
from clientapp.customers import commands, rules
from clientapp.customers.fields import FIELD, FORM_FIELDS
from clientapp.customers.further import NewCustomer, count_in, read_new
from clientapp.customers.queries import CustomerRecord, customer_record
from clientapp.customers.record.record_state import CustomerRecordState
from clientapp.database import reading, transaction
from clientapp.editing import conflict, leaving
from clientapp.editing.validation import Rejected, shown_value
from clientapp.field import FieldKind
from clientapp.ledger.changed import Changed, Conflict
from clientapp.picklists.queries import Option, options_of
from clientapp.problem import Problem

Options = dict[str, list[Option]]

NEW = "new"
CHOSEN = [field.name for field in FORM_FIELDS if field.kind == FieldKind.OPTION]
LABELS = {field.name: field.label for field in FORM_FIELDS}


class CustomerFormState(rx.State):
    """One customer, new or stored. What is typed stays in the browser until it is saved.

    `opened` says what the inputs were drawn from: "record:version:token", where the token is new
    when they have to be drawn anew. What was typed into inputs that are drawn anew comes back from
    the draft in the browser (`assets/form.js`).
    """

    opened: str = ""
    path: str = ""
    in_trash: bool = False
    named: bool = True
    values: dict[str, str] = {}
    problems: dict[str, str] = {}
    options: Options = {}
    address_blocks: list[int] = []
    contact_blocks: list[int] = []
    conflict_title: str = ""
    conflict_text: str = ""
    questions: list[conflict.Question] = []

    _pending: conflict.Pending | None = None
    _created_from: str = ""
    _number: str = ""

    @rx.var  # pyright: ignore[reportUnknownMemberType]
    def is_open(self) -> bool:
        """Whether the inputs belong to the record that the URL names."""
        return self.opened.partition(":")[0] == self._asked()

    @rx.event
    @requires(Permission.SEE)
    async def open(self) -> None:
        """The page was opened, or the connection came back: show what is stored now."""
        await self._load()

    @rx.event
    @requires(Permission.SEE)
    async def refresh(self) -> None:
        """Something was written beside the form: show what is stored now."""
        await self._load()

    @rx.event
    @requires(Permission.EDIT)
    async def add_address(self) -> Any:
        """ "Add address" to a new customer: how many there are stands in the URL."""
        return self._with_blocks(len(self.address_blocks) + 1, len(self.contact_blocks))

    @rx.event
    @requires(Permission.EDIT)
    async def add_contact(self) -> Any:
        """ "Add contact" to a new customer."""
        return self._with_blocks(len(self.address_blocks), len(self.contact_blocks) + 1)

    def _with_blocks(self, addresses: int, contacts: int) -> Any:
        self._count_blocks(str(addresses), str(contacts))
        counts = len(self.address_blocks), len(self.contact_blocks)
        return rx.redirect(routes.new_customer(*counts), replace=True)

    def _count_blocks(self, addresses: str, contacts: str) -> None:
        self.address_blocks = [*range(1, count_in(addresses) + 1)]
        self.contact_blocks = [*range(1, count_in(contacts) + 1)]

    @rx.event
    @requires(Permission.EDIT)
    async def save(self, form: dict[str, str]) -> Events:
        """Save what the form holds: "Save Customer"."""
        base = form.get("base") or self.opened
        record, version, _token = _parts(base)
        if record != self._asked() or base == self._created_from:
            return  # the page shows another record by now, or it is the second of a double click
        self._ask(None)
        begun_at = leaving.begun_at(form.get("typed", ""), rules.FORM_NAMES, version)
        try:
            if record == NEW:
                saving = self._create(base, read_new(form))
            else:
                values = rules.read(form, self.values, begun_at)
                saving = self._save(base, values, begun_at)
        except Rejected as rejected:
            yield self._refuse(rejected)
            return
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

    async def _save(self, base: str, values: dict[str, Any], begun_at: dict[str, int]) -> Events:
        try:
            saved = await asyncio.to_thread(_store, base, values, begun_at)
        except (commands.UnknownCustomer, Problem) as refused:
            yield rx.toast.error(str(refused))
            return
        except Rejected as rejected:
            yield self._refuse(rejected)
            return
        except Conflict as found:
            clash = found.changed, found.theirs, found.version
            self._ask(conflict.Pending(base, values, begun_at, *clash))
            return
        yield rx.call_script(leaving.saved_script(self.path, self.path, saved.version))
        await self._load(anew=True)
        yield CustomerRecordState.refresh
        yield rx.toast.success(self._said(values, saved.merged))

    async def _create(self, base: str, new: NewCustomer) -> Events:
        try:
            record_id = await asyncio.to_thread(_store_new, new)
        except Rejected as rejected:
            yield self._refuse(rejected)
            return
        path = routes.customer(record_id)
        yield rx.call_script(leaving.saved_script(self.path, path, 1))
        self._created_from = base
        yield rx.redirect(path)
        yield rx.toast.success(self._said(new.values, {}))

    async def _load(self, *, anew: bool = False) -> None:
        asked = self._asked()
        query = self.router.url.query_parameters
        self._count_blocks(query.get("addresses", ""), query.get("contacts", ""))
        record, self.options = await asyncio.to_thread(_read, asked)
        opened, _version, token = _parts(self.opened)
        if anew or opened != asked or self.opened == self._created_from:
            token = uuid4().hex
        now = f"{asked}:{record.version if record else 0}:{token}"
        if now == self.opened:
            return  # the connection came back: the inputs stay as they are
        self.opened, self.problems = now, {}
        self.path = routes.NEW_CUSTOMER if asked == NEW else routes.customer(int(asked))
        self._ask(None)
        if record is not None:
            self.values, self.named = record.values, record.named
            self.in_trash, self._number = record.in_trash, record.number

    def _asked(self) -> str:
        """The record that the URL names; the URL is what the browser says it is."""
        path = self.router.url.path.rstrip("/")
        return NEW if path == routes.NEW_CUSTOMER else str(routes.id_in(path))

    def _ask(self, pending: conflict.Pending | None) -> None:
        """Open the dialog about a conflict, or close it."""
        self._pending = pending
        self.questions = []
        if pending is None:
            return
        now, user_id = datetime.now(UTC), current_user().user_id
        self.problems = {}
        self.conflict_title = conflict.title(pending, LABELS, user_id)
        self.conflict_text = conflict.text(pending, LABELS)
        self.questions = conflict.questions(pending, FORM_FIELDS, self._in_words, now)

    def _refuse(self, rejected: Rejected) -> Any:
        """Say beside each field what is wrong with it; the first gets the focus."""
        self.problems = rejected.problems
        first = next(name for name in (*FIELD, *self.problems) if name in self.problems)
        return rx.call_script(leaving.focus_script(first))

    def _said(self, values: Mapping[str, Any], merged: Mapping[str, Changed]) -> str:
        if merged:
            return f"Saved. {conflict.merged_words(merged, LABELS, current_user().user_id)}"
        return f"Saved {rules.display_name({'number': self._number, **self.values, **values})}"

    def _in_words(self, name: str, value: Any) -> str:
        labels = dict(self.options.get(FIELD[name].picklist, []))
        return labels.get(shown_value(value)) or FIELD[name].in_words(value)


def _parts(opened: str) -> tuple[str, int, str]:
    """Record, version and token of what inputs were drawn from; it comes from a browser."""
    record, _, rest = opened.partition(":")
    version, _, token = rest.partition(":")
    sane = version.isascii() and version.isdecimal() and len(version) < 10
    return record, int(version) if sane else 0, token


def _read(asked: str) -> tuple[CustomerRecord | None, Options]:
    with reading() as session:
        record = NEW_CUSTOMER if asked == NEW else customer_record(session, routes.id_in(asked))
        chosen = [record.values[name] for name in CHOSEN] if record else []
        return record, options_of(session, keep=[int(each) for each in chosen if each])


def _store(base: str, values: dict[str, Any], begun_at: dict[str, int]) -> commands.Saved:
    record, version, _token = _parts(base)
    with transaction() as session:
        record_id = routes.id_in(record)
        return commands.update_customer(session, acting(), record_id, values, version, begun_at)


def _store_new(new: NewCustomer) -> int:
    with transaction() as session:
        return commands.create_customer(
            session,
            acting(),
            new.values,
            addresses=new.addresses,
            contacts=new.contacts,
            whole_address=True,
        )


NEW_CUSTOMER = CustomerRecord(
    id=0,
    version=0,
    name="New Customer",
    number="",
    active=True,
    in_trash=False,
    named=True,
    values={field.name: "" for field in FORM_FIELDS}
    | {"kind": "residential", "status": "active"}
    | dict.fromkeys(rules.FLAGS, shown_value(False)),
)
"""What the form of a new customer starts with."""
