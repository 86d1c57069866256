"""Customers Dashboard: `/customers/overview`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import frame, routes
from clientapp.access.state import AccountState
from clientapp.customers.list_state import CustomerListState as State
from clientapp.customers.queries import CustomerRow
from clientapp.listing.search_box import list_search
from clientapp.ui import controls, feedback, paging

LOADS = frame.loads(State.open)


def overview_page() -> rx.Component:
    """The list of customers, with search, sort and pages."""
    return frame.page(
        rx.el.div(
            rx.el.div(list_search("Search customers", State), class_name="bar"),
            feedback.faces(
                full=_list(),
                problem=State.problem,
                is_loading=~State.loaded,
                is_empty=State.rows.length() == 0,
                when_problem=feedback.error(
                    "The customers could not be read", State.problem, State.retry
                ),
                when_empty=_empty(),
            ),
            class_name="card",
        ),
        title="Customers",
        active="Customers",
        beside=[feedback.status(State.status)],
        actions=[_new_customer()],
    )


def _new_customer() -> rx.Component:
    create = rx.redirect(routes.NEW_CUSTOMER)
    button = controls.button("New Customer", look="primary", on_click=create)
    return rx.cond(AccountState.may_edit, button, None)


def _empty() -> rx.Component:
    nothing_found = feedback.empty(
        "No customer matches",
        f"Nothing matches “{State.search}”. Any part of a name, phone, e-mail, street or number "
        "is found, however it is written.",
    )
    no_customers = feedback.empty(
        "No customers yet",
        "Add the first one with New Customer, or bring the list you have, as it is, with the "
        "command “clientapp import customers FILE”: it shows every row before anything is written.",
    )
    return rx.cond(State.search != "", nothing_found, no_customers)


def _list() -> rx.Component:
    head = rx.el.tr(
        _sorted("Customer", "name", "title"),
        rx.el.th("Kind", scope="col", class_name="low"),
        _sorted("Industry", "industry", "lead"),
        _sorted("Category", "category", "corner"),
        rx.el.th("Phone", scope="col", class_name="foot-start"),
        _sorted("Place", "place", "rest"),
        rx.el.th("Status", scope="col", class_name="foot-end"),
    )
    rows = rx.foreach(State.rows, lambda row: customer_row(row=row, key=row[0].to_string()))
    return rx.fragment(
        rx.el.table(rx.el.thead(head), rx.el.tbody(rows), class_name="table"),
        paging.pagination(
            State.shown,
            page=State.page,
            pages=State.pages,
            on_turn=State.turn_page,
            on_jump=State.jump,
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
def customer_row(row: rx.Var[CustomerRow], rest: rx.RestProp) -> rx.Component:
    """One row; what did not change is not drawn anew."""
    row_id, name, person, kind, industry, category, phone, place, active = (
        row[at] for at in range(len(CustomerRow._fields))
    )
    status = rx.cond(active, controls.tag("Active", "good"), controls.tag("Inactive"))
    return rx.el.tr(
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
    )
