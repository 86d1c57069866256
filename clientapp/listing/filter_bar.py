"""The filters of a list: a button for each of the first, which becomes a chip; the chips of the
others; "Add filter".

One menu serves all buttons: the browser shows it beside the one that was pressed.
"""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

from typing import Any

import reflex as rx

from clientapp.listing.filter_chips_state import Alternatives, Said
from clientapp.listing.filter_panel import filter_menu
from clientapp.listing.filter_state import FilterState
from clientapp.ui import controls
from clientapp.ui.icons import icon

HIDDEN = rx.el.span("Filter ", class_name="visually-hidden")
"""The head of a column says the same otherwise."""

State = type[FilterState]


def filter_bar(state: State) -> rx.Component:
    """A button for each of the first filters, which becomes its chip; chips of the others; a chip
    for each or-group; "Add filter"; "Clear all"."""
    clear = controls.button("Clear all", look="quiet", small=True, on_click=state.clear_filters)
    add = rx.fragment(icon("plus"), "Add filter")
    return rx.fragment(
        *[_first(state, name) for name in state.FIRST],
        rx.foreach(state.other_chips, lambda chip: _chip(state, chip)),
        rx.foreach(state.alternatives, lambda group: _any_of(state, group)),
        _opener(state, add, state.add_filter, class_name="btn small"),
        rx.cond(state.chips.length() > 0, clear, None),
        filter_menu(state),
    )


def _first(state: State, name: str) -> rx.Component:
    """Stays the same element, since the menu hangs on it."""
    label, text = state.FILTERS[name].label, state.words.get(name, "")
    chosen = text != ""
    inside = rx.cond(chosen, rx.fragment(text), rx.fragment(HIDDEN, label, icon("chevron-down")))
    look = rx.cond(chosen, "", "btn small")
    return rx.el.span(
        _opener(state, inside, state.open_filter(name, 0), class_name=look),
        rx.cond(chosen, _remove(state, name, 0, text), None),
        class_name=rx.cond(chosen, _chip_class(state, name, 0), "filter"),
    )


def _chip(state: State, chip: rx.Var[Said]) -> rx.Component:
    name, text, group = _parts(chip)
    return rx.el.span(
        _opener(state, rx.fragment(text), state.open_filter(name, group)),
        _remove(state, name, group, text),
        key=name,
        class_name=_chip_class(state, name, group),
    )


def _any_of(state: State, group: rx.Var[Alternatives]) -> rx.Component:
    """The conditions of an or-group, of which any is enough, in one chip."""
    number, chips = group[0].to(int), group[1].to(list[Said])
    words = "Add alternative"
    add = _opener(
        state, icon("plus"), state.add_alternative("", number), aria_label=words, title=words
    )
    return rx.el.span(
        rx.foreach(chips, lambda chip, at: _alternative(state, chip, at)),
        add,
        role="group",
        aria_label="Any of these",
        key=number,
        class_name="chip any",
    )


def _alternative(state: State, chip: rx.Var[Said], at: rx.Var[int]) -> rx.Component:
    return rx.fragment(
        rx.cond(at == 0, None, rx.el.span("or", class_name="or")), _chip(state, chip)
    )


def _parts(chip: rx.Var[Said]) -> tuple[rx.Var[str], rx.Var[str], rx.Var[int]]:
    """The name, the text and the group of a chip."""
    at = Said._fields.index
    return chip[at("name")].to(str), chip[at("text")].to(str), chip[at("group")].to(int)


def _chip_class(state: State, name: str | rx.Var[str], group: int | rx.Var[int]) -> rx.Var[str]:
    """The menu that hangs on a chip follows when the chip becomes one of an or-group."""
    return rx.cond((state.menu == name) & (state.menu_group == group), "chip asked", "chip")


def _opener(state: State, inside: rx.Component, on_click: Any, **props: Any) -> rx.Component:
    """A button beside which the menu opens."""
    return rx.el.button(
        inside,
        type="button",
        on_click=on_click,
        disabled=~state.loaded,  # a menu that opens before the page can hear stays empty
        custom_attrs={"popoverTarget": state.MENU},
        **props,
    )


def _remove(
    state: State, name: str | rx.Var[str], group: int | rx.Var[int], text: rx.Var[str]
) -> rx.Component:
    return rx.el.button(
        icon("x"),
        type="button",
        aria_label=f"Remove {text}",
        on_click=state.clear_filter(name, group),
    )
