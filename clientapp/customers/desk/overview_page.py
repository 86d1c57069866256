"""Customers Dashboard: `/customers/overview`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import frame, routes
from clientapp.access.state import AccountState
from clientapp.bulk.report_bar import refresh_button
from clientapp.bulk.selection_bar import bulk_button, selection_bar
from clientapp.customers.desk.bulk_dialog import bulk_dialogs
from clientapp.customers.desk.bulk_state import CustomerBulkState
from clientapp.customers.desk.list_state import CustomerListState as State
from clientapp.customers.desk.table import customer_table
from clientapp.customers.desk.tiles import tiles
from clientapp.customers.movement.link_bar import movement_link
from clientapp.listing.columns_panel import columns_button
from clientapp.listing.filter_bar import filter_bar
from clientapp.listing.keys_dialog import list_keys
from clientapp.listing.table import list_card
from clientapp.live.pulse import pulse
from clientapp.merging.merge import FEWEST, MOST
from clientapp.segments.segment_bar import save_as_button, segment_bar, segment_name, segment_notice
from clientapp.segments.segment_dialog import segment_dialog
from clientapp.ui import controls, feedback

LOADS = frame.loads(State.open)


def overview_page() -> rx.Component:
    """The list of customers: tiles, filters, bulk edit, rows."""
    may_bulk = AccountState.may_bulk_edit | AccountState.may_bulk_trash | AccountState.may_merge
    return frame.page(
        segment_notice(State),
        rx.cond(State.any_customers, tiles(), None),
        list_card(
            State,
            search="Search customers",
            named="The customers",
            full=customer_table(),
            when_empty=_empty(),
            bar=[
                filter_bar(State),
                columns_button(State, _for_team()),
                save_as_button(State),
            ],
            above=[_news(), selection_bar(State, *_actions())],
            below=[rx.cond(State.loaded, list_keys(), None)],
        ),
        bulk_dialogs(),
        segment_dialog(State),
        pulse(State.look_around),
        refresh_button(State.refresh),
        title="Customers",
        active="Customers",
        beside=[segment_name(State), feedback.status(State.status), segment_bar(State)],
        actions=[movement_link(), rx.cond(may_bulk, bulk_button(State), None), _new_customer()],
    )


def _for_team() -> rx.Component:
    """In the chooser of columns."""
    button = controls.button(
        "Set for the team", small=True, on_click=State.set_columns_for_team, disabled=~State.loaded
    )
    return rx.cond(AccountState.may_share, button, None)


def _new_customer() -> rx.Component:
    button = controls.link_button(
        "New Customer", routes.NEW_CUSTOMER, look="primary", custom_attrs={"data-key": "n"}
    )
    return rx.cond(AccountState.may_edit, button, None)


def _actions() -> list[rx.Component]:
    """What can be done to the selection."""
    nothing = State.chosen == 0
    ask = CustomerBulkState
    return [
        rx.cond(
            AccountState.may_bulk_edit,
            controls.button("Set field", small=True, disabled=nothing, on_click=ask.ask_field),
            None,
        ),
        rx.cond(
            AccountState.may_merge,
            controls.button(
                "Merge",
                small=True,
                disabled=(State.chosen < FEWEST) | (State.chosen > MOST),
                on_click=ask.merge,
            ),
            None,
        ),
        rx.cond(
            AccountState.may_bulk_trash,
            controls.button(
                "Delete", look="danger", small=True, disabled=nothing, on_click=ask.ask_delete
            ),
            None,
        ),
    ]


def _news() -> rx.Component:
    """What others changed meanwhile; nothing moves before one asks for it."""
    show = controls.button("Show", look="quiet", small=True, on_click=State.refresh)
    line = rx.el.div(rx.el.span(State.news), show, class_name="bar news")
    return rx.el.div(rx.cond(State.news != "", line, None), role="status")


def _empty() -> rx.Component:
    clear = controls.button("Clear all filters", on_click=State.clear_filters)
    nothing_found = feedback.empty(
        "No customer matches",
        rx.cond(
            State.search != "",
            f"Nothing matches “{State.search}”. Any part of a name, phone, e-mail, street or "
            "number is found, however it is written.",
            "No customer has all that the filters ask for.",
        ),
        rx.cond(State.chips.length() > 0, clear, None),
    )
    no_customers = feedback.empty(
        "No customers yet",
        "Add the first one with New Customer, or bring the list you have, as it is, with the "
        "command “clientapp import customers FILE”: it shows every row before anything is written.",
    )
    asked = (State.search != "") | (State.chips.length() > 0)
    return rx.cond(asked, nothing_found, no_customers)
