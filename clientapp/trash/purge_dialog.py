"""What is asked before records are deleted for good."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp.trash.state import TrashState as State
from clientapp.ui import controls, dialog


def purge_dialog() -> rx.Component:
    """What is lost and what stays, while it is asked."""
    asked = dialog.question(
        f"Delete {State.asking} for good?",
        rx.el.p(
            "All their fields are lost, with their notes, tags and the people whom no other record "
            "has. Places and the other records that they were linked to stay. Operations still say "
            "that they were there, under their number."
        ),
        rx.el.p("This cannot be undone."),
        confirm=controls.button("Confirm", look="danger", on_click=State.purge),
        on_cancel=State.cancel_purge,
    )
    return rx.cond(State.asking != "", asked, None)
