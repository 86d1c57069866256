"""Blocks of fields for the further people and places of a new customer, in the same form."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

from collections.abc import Iterable
from dataclasses import replace

import reflex as rx

from clientapp.addresses.fields import ADDRESS_FIELDS
from clientapp.contacts.fields import CONTACT_FIELDS
from clientapp.customers.further import ADDRESS, CONTACT, MOST, block_name
from clientapp.customers.record.record_state import CustomerFormState as State
from clientapp.editing.form import fields_row
from clientapp.field import Field
from clientapp.picklists.adding import add_choice
from clientapp.ui import controls
from clientapp.ui.fields import tick_field

TICKS = (("is_billing", "Billing address", False), ("is_site", "Site address", True))


def further_addresses() -> rx.Component:
    """The blocks of further addresses; what the first one is, they can be as well."""

    def block(number: rx.vars.NumberVar) -> rx.Component:
        ticks = [
            tick_field(
                label,
                block_name(ADDRESS, number, name),
                ticked=ticked,
                error=State.problems.get(block_name(ADDRESS, number, name), ""),
                span=3,
            )
            for name, label, ticked in TICKS
        ]
        return _block("Address", ADDRESS, ADDRESS_FIELDS, number, ticks)

    add = controls.button(
        "Add address",
        small=True,
        on_click=State.add_address,
        disabled=State.address_blocks.length() >= MOST,
    )
    return rx.el.div(rx.foreach(State.address_blocks, block), add, class_name="blocks")


def further_contacts() -> rx.Component:
    """The blocks of further contacts."""

    def block(number: rx.vars.NumberVar) -> rx.Component:
        return _block("Contact", CONTACT, CONTACT_FIELDS, number)

    add = controls.button(
        "Add contact",
        small=True,
        on_click=State.add_contact,
        disabled=State.contact_blocks.length() >= MOST,
    )
    return rx.el.div(rx.foreach(State.contact_blocks, block), add, class_name="blocks")


def _block(
    title: str,
    kind: str,
    fields: Iterable[Field],
    number: rx.vars.NumberVar,
    ticks: Iterable[rx.Component] = (),
) -> rx.Component:
    """One block under its name: the first of its kind stands in the form's own fields."""
    row = fields_row(
        [replace(field, name=block_name(kind, number, field.name)) for field in fields],
        values=State.values,
        problems=State.problems,
        options=State.options,
        key=State.opened,
        required=rx.Var.create(False),
        beside_option=add_choice,
    )
    return rx.el.fieldset(
        rx.el.legend(f"{title} {number + 1}"),
        row,
        rx.el.div(*ticks, class_name="row"),
        key=number.to_string(),
        class_name="block",
    )
