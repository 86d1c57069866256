"""The dialog that asks what a field shall hold that two people changed."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

from typing import Any

import reflex as rx

from clientapp.editing.conflict import Question
from clientapp.ui import controls, dialog

FORM = "conflict"


def conflict_dialog(
    title: rx.Var[str],
    text: rx.Var[str],
    questions: rx.Var[list[Question]],
    *,
    save: str,
    on_save: Any,
    on_back: Any,
) -> rx.Component:
    """Yours, theirs, or as it was, for each field; draw it inside `rx.cond`.

    Args:
        save: the label of the button that saves, as on the form.
        on_save: event for the choices by field name.
        on_back: event that makes the `rx.cond` false.
    """
    choices = rx.el.form(
        rx.foreach(questions, _question), on_submit=on_save, custom_attrs={"id": FORM}
    )
    return dialog.modal(
        title,
        rx.el.p(text),
        choices,
        actions=[
            controls.button("Back to the form", on_click=on_back),
            controls.button(save, look="primary", type="submit", custom_attrs={"form": FORM}),
        ],
        on_cancel=on_back,
    )


def _question(question: rx.Var[Question]) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(question.label),
        _choice(question, "yours", "Yours", question.yours, first=True),
        _choice(question, "theirs", f"Theirs, {question.when}", question.theirs),
        _choice(question, "original", "As it was", question.original),
        key=question.name,
        class_name="clash",
    )


def _choice(
    question: rx.Var[Question],
    value: str,
    label: str | rx.Var[str],
    words: rx.Var[str],
    *,
    first: bool = False,
) -> rx.Component:
    radio = rx.el.input(
        type="radio",
        name=question.name,
        value=value,
        default_checked=first,
        custom_attrs=dialog.FIRST if first else {},
    )
    return rx.el.label(radio, rx.el.span(label), rx.el.b(words))
