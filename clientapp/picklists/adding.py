"""A choice that a form lacks, added from the form itself by whoever may edit lists."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp.access.state import AccountState
from clientapp.field import Field
from clientapp.picklists.adding_state import FORM
from clientapp.picklists.adding_state import AddingState as State
from clientapp.ui import controls
from clientapp.ui.dialog import modal
from clientapp.ui.fields import field as drawn_field


def add_choice(field: Field, prefix: str = "field") -> rx.Component:
    """The button beside the label of a field that is chosen from a list; nothing for who may not,
    or where the choices are words side by side.

    Args:
        prefix: what the ids of the form's fields begin with.
    """
    if field.radios:
        return rx.fragment()
    button = rx.el.button(
        "New choice",
        rx.el.span(f" for {field.label}", class_name="visually-hidden"),
        type="button",
        on_click=State.ask(field.picklist, f"{prefix}-{field.name}"),
        class_name="add-choice",
    )
    return rx.cond(AccountState.may_edit_lists, button, None)


def add_choice_dialog() -> rx.Component:
    """The dialog of these buttons, once on a page and outside of every form."""
    name = drawn_field(
        *("Name", "label", rx.el.input),
        type="text",
        auto_complete="off",
        required=True,
        error=State.problem,
        span=12,
        prefix="choice",
    )
    form = rx.el.form(
        rx.el.div(name, class_name="row"), on_submit=State.add, custom_attrs={"id": FORM}
    )
    actions = [
        controls.button("Cancel", on_click=State.cancel),
        controls.button("Add", look="primary", type="submit", custom_attrs={"form": FORM}),
    ]
    drawn = modal(State.title, form, actions=actions, on_cancel=State.cancel)
    return rx.cond(State.is_open, drawn, None)
