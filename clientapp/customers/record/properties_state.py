"""The properties that the customer whose page is open owned, rented or managed, or does."""

import asyncio
from datetime import datetime
from typing import NamedTuple

import reflex as rx
from sqlalchemy import select
from sqlmodel import col

from clientapp import routes
from clientapp.addresses.roles import ROLE, in_order, standing, time_label
from clientapp.database import reading
from clientapp.live.shown_state import ShownState
from clientapp.models import Property, PropertyCustomer
from clientapp.settings import settings


class PropertyLine(NamedTuple):
    """A property of a customer: its name and page, what the customer is to it, from when to when,
    and whether that is over or still to come."""

    name: str
    url: str
    role: str
    time: str
    standing: str


class CustomerPropertiesState(ShownState, rx.State):
    """Those of which a role is stated; the others are sites and stand among these."""

    record_id: int = -1
    lines: list[PropertyLine] = []

    async def _load(self) -> None:
        asked = routes.id_in(self.router.url.path)
        self.lines = await asyncio.to_thread(_read, asked)
        self.record_id = asked


def _read(customer_id: int) -> list[PropertyLine]:
    day = datetime.now(settings().zone).date()
    at = PropertyCustomer
    role = col(at.role), col(at.from_date), col(at.until_date)
    found = (
        select(*role, col(Property.id), col(Property.display_name))
        .join(Property, col(Property.id) == at.property_id)
        .where(col(at.customer_id) == customer_id, col(at.trashed_at).is_(None))
        .where(col(Property.trashed_at).is_(None))
    )
    with reading() as session:
        rows = list(session.connection().execute(found))
    rows.sort(key=lambda row: in_order(*row[:3], day))
    return [
        PropertyLine(
            row.display_name,
            routes.property_page(row.id or 0),
            ROLE[row.role],
            time_label(row.from_date, row.until_date),
            standing(row.from_date, row.until_date, day),
        )
        for row in rows
    ]
