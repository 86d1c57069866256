"""What can be done to the ticked records of a list, above its rows."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp.bulk.selection_state import SelectionState
from clientapp.ui import controls, feedback
from clientapp.ui.browser import tick_box


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
    none_of_them = controls.button("Clear", look="quiet", small=True, on_click=state.unselect)
    some = state.chosen > 0
    bar = rx.el.div(
        rx.el.b(f"{state.chosen_words} selected", role="status"),
        rx.cond(state.everything | (state.rows.length() == 0), None, all_of_them),
        rx.cond(some, none_of_them, None),
        rx.el.div(*actions, class_name="actions"),
        role="group",
        aria_label="Selection",
        class_name="bar selection-bar",
    )
    cleared = rx.cond(state.cleared != "", feedback.notice(state.cleared), None)
    return rx.fragment(cleared, rx.cond(state.bulk, bar, None))


def page_box(state: type[SelectionState]) -> rx.Component:
    """The one tick box in the header."""
    return tick_box(
        "Select all on this page",
        checked=state.page_ticked,
        mixed=(state.ticked.length() > 0) & ~state.page_ticked,
        on_tick=lambda ticked, _shift: state.tick_page(ticked),
    )
