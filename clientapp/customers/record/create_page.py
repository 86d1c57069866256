"""A new customer: `/customers/create`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp import frame
from clientapp.customers.record.form import new_customer_form
from clientapp.customers.record.form_state import CustomerFormState as State
from clientapp.customers.record.further_form import further_addresses, further_contacts
from clientapp.ui import feedback

LOADS = frame.loads(State.open)


def create_page() -> rx.Component:
    """The empty form."""
    form = new_customer_form(
        further_contacts=further_contacts(), further_addresses=further_addresses()
    )
    return frame.page(
        rx.cond(State.is_open, form, feedback.loading(8)),
        title="New Customer",
        active="Customers",
    )
