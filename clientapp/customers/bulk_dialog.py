"""What bulk edit asks before it writes: which field and value, or what to delete."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp.customers.bulk import BULK_FIELDS
from clientapp.customers.bulk_state import CustomerBulkState as State
from clientapp.customers.bulk_state import GroupRow
from clientapp.customers.fields import FIELD
from clientapp.ui import controls, feedback
from clientapp.ui.dialog import cancel_button, modal
from clientapp.ui.fields import field, segmented

FORM = "bulk-form"
CHOICES = [("delete", "Delete"), ("deactivate", "Deactivate"), ("skip", "Skip")]


def bulk_dialogs() -> rx.Component:
    """The dialog that is open, if one is."""
    nothing = rx.fragment()
    return rx.fragment(
        rx.cond(State.dialog == "set", _set_field(), nothing),
        rx.cond(State.dialog == "delete", _delete(), nothing),
    )


def _set_field() -> rx.Component:
    fields = [rx.el.option(FIELD[name].label, value=name) for name in BULK_FIELDS]
    form = rx.el.form(
        field(
            "Field",
            "field",
            rx.el.select,
            *fields,
            span=6,
            value=State.field,
            on_change=State.choose_field,
        ),
        field(
            "Value",
            "value",
            rx.el.select,
            rx.foreach(State.choices, lambda each: rx.el.option(each[1], value=each[0])),
            span=6,
            key=State.field,
            error=State.problem,
        ),
        on_submit=State.confirm_field,
        class_name="row",
        custom_attrs={"id": FORM},
    )
    return _dialog(form, look="primary")


def _delete() -> rx.Component:
    form = rx.el.form(
        rx.foreach(State.groups, _group),
        on_submit=State.confirm_delete,
        custom_attrs={"id": FORM},
    )
    problem = rx.cond(State.problem != "", feedback.notice(State.problem, tone="bad"), None)
    return _dialog(rx.el.p(State.touched), form, problem, look="danger")


def _group(group: rx.Var[GroupRow]) -> rx.Component:
    key, count, words = group[0], group[1], group[2]
    return rx.el.div(
        rx.el.span(rx.el.b(count), f" {words}"),
        segmented(f"{count} {words}", key, CHOICES, default="delete"),
        key=key,
        class_name="choice-row",
    )


def _dialog(*content: rx.Component, look: controls.Look) -> rx.Component:
    confirm = controls.button(
        "Confirm", look=look, type="submit", disabled=State.progress != "", form=FORM
    )
    so_far = rx.cond(State.progress != "", rx.el.span(State.progress, class_name="muted"), None)
    return modal(
        State.title,
        *content,
        actions=[rx.el.span(so_far, role="status"), cancel_button(State.cancel), confirm],
        on_cancel=State.cancel,
    )
