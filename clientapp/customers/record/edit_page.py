"""The record of a customer, new or stored: `/customers/create` and `/customers/edit/<id>`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import frame, routes
from clientapp.addresses.dialog import address_dialogs
from clientapp.addresses.panel import access_button, addresses_panel
from clientapp.addresses.state import AddressesState
from clientapp.contacts.dialog import contact_dialog
from clientapp.contacts.panel import contacts_section
from clientapp.customers.fields import CUSTOMER, SITE
from clientapp.customers.record.further_form import further_addresses, further_contacts
from clientapp.customers.record.near_panel import near_panel, near_watch
from clientapp.customers.record.near_state import NewFormNearState as Near
from clientapp.customers.record.parts_state import (
    CustomerContactsState,
    CustomerNotesState,
    CustomerTagsState,
)
from clientapp.customers.record.properties_panel import properties_panel
from clientapp.customers.record.properties_state import CustomerPropertiesState
from clientapp.customers.record.record_state import (
    CustomerFormState,
    CustomerHistoryState,
    CustomerPastState,
    CustomerPresenceState,
)
from clientapp.customers.record.record_state import CustomerRecordState as State
from clientapp.customers.record.short_form import COMMERCIAL_ONLY
from clientapp.notes.panel import notes_panel, pinned_notes
from clientapp.record_page import edit_page as verb
from clientapp.record_page.form import new_record_form, record_form
from clientapp.tags.panel import tags_bar
from clientapp.ui import controls, feedback

ACTIVE, SAVE = "Customers", "Save Customer"

PAGE = verb.RecordPage(
    State,
    CustomerFormState,
    CustomerHistoryState,
    CustomerPastState,
    CustomerPresenceState,
    (
        *(AddressesState, CustomerContactsState, CustomerTagsState, CustomerNotesState),
        CustomerPropertiesState,
    ),
)
LOADS, LOADS_NEW = PAGE.loads, frame.loads(CustomerFormState.open)


def edit_page() -> rx.Component:
    """The form, with people and places in it and notes and history beside it."""
    return verb.edit_page(
        PAGE,
        tags_bar(CustomerTagsState),
        rx.foreach(State.warnings, _warning),
        pinned_notes(CustomerNotesState),
        verb.notices(PAGE),
        _unnamed(),
        customer_form(),
        active=ACTIVE,
        beside=_tags(),
        actions=[verb.turn_button(State), verb.delete_button(State)],
        aside=[notes_panel(CustomerNotesState)],
        dialogs=[contact_dialog(CustomerContactsState), address_dialogs()],
    )


def create_page() -> rx.Component:
    """The empty form."""
    form = new_record_form(
        CustomerFormState,
        save=SAVE,
        more={CUSTOMER: further_contacts(), SITE: further_addresses()},
        classes=COMMERCIAL_ONLY,
        above_buttons=rx.fragment(near_watch(Near), near_panel(Near)),
    )
    return verb.new_page(CustomerFormState, form, title="New Customer", active=ACTIVE)


def customer_form() -> rx.Component:
    """The form of a stored customer."""
    locked = State.in_trash != ""
    return record_form(
        CustomerFormState,
        State,
        save=SAVE,
        parts={
            SITE: rx.fragment(
                contacts_section(CustomerContactsState, locked),
                addresses_panel(locked),
                properties_panel(),
            )
        },
        classes=COMMERCIAL_ONLY,
        required=CustomerFormState.named,
        facts=(("Number", State.number),),
    )


def _warning(warning: rx.Var[tuple[str, str]]) -> rx.Component:
    reason = rx.cond(warning[1] != "", f": {warning[1]}", "")
    return feedback.notice(f"{warning[0]}{reason}", tone="bad")


def _unnamed() -> rx.Component:
    unnamed = feedback.notice(
        "This customer came without a named contact. It can be saved without one.", tone="info"
    )
    return rx.cond(CustomerFormState.named | (State.merged.operation_id > 0), None, unnamed)


def _tags() -> rx.Component:
    return rx.fragment(
        rx.el.span(State.number, class_name="muted"),
        verb.status_tag(State),
        rx.cond(State.category != "", controls.tag(State.category, "accent"), None),
        _organization(),
        verb.trash_tag(State),
        access_button(),
    )


def _organization() -> rx.Component:
    """The organization that it belongs to, unless that is in Trash."""
    text = CustomerFormState.values.get("organization", "").to(str)
    named = text.split("\t")
    return rx.cond(
        text != "", controls.link(named[1], routes.organization(named[0]), class_name="link"), None
    )
