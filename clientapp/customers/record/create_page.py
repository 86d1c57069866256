"""A new customer: `/customers/create`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp import frame
from clientapp.customers.record.form import new_customer_form
from clientapp.customers.record.form_state import CustomerFormState as State
from clientapp.customers.record.further_form import further_addresses, further_contacts
from clientapp.customers.record.near_panel import near_panel, near_watch
from clientapp.customers.record.near_state import NewFormNearState as Near
from clientapp.ui import feedback

LOADS = frame.loads(State.open)


def create_page() -> rx.Component:
    """The empty form."""
    form = new_customer_form(
        further_contacts=further_contacts(),
        further_addresses=further_addresses(),
        above_buttons=rx.fragment(near_watch(Near), near_panel(Near)),
    )
    return frame.page(
        rx.cond(State.is_open, form, feedback.loading(8)),
        title="New Customer",
        active="Customers",
    )
