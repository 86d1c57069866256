"""Customers that are like the one that somebody types in, before it is saved."""

import asyncio
from collections.abc import Mapping

import reflex as rx

from clientapp.access.permissions import Permission
from clientapp.access.requires import requires
from clientapp.customers.likeness import Near, near
from clientapp.database import reading
from clientapp.problem import said_if_unreadable

NEAR_FIELDS = (
    *("kind", "first_name", "last_name", "company_name", "tax_identifier", "external_id"),
    *("email", "phone", "phone2", "street", "city", "state", "postal_code", "country"),
)
"""What is compared, of what a form has."""

LONGEST = 200


class CustomerNearState(rx.State, mixin=True):
    """What is alike for the two forms of a new customer. It never keeps anybody from saving."""

    found: list[Near] = []
    problem: str = ""

    @rx.event(supersedes=True)
    @requires(Permission.EDIT)
    async def look(self, values: dict[str, str]) -> None:
        """A field was left: show whom what is typed by now is like."""
        typed = {name: values.get(name, "").strip()[:LONGEST] for name in NEAR_FIELDS}
        self.problem = ""
        with said_if_unreadable(self, "list"):
            self.found = await asyncio.to_thread(_near, typed)


class ShortFormNearState(CustomerNearState, rx.State):
    """Of the dialog "Create Customer"."""


class NewFormNearState(CustomerNearState, rx.State):
    """Of the page of a new customer."""


def _near(typed: Mapping[str, str]) -> list[Near]:
    if not any(text for name, text in typed.items() if name != "kind"):
        return []
    with reading() as session:
        return near(session, typed)
