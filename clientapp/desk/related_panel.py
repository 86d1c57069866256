"""A list inside a record: the customers of an organization, as pages of rows."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

from collections.abc import Sequence

import reflex as rx

from clientapp.bulk.selection_bar import ticked_bar
from clientapp.desk.related_state import RelatedState
from clientapp.desk.table import related_table
from clientapp.listing.filter_bar import filter_bar
from clientapp.listing.table import list_card
from clientapp.ui import controls, feedback
from clientapp.ui.fields import search_box


def related_section(title: str, button: rx.Component, *content: rx.Component) -> rx.Component:
    """A list under its heading, with what adds to it at the right: "Add customers"."""
    actions = rx.el.div(button, class_name="actions")
    return rx.el.section(
        rx.el.div(rx.el.h2(title), actions, class_name="section-head"),
        *content,
        aria_label=title,
        class_name="related",
    )


def related_list(
    state: type[RelatedState],
    *,
    label: str,
    nothing_yet: str,
    actions: Sequence[rx.Component] = (),
) -> rx.Component:
    """Search, filters, rows with tick boxes, pages, or one line where there is none; its page loads
    `state.open`.

    Args:
        label: the name of the list: "Customers of this organization".
        nothing_yet: what is said where there is none.
        actions: what can be done to what is ticked.
    """
    one, many = state.NOUN
    search = search_box(
        f"Search {many}",
        name=f"q-{state.KIND}",
        key=state.of.to_string(),
        on_change=state.search_for,
    )
    clear = controls.button("Clear all filters", on_click=state.clear_filters)
    nothing_found = feedback.empty(
        f"No {one} matches",
        "None has all that is asked for.",
        rx.cond(state.chips.length() > 0, clear, None),
    )
    asked = (state.search != "") | (state.chips.length() > 0)
    none_yet = state.loaded & (state.problem == "") & (state.rows.length() == 0) & ~asked
    full = list_card(
        state,
        search=search,
        named=f"The {many}",
        full=related_table(state, label),
        when_empty=nothing_found,
        bar=[filter_bar(state), feedback.status(state.status)],
        above=[ticked_bar(state, *actions)],
    )
    return rx.cond(none_yet, rx.el.p(f"No {many} yet. {nothing_yet}", class_name="card none"), full)
