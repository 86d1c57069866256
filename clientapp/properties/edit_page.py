"""The page of a property, new or stored: `/properties/create` and `/properties/edit/<id>`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import frame, routes
from clientapp.access.state import AccountState
from clientapp.contacts.dialog import contact_dialog
from clientapp.contacts.panel import contacts_section
from clientapp.desk.related_panel import related_list, related_section
from clientapp.properties.list_state import UnitsState
from clientapp.properties.parts_dialog import property_dialogs
from clientapp.properties.parts_panel import customers_section, resources_section
from clientapp.properties.parts_state import (
    HandOverState,
    PropertyContactsState,
    PropertyCustomersState,
)
from clientapp.properties.record_state import (
    UNIT_OF,
    PropertyFormState,
    PropertyHistoryState,
    PropertyPastState,
    PropertyPresenceState,
)
from clientapp.properties.record_state import PropertyRecordState as State
from clientapp.properties.resources_state import ResourcesState
from clientapp.record_page import edit_page as verb
from clientapp.record_page.facts_panel import facts_or_form
from clientapp.record_page.form import edit_button, new_record_form
from clientapp.ui import controls, feedback

ACTIVE = "Properties"

PAGE = verb.RecordPage(
    State,
    PropertyFormState,
    PropertyHistoryState,
    PropertyPastState,
    PropertyPresenceState,
    (PropertyCustomersState, HandOverState, PropertyContactsState, ResourcesState, UnitsState),
)
LOADS, LOADS_NEW = PAGE.loads, frame.loads(PropertyFormState.open)
LEAD = State.lead


def edit_page() -> rx.Component:
    """The form, with who and what belongs to the property below it and its history beside it."""
    locked = State.in_trash != ""
    return verb.edit_page(
        PAGE,
        verb.notices(PAGE),
        rx.cond(State.used != "", feedback.notice(f"Also used by {State.used}", tone="info"), None),
        facts_or_form(State, PropertyFormState, save="Save"),
        rx.el.div(
            customers_section(locked),
            contacts_section(
                PropertyContactsState, locked, "Nobody is here yet. Add who is reached there."
            ),
            resources_section(locked),
            class_name="card form",
        ),
        _units(locked),
        active=ACTIVE,
        beside=_beside(),
        actions=[edit_button(PropertyFormState, "Edit"), _hand_over(), verb.delete_button(State)],
        dialogs=[contact_dialog(PropertyContactsState), *property_dialogs()],
    )


def create_page() -> rx.Component:
    """The empty form."""
    form = new_record_form(PropertyFormState, save="Save")
    return verb.new_page(PropertyFormState, form, title="New Property", active=ACTIVE)


def _beside() -> rx.Component:
    return rx.fragment(
        rx.cond(State.type_name != "", controls.tag(State.type_name, "accent"), None),
        rx.foreach(State.belongs, _belongs),
        verb.trash_tag(State),
    )


def _belongs(to: rx.Var[tuple[str, str, str]]) -> rx.Component:
    return rx.el.span(
        to[0], " ", controls.link(to[1], to[2], class_name="link"), class_name="muted"
    )


def _hand_over() -> rx.Component:
    button = controls.button("Hand over", on_click=HandOverState.add)
    return rx.cond((State.in_trash == "") & AccountState.may_edit, button, None)


def _units(locked: rx.Var[bool]) -> rx.Component:
    """The properties that are part of this one."""
    address = f"{routes.NEW_PROPERTY}?{UNIT_OF}={State.record_id}"
    add = controls.link_button("Add unit", address, small=True)
    units = related_list(
        UnitsState,
        label="Units of this property",
        nothing_yet="An apartment complex has units, which are properties of their own.",
    )
    return related_section("Units", rx.cond(AccountState.may_edit & ~locked, add, None), units)
