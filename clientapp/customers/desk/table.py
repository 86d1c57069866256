"""The rows of the list of customers."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import routes
from clientapp.bulk.table import box_head, row_box, tickable_rows, with_boxes
from clientapp.customers.desk.list_state import CustomerListState as State
from clientapp.customers.queries import CustomerRow
from clientapp.listing.columns import Shown
from clientapp.listing.columns_panel import (
    arranged,
    chosen_heads,
    column_texts,
    scrolled,
    widths,
)
from clientapp.listing.request import SIZES
from clientapp.listing.table import list_foot, listed_table, sorted_head
from clientapp.ui import controls


def customer_table() -> rx.Component:
    """The rows under their heads, and the foot with the pages."""
    heads = [
        box_head(State),
        sorted_head(State, "Customer", "name", "title"),
        chosen_heads(State),
    ]
    table = listed_table(
        heads,
        tickable_rows(State, customer_row, columns=State.columns),
        list_foot(State, size=State.size, sizes=SIZES, on_size=State.resize),
        class_name=arranged(State, with_boxes(State, "table")),
        inside=scrolled(State),
    )
    return rx.fragment(widths(State), table)


@rx.memo
def customer_row(
    row: rx.Var[CustomerRow],
    columns: rx.Var[list[Shown]],
    bulk: rx.Var[bool],
    ticked: rx.Var[bool],
    rest: rx.RestProp,
) -> rx.Component:
    """One row; what did not change is not drawn anew."""
    row_id, name, person, warnings, cells = (row[at] for at in range(len(CustomerRow._fields)))
    box = row_box(State, row_id, name, ticked)
    return rx.el.tr(
        rx.cond(bulk, rx.el.td(box, class_name="box"), None),
        rx.el.td(
            controls.link(name, routes.customer(row_id)),
            rx.foreach(warnings.to(list[tuple[str, str]]), _warning),
            rx.cond(person != "", rx.el.small(person), None),
            title=name,
            class_name="title",
        ),
        rx.foreach(cells.to(list[str]), lambda cell, at: _cell(cell, columns[at])),
        rest,
        aria_selected=rx.cond(bulk, ticked, None),
    )


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
