"""What one has to know at the property whose page is open; a secret is shown on demand."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from clientapp import routes
from clientapp.access.identity import current_user
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk.report_state import acting, report
from clientapp.database import reading, transaction
from clientapp.editing.part_changes import Changes
from clientapp.editing.parts_state import Drawn, PartsState
from clientapp.editing.validation import read_form
from clientapp.field import Field
from clientapp.problem import Problem
from clientapp.properties.record_state import PropertyRecordState
from clientapp.properties.resources import (
    RESOURCE_FIELD,
    TICK,
    look,
    remove_resource,
    resource_of,
    resources_of,
    save_resource,
)

HIDDEN = "••••"
KEPT = "The value is not shown here. Leave it empty to keep it."


@dataclass(frozen=True)
class ResourceCard:
    """A resource as the page shows it; the value of a secret one is hidden."""

    id: int
    name: str
    value: str
    is_secret: bool


class ResourcesState(PartsState, rx.State):
    """Cards, the dialog of one, and the one secret that is shown: `seen` is its value while the
    page shows it, and nothing else keeps it."""

    cards: list[ResourceCard] = []
    seen_id: int = 0
    seen: str = ""

    NOUN: ClassVar[str] = "resource"
    FORM: ClassVar[str] = "resource"
    FIELDS: ClassVar[Mapping[str, Field]] = RESOURCE_FIELD
    TICKS: ClassVar[tuple[str, ...]] = (TICK,)

    @rx.event
    @requires(Permission.SECRETS)
    async def show(self, part_id: int) -> Events:
        """ "Show": the look stands in the history of the property."""
        record = routes.id_in(self.router.url.path)
        try:
            self.seen = await asyncio.to_thread(_look, record, part_id)
            self.seen_id = part_id
        except Problem as reason:
            await report(self, str(reason), partial=True)
        yield PropertyRecordState.refresh

    @rx.event
    @requires(Permission.SEE)
    async def hide(self) -> None:
        """ "Hide", or the page is left."""
        self.seen_id, self.seen = 0, ""

    async def _load(self) -> None:
        self.seen_id, self.seen = 0, ""
        await super()._load()

    @classmethod
    def _read(cls, record_id: int, limit: int | None) -> tuple[int, list[Any]]:
        with reading() as session:
            found = resources_of(session, record_id)
        return len(found), [
            ResourceCard(e.id or 0, e.name, HIDDEN if e.is_secret else e.value, e.is_secret)
            for e in found[:limit]
        ]

    @classmethod
    def _read_part(cls, record_id: int, part_id: int) -> Drawn | None:
        if part_id == 0:
            return Drawn("Add resource", "", {"name": "", "value": ""}, {TICK: False}, {})
        with reading() as session:
            stored = resource_of(session, record_id, part_id)
        if stored is None:
            return None
        secret = stored.is_secret
        values = {"name": stored.name, "value": "" if secret else stored.value}
        return Drawn(f"Edit {stored.name}", KEPT if secret else "", values, {TICK: secret}, {})

    @classmethod
    def _typed(cls, texts: Mapping[str, str]) -> dict[str, Any]:
        return read_form(RESOURCE_FIELD, texts)

    @classmethod
    def _store(cls, record_id: int, part_id: int, changes: Changes) -> int | None:
        may_look = current_user().may(Permission.SECRETS)
        with transaction() as session:
            stored = resource_of(session, record_id, part_id) if part_id else None
            secret = changes.ticked.get(TICK, bool(stored and stored.is_secret))
            whose = acting(), record_id, part_id or None, changes.values, changes.base
            return save_resource(session, *whose, is_secret=secret, may_look=may_look)

    @classmethod
    def _remove(cls, record_id: int, part_id: int) -> tuple[str, int | None]:
        with transaction() as session:
            stored = resource_of(session, record_id, part_id)
            name = stored.name if stored else "The resource"
            return name, remove_resource(session, acting(), record_id, part_id)

    @classmethod
    def _called(cls, values: Mapping[str, str]) -> str:
        return values.get("name") or "The resource"


def _look(property_id: int, row_id: int) -> str:
    with transaction() as session:
        return look(session, acting(), property_id, row_id)
