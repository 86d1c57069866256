"""The form of customer numbers, with the next ones as they would be."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp.administration.numbers_state import NumbersState as State
from clientapp.ui import controls, feedback
from clientapp.ui.fields import text_field


def numbers_panel() -> rx.Component:
    """Prefix and digits, for whoever may change them."""
    denied = feedback.empty(
        "You may not change these settings", "Ask an owner for the permission to edit lists."
    )
    failed = feedback.error("The form of numbers could not be read", State.problem, State.refresh)
    return rx.cond(State.problem != "", failed, rx.cond(State.allowed, _form(), denied))


def _form() -> rx.Component:
    fields = [
        text_field(
            "Prefix",
            "prefix",
            default_value=State.prefix,
            on_change=State.type_prefix,
            error=State.problems.get("prefix", ""),
            hint="Letters, digits and - . / _; not a digit at its end",
            auto_complete="off",
            key=f"prefix-{State.drawn}",
        ),
        text_field(
            "Digits",
            "width",
            default_value=State.width,
            on_change=State.type_width,
            error=State.problems.get("width", ""),
            hint="Shorter numbers begin with zeros",
            input_mode="numeric",
            auto_complete="off",
            span=3,
            key=f"width-{State.drawn}",
        ),
    ]
    next_ones = rx.el.p("The next customers get ", rx.el.b(State.preview), ".")
    return rx.el.form(
        rx.el.section(
            rx.el.h2("Customer numbers"),
            rx.el.p(
                "Customers that have a number keep it. No number is given twice.",
                class_name="muted",
            ),
            rx.el.div(*fields, class_name="row"),
            rx.el.div(rx.cond(State.preview != "", next_ones, None), role="status"),
            class_name="section",
            aria_label="Customer numbers",
        ),
        rx.el.div(
            rx.el.div(controls.button("Save", look="primary", type="submit"), class_name="actions"),
            class_name="save-bar",
        ),
        on_submit=State.save,
        aria_label="Customer numbers",
        class_name="form numbers",
    )
