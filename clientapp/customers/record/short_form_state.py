"""The short form of a new customer: what is wrong with it. What is typed stays in the browser."""

import asyncio
from dataclasses import replace
from typing import Any

import reflex as rx

from clientapp import routes
from clientapp.access.permissions import Permission
from clientapp.access.requires import Events, requires
from clientapp.bulk.report_state import acting
from clientapp.customers import commands, rules
from clientapp.customers.fields import FIELD
from clientapp.database import transaction
from clientapp.editing.validation import Rejected
from clientapp.ui.browser import focus_on
from clientapp.ui.popup import closing

POPUP = "create-customer"
FORM = "short-form"

WIDTHS = {
    "kind": 12,
    "first_name": 6,
    "last_name": 6,
    "company_name": 12,
    "email": 6,
    "phone": 6,
    "street": 6,
    "city": 3,
    "postal_code": 3,
}
SHORT_FIELDS = tuple(replace(FIELD[name], width=width) for name, width in WIDTHS.items())
"""What the short form asks, in its order."""


class CustomerShortFormState(rx.State):
    """The dialog "Create Customer" of one tab."""

    problems: dict[str, str] = {}

    _saved: bool = False

    @rx.event
    @requires(Permission.EDIT)
    async def start(self) -> None:
        """The dialog was opened, or is gone: nothing is wrong yet, and nothing saved."""
        self.problems, self._saved = {}, False

    @rx.event
    @requires(Permission.EDIT)
    async def save(self, form: dict[str, str]) -> Events:
        """Create the customer and lead to its record: "Save"."""
        if self._saved:
            return  # the second press of a double click
        try:
            values = rules.read({name: form.get(name, "") for name in WIDTHS})
            created = await asyncio.to_thread(_create, values)
        except Rejected as rejected:
            self.problems = rejected.problems
            first = next(name for name in WIDTHS if name in rejected.problems)
            yield focus_on(f"document.forms['{FORM}']?.elements['{first}']")
            return
        self.problems, self._saved = {}, True
        yield rx.call_script(closing(POPUP))
        yield rx.redirect(routes.customer(created))
        yield rx.toast.success(f"Saved {rules.display_name(values)}")


def _create(values: dict[str, Any]) -> int:
    with transaction() as session:
        return commands.create_customer(session, acting(), values)
