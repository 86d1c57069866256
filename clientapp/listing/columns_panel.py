"""Choosing columns: the button "Columns" and what it opens; the heads of those that are chosen,
whose edges are drawn."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp.listing.column_state import ColumnState, Group
from clientapp.listing.columns import MOST, NARROWEST, WIDEST, Shown
from clientapp.listing.table import sorted_head
from clientapp.ui import controls
from clientapp.ui.browser import Edge, tick_box
from clientapp.ui.icons import icon

MENU = "columns-menu"
FULL = f"At most {MOST} columns stand beside the name. Untick one to show another."

State = type[ColumnState]


def columns_button(state: State, *more: rx.Component) -> rx.Component:
    """The button, and beside it what it opens: tick boxes for all columns, and their order.

    Args:
        more: further buttons at the foot, such as "Set for the team".
    """
    button = rx.el.button(
        "Columns",
        icon("chevron-down"),
        type="button",
        on_click=state.open_columns,
        disabled=~state.loaded,
        class_name="btn small columns",
        custom_attrs={"popoverTarget": MENU},
    )
    menu = rx.el.div(
        rx.el.div(
            rx.el.b("Columns"),
            controls.button(
                "Reset", look="quiet", small=True, disabled=~state.own, on_click=state.reset_columns
            ),
            class_name="menu-head",
        ),
        rx.el.p(rx.cond(state.full, FULL, ""), role="status", class_name="muted"),
        rx.el.div(_boxes(state), _order(state), class_name="panes"),
        rx.el.div(_close_rows(state), *more, class_name="menu-foot"),
        role="group",
        aria_label="Columns",
        class_name="menu filter-menu columns-menu",
        custom_attrs={"id": MENU, "popover": "auto"},
    )
    return rx.fragment(button, menu)


def _close_rows(state: State) -> rx.Component:
    label = "Compact rows"
    box = tick_box(label, checked=state.compact, on_tick=lambda now, _shift: state.stand_close(now))
    return rx.el.label(box, rx.el.span(label, class_name="words"), class_name="menu-item")


def _boxes(state: State) -> rx.Component:
    """A tick box for every column, which stays where it is when it is ticked."""
    return rx.el.div(
        rx.foreach(state.column_groups, lambda group: _group(state, group)), class_name="choices"
    )


def _group(state: State, group: rx.Var[Group]) -> rx.Component:
    label, columns = group[0], group[1].to(list[tuple[str, str]])
    return rx.el.div(
        rx.el.b(label, aria_hidden="true"),
        rx.foreach(columns, lambda column: _box(state, column[0], column[1])),
        role="group",
        aria_label=label,
        key=label,
    )


def _box(state: State, name: rx.Var[str], label: rx.Var[str]) -> rx.Component:
    ticked = state.column_names.contains(name)
    box = tick_box(
        label,
        checked=ticked,
        on_tick=lambda now, _shift: state.choose_column(name, now),
        custom_attrs={"disabled": state.full & ~ticked},
    )
    words = rx.el.span(label, class_name="words")
    return rx.el.label(box, words, key=name, class_name="menu-item")


def _order(state: State) -> rx.Component:
    """What is shown, in its order, with buttons to change it."""
    return rx.el.ol(
        rx.foreach(state.columns, lambda column, at: _shown(state, column, at)),
        aria_label="Order of the columns",
        class_name="order",
    )


def _shown(state: State, column: rx.Var[Shown], at: rx.Var[int]) -> rx.Component:
    name, label, *_drawing = column_texts(column)
    width = column[5].to(int)

    def move(words: str, drawing: str, by: int, at_end: rx.Var[bool]) -> rx.Component:
        return rx.el.button(
            icon(drawing),
            type="button",
            aria_label=f"{words}: {label}",
            title=words,
            aria_disabled=at_end,  # a disabled one would lose the focus at the end of its way
            on_click=state.move_column(name, by),
            class_name="icon-button",
        )

    return rx.el.li(
        rx.el.span(label, class_name="words"),
        rx.el.input(
            type="number",
            default_value=rx.cond(width > 0, width.to_string(), ""),
            placeholder="Auto",
            aria_label=f"Width of {label}",
            title="Width in pixels; empty fits it to what stands in it",
            min=NARROWEST,
            max=WIDEST,
            on_blur=lambda typed: state.type_width(name, typed),
            key=f"{name}-{width}",
            class_name="input",
        ),
        move("Move up", "arrow-up", -1, at == 0),
        move("Move down", "arrow-down", 1, at == state.columns.length() - 1),
        key=name,
    )


def column_texts(column: rx.Var[Shown]) -> list[rx.Var[str]]:
    """Name, label, sort, place and look of a column."""
    return [column[at].to(str) for at in range(len(Shown._fields) - 1)]


def chosen_heads(state: State) -> rx.Component:
    """The heads of the chosen columns; those that the list can be sorted by are buttons."""
    return rx.foreach(state.columns, lambda column: _head(state, column))


def _head(state: State, column: rx.Var[Shown]) -> rx.Component:
    name, label, sort, place, _look = column_texts(column)
    edge = Edge.create(on_draw=lambda width: state.widen_column(name, width))
    return rx.cond(
        sort != "",
        sorted_head(state, label, sort, place, edge, key=name),
        rx.el.th(label, edge, scope="col", class_name=place, key=name),
    )


def scrolled(state: State) -> rx.Var[str]:
    """The class of the table's box, in which own columns are moved sideways."""
    return rx.cond(state.arranged, "chosen scrolls", "chosen")


def arranged(state: State, class_name: rx.Var[str]) -> rx.Var[str]:
    """The class of a table whose rows may stand close."""
    return rx.cond(state.compact, f"{class_name} compact", class_name)


def widths(state: State) -> rx.Component:
    """The widths of the columns, which stand beside the table."""
    return rx.cond(state.widths != "", rx.el.style(state.widths), None)
