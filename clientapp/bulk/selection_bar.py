"""What can be done to the ticked records of a list, above its rows."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp.bulk.selection_state import SelectionState
from clientapp.ui import controls, feedback


def bulk_button(state: type[SelectionState]) -> rx.Component:
    """ "Bulk edit": shows the tick boxes, and pressed again ends it."""
    return controls.button(
        "Bulk edit",
        look=rx.cond(state.bulk, "on", ""),
        on_click=state.turn_bulk,
        aria_pressed=state.bulk,
        custom_attrs={"data-key": "bulk"},
    )


def selection_bar(state: type[SelectionState], *actions: rx.Component) -> rx.Component:
    """How many are selected, a way to all that the list finds, and the actions at the right."""
    all_of_them = controls.button(
        f"Select all {state.status}", look="quiet", small=True, on_click=state.select_everything
    )
    ways = [
        rx.cond(state.everything | (state.rows.length() == 0), None, all_of_them),
        rx.cond(state.chosen > 0, _none_of_them(state), None),
    ]
    return _noticed(state, rx.cond(state.bulk, _bar(state, ways, actions), None))


def ticked_bar(state: type[SelectionState], *actions: rx.Component) -> rx.Component:
    """The same for a list that always has boxes: it is there while something is ticked."""
    bar = _bar(state, [_none_of_them(state)], actions)
    return _noticed(state, rx.cond(state.chosen > 0, bar, None))


def _bar(
    state: type[SelectionState], ways: list[rx.Component], actions: tuple[rx.Component, ...]
) -> rx.Component:
    return rx.el.div(
        rx.el.b(f"{state.chosen_words} selected", role="status"),
        *ways,
        rx.el.div(*actions, class_name="actions"),
        role="group",
        aria_label="Selection",
        class_name="bar selection-bar",
    )


def _none_of_them(state: type[SelectionState]) -> rx.Component:
    return controls.button("Clear", look="quiet", small=True, on_click=state.unselect)


def _noticed(state: type[SelectionState], bar: rx.Component) -> rx.Component:
    """Says that the selection was cleared, since nobody sees what is ticked elsewhere."""
    cleared = rx.cond(state.cleared != "", feedback.notice(state.cleared), None)
    return rx.fragment(cleared, bar)
