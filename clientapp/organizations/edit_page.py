"""The record of an organization: `/organizations/create` and `/organizations/edit/<id>`."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import frame
from clientapp.access.state import AccountState
from clientapp.contacts.dialog import contact_dialog
from clientapp.contacts.panel import contacts_section
from clientapp.notes.panel import notes_panel, pinned_notes
from clientapp.organizations import members_state as lists
from clientapp.organizations.members_panel import branches_panel, members_dialogs, members_panel
from clientapp.organizations.members_state import (
    OrganizationCustomersMembers,
    OrganizationPropertiesMembers,
)
from clientapp.organizations.overview_page import ACTIVE
from clientapp.organizations.parts_state import (
    OrganizationContactsState,
    OrganizationNotesState,
    OrganizationTagsState,
)
from clientapp.organizations.record_state import (
    OrganizationFormState,
    OrganizationHistoryState,
    OrganizationPastState,
    OrganizationPresenceState,
)
from clientapp.organizations.record_state import OrganizationRecordState as State
from clientapp.organizations.rules import FIRST_DEACTIVATE
from clientapp.record_page import edit_page as verb
from clientapp.record_page.facts_panel import facts_or_form
from clientapp.record_page.form import edit_button, new_record_form
from clientapp.tags.panel import tags_bar
from clientapp.ui import controls
from clientapp.ui.dialog import question

PAGE = verb.RecordPage(
    State,
    OrganizationFormState,
    OrganizationHistoryState,
    OrganizationPastState,
    OrganizationPresenceState,
    (
        *(OrganizationContactsState, OrganizationTagsState, OrganizationNotesState),
        *(lists.OrganizationCustomersState, lists.OrganizationPropertiesState),
        lists.OrganizationBranchesState,
    ),
)
LOADS, LOADS_NEW = PAGE.loads, frame.loads(OrganizationFormState.open)
LEAD = State.lead
REASON = "delete-reason"


def edit_page() -> rx.Component:
    """The form behind its pen, people, branches, customers and properties; notes and history."""
    locked = State.in_trash != ""
    return verb.edit_page(
        PAGE,
        tags_bar(OrganizationTagsState),
        pinned_notes(OrganizationNotesState),
        verb.notices(PAGE),
        facts_or_form(State, OrganizationFormState, save="Update"),
        rx.el.div(contacts_section(OrganizationContactsState, locked), class_name="card form"),
        members_panel(OrganizationCustomersMembers, locked),
        members_panel(OrganizationPropertiesMembers, locked),
        branches_panel(State.record_id, locked),
        active=ACTIVE,
        beside=rx.fragment(verb.status_tag(State), verb.trash_tag(State)),
        actions=[edit_button(OrganizationFormState, "Edit Organization"), _turn(), _delete()],
        aside=[notes_panel(OrganizationNotesState)],
        dialogs=[
            contact_dialog(OrganizationContactsState),
            members_dialogs(OrganizationCustomersMembers),
            members_dialogs(OrganizationPropertiesMembers),
            rx.cond(State.stays != "", _deactivate_dialog(), None),
        ],
        confirm="Delete",
    )


def create_page() -> rx.Component:
    """The empty form."""
    form = new_record_form(OrganizationFormState)
    return verb.new_page(OrganizationFormState, form, title="New Organization", active=ACTIVE)


def _turn() -> rx.Component:
    turn = rx.cond(
        State.active,
        controls.button("Deactivate Organization", on_click=State.ask_deactivate),
        controls.button("Reactivate", on_click=State.activate),
    )
    return rx.cond((State.in_trash == "") & AccountState.may_edit, turn, None)


def _delete() -> rx.Component:
    """It can be reached by keyboard also while it does nothing, so that its reason is heard."""
    label = "Delete Organization"
    not_yet = rx.fragment(
        controls.button(
            label, title=FIRST_DEACTIVATE, aria_disabled="true", aria_describedby=REASON
        ),
        rx.el.span(
            f"{FIRST_DEACTIVATE}.", class_name="visually-hidden", custom_attrs={"id": REASON}
        ),
    )
    delete = controls.button(label, look="danger", on_click=State.ask_delete)
    return rx.cond(
        (State.in_trash == "") & AccountState.may_trash,
        rx.cond(State.active, not_yet, delete),
        None,
    )


def _deactivate_dialog() -> rx.Component:
    return question(
        f"Deactivate {State.name}?",
        rx.el.p(State.stays),
        confirm=controls.button("Deactivate", look="primary", on_click=State.deactivate),
        on_cancel=State.cancel,
    )
