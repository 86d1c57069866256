"""A record as it was at some moment, field by field."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlmodel import Session

from clientapp.editing.picking import titles_of
from clientapp.field import Field, FieldKind, Home
from clientapp.ledger.past import rows_at
from clientapp.ledger.wording import Names, shown
from clientapp.picklists.queries import labels_of
from clientapp.record_page.editable import Editable, Values
from clientapp.settings import settings

PLACE = "address"


class PastField(NamedTuple):
    """A field as it was at the end of the day, and as it is now where that differs."""

    label: str
    then: str
    now: str
    differs: bool


def start_of(day: date) -> datetime:
    """When a day begins in the time zone of the settings, or else of the machine."""
    midnight = datetime.combine(day, time.min)
    here = settings().zone
    return midnight.replace(tzinfo=here) if here else midnight.astimezone()


def end_of(day: date) -> datetime:
    """When a day that has begun is over, with a time zone."""
    return start_of(day + timedelta(days=1))


def values_at(
    session: Session, editable: Editable, record_id: int, moment: datetime
) -> Values | None:
    """The stored fields of a record as they were just before a moment (with a time zone).

    Returns:
        By field name, with `in_trash`; None if it did not exist yet. What the ledger does not keep,
        such as the id, is left out.
    """
    if editable.values_then:
        return editable.values_then(session, record_id, moment)
    rows = rows_at(session, editable.kind, [record_id], moment)
    own = rows.get((editable.kind, record_id))
    if own is None:
        return None
    place = rows.get((PLACE, own.values.get(f"{PLACE}_id") or 0))
    held = {Home.RECORD: own.values, Home.SITE: place.values if place else {}}
    values = {
        field.name: held[field.home].get(field.stored_as)
        for field in editable.stored
        if field.home in held
    }
    return values | {"in_trash": own.in_trash}


def compared(session: Session, editable: Editable, then: Values, today: Values) -> list[PastField]:
    """The fields that people fill in, as they were and as they are."""
    fields = [
        field
        for field in editable.stored
        if not field.read_only and not _is_the_site_s(field, then, today)
    ]
    held = [(field, each.get(field.name)) for field in fields for each in (then, today)]
    options = {value for field, value in held if field.kind == FieldKind.OPTION and value}
    records = [(field.record_kind, value) for field, value in held if field.record_kind and value]
    titles = titles_of(session, records).items()
    named = {(kind, record_id or 0): title for (kind, record_id), title in titles}
    names: Names = {**labels_of(session, options), **named}
    return [
        PastField(
            field.label,
            shown(field, then.get(field.name), names),
            shown(field, today.get(field.name), names),
            then.get(field.name) != today.get(field.name),
        )
        for field in fields
    ]


def _is_the_site_s(field: Field, then: Values, today: Values) -> bool:
    """Whether the billing address says nothing here that the site does not say."""
    same = (values.get(field.name) == values.get(field.column) for values in (then, today))
    return field.home == Home.BILLING and all(same)
