"""The record of a customer, profile and form in one: `/customers/edit/<id>`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp import frame, routes
from clientapp.customers.form import customer_form
from clientapp.customers.form_state import CustomerFormState as State
from clientapp.customers.form_state import HistoryLine
from clientapp.ui import controls, feedback

LOADS = frame.loads(State.open)


def edit_page() -> rx.Component:
    """The form, with the history beside it."""
    record = rx.el.div(
        rx.el.div(_notices(), customer_form()),
        rx.el.aside(_history(), aria_label="About this customer"),
        class_name="record",
    )
    missing = feedback.empty(
        "There is no such customer",
        "It may have been removed for good, or the address is mistyped.",
        controls.link_button("Back to customers", routes.CUSTOMERS),
    )
    opened = rx.cond(State.found, record, rx.el.div(missing, class_name="card"))
    return frame.page(
        rx.cond(State.is_open, opened, feedback.loading(8)),
        title=rx.cond(State.is_open & State.found, State.name, "Customer"),
        active="Customers",
        beside=[rx.cond(State.is_open & State.found, _beside(), None)],
    )


def _beside() -> rx.Component:
    active = rx.cond(State.active, controls.tag("Active", "good"), controls.tag("Inactive"))
    in_trash = rx.cond(State.in_trash, controls.tag("In Trash", "bad"), None)
    return rx.fragment(rx.el.span(State.number, class_name="muted"), active, in_trash)


def _notices() -> rx.Component:
    unnamed = feedback.notice(
        "This customer came without a named contact. It can be saved without one.", tone="info"
    )
    return rx.cond(State.named, None, unnamed)


def _history() -> rx.Component:
    return rx.el.section(
        rx.el.h2("History"),
        rx.el.ul(rx.foreach(State.history, _entry), class_name="timeline"),
        aria_label="History",
        class_name="card panel",
    )


def _entry(entry: rx.Var[HistoryLine]) -> rx.Component:
    undo = rx.cond(
        entry.undoable,
        rx.el.button("Undo", type="button", on_click=State.undo(entry.operation_id)),
        None,
    )
    return rx.el.li(
        rx.foreach(entry.lines, lambda line: rx.el.div(line)),
        rx.el.small(entry.by, undo),
        key=entry.operation_id.to_string(),
    )
