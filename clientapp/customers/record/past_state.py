"""The customer as it was on a date."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import reflex as rx
from sqlmodel import Session

from clientapp.access.permissions import Permission
from clientapp.access.requires import requires
from clientapp.customers.fields import STORED
from clientapp.customers.reading import read_values
from clientapp.customers.record.past import customer_at, start_of
from clientapp.customers.record.record_state import CustomerRecordState
from clientapp.database import reading
from clientapp.field import Field, FieldKind, Home
from clientapp.ledger.recording import now
from clientapp.ledger.wording import shown
from clientapp.picklists.queries import labels_of
from clientapp.settings import settings

Values = dict[str, Any]

NOT_YET = "It did not exist yet."
FIRST_YEAR = 1970
"""Nothing was recorded before; the clocks of some machines know no earlier midnight."""


class PastField(NamedTuple):
    """A field as it was at the end of the day, and as it is now where that differs."""

    label: str
    then: str
    now: str
    differs: bool


class CustomerPastState(rx.State):
    """What the record held at the end of a day; `title` is empty while that is not shown."""

    title: str = ""
    note: str = ""
    fields: list[PastField] = []

    @rx.event
    @requires(Permission.SEE)
    async def look_back(self, form: dict[str, str]) -> None:
        """Show the record as it was at the end of the day in the form's `day` (ISO 8601)."""
        record = await self.get_state(CustomerRecordState)
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
        self.note, self.fields = await asyncio.to_thread(_as_it_was, record.record_id, day)

    @rx.event
    @requires(Permission.SEE)
    async def close(self) -> None:
        """Back to today."""
        self.title = self.note = ""
        self.fields = []


def end_of(day: date) -> datetime:
    """When a day that has begun is over, with a time zone."""
    return start_of(day + timedelta(days=1))


def _as_it_was(customer_id: int, day: date) -> tuple[str, list[PastField]]:
    with reading() as session:
        then = customer_at(session, customer_id, end_of(day))
        if then is None:
            return NOT_YET, []
        today = read_values(session, [customer_id]).get(customer_id, {})
        fields = _compared(session, then, today)
    differing = sum(each.differs for each in fields)
    in_trash = "It was in Trash. " if then["in_trash"] else ""
    if not differing:
        return f"{in_trash}Every field was as it is now.", fields
    return f"{in_trash}{differing} {'field' if differing == 1 else 'fields'} changed since.", fields


def _compared(session: Session, then: Values, today: Values) -> list[PastField]:
    options = [field.name for field in STORED if field.kind == FieldKind.OPTION]
    ids = {each[name] for each in (then, today) for name in options if each.get(name)}
    names = labels_of(session, ids)
    return [
        PastField(
            field.label,
            shown(field, then[field.name], names),
            shown(field, today.get(field.name), names),
            then[field.name] != today.get(field.name),
        )
        for field in STORED
        if not field.read_only and not _is_the_site_s(field, then, today)
    ]


def _is_the_site_s(field: Field, then: Values, today: Values) -> bool:
    """Whether the billing address says nothing here that the site does not say."""
    same = (values.get(field.name) == values.get(field.column) for values in (then, today))
    return field.home == Home.BILLING and all(same)
