"""The parts of a record of one kind, as cards under a heading of their own."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx

from clientapp.access.state import AccountState
from clientapp.ui import controls, feedback


def parts_section(
    title: str,
    state: Any,
    card: Callable[[Any], rx.Component],
    *,
    nothing: str,
    buttons: Sequence[rx.Component],
    locked: rx.Var[bool] | bool,
) -> rx.Component:
    """The section of a kind: its number, what can be done, and a card for each part.

    Args:
        state: the kind's `PartsState`.
        card: draws one.
        nothing: what there is to do where there is none yet.
        buttons: for those who may edit.
        locked: whether nobody may.
    """
    count = rx.cond(state.is_open, rx.el.span(state.count, class_name="muted"), None)
    actions = rx.el.div(*buttons, class_name="actions")
    return rx.el.section(
        rx.el.div(
            rx.el.h2(title, count),
            rx.cond(AccountState.may_edit & ~rx.Var.create(locked), actions, None),
            class_name="section-head",
        ),
        _faces(state, card, nothing),
        aria_label=title,
        class_name="section parts",
    )


def _faces(state: Any, card: Callable[[Any], rx.Component], nothing: str) -> rx.Component:
    every = controls.button(f"Show all {state.count}", small=True, on_click=state.show_all)
    again = controls.button("Try again", small=True, on_click=state.refresh)
    return feedback.faces(
        full=rx.fragment(
            rx.el.ul(rx.foreach(state.cards, card)),
            rx.cond(state.count > state.cards.length(), every, None),
        ),
        problem=state.problem,
        is_loading=~state.is_open,
        is_empty=state.count == 0,
        when_problem=rx.el.div(rx.el.p(state.problem, role="alert"), again, class_name="nothing"),
        when_empty=rx.el.p(nothing, class_name="nothing muted"),
        when_loading=feedback.loading(2),
    )


def edit_button(
    state: Any, part_id: rx.Var[int], name: rx.Var[str], locked: rx.Var[bool] | bool
) -> rx.Component:
    """ "edit" on a card, for those who may."""
    button = controls.button(
        "edit", small=True, aria_label=f"edit {name}", on_click=state.edit(part_id)
    )
    return rx.cond(AccountState.may_edit & ~rx.Var.create(locked), button, None)
