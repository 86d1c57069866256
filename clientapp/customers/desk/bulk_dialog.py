"""What bulk edit asks before it writes: which field and value, or what to delete."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp.customers.desk.bulk_state import CustomerBulkState as State
from clientapp.customers.desk.bulk_state import GroupRow
from clientapp.customers.desk.bulk_values import CLEARED, LABELS, SHAPES, VALUE
from clientapp.editing.form import fields_row
from clientapp.field import Field
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
    names = [rx.el.option(label, value=name) for name, label in LABELS.items()]
    which = field(
        *("Field", "field", rx.el.select),
        *names,
        span=12,
        value=State.field,
        on_change=State.choose_field,
    )
    problem = rx.cond(State.problem != "", feedback.notice(State.problem, tone="bad"), None)
    form = rx.el.form(
        rx.el.div(which, class_name="row"),
        rx.cond(rx.Var.create(sorted(CLEARED)).contains(State.field), _set_or_clear(), None),
        rx.cond(State.how == "set", _value(), problem),
        on_submit=State.confirm_field,
        custom_attrs={"id": FORM},
    )
    return _dialog(form, look="primary")


def _set_or_clear() -> rx.Component:
    ways = [("set", "Set"), ("clear", "Clear")]
    return rx.el.div(
        segmented("What to do", "how", ways, value=State.how, on_choose=State.choose_how),
        class_name="choice-row",
    )


def _value() -> rx.Component:
    """The input for the kind of field that is chosen."""
    drawn = [(shape, _input(asked)) for shape, asked in SHAPES.items()]
    return rx.fragment(rx.match(State.shape, *drawn, rx.fragment()))


def _input(asked: Field) -> rx.Component:
    return fields_row(
        [asked],
        values=rx.Var.create({VALUE: ""}),
        problems=rx.Var.create({VALUE: State.problem}),
        options=rx.Var.create({VALUE: State.choices}),
        key=State.field,
        required=rx.Var.create(False),
        prefix="bulk",
    )


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
