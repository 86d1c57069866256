"""The rows of the list of customers."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp.bulk.selection_bar import page_box
from clientapp.customers.list_state import CustomerListState as State
from clientapp.customers.queries import CustomerRow
from clientapp.listing.request import SIZES
from clientapp.ui import controls, paging
from clientapp.ui.browser import tick_box


def customer_table() -> rx.Component:
    """The rows under their heads, and the foot with the pages."""
    head = rx.el.tr(
        rx.cond(State.bulk, rx.el.th(page_box(State), scope="col", class_name="box"), None),
        _sorted("Customer", "name", "title"),
        rx.el.th("Kind", scope="col", class_name="low"),
        _sorted("Industry", "industry", "lead"),
        _sorted("Category", "category", "corner"),
        rx.el.th("Phone", scope="col", class_name="foot-start"),
        _sorted("Place", "place", "rest"),
        rx.el.th("Status", scope="col", class_name="foot-end"),
    )
    rows = rx.foreach(
        State.rows,
        lambda row: customer_row(
            row=row,
            bulk=State.bulk,
            ticked=State.ticked.contains(row[0]),
            key=row[0].to_string(),
        ),
    )
    return rx.fragment(
        rx.el.table(
            rx.el.thead(head),
            rx.el.tbody(rows),
            class_name=rx.cond(State.bulk, "table with-boxes", "table"),
        ),
        paging.pagination(
            State.shown,
            page=State.page,
            pages=State.pages,
            on_turn=State.turn_page,
            on_jump=State.jump,
            size=State.size,
            sizes=SIZES,
            on_size=State.resize,
        ),
    )


def _sorted(label: str, column: str, class_name: str) -> rx.Component:
    return paging.sort_header(
        label,
        column,
        sort=State.sort,
        descending=State.descending,
        on_sort=State.sort_by(column),
        class_name=class_name,
    )


@rx.memo
def customer_row(
    row: rx.Var[CustomerRow], bulk: rx.Var[bool], ticked: rx.Var[bool], rest: rx.RestProp
) -> rx.Component:
    """One row; what did not change is not drawn anew."""
    row_id, name, person, kind, industry, category, phone, place, active = (
        row[at] for at in range(len(CustomerRow._fields))
    )
    status = rx.cond(active, controls.tag("Active", "good"), controls.tag("Inactive"))
    box = tick_box(
        f"Select {name}",
        checked=ticked,
        on_tick=lambda now, shift: State.tick(row_id, now, shift),
    )
    return rx.el.tr(
        rx.cond(bulk, rx.el.td(rx.el.label(box), class_name="box"), None),
        rx.el.td(
            controls.link(name, f"/customers/edit/{row_id}"),
            rx.cond(person != "", rx.el.small(person), None),
            title=name,
            class_name="title",
        ),
        rx.el.td(kind, class_name="low"),
        rx.el.td(industry, title=industry, class_name="lead"),
        rx.el.td(
            rx.cond(category != "", controls.tag(category), None),
            title=category,
            class_name="corner",
        ),
        rx.el.td(phone, class_name="foot-start"),
        rx.el.td(place, title=place, class_name="rest"),
        rx.el.td(status, class_name="foot-end"),
        rest,
        aria_selected=rx.cond(bulk, ticked, None),
    )
