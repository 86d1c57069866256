"""What is asked of a choice: its name, and what else choices of its list have."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

from typing import Any

import reflex as rx

from clientapp.administration.option_state import FORM
from clientapp.administration.option_state import OptionState as State
from clientapp.picklists.colours import COLOURS
from clientapp.ui import controls
from clientapp.ui.dialog import modal
from clientapp.ui.fields import field, select_field, text_field

PREFIX = "option"


def option_dialog() -> rx.Component:
    """The dialog, while it is open."""
    extra = rx.match(
        State.extra,
        ("code", _text("Code", "code", "For other programs")),
        ("days", _text("Days", "days", "To pay an invoice", input_mode="numeric")),
        ("rate", _text("Rate in percent", "rate", "Such as 6.5", input_mode="decimal")),
        ("colour", _colour()),
        rx.fragment(),
    )
    name = field(
        *("Name", "label", rx.el.input),
        type="text",
        auto_complete="off",
        required=True,
        default_value=State.values["label"],
        error=State.problems.get("label", ""),
        span=8,
        prefix=PREFIX,
    )
    form = rx.el.form(
        rx.el.div(name, extra, class_name="row"),
        on_submit=State.save,
        custom_attrs={"id": FORM},
    )
    actions = [
        controls.button("Cancel", on_click=State.cancel),
        controls.button("Save", look="primary", type="submit", custom_attrs={"form": FORM}),
    ]
    drawn = modal(State.title, form, actions=actions, on_cancel=State.cancel)
    return rx.cond(State.is_open, drawn, None)


def _text(label: str, name: str, hint: str, **props: Any) -> rx.Component:
    return text_field(
        label,
        name,
        auto_complete="off",
        default_value=State.values[name],
        error=State.problems.get(name, ""),
        hint=hint,
        prefix=PREFIX,
        **props,
    )


def _colour() -> rx.Component:
    return select_field(
        "Colour",
        "colour",
        COLOURS,
        default_value=State.values["colour"],
        error=State.problems.get("colour", ""),
        prefix=PREFIX,
    )
