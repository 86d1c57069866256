"""The page of one property, as states."""

import asyncio
from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx
from sqlmodel import Session

from clientapp import routes
from clientapp.bulk.report_state import acting
from clientapp.database import reading
from clientapp.editing.picking import record_text, titles_of
from clientapp.editing.validation import read_form
from clientapp.formatting import country_name
from clientapp.ledger.sharing import elsewhere
from clientapp.picklists.queries import labels_of
from clientapp.properties.columns import PROPERTY_SOURCES
from clientapp.properties.commands import EDITABLE, create_property
from clientapp.record_page.editable import Editable, Values
from clientapp.record_page.form_state import NEW, RecordFormState
from clientapp.record_page.history_state import HistoryState
from clientapp.record_page.past_state import PastState
from clientapp.record_page.presence_state import PresenceState
from clientapp.record_page.reading import RecordRead, filled, read_record
from clientapp.record_page.record_state import RecordState
from clientapp.settings import settings

UNIT_OF = "unit-of"
"""The query of the form of a new property that is to be a unit of another."""

HANDED_DOWN = ("street", "city", "state", "postal_code", "country", "organization")
"""What a new unit has from the property that it is part of."""


class PropertyHistoryState(HistoryState, rx.State):
    """The history of a property."""

    KIND: ClassVar[str] = EDITABLE.kind


class PropertyRecordState(RecordState, rx.State):
    """A property around its form: its type, what it belongs to (name and address of its page), and
    who else uses its place, in a sentence."""

    type_name: str = ""
    belongs: list[tuple[str, str, str]] = []
    used: str = ""

    EDITABLE: ClassVar[Editable] = EDITABLE
    HISTORY: ClassVar[type[HistoryState]] = PropertyHistoryState

    @classmethod
    def _details(cls, session: Session, values: Values) -> dict[str, Any]:
        address, chosen = values["address_id"], values["type"] or 0
        keys = ("parent", "property"), ("organization", "organization")
        named = titles_of(session, ((kind, values[name]) for name, kind in keys))
        return {
            "filled": filled(session, EDITABLE, PROPERTY_SOURCES, values["id"]),
            "type_name": labels_of(session, {chosen}).get(chosen, ""),
            "belongs": [
                (words, named[kind, row_id], url(row_id))
                for words, (name, kind), url in zip(
                    *(("Part of", "Belongs to"), keys),
                    (routes.property_page, routes.organization),
                    strict=True,
                )
                if (row_id := values[name]) is not None
            ],
            "used": _used(session, address, values["id"]),
        }


class PropertyPastState(PastState, rx.State):
    """A property as it was on a date."""

    RECORD: ClassVar[type[RecordState]] = PropertyRecordState


class PropertyPresenceState(PresenceState, rx.State):
    """Who else has a property open."""

    RECORD: ClassVar[type[RecordState]] = PropertyRecordState


class PropertyFormState(RecordFormState, rx.State):
    """The form of a property, and of a new one, which may be a unit of another."""

    EDITABLE: ClassVar[Editable] = EDITABLE
    RECORD: ClassVar[type[RecordState]] = PropertyRecordState
    NEW_PAGE: ClassVar[str] = routes.NEW_PROPERTY

    async def _load(self, *, anew: bool = False) -> None:
        await super()._load(anew=anew)
        whole = routes.number(self.router.url.query_parameters.get(UNIT_OF, ""))
        if whole and self._asked() == NEW:
            self.values = self.values | await asyncio.to_thread(_unit_of, whole)

    def _take(self, record: RecordRead) -> None:
        super()._take(record)
        if record.id == 0:
            self.values = self.values | {"country": country_name(settings().country)}

    @classmethod
    def _add(cls, session: Session, form: Mapping[str, str]) -> tuple[int, Values]:
        values = read_form(EDITABLE.field, form)
        return create_property(session, acting(), values), values


def _used(session: Session, address_id: int, property_id: int) -> str:
    others = elsewhere(session, "address", [address_id], property_id, "property").get(address_id)
    return f"{others}. What you change of the address is changed there too." if others else ""


def _unit_of(property_id: int) -> dict[str, str]:
    """The texts that a new unit of a property starts with."""
    with reading() as session:
        whole = read_record(session, EDITABLE, property_id)
    if whole is None or whole.in_trash:
        return {}
    parent = {"parent": record_text(whole.id, whole.name)}
    return parent | {name: whole.texts[name] for name in HANDED_DOWN}
