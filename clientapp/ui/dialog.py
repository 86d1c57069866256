"""A dialog in front of the page: a question, or a few fields."""
# pyright: basic

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import reflex as rx

from clientapp.ui.browser import Modal
from clientapp.ui.controls import Text, button


def modal(
    title: Text,
    *content: rx.Component,
    actions: Sequence[rx.Component],
    on_cancel: Any,
    class_name: str = "",
) -> rx.Component:
    """A dialog; draw it inside `rx.cond`, for it opens when it is drawn.

    Give the element that shall have the focus first `custom_attrs=FIRST`. Escape cancels, and the
    focus goes back to where it was.

    Args:
        content: what stands under the title.
        actions: the buttons, the one that does it last.
        on_cancel: event that makes the `rx.cond` false.
    """
    heading = rx.el.h2(title, custom_attrs={"id": "dialog-title"})
    return Modal.create(
        heading,
        *content,
        rx.el.div(*actions, class_name="actions"),
        on_cancel=on_cancel,
        class_name=f"dialog {class_name}".strip(),
        custom_attrs={"aria-labelledby": "dialog-title"},
    )


FIRST = {"data-first": ""}
"""Attributes of the element that has the focus when a dialog opens."""


def cancel_button(on_cancel: Any, label: str = "Cancel") -> rx.Component:
    """The button that leaves everything as it is; it has the focus first."""
    return button(label, on_click=on_cancel, custom_attrs=FIRST)


def question(
    title: Text, *content: rx.Component, confirm: rx.Component, on_cancel: Any
) -> rx.Component:
    """A dialog that asks before something is done: `confirm` does it, "Cancel" has the focus."""
    return modal(title, *content, actions=[cancel_button(on_cancel), confirm], on_cancel=on_cancel)
