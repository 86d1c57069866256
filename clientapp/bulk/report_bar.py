"""The toast that says what was just done."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

from typing import Any

import reflex as rx

from clientapp import routes
from clientapp.bulk.report_state import ReportState as State
from clientapp.ui import controls
from clientapp.ui.icons import icon

CLOSE = rx.Var("(event) => event.currentTarget.querySelector('[data-close]').click()")


def report_bar() -> rx.Component:
    """A live region that is always there, with the toast in it while there is something to say."""
    return rx.el.div(rx.cond(State.text != "", _toast(), None), role="status")


def refresh_button(on_refresh: Any) -> rx.Component:
    """What "Undo" in the toast presses, so that the page shows what is stored now."""
    return rx.el.button(
        type="button", hidden=True, on_click=on_refresh, custom_attrs={"data-refresh": ""}
    )


def _toast() -> rx.Component:
    undo = controls.button("Undo", small=True, on_click=State.undo)
    details = controls.link_button("Details", routes.operation(State.operation_id), small=True)
    close = rx.el.button(
        icon("x"),
        type="button",
        aria_label="Close",
        on_click=State.close,
        class_name="icon-button",
        custom_attrs={"data-close": ""},
    )
    return rx.el.div(
        rx.cond(State.partial, icon("triangle-alert"), None),
        rx.el.p(State.text),
        rx.cond(State.undoable, undo, None),
        rx.cond(State.partial & (State.operation_id > 0), details, None),
        close,
        key=State.shown.to_string(),
        class_name="toast",
        custom_attrs={"onAnimationEnd": CLOSE},
    )
