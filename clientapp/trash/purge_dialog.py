"""What is asked before records are deleted for good."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp.trash.state import TrashState as State
from clientapp.ui import controls, dialog


def purge_dialog() -> rx.Component:
    """What is lost and what stays, while it is asked."""
    asked = dialog.question(
        rx.cond(
            State.chosen == 1,
            "Delete 1 customer for good?",
            f"Delete {State.chosen_words} customers for good?",
        ),
        rx.el.p(
            "Their contacts and all their fields are lost. Places, properties, jobs and invoices "
            "stay. Operations still say that they were there, under their number."
        ),
        rx.el.p("This cannot be undone."),
        confirm=controls.button("Confirm", look="danger", on_click=State.purge),
        on_cancel=State.cancel_purge,
    )
    return rx.cond(State.asking, asked, None)
