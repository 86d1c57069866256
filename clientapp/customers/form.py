"""The form of a customer, new or stored, drawn from its list of fields."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp import routes
from clientapp.access.state import AccountState
from clientapp.customers.fields import CUSTOMER_FIELDS, SECTIONS
from clientapp.customers.form_state import CustomerFormState as State
from clientapp.editing.form import fields_row, section
from clientapp.ui import controls

COMMERCIAL_ONLY = {"company_name": "only-commercial", "tax_identifier": "only-commercial"}
"""Fields that the residential toggle hides and keeps; the stylesheet does it at once."""


def customer_form() -> rx.Component:
    """All sections and the save bar."""
    return rx.el.form(
        *[_section(title) for title in SECTIONS],
        _save_bar(),
        on_submit=State.save,
        on_mount=State.fill,
        no_validate=True,
        aria_label="Customer",
        class_name="form card",
    )


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
        rx.el.span(rx.cond(count > 0, controls.tag(words, "bad"), None), role="status"),
        rx.el.div(
            controls.link_button("Back to customers", routes.CUSTOMERS),
            rx.cond(
                AccountState.may_edit,
                controls.button("Save Customer", look="primary", type="submit"),
                None,
            ),
            class_name="actions",
        ),
        class_name="save-bar",
    )
