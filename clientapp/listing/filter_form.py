"""The form of a filter whose values are typed: text, numbers, dates or times."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

from typing import Any

import reflex as rx

from clientapp.listing.asking import FIRST, LAST
from clientapp.listing.filter_state import FilterState
from clientapp.listing.ways import LAST_DAYS
from clientapp.ui import controls
from clientapp.ui.fields import select_field, text_field
from clientapp.ui.icons import icon

State = type[FilterState]


def filter_form(state: State) -> rx.Component:
    """In which way it is asked, the boxes for that, and "Apply"."""
    ways = select_field(
        *("Condition", "way", state.ways),
        prefix="filter",
        default_value=state.way,
        on_change=state.choose_way,
        key=f"way-{state.opened}",
    )
    return rx.fragment(
        rx.el.div(rx.el.b(state.menu_label), class_name="menu-head"),
        rx.cond(state.values.length() > 0, _values(state), None),
        rx.el.form(
            ways,
            _box(state, FIRST, 0, custom_attrs={"data-first-inside": ""}),
            _box(state, LAST, 1),
            rx.el.p(state.wrong.get("", ""), role="alert", class_name="error-text"),
            controls.button("Apply", look="primary", type="submit"),
            on_submit=state.apply_filter,
            class_name="filter-form",
        ),
    )


def _values(state: State) -> rx.Component:
    """Several values of a condition, to which the form adds one."""
    return rx.el.ul(
        rx.foreach(state.values, lambda value: _value(state, value[0], value[1])),
        aria_label="Any of these already",
        class_name="filter-values",
    )


def _value(state: State, value: rx.Var[str], words: rx.Var[str]) -> rx.Component:
    remove = rx.el.button(
        icon("x"),
        type="button",
        aria_label=f"Remove {state.menu_label} {words}",
        on_click=state.drop_value(value),
        class_name="icon-button",
    )
    return rx.el.li(rx.el.span(words, class_name="words"), remove, key=value)


def _box(state: State, name: str, at: int, **props: Any) -> rx.Component:
    """Stays while ways are changed, so that what was typed stays too."""
    days = state.way == LAST_DAYS
    box = text_field(
        *(state.boxes[at], name),
        prefix="filter",
        type=rx.match(
            rx.cond(days, "", state.menu_shape), ("date", "date"), ("time", "time"), "text"
        ),
        input_mode=rx.match(
            rx.cond(days, "days", state.menu_shape),
            ("days", "numeric"),
            ("number", "decimal"),
            "text",
        ),
        default_value=rx.Var.create(getattr(state, name)),
        error=state.wrong.get(name, ""),
        auto_complete="off",
        key=f"{name}-{state.opened}-{days}",
    )
    return rx.el.div(box, hidden=state.boxes[at] == "", **props)
