"""The form of a customer, new or stored, drawn from its list of fields."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp.access.state import AccountState
from clientapp.customers.fields import CUSTOMER_FIELDS, SECTIONS
from clientapp.customers.form_state import CustomerFormState as State
from clientapp.editing.conflict_dialog import conflict_dialog
from clientapp.editing.form import fields_row, section
from clientapp.editing.leaving import discard_button, draft_line, unsaved_count, watched_form
from clientapp.ui import controls

SAVE = "Save Customer"
COMMERCIAL_ONLY = {"company_name": "only-commercial", "tax_identifier": "only-commercial"}
"""Fields that the residential toggle hides and keeps; the stylesheet does it at once."""


def customer_form() -> rx.Component:
    """All sections and the save bar, and the question that a save may have."""
    form = watched_form(
        *[_section(title) for title in SECTIONS],
        save_bar=_save_bar(),
        base=State.opened,
        path=State.path,
        locked=State.in_trash | ~AccountState.may_edit,
        on_submit=State.save,
        aria_label="Customer",
        class_name="form card",
    )
    question = conflict_dialog(
        State.conflict_title,
        State.conflict_text,
        State.questions,
        save=SAVE,
        on_save=State.resolve,
        on_back=State.back_to_form,
    )
    return rx.fragment(form, rx.cond(State.questions.length() > 0, question, None))


def _section(title: str) -> rx.Component:
    fields = [field for field in CUSTOMER_FIELDS if field.section == title]
    return section(
        title,
        fields_row(
            fields,
            values=State.values,
            problems=State.problems,
            options=State.options,
            key=State.opened,
            required=State.named,
            classes=COMMERCIAL_ONLY,
        ),
    )


def _save_bar() -> rx.Component:
    count = State.problems.length()
    words = rx.cond(count == 1, "1 problem", f"{count} problems")
    return rx.el.div(
        draft_line(),
        rx.el.span(rx.cond(count > 0, controls.tag(words, "bad"), None), role="status"),
        unsaved_count(),
        rx.el.div(
            discard_button(),
            controls.button(SAVE, look="primary", type="submit"),
            class_name="actions",
        ),
        class_name="save-bar",
    )
