"""A new customer: `/customers/create`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp import frame
from clientapp.customers.form import customer_form
from clientapp.customers.form_state import CustomerFormState as State
from clientapp.ui import feedback

LOADS = frame.loads(State.open)


def create_page() -> rx.Component:
    """The empty form."""
    return frame.page(
        rx.cond(State.is_open, customer_form(), feedback.loading(8)),
        title="New Customer",
        active="Customers",
    )
