"""The rows of a list page, and of a list inside a record."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

from collections.abc import Callable

import reflex as rx

from clientapp.bulk.table import box_head, row_box, tickable_rows, with_boxes
from clientapp.desk.list_state import DeskState
from clientapp.desk.related_state import RelatedState
from clientapp.desk.rows import DeskRow
from clientapp.desk.rows_state import DeskRowsState
from clientapp.listing.columns import Shown
from clientapp.listing.columns_panel import (
    arranged,
    chosen_heads,
    column_texts,
    scrolled,
    widths,
)
from clientapp.listing.request import SIZES
from clientapp.listing.table import head, list_foot, listed_table, sorted_head
from clientapp.record import registry
from clientapp.ui import controls


def desk_table(state: type[DeskState]) -> rx.Component:
    """The rows under the heads of the chosen columns, and the foot with the pages."""
    table = listed_table(
        [*_first_heads(state), chosen_heads(state)],
        _rows(state),
        list_foot(state, size=state.size, sizes=SIZES, on_size=state.resize),
        class_name=arranged(state, with_boxes(state, "table")),
        inside=scrolled(state),
    )
    return rx.fragment(widths(state), table)


def related_table(state: type[RelatedState], label: str) -> rx.Component:
    """The rows under the heads of the usual columns, and the foot with the pages where they may be
    several."""
    columns = [state.DESK.sources.columns[name] for name in state.USUAL]
    heads = [
        sorted_head(state, each.label, each.name, each.place)
        if each.name in state.SORTS
        else head(each.label, each.place)
        for each in columns
    ]
    foot = list_foot(state, size=state.size, sizes=SIZES, on_size=state.resize, own=state.KIND)
    several = (state.pages > 1) | (state.rows.length() > SIZES[0])
    return listed_table(
        [*_first_heads(state), *heads],
        _rows(state),
        rx.cond(several, foot, None),
        label=label,
        class_name=with_boxes(state, "table"),
        inside="chosen",
    )


def _first_heads(state: type[DeskRowsState]) -> list[rx.Component]:
    label = state.NOUN[0].capitalize()
    return [box_head(state), sorted_head(state, label, "name", "title")]


def _rows(state: type[DeskRowsState]) -> rx.Component:
    return tickable_rows(state, _row_of(state), columns=state.columns)


def _row_of(state: type[DeskRowsState]) -> Callable[..., rx.Component]:
    """What draws one row of a list; what did not change is not drawn anew."""

    def desk_row(
        row: rx.Var[DeskRow],
        columns: rx.Var[list[Shown]],
        bulk: rx.Var[bool],
        ticked: rx.Var[bool],
        rest: rx.RestProp,
    ) -> rx.Component:
        row_id, name, under, warnings, cells = (row[at] for at in range(len(DeskRow._fields)))
        address = registry.records[state.KIND].url(row_id)
        return rx.el.tr(
            rx.cond(bulk, rx.el.td(row_box(state, row_id, name, ticked), class_name="box"), None),
            rx.el.td(
                controls.link(name, address),
                rx.foreach(warnings.to(list[tuple[str, str]]), _warning),
                rx.cond(under != "", rx.el.small(under), None),
                title=name,
                class_name="title",
            ),
            rx.foreach(cells.to(list[str]), lambda cell, at: _cell(cell, columns[at])),
            rest,
            aria_selected=rx.cond(bulk, ticked, None),
        )

    desk_row.__name__ = f"row_of_{state.__name__}"  # each list has a memo of its own
    return rx.memo(desk_row)


def _warning(warning: rx.Var[tuple[str, str]]) -> rx.Component:
    """A label; the reason is read where one points at it."""
    label, reason = warning[0], warning[1]
    return rx.el.span(label, title=reason, key=label, class_name="tag bad")


def _cell(text: rx.Var[str], column: rx.Var[Shown]) -> rx.Component:
    name, label, _sort, place, look = column_texts(column)
    tone = rx.cond((look == "status") & (text == "Active"), "good", "plain")
    inside = rx.cond((look != "") & (text != ""), controls.tag(text, tone), text)
    return rx.el.td(
        inside, title=text, key=name, class_name=place, custom_attrs={"data-label": label}
    )
