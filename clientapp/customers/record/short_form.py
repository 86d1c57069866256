"""A new customer from anywhere: the button "Create Customer" and its dialog with the short form."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp import routes
from clientapp.access.state import AccountState
from clientapp.customers.record.near_panel import near_panel, near_watch
from clientapp.customers.record.near_state import ShortFormNearState as Near
from clientapp.customers.record.short_form_state import FORM, POPUP, SHORT_FIELDS
from clientapp.customers.record.short_form_state import CustomerShortFormState as State
from clientapp.editing.form import fields_row
from clientapp.ui import controls, dialog
from clientapp.ui.popup import closing, opening, popup, runs

COMMERCIAL_ONLY = {"company_name": "only-commercial", "tax_identifier": "only-commercial"}
"""Fields that the residential toggle hides and keeps; the stylesheet does it at once."""

EMPTY = {field.name: "" for field in SHORT_FIELDS} | {"kind": "residential"}

HAND_OVER = (
    f"window.clientapp.draft.put('{routes.NEW_CUSTOMER}',"
    f" Object.fromEntries(new FormData(document.forms['{FORM}'])))"
)
"""Gives what was typed to the large form, which fills itself from the draft when it is drawn."""


def create_button() -> rx.Component:
    """For the top bar of every page: "Create Customer", for those who may."""
    button = controls.button("Create Customer", on_click=runs(opening(POPUP)))
    return rx.cond(AccountState.may_edit, button, None)


def create_dialog() -> rx.Component:
    """For every page: the dialog that the button opens.

    What was typed when the page is left waits in the large form, as after an expired sign-in.

    It asks nobody's permission to be there, so that it stays, with what was typed, while a server
    that was restarted finds out who is signed in; saving asks.
    """
    close = runs(closing(POPUP))
    form = rx.el.form(
        fields_row(
            SHORT_FIELDS,
            values=rx.Var.create(EMPTY),
            problems=State.problems,
            options=rx.Var.create({}),
            key=rx.Var.create(FORM),
            required=rx.Var.create(True),
            classes=COMMERCIAL_ONLY,
            prefix=FORM,
        ),
        near_watch(Near),
        on_submit=State.save,
        on_mount=State.start,
        on_unmount=State.start,
        no_validate=True,
        class_name="form",
        custom_attrs={"id": FORM},
    )
    actions = [
        near_panel(Near),
        rx.el.span(_problem_count(), role="status"),
        controls.button("Cancel", on_click=close),
        controls.button(
            "Go to advanced edit",
            on_click=[
                rx.call_script(f"{HAND_OVER}; {closing(POPUP)}"),
                rx.redirect(routes.NEW_CUSTOMER),
            ],
        ),
        controls.button("Save", look="primary", type="submit", custom_attrs={"form": FORM}),
    ]
    content = dialog.modal(
        "Create Customer", form, actions=actions, on_cancel=close, class_name="wide"
    )
    return popup(POPUP, content, on_leave=HAND_OVER, form=FORM)


def _problem_count() -> rx.Component:
    count = State.problems.length()
    words = rx.cond(count == 1, "1 problem", f"{count} problems")
    return rx.cond(count > 0, controls.tag(words, "bad"), None)
