"""The way from the list of customers to its movement."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp.customers.movement.state import CustomerMovementState
from clientapp.ui import controls


def movement_link() -> rx.Component:
    """For the bar of the list: leads to who came into it and who went out, as it is filtered."""
    return controls.button(
        "Changes since…", look="quiet", small=True, on_click=CustomerMovementState.from_list
    )
