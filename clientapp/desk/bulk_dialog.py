"""What bulk edit asks before it writes: which field and value, or what to delete."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp.bulk.kind import KINDS, Group
from clientapp.desk.bulk_state import DeskBulkState
from clientapp.desk.edits import VALUE, Edits
from clientapp.editing.form import fields_row
from clientapp.field import Field
from clientapp.ui import controls, feedback
from clientapp.ui.dialog import cancel_button, modal
from clientapp.ui.fields import field, segmented

FORM = "bulk-form"
CHOICES = {"delete": "Delete", "deactivate": "Deactivate", "skip": "Skip"}

State = type[DeskBulkState]


def bulk_dialogs(state: State) -> rx.Component:
    """The dialog that is open, if one is."""
    nothing = rx.fragment()
    return rx.fragment(
        rx.cond(state.dialog == "set", _set_field(state), nothing),
        rx.cond(state.dialog == "delete", _delete(state), nothing),
    )


def _set_field(state: State) -> rx.Component:
    edits = Edits(KINDS[state.LIST.KIND])
    names = [rx.el.option(label, value=name) for name, label in edits.labels.items()]
    which = field(
        *("Field", "field", rx.el.select),
        *names,
        span=12,
        value=state.field,
        on_change=state.choose_field,
    )
    form = rx.el.form(
        rx.el.div(which, class_name="row"),
        rx.cond(
            rx.Var.create(sorted(edits.cleared)).contains(state.field), _set_or_clear(state), None
        ),
        rx.cond(state.how == "set", _value(state, edits), _problem(state)),
        on_submit=state.confirm_field,
        custom_attrs={"id": FORM},
    )
    return _dialog(state, form, look="primary")


def _set_or_clear(state: State) -> rx.Component:
    ways = [("set", "Set"), ("clear", "Clear")]
    return rx.el.div(
        segmented("What to do", "how", ways, value=state.how, on_choose=state.choose_how),
        class_name="choice-row",
    )


def _value(state: State, edits: Edits) -> rx.Component:
    """The input for the kind of field that is chosen."""
    drawn = [(shape, _input(state, asked)) for shape, asked in edits.shapes.items()]
    return rx.fragment(rx.match(state.shape, *drawn, rx.fragment()))


def _input(state: State, asked: Field) -> rx.Component:
    return fields_row(
        [asked],
        values=rx.Var.create({VALUE: ""}),
        problems=rx.Var.create({VALUE: state.problem}),
        options=rx.Var.create({VALUE: state.choices}),
        key=state.field,
        required=rx.Var.create(False),
        prefix="bulk",
    )


def _delete(state: State) -> rx.Component:
    kind = KINDS[state.LIST.KIND]
    form = rx.el.form(
        *[_group(state, group, kind.actions_of(group.key)) for group in kind.groups.values()],
        on_submit=state.confirm_delete,
        custom_attrs={"id": FORM},
    )
    return _dialog(state, rx.el.p(state.touched), form, _problem(state), look="danger")


def _group(state: State, group: Group, actions: tuple[str, ...]) -> rx.Component:
    count = state.groups.get(group.key, "")
    choices = [(action, CHOICES[action]) for action in actions]
    row = rx.el.div(
        rx.el.span(rx.el.b(count), f" {group.words}"),
        segmented(f"{count} {group.words}", group.key, choices, default=actions[0]),
        class_name="choice-row",
    )
    return rx.cond(count != "", row, None)


def _problem(state: State) -> rx.Component:
    return rx.cond(state.problem != "", feedback.notice(state.problem, tone="bad"), None)


def _dialog(state: State, *content: rx.Component, look: controls.Look) -> rx.Component:
    confirm = controls.button(
        "Confirm", look=look, type="submit", disabled=state.progress != "", form=FORM
    )
    so_far = rx.cond(state.progress != "", rx.el.span(state.progress, class_name="muted"), None)
    return modal(
        state.title,
        *content,
        actions=[rx.el.span(so_far, role="status"), cancel_button(state.cancel), confirm],
        on_cancel=state.cancel,
    )
