"""Customers Dashboard: `/customers/overview`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import frame, routes
from clientapp.access.state import AccountState
from clientapp.customers.desk.bulk_state import CustomerBulkState as Bulk
from clientapp.customers.desk.list_state import CustomerListState as State
from clientapp.customers.desk.tiles import tiles
from clientapp.customers.movement.link_bar import movement_link
from clientapp.desk.desk_page import desk_page
from clientapp.merging.merge import FEWEST, MOST
from clientapp.ui import controls

LOADS = frame.loads(State.open)


def overview_page() -> rx.Component:
    """The list of customers: tiles, filters, bulk edit, rows."""
    return desk_page(
        State,
        Bulk,
        new=("New Customer", routes.NEW_CUSTOMER),
        nothing_yet="Add the first one with New Customer, or bring the list you have, as it is, "
        "with the command “clientapp import customers FILE”: it shows every row before anything is "
        "written.",
        found_by="name, phone, e-mail, street or number",
        tiles=rx.cond(State.any_customers, tiles(), None),
        actions=[movement_link()],
        bulk_actions=[rx.cond(AccountState.may_merge, _merge(), None)],
        may_bulk=AccountState.may_merge,
    )


def _merge() -> rx.Component:
    return controls.button(
        "Merge",
        small=True,
        disabled=(State.chosen < FEWEST) | (State.chosen > MOST),
        on_click=Bulk.merge,
    )
