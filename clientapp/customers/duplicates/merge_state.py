"""Merging customers: what `/customers/merge?ids=1,2` holds."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from clientapp import routes
from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk.deleting import until
from clientapp.bulk.report_state import acting, report
from clientapp.customers.desk.list_state import CustomerListState
from clientapp.customers.merging import Comparison, chosen_of, comparison
from clientapp.database import reading, transaction
from clientapp.ledger.recording import now
from clientapp.live.shown_state import ShownState
from clientapp.merging.merge import MOST, Stale, merge
from clientapp.problem import Problem, said_if_unreadable

MAY_NOT = "You may not merge customers. Ask a manager or an owner."


@dataclass(frozen=True)
class Column:
    """A customer that is to be merged; `parts` is what belongs to it, in words."""

    id: int
    name: str
    detail: str
    parts: str
    address: str
    stays: bool


@dataclass(frozen=True)
class Choice:
    """What one customer has in a field."""

    record_id: int
    whose: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class FieldRow:
    """A field that differs, and what it will be."""

    name: str
    label: str
    choices: list[Choice]
    result: str


class CustomerMergeState(ShownState, rx.State):
    """The customers of the URL side by side. `refused` says why they cannot be merged.

    The radio buttons are the browser's own once they are drawn; they are drawn anew when `drawn`
    changes, since more than the one that was pressed is chosen then.
    """

    opened: str = "-"  # nothing yet: no URL names that
    problem: str = ""
    refused: str = ""
    said: str = ""
    columns: list[Column] = []
    rows: list[FieldRow] = []
    same: list[tuple[str, str]] = []
    stays: str = ""
    drawn: str = ""
    kept_until: str = ""
    busy: bool = False

    _compared: Comparison = Comparison([], [])
    _survivor: int = 0
    _picked: dict[str, int] = {}

    @rx.var  # pyright: ignore[reportUnknownMemberType]
    def is_open(self) -> bool:
        """Whether what is shown is what the URL names."""
        return self.opened == self._asked()

    @rx.event
    @requires(Permission.SEE)
    async def open(self) -> None:
        """The page was opened."""
        if self.opened != self._asked():
            self._picked, self._survivor, self.busy = {}, 0, False
        self.said = ""
        await self._load()

    @rx.event
    @requires(Permission.MERGE)
    async def keep(self, record_id: int) -> None:
        """Another customer is to stay; what was chosen by hand stays chosen."""
        if record_id in self._ids():
            self._survivor = record_id
            self._show()
            self.drawn = f"{self.opened} {record_id}"

    @rx.event
    @requires(Permission.MERGE)
    async def choose(self, name: str, record_id: int) -> None:
        """The value of another customer is to be kept."""
        known = any(row.name == name for row in self.rows)
        if known and record_id in self._ids():
            self._picked = self._picked | {name: record_id}
            self._show()

    @rx.event
    @requires(Permission.MERGE)
    async def merge(self) -> Events:
        """ "Merge": then the page of the one that stayed."""
        if self.busy or not self.is_open or not self.columns:
            return
        self.busy, self.said = True, ""
        yield
        try:
            operation_id = await asyncio.to_thread(self._write)
        except Stale as changed:
            await self._load()
            self.said = str(changed)
        except Problem as refused:
            self.said = str(refused)
        else:
            gone = [column.name for column in self.columns if not column.stays]
            others = gone[0] if len(gone) == 1 else f"{len(gone)} customers"
            await report(self, f"{others} merged into {self.stays}", operation_id)
            listed = await self.get_state(CustomerListState)
            listed._unselect()  # pyright: ignore[reportPrivateUsage] (what was selected is done)
            yield rx.redirect(routes.customer(self._survivor))
        finally:
            self.busy = False

    def _write(self) -> int:
        others = [each for each in self._ids() if each != self._survivor]
        chosen = chosen_of(self._compared.fields, self._survivor, self._picked)
        seen = {each.id: each.version for each in self._compared.candidates}
        with transaction() as session:
            return merge(session, acting(), "customer", self._survivor, others, chosen, seen)

    async def _load(self) -> None:
        asked = self._asked()
        ids = [number for text in asked.split(",")[: MOST + 1] if (number := routes.number(text))]
        with said_if_unreadable(self, "customers"):
            self.problem, self.refused = "", "" if current_user().may(Permission.MERGE) else MAY_NOT
            self._compared = Comparison([], [])
            try:
                if not self.refused:
                    self._compared = await asyncio.to_thread(_read, ids)
            except Problem as refused:
                self.refused = str(refused)
        if self._survivor not in self._ids():
            self._survivor = next(iter(self._ids()), 0)
        self._show()
        self.opened = asked
        self.drawn = f"{asked} {self._survivor}"

    def _show(self) -> None:
        found, survivor = self._compared, self._survivor
        names = {each.id: each.name for each in found.candidates}
        chosen = chosen_of(found.fields, survivor, self._picked)
        self.columns = [
            Column(c.id, c.name, c.detail, c.parts, routes.customer(c.id), c.id == survivor)
            for c in found.candidates
        ]
        self.rows = [
            FieldRow(
                field.name,
                field.label,
                [
                    Choice(each, names[each], text, chosen[field.name] == each)
                    for each, text in field.texts.items()
                ],
                field.texts[chosen[field.name]],
            )
            for field in found.fields
            if field.differs
        ]
        self.same = [(f.label, f.texts[survivor]) for f in found.fields if not f.differs]
        self.stays, self.kept_until = names.get(survivor, ""), until(now())

    def _ids(self) -> list[int]:
        return [each.id for each in self._compared.candidates]

    def _asked(self) -> str:
        """The customers that the URL names; the URL is what the browser says it is."""
        return str(self.router.url.query_parameters.get("ids", ""))[:400]


def _read(ids: list[int]) -> Comparison:
    with reading() as session:
        return comparison(session, ids)
