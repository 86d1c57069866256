"""The list of properties: `/properties`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp import frame, routes
from clientapp.desk.desk_page import desk_page
from clientapp.properties.list_state import PropertyBulkState as Bulk
from clientapp.properties.list_state import PropertyListState as State

LOADS = frame.loads(State.open)


def list_page() -> rx.Component:
    """Filters, bulk edit, rows."""
    return desk_page(
        State,
        Bulk,
        new=("New Property", routes.NEW_PROPERTY),
        nothing_yet="Every site of a customer is one. Add others with New Property, or bring a "
        "list with the command “clientapp import properties FILE”.",
        found_by="name, street, city, contact person or who lets one in",
    )
