"""What every list is drawn with: its card, its heads and rows, its foot."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx

from clientapp.listing.search_box import list_search
from clientapp.listing.state import ListState
from clientapp.ui import feedback, paging
from clientapp.ui.controls import Text


def list_card(
    state: type[ListState],
    *,
    search: str | rx.Component,
    named: str,
    full: rx.Component,
    when_empty: rx.Component,
    bar: Sequence[rx.Component] = (),
    above: Sequence[rx.Component] = (),
    below: Sequence[rx.Component] = (),
) -> rx.Component:
    """The search bar of a list, and its rows or what there is to say instead of them.

    Args:
        search: the label of the search box, whose text stands in the URL; or another box.
        named: what is listed, as a problem with it calls it: "The customers".
        full: the rows with their foot.
        when_empty: what is said where there is no row.
        bar: what stands in the bar behind the search box.
        above, below: what stands between the bar and the rows, and behind them.
    """
    failed = feedback.error(f"{named} could not be read", state.problem, state.retry)
    box = list_search(search, state) if isinstance(search, str) else search
    return rx.el.div(
        rx.el.div(box, *bar, class_name="bar"),
        *above,
        feedback.faces(
            full=full,
            problem=state.problem,
            is_loading=~state.loaded,
            is_empty=state.rows.length() == 0,
            when_problem=failed,
            when_empty=when_empty,
        ),
        *below,
        class_name="card",
    )


def listed_table(
    heads: Sequence[rx.Component],
    rows: rx.Component,
    foot: rx.Component,
    *,
    label: str | None = None,
    class_name: str | rx.Var[str] = "table",
    inside: str | rx.Var[str] | None = None,
) -> rx.Component:
    """Rows under their heads, and the foot below.

    Args:
        inside: the class of a box around the table, if it has one.
    """
    table = rx.el.table(
        rx.el.thead(rx.el.tr(*heads)),
        rx.el.tbody(rows),
        aria_label=label,
        class_name=class_name,
    )
    return rx.fragment(table if inside is None else rx.el.div(table, class_name=inside), foot)


def head(label: str, class_name: str) -> rx.Component:
    """The head of a column; its class says where the cell stands on a narrow screen."""
    return rx.el.th(label, scope="col", class_name=class_name)


def sorted_head(
    state: type[ListState],
    label: Text,
    column: Text,
    class_name: Text,
    *more: rx.Component,
    **props: Any,
) -> rx.Component:
    """The head of a column that sorts by it."""
    return paging.sort_header(
        label,
        column,
        *more,
        sort=state.sort,
        descending=state.descending,
        on_sort=state.sort_by(column),
        class_name=class_name,
        **props,
    )


def actions_head() -> rx.Component:
    """The head above the buttons of the rows, which only a screen reader says."""
    hidden = rx.el.span("Actions", class_name="visually-hidden")
    return rx.el.th(hidden, scope="col", class_name="foot-end")


def listed_rows(state: type[ListState], draw: Callable[..., rx.Component]) -> rx.Component:
    """A row for each that the state holds, drawn by a memo; the first value is its id."""
    return rx.foreach(state.rows, lambda row: draw(row=row, key=row[0].to_string()))


def list_foot(state: type[ListState], **sizes: Any) -> rx.Component:
    """What is shown and the pages; `sizes` are those props of `paging.pagination`."""
    return paging.pagination(
        state.shown,
        page=state.page,
        pages=state.pages,
        on_turn=state.turn_page,
        on_jump=state.jump,
        **sizes,
    )
