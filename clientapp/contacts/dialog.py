"""The dialog of one contact, and the choice of somebody who stands at another customer."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp.contacts.fields import CONTACT_FIELDS
from clientapp.contacts.rules import PRIMARY
from clientapp.contacts.state import ContactsState as State
from clientapp.editing.form import fields_row
from clientapp.editing.part_dialog import part_dialog, tick
from clientapp.picklists.adding import add_choice


def contact_dialog() -> rx.Component:
    """Draw it outside of any form."""
    fields = fields_row(
        CONTACT_FIELDS,
        values=State.values,
        problems=State.problems,
        options=State.options,
        key=State.opened,
        required=rx.Var.create(False),
        prefix=State.FORM,
        beside_option=lambda field: add_choice(field, State.FORM),
    )
    primary = tick(State, PRIMARY, "Primary contact")
    return part_dialog(State, fields, primary, noun="contact", known="Use somebody you know")
