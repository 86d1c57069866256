"""The filters of a list: a button for each, which becomes a chip, and the menu of its choices.

One menu serves all buttons: the browser shows it beside the one that was pressed.
"""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp.listing.choices import Chip, Choice
from clientapp.listing.filter_state import MOST_CHOICES, FilterState
from clientapp.ui import controls
from clientapp.ui.browser import tick_box
from clientapp.ui.fields import segmented
from clientapp.ui.icons import icon

MENU = "filter-menu"
OPENS = {"popoverTarget": MENU}
HIDDEN = rx.el.span("Filter ", class_name="visually-hidden")
"""The head of a column says the same otherwise."""

State = type[FilterState]


def filter_bar(state: State) -> rx.Component:
    """A button for each of the first filters, which becomes its chip; chips of the others; "More";
    "Clear all"."""
    clear = controls.button("Clear all", look="quiet", small=True, on_click=state.clear_filters)
    return rx.fragment(
        *[_first(state, name) for name in state.FIRST],
        rx.foreach(state.other_chips, lambda chip: _chip(state, chip)),
        _button(state, "", rx.fragment(HIDDEN, "More", icon("chevron-down")), "btn small"),
        rx.cond(state.chips.length() > 0, clear, None),
        _menu(state),
    )


def _first(state: State, name: str) -> rx.Component:
    """Stays the same element, since the menu hangs on it."""
    label, words = state.FILTERS[name].label, state.words.get(name, "")
    chosen = words != ""
    inside = rx.cond(
        chosen,
        rx.fragment(f"{label}: {words}"),
        rx.fragment(HIDDEN, label, icon("chevron-down")),
    )
    return rx.el.span(
        _button(state, name, inside, rx.cond(chosen, "", "btn small")),
        rx.cond(chosen, _remove(state, name, f"{label}: {words}"), None),
        class_name=rx.cond(chosen, "chip", "filter"),
    )


def _chip(state: State, chip: rx.Var[Chip]) -> rx.Component:
    name, text = chip[0], f"{chip[1]}: {chip[2]}"
    return rx.el.span(
        _button(state, name, rx.fragment(text), ""),
        _remove(state, name, text),
        key=name,
        class_name="chip",
    )


def _button(
    state: State, name: str | rx.Var[str], inside: rx.Component, class_name: str | rx.Var[str]
) -> rx.Component:
    return rx.el.button(
        inside,
        type="button",
        on_click=state.open_filter(name),
        disabled=~state.loaded,  # a menu that opens before the page can hear stays empty
        class_name=class_name,
        custom_attrs=OPENS,
    )


def _remove(state: State, name: str | rx.Var[str], text: rx.Var[str] | str) -> rx.Component:
    return rx.el.button(
        icon("x"), type="button", aria_label=f"Remove {text}", on_click=state.clear_filter(name)
    )


def _menu(state: State) -> rx.Component:
    """The list of filters, or the choices of one."""
    return rx.el.div(
        rx.cond(state.menu == "", _filters(state), _choices(state)),
        role="group",
        aria_label=state.menu_label,
        class_name="menu filter-menu",
        custom_attrs={"id": MENU, "popover": "auto"},
    )


def _filters(state: State) -> rx.Component:
    return rx.fragment(
        *[
            rx.el.button(
                each.label, type="button", on_click=state.open_filter(name), class_name="menu-item"
            )
            for name, each in state.FILTERS.items()
        ]
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
    find = rx.el.input(
        type="search",
        placeholder="Find a choice",
        aria_label="Find a choice",
        auto_complete="off",
        on_change=state.find_choice,
        key=state.menu,
        class_name="input",
    )
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
        rx.el.span(controls.grouped(count), class_name="count"),
        key=f"{state.menu}-{value}",
        class_name="menu-item",
    )
