"""The dialog of one contact, and the choice of somebody who stands at another record."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

from typing import Any

import reflex as rx

from clientapp.contacts.fields import CONTACT_FIELDS
from clientapp.contacts.rules import PRIMARY
from clientapp.editing.form import fields_row
from clientapp.editing.part_dialog import part_dialog, tick
from clientapp.picklists.adding import add_choice


def contact_dialog(state: Any) -> rx.Component:
    """Draw it outside of any form.

    Args:
        state: the kind's `ContactsState`.
    """
    fields = fields_row(
        CONTACT_FIELDS,
        values=state.values,
        problems=state.problems,
        options=state.options,
        key=state.opened,
        required=rx.Var.create(False),
        prefix=state.FORM,
        beside_option=lambda field: add_choice(field, state.FORM),
    )
    primary = tick(state, PRIMARY, "Primary contact")
    return part_dialog(state, fields, primary, noun="contact", known="Use somebody you know")
