"""The record of a customer, profile and form in one: `/customers/edit/<id>`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import frame, routes
from clientapp.access.state import AccountState
from clientapp.addresses.dialog import address_dialogs
from clientapp.addresses.panel import access_button, addresses_panel
from clientapp.addresses.state import AddressesState
from clientapp.bulk.report_bar import refresh_button
from clientapp.contacts.dialog import contact_dialog
from clientapp.contacts.panel import contacts_section
from clientapp.customers.fields import SITE
from clientapp.customers.record.form import customer_form
from clientapp.customers.record.form_state import CustomerFormState
from clientapp.customers.record.history_panel import history_panel, to_history
from clientapp.customers.record.parts_state import (
    CustomerContactsState,
    CustomerNotesState,
    CustomerTagsState,
)
from clientapp.customers.record.presence_state import CustomerPresenceState
from clientapp.customers.record.record_state import CustomerRecordState as State
from clientapp.live.pulse import pulse
from clientapp.notes.panel import notes_panel, pinned_notes
from clientapp.tags.panel import tags_bar
from clientapp.ui import controls, feedback
from clientapp.ui.dialog import question

PARTS = (AddressesState, CustomerContactsState, CustomerTagsState, CustomerNotesState)
LOADS = frame.loads(
    State.open,
    CustomerFormState.open,
    *(part.open for part in PARTS),
    CustomerPresenceState.open,
)
READ_ANEW = [State.refresh, CustomerFormState.refresh, *(part.refresh for part in PARTS)]
"""Shows what is stored now; what is typed comes back into the inputs by itself."""


def edit_page() -> rx.Component:
    """The form, with the history beside it."""
    shown = State.is_open & State.found & (State.problem == "")
    return frame.page(
        feedback.faces(
            full=_record(),
            problem=rx.cond(State.is_open, State.problem, ""),
            is_loading=~(State.is_open & CustomerFormState.is_open),
            is_empty=~State.found,
            when_problem=_card(
                feedback.error("This customer could not be read", State.problem, READ_ANEW)
            ),
            when_empty=_card(_missing()),
            when_loading=feedback.loading(8),
        ),
        refresh_button(READ_ANEW),
        title=rx.cond(shown, State.name, "Customer"),
        active="Customers",
        beside=[rx.cond(shown, _tags(), None)],
        actions=[rx.cond(shown, _actions(), None)],
    )


def _card(face: rx.Component) -> rx.Component:
    return rx.el.div(face, class_name="card")


def _missing() -> rx.Component:
    return feedback.empty(
        "There is no such customer",
        "It may have been removed for good, or the address is mistyped.",
        controls.link_button("Back to customers", routes.CUSTOMERS),
    )


def _record() -> rx.Component:
    locked = State.in_trash != ""
    return rx.el.div(
        rx.el.div(
            tags_bar(CustomerTagsState),
            rx.foreach(State.warnings, _warning),
            pinned_notes(CustomerNotesState),
            _notices(),
            customer_form(
                parts={
                    SITE: rx.fragment(
                        contacts_section(CustomerContactsState, locked), addresses_panel(locked)
                    )
                }
            ),
        ),
        rx.el.aside(
            notes_panel(CustomerNotesState), history_panel(), aria_label="About this customer"
        ),
        rx.el.div(
            pulse(CustomerPresenceState.look_around(CustomerFormState.opened)),
            on_unmount=CustomerPresenceState.leave,
            hidden=True,
        ),
        contact_dialog(CustomerContactsState),
        address_dialogs(),
        rx.cond(State.goes != "", _delete_dialog(), None),
        class_name="record",
    )


def _warning(warning: rx.Var[tuple[str, str]]) -> rx.Component:
    reason = rx.cond(warning[1] != "", f": {warning[1]}", "")
    return feedback.notice(f"{warning[0]}{reason}", tone="bad")


def _tags() -> rx.Component:
    active = rx.cond(State.active, controls.tag("Active", "good"), controls.tag("Inactive"))
    return rx.fragment(
        rx.el.span(State.number, class_name="muted"),
        active,
        rx.cond(State.category != "", controls.tag(State.category, "accent"), None),
        rx.cond(State.in_trash != "", controls.tag("In Trash", "bad"), None),
        access_button(),
    )


def _actions() -> rx.Component:
    turn = rx.cond(
        State.active,
        controls.button("Deactivate", on_click=State.deactivate),
        controls.button("Activate", on_click=State.activate),
    )
    delete = controls.button("Delete", on_click=State.ask_delete)
    live = State.in_trash == ""
    return rx.fragment(
        _here(),
        to_history(),
        rx.cond(live & AccountState.may_edit, turn, None),
        rx.cond(live & AccountState.may_trash, delete, None),
    )


def _here() -> rx.Component:
    others = CustomerPresenceState
    return rx.el.div(
        rx.cond(
            others.here != "",
            rx.fragment(
                rx.el.span(others.initials, aria_hidden="true", class_name="avatar"),
                rx.el.span(others.here, aria_hidden="true"),
                rx.el.span(others.names, class_name="visually-hidden"),
            ),
            None,
        ),
        title=others.names,
        role="status",
        class_name="presence muted",
    )


def _notices() -> rx.Component:
    restore = controls.button("Restore", small=True, on_click=State.restore)
    show = controls.button("Show", small=True, on_click=READ_ANEW)
    trashed = feedback.notice(
        State.in_trash, rx.cond(State.may_restore, restore, None), tone="warn"
    )
    unmerge = controls.button("Unmerge", small=True, on_click=State.unmerge)
    into = controls.link(State.merged.into, State.merged.address, class_name="link")
    merged = feedback.notice(
        rx.fragment("Merged into ", into, ". ", State.merged.note),
        rx.cond(State.merged.may_unmerge, unmerge, None),
        tone="warn",
    )
    changed = feedback.notice(CustomerPresenceState.news, show)
    unnamed = feedback.notice(
        "This customer came without a named contact. It can be saved without one.", tone="info"
    )
    return rx.fragment(
        rx.cond(
            State.merged.operation_id > 0, merged, rx.cond(State.in_trash != "", trashed, None)
        ),
        rx.cond(CustomerPresenceState.news_of == CustomerFormState.opened, changed, None),
        rx.cond(CustomerFormState.named | (State.merged.operation_id > 0), None, unnamed),
    )


def _delete_dialog() -> rx.Component:
    return question(
        f"Delete {State.name}?",
        rx.el.p(State.goes),
        confirm=controls.button("Confirm", look="danger", on_click=State.confirm_delete),
        on_cancel=State.cancel,
    )
