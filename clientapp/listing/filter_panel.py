"""The menu of the filters: the list of all, the choices of one, or a form for its values."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

from typing import Any

import reflex as rx

from clientapp.listing.choices import Choice
from clientapp.listing.filter_form import filter_form
from clientapp.listing.filter_state import FieldGroup, FilterState
from clientapp.listing.filter_ticks_state import MOST_CHOICES
from clientapp.ui import controls
from clientapp.ui.browser import FirstFocus, tick_box
from clientapp.ui.dialog import FIRST
from clientapp.ui.fields import segmented
from clientapp.ui.icons import icon

State = type[FilterState]

MENU_CLASS = "menu filter-menu asks"


def filter_menu(state: State) -> rx.Component:
    """What opens beside the buttons of the filters."""
    asked = rx.match(
        state.menu_shape,
        ("", _filters(state)),
        ("choices", _choices(state)),
        ("full", rx.el.p(state.menu_hint, class_name="muted")),
        filter_form(state),
    )
    return rx.el.div(
        FirstFocus.create(asked, _alternative(state), at=state.opened),
        role="group",
        aria_label=state.menu_label,
        class_name=rx.cond(state.menu_moved, f"{MENU_CLASS} moved", MENU_CLASS),
        custom_attrs={"id": state.MENU, "popover": "auto"},
    )


def _filters(state: State) -> rx.Component:
    """All filters under their headings, with a box to find one."""
    first = {**FIRST}  # Reflex adds to it
    find = _find(state, "Find a field", state.find_field, custom_attrs=first)
    nothing = rx.el.p("No field matches", class_name="muted")
    return rx.fragment(
        rx.cond(state.menu_hint != "", rx.el.p(state.menu_hint, class_name="menu-hint"), None),
        find,
        rx.el.div(
            rx.foreach(state.fields, lambda group: _group(state, group)),
            rx.cond(state.fields.length() == 0, nothing, None),
            class_name="choices grouped",
        ),
    )


def _find(state: State, label: str, on_change: Any, **props: Any) -> rx.Component:
    """The box above what there is to choose; it is empty whenever the menu is opened."""
    return rx.el.input(
        type="search",
        placeholder=label,
        aria_label=label,
        auto_complete="off",
        on_change=on_change,
        key=state.opened,
        class_name="input",
        **props,
    )


def _group(state: State, group: rx.Var[FieldGroup]) -> rx.Component:
    heading, fields = group[0].to(str), group[1].to(list[tuple[str, str]])
    return rx.el.div(
        rx.el.b(heading, aria_hidden="true"),
        rx.foreach(fields, lambda field: _field(state, field[0], field[1])),
        role="group",
        aria_label=heading,
        key=heading,
    )


def _field(state: State, name: rx.Var[str], label: rx.Var[str]) -> rx.Component:
    return rx.el.button(
        label, type="button", on_click=state.pick_field(name), key=name, class_name="menu-item"
    )


def _choices(state: State) -> rx.Component:
    head = rx.el.div(
        rx.el.b(state.menu_label),
        segmented(
            "Match",
            "match",
            [("any", "any of"), ("none", "none of")],
            value=rx.cond(state.menu_negated, "none", "any"),
            on_choose=lambda how: state.negate(how),
        ),
        class_name="menu-head",
    )
    find = _find(state, "Find a choice", state.find_choice)
    nothing = rx.el.p("No choice matches", class_name="muted")
    more = rx.el.p(f"The first {MOST_CHOICES}. Type to find others.", class_name="muted")
    return rx.fragment(
        head,
        rx.cond(state.menu_finds, find, None),
        rx.el.div(
            rx.foreach(state.choices, lambda choice: _choice(state, choice)),
            rx.cond(state.choices.length() == 0, nothing, None),
            rx.cond(state.choices.length() >= MOST_CHOICES, more, None),
            class_name="choices",
        ),
    )


def _choice(state: State, choice: rx.Var[Choice]) -> rx.Component:
    value, label, count = choice[0], choice[1], choice[2]
    box = tick_box(
        label,
        checked=state.picked.contains(value),
        on_tick=lambda ticked, _shift: state.choose(value, ticked),
    )
    return rx.el.label(
        box,
        rx.el.span(label, class_name="words"),
        rx.cond(count.to(int) >= 0, rx.el.span(controls.grouped(count), class_name="count"), None),
        key=f"{state.menu}-{value}",
        class_name="menu-item",
    )


def _alternative(state: State) -> rx.Component:
    """The button that adds what is enough as well; only where there is a condition."""
    add = rx.el.button(
        icon("plus"),
        "Add alternative",
        type="button",
        on_click=state.add_alternative(state.menu, state.menu_group),
        class_name="menu-item",
    )
    there = (state.menu != "") & (state.picked.length() > 0)
    return rx.cond(there, rx.el.div(add, class_name="menu-end"), None)
