"""The application, and its table of contents: every page with its route, title and first events."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp import frame, routes
from clientapp.access.gate import Gate, check_handlers
from clientapp.access.guard import protect
from clientapp.administration import picklists_page
from clientapp.customers.desk import overview_page
from clientapp.customers.duplicates import duplicates_page, merge_page
from clientapp.customers.movement import movement_page
from clientapp.customers.record import edit_page, short_form
from clientapp.lookup import dialog as lookup
from clientapp.operations import operation_page, operations_page
from clientapp.organizations import edit_page as organization_page
from clientapp.organizations import overview_page as organizations_page
from clientapp.properties import edit_page as property_page
from clientapp.properties import list_page as properties_page
from clientapp.trash import trash_page
from clientapp.ui import controls, feedback, shell
from clientapp.wiring import wire

wire()

app = rx.App(
    html_lang="en",
    reset_style=False,
    head_components=shell.head(),
    extra_app_wraps=feedback.app_wraps(),
    toaster=feedback.toaster(),
    api_transformer=[protect],
)
app.add_middleware(Gate())


def home() -> rx.Component:
    """`/` leads to the customers; for somebody not signed in it is the sign-in page."""
    return rx.fragment()


def nowhere() -> rx.Component:
    """What an address shows that leads to no page."""
    words = feedback.empty(
        "There is no such page",
        "The address is mistyped, or the page has moved.",
        controls.link_button("Back to customers", routes.CUSTOMERS),
    )
    return rx.el.main(rx.el.div(words, class_name="card"), class_name="plain-page")


frame.TOP.extend((lookup.lookup_button, short_form.create_button))
frame.OVER.extend((lookup.lookup_dialog, short_form.create_dialog))

PAGES = (
    (home, routes.HOME, "Clientapp", rx.redirect(routes.CUSTOMERS, replace=True)),
    (overview_page.overview_page, routes.CUSTOMERS, "Customers", overview_page.LOADS),
    (movement_page.movement_page, routes.MOVEMENT, "Changes", movement_page.LOADS),
    (edit_page.create_page, routes.NEW_CUSTOMER, "New Customer", edit_page.LOADS_NEW),
    (edit_page.edit_page, routes.CUSTOMER_PAGE, "Customer", edit_page.LOADS),
    (
        organizations_page.overview_page,
        routes.ORGANIZATIONS,
        "Organizations",
        organizations_page.LOADS,
    ),
    (
        *(organization_page.create_page, routes.NEW_ORGANIZATION, "New Organization"),
        organization_page.LOADS_NEW,
    ),
    (
        *(organization_page.edit_page, routes.ORGANIZATION_PAGE, "Organization"),
        organization_page.LOADS,
    ),
    (rx.fragment, routes.ORGANIZATION_LINK, "Organization", organization_page.LEAD),
    (
        *(duplicates_page.duplicates_page, routes.DUPLICATES, "Duplicates"),
        duplicates_page.LOADS,
    ),
    (merge_page.merge_page, routes.MERGE_CUSTOMERS, "Merge customers", merge_page.LOADS),
    (operations_page.operations_page, routes.OPERATIONS, "Operations", operations_page.LOADS),
    (operation_page.operation_page, routes.OPERATION_PAGE, "Operation", operation_page.LOADS),
    (properties_page.list_page, routes.PROPERTIES, "Properties", properties_page.LOADS),
    (property_page.create_page, routes.NEW_PROPERTY, "New Property", property_page.LOADS_NEW),
    (property_page.edit_page, routes.PROPERTY_PAGE, "Property", property_page.LOADS),
    (rx.fragment, routes.PROPERTY_LINK, "Property", property_page.LEAD),
    (trash_page.trash_page, routes.TRASH, "Trash", trash_page.LOADS),
    (picklists_page.picklists_page, routes.PICKLISTS, "Settings", picklists_page.LOADS),
    (nowhere, routes.NOT_FOUND, "Not found", None),
)
for page, route, title, loads in PAGES:
    app.add_page(page, route=route, title=title, on_load=loads)
check_handlers()
