"""The rows of the list of customers."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import routes
from clientapp.bulk.table import box_head, row_box, tickable_rows, with_boxes
from clientapp.customers.list_state import CustomerListState as State
from clientapp.customers.queries import CustomerRow
from clientapp.listing.request import SIZES
from clientapp.listing.table import head, list_foot, listed_table, sorted_head
from clientapp.ui import controls


def customer_table() -> rx.Component:
    """The rows under their heads, and the foot with the pages."""
    heads = [
        box_head(State),
        sorted_head(State, "Customer", "name", "title"),
        head("Kind", "low"),
        sorted_head(State, "Industry", "industry", "lead"),
        sorted_head(State, "Category", "category", "corner"),
        head("Phone", "foot-start"),
        sorted_head(State, "Place", "place", "rest"),
        head("Status", "foot-end"),
    ]
    return listed_table(
        heads,
        tickable_rows(State, customer_row),
        list_foot(State, size=State.size, sizes=SIZES, on_size=State.resize),
        class_name=with_boxes(State, "table"),
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
    box = row_box(State, row_id, name, ticked)
    return rx.el.tr(
        rx.cond(bulk, rx.el.td(box, class_name="box"), None),
        rx.el.td(
            controls.link(name, routes.customer(row_id)),
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
