"""The record as it was on a date."""

import asyncio
from datetime import date
from typing import ClassVar

import reflex as rx

from clientapp.access.permissions import Permission
from clientapp.access.requires import requires
from clientapp.database import reading
from clientapp.ledger.recording import now
from clientapp.record_page.editable import Editable
from clientapp.record_page.past import PastField, compared, end_of, values_at
from clientapp.record_page.record_state import RecordState
from clientapp.settings import settings

NOT_YET = "It did not exist yet."
FIRST_YEAR = 1970
"""Nothing was recorded before; the clocks of some machines know no earlier midnight."""


class PastState(rx.State, mixin=True):
    """What the record held at the end of a day; `title` is empty while that is not shown."""

    title: str = ""
    note: str = ""
    fields: list[PastField] = []

    RECORD: ClassVar[type[RecordState]]

    @rx.event
    @requires(Permission.SEE)
    async def look_back(self, form: dict[str, str]) -> None:
        """Show the record as it was at the end of the day in the form's `day` (ISO 8601)."""
        record = await self.get_state(self.RECORD)
        self.fields = []
        try:
            day = date.fromisoformat(form.get("day", ""))
        except ValueError:
            self.title, self.note = record.name, "Choose a day first."
            return
        self.title = f"{record.name} as it was on {day:%-d %B} {day.year}"
        if day.year < FIRST_YEAR:
            self.note = NOT_YET
            return
        if day > now().astimezone(settings().zone).date():
            self.note = "This day has not come yet."
            return
        which = record.EDITABLE, record.record_id, day
        self.note, self.fields = await asyncio.to_thread(_as_it_was, *which)

    @rx.event
    @requires(Permission.SEE)
    async def close(self) -> None:
        """Back to today."""
        self.title = self.note = ""
        self.fields = []


def _as_it_was(editable: Editable, record_id: int, day: date) -> tuple[str, list[PastField]]:
    with reading() as session:
        then = values_at(session, editable, record_id, end_of(day))
        if then is None:
            return NOT_YET, []
        today = editable.read_values(session, [record_id]).get(record_id, {})
        fields = compared(session, editable, then, today)
    differing = sum(each.differs for each in fields)
    in_trash = "It was in Trash. " if then["in_trash"] else ""
    if not differing:
        return f"{in_trash}Every field was as it is now.", fields
    return f"{in_trash}{differing} {'field' if differing == 1 else 'fields'} changed since.", fields
