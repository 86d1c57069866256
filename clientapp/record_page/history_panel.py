"""The history of a record beside its form, and the record as it was on a date."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import routes
from clientapp.record_page.history_state import HistoryEntry, HistoryLine, HistoryState
from clientapp.record_page.past import PastField
from clientapp.record_page.past_state import PastState
from clientapp.record_page.record_state import RecordState
from clientapp.ui import controls
from clientapp.ui.dialog import cancel_button, modal


def history_panel(
    State: type[HistoryState], Past: type[PastState], Record: type[RecordState]
) -> rx.Component:
    """What was done to the record, newest first, and the question how it was on a date."""
    more = controls.button("Show more", small=True, on_click=State.show_more)

    def entry(entry: rx.Var[HistoryEntry]) -> rx.Component:
        return _entry(State, entry)

    return rx.el.section(
        rx.el.h2("History"),
        rx.el.ol(rx.foreach(State.entries, entry), class_name="timeline"),
        rx.cond(State.more, more, None),
        _past_form(Past, Record),
        rx.cond(Past.title != "", _past_dialog(Past), None),
        aria_label="History",
        tab_index=-1,
        class_name="card panel",
        custom_attrs={"id": "history"},
    )


def to_history() -> rx.Component:
    """The way down to the history, on a screen where it stands below the form."""
    go = rx.Var(
        "() => { const it = document.getElementById('history');"
        " it?.scrollIntoView(); it?.focus({ preventScroll: true }); }"
    )
    button = controls.button("History", custom_attrs={"onClick": go})
    return rx.el.div(button, class_name="to-history")


def _entry(State: type[HistoryState], entry: rx.Var[HistoryEntry]) -> rx.Component:
    whole = rx.el.button(entry.undo, type="button", on_click=State.undo(entry.operation_id))
    one = (entry.lines.length() == 1) & entry.lines[0].undoable
    many = controls.link(entry.many, routes.operation(entry.operation_id), class_name="link")

    def line(line: rx.Var[HistoryLine]) -> rx.Component:
        return _line(State, line)

    return rx.el.li(
        rx.foreach(entry.lines, line),
        rx.cond(entry.many != "", rx.el.small(many), None),
        rx.el.small(entry.by, rx.cond(entry.undoable & ~one, whole, None)),
        key=entry.operation_id.to_string(),
    )


def _line(State: type[HistoryState], line: rx.Var[HistoryLine]) -> rx.Component:
    own_id = f"change-{line.change_id}-{line.field}"
    undo = rx.el.button(
        "Undo",
        type="button",
        aria_describedby=own_id,
        on_click=State.put_back(line.change_id, line.field),
    )
    return rx.el.div(
        rx.el.span(line.text, custom_attrs={"id": own_id}), rx.cond(line.undoable, undo, None)
    )


def _past_form(Past: type[PastState], Record: type[RecordState]) -> rx.Component:
    box = rx.el.input(
        type="date",
        name="day",
        required=True,
        class_name="input",
        custom_attrs={"id": "as-it-was-on"},
    )
    return rx.el.form(
        rx.el.label("As it was on", html_for="as-it-was-on"),
        rx.el.div(
            box,
            controls.button("Show", type="submit", aria_label="Show as it was"),
            class_name="actions",
        ),
        on_submit=Past.look_back,
        key=Record.record_id.to_string(),
        class_name="past",
    )


def _past_dialog(Past: type[PastState]) -> rx.Component:
    return modal(
        Past.title,
        rx.el.p(Past.note),
        rx.cond(Past.fields.length() > 0, _past_fields(Past), None),
        actions=[cancel_button(Past.close, "Close")],
        on_cancel=Past.close,
        class_name="wide",
    )


def _past_fields(Past: type[PastState]) -> rx.Component:
    """They scroll where they are more than fit, so that title and "Close" stay in sight."""
    return rx.el.dl(rx.foreach(Past.fields, _past_field), tab_index=0, class_name="facts")


def _past_field(field: rx.Var[PastField]) -> rx.Component:
    label, then, now, differs = field[0], field[1], field[2], field[3]
    today = rx.cond(now != "", f"now {now}", "now empty")
    return rx.el.div(
        rx.el.dt(label),
        rx.el.dd(
            rx.cond(then != "", then, "–"),
            rx.cond(differs, rx.el.small(controls.tag(today, "warn")), None),
        ),
        key=label,
    )
