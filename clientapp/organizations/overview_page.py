"""The list of organizations: `/organizations`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import frame, routes
from clientapp.desk.desk_page import desk_page
from clientapp.organizations.list_state import OrganizationBulkState as Bulk
from clientapp.organizations.list_state import OrganizationListState as State

LOADS = frame.loads(State.open)
ACTIVE = "Organization"


def overview_page() -> rx.Component:
    """Filters, bulk edit, rows."""
    return desk_page(
        State,
        Bulk,
        new=("New Organization", routes.NEW_ORGANIZATION),
        nothing_yet="Add the first one with New Organization, or bring the list you have with the "
        "command “clientapp import organizations FILE”.",
        found_by="name, phone, e-mail, street or tax identifier",
        active=ACTIVE,
    )
