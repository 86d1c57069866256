"""The lists that managers edit, and the form of numbers: `/settings/picklists`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import frame, routes
from clientapp.administration.merge_dialog import merge_dialog
from clientapp.administration.numbers_panel import numbers_panel
from clientapp.administration.numbers_state import NumbersState
from clientapp.administration.option_dialog import option_dialog
from clientapp.administration.option_state import OptionState
from clientapp.administration.options_table import options_table
from clientapp.administration.picklists_state import PicklistsState as State
from clientapp.bulk.report_bar import refresh_button
from clientapp.picklists.queries import ListLine
from clientapp.ui import controls, feedback
from clientapp.ui.fields import search_box

LOADS = frame.loads(State.open, NumbersState.open)


def picklists_page() -> rx.Component:
    """The lists at the left, the choices of one at the right."""
    at_numbers = State.picklist == routes.NUMBERS
    return frame.page(
        rx.el.div(
            _lists(),
            rx.el.div(rx.cond(at_numbers, numbers_panel(), _choices()), class_name="card"),
            class_name="settings",
        ),
        rx.cond(at_numbers, refresh_button(NumbersState.refresh), refresh_button(State.refresh)),
        option_dialog(),
        merge_dialog(),
        title="Picklists",
        active="Settings",
        actions=[rx.cond(at_numbers | ~State.loaded, None, _add_button())],
    )


def _add_button() -> rx.Component:
    return controls.button("Add choice", look="primary", on_click=OptionState.add)


def _lists() -> rx.Component:
    """Which list is shown; the last one is the form of numbers."""
    numbers = _link("Customer numbers", routes.NUMBERS, "")
    return rx.el.nav(
        rx.foreach(State.lists, _list),
        rx.cond(NumbersState.allowed, numbers, None),
        aria_label="Picklists",
        class_name="card lists",
    )


def _list(line: rx.Var[ListLine]) -> rx.Component:
    return _link(line[1], line[0], line[2].to_string())


def _link(label: controls.Text, name: controls.Text, count: controls.Text) -> rx.Component:
    return controls.link(
        rx.fragment(label, rx.el.span(count, class_name="count")),
        f"{routes.picklist('')}{name}",
        aria_current=rx.cond(State.picklist == name, "page", None),
        class_name="nav",
    )


def _choices() -> rx.Component:
    find = rx.el.div(
        rx.el.h2(State.title),
        search_box(
            "Find a choice",
            on_change=State.search_for,
            default_value="",
            key=State.picklist,
        ),
        class_name="bar",
    )
    failed = feedback.error("The list could not be read", State.problem, State.refresh)
    more = rx.el.p(State.more, class_name="panel muted")
    return rx.fragment(
        find,
        feedback.faces(
            full=rx.fragment(options_table(), rx.cond(State.more != "", more, None)),
            problem=State.problem,
            is_loading=~State.loaded,
            is_empty=State.rows.length() == 0,
            when_problem=failed,
            when_loading=feedback.loading(8),
            when_empty=_empty(),
        ),
    )


def _empty() -> rx.Component:
    nothing_found = feedback.empty(
        "No choice matches", f"Nothing in this list matches “{State.search}”."
    )
    nothing = feedback.empty(
        "This list is empty",
        "Add the first choice. An import adds those that its file names, too.",
        _add_button(),
    )
    return rx.cond(State.search != "", nothing_found, nothing)
