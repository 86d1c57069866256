"""What is asked before two choices become one."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp.administration.merge_state import MergeState as State
from clientapp.ui import controls
from clientapp.ui.dialog import cancel_button, modal
from clientapp.ui.fields import field


def merge_dialog() -> rx.Component:
    """The dialog, while it is open."""
    choices = [
        rx.el.option("Choose", value=""),
        rx.foreach(State.targets, lambda each: rx.el.option(each[1], value=each[0])),
    ]
    into = field(
        *("Merge into", "target", rx.el.select),
        *choices,
        value=State.target,
        on_change=State.choose,
        disabled=State.busy,
        span=12,
        prefix="merge",
    )
    merge = controls.button(
        rx.cond(State.busy, "Merging", "Merge"),
        look="primary",
        on_click=State.merge,
        disabled=(State.target == "") | State.busy,
    )
    drawn = modal(
        f"Merge {State.source}",
        rx.el.div(into, class_name="row"),
        rx.el.p(State.words, role="status", class_name="preview"),
        actions=[cancel_button(State.cancel), merge],
        on_cancel=State.cancel,
    )
    return rx.cond(State.is_open, drawn, None)
