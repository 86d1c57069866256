"""A record whose fields are read first, and edited behind a pen."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp.record_page.form import record_form
from clientapp.record_page.form_state import RecordFormState
from clientapp.record_page.record_state import RecordState
from clientapp.ui.browser import FirstFocus


def facts_or_form(
    State: type[RecordState], Form: type[RecordFormState], *, save: str
) -> rx.Component:
    """What is known of a record; its form once the pen is pressed, the first field focused.

    Args:
        save: the label of the button that saves.
    """
    form = rx.el.div(
        record_form(Form, State, save=save, pen=True), custom_attrs={"data-first-inside": ""}
    )
    return rx.cond(Form.unlocked, FirstFocus.create(form, at=0), _facts(State))


def _facts(State: type[RecordState]) -> rx.Component:
    def fact(fact: rx.Var[tuple[str, str]]) -> rx.Component:
        return rx.el.div(rx.el.dt(fact[0]), rx.el.dd(fact[1]), key=fact[0])

    noted = [
        rx.el.div(rx.el.dt("Created"), rx.el.dd(State.created)),
        rx.el.div(rx.el.dt("Last modified"), rx.el.dd(State.modified)),
    ]
    return rx.el.section(
        rx.el.dl(rx.foreach(State.filled, fact), *noted, class_name="section read-view"),
        aria_label=State.EDITABLE.record.label.capitalize(),
        class_name="card",
    )
