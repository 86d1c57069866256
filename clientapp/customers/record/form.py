"""The form of a customer, new or stored, drawn from its list of fields."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

from collections.abc import Iterator, Mapping
from itertools import groupby

import reflex as rx

from clientapp.access.state import AccountState
from clientapp.customers.fields import CUSTOMER, FORM_FIELDS, SECTIONS, SITE
from clientapp.customers.record.form_state import CustomerFormState as State
from clientapp.customers.record.record_state import CustomerRecordState as Record
from clientapp.editing.conflict_dialog import conflict_dialog
from clientapp.editing.form import fields_row, section
from clientapp.editing.leaving import (
    Inputs,
    discard_button,
    draft_line,
    unsaved_count,
    watched_form,
)
from clientapp.picklists.adding import add_choice, add_choice_dialog
from clientapp.ui import controls

SAVE = "Save Customer"
COMMERCIAL_ONLY = {"company_name": "only-commercial", "tax_identifier": "only-commercial"}
"""Fields that the residential toggle hides and keeps; the stylesheet does it at once."""


def customer_form(*, parts: Mapping[str, rx.Component] | None = None) -> rx.Component:
    """The form of a stored customer: all sections, the save bar, and the question that a save may
    have.

    Args:
        parts: what stands in place of whole sections, by their titles. It is never locked, and has
            no form in it.
    """
    question = conflict_dialog(
        State.conflict_title,
        State.conflict_text,
        State.questions,
        save=SAVE,
        on_save=State.resolve,
        on_back=State.back_to_form,
    )
    form = _form(*_content(parts or {}), _system_facts())
    return rx.fragment(form, rx.cond(State.questions.length() > 0, question, None))


def new_customer_form(
    *,
    further_contacts: rx.Component,
    further_addresses: rx.Component,
    above_buttons: rx.Component,
) -> rx.Component:
    """The form of a new customer, its further people and places beside the first ones."""
    more = {CUSTOMER: further_contacts, SITE: further_addresses}
    sections = tuple(_section(title, more.get(title)) for title in SECTIONS)
    return _form(sections, above_buttons=above_buttons)


def _form(
    *content: rx.Component | Inputs, above_buttons: rx.Component | None = None
) -> rx.Component:
    form = watched_form(
        *content,
        save_bar=_save_bar(above_buttons),
        base=State.opened,
        path=State.path,
        locked=State.in_trash | ~AccountState.may_edit,
        on_submit=State.save,
        aria_label="Customer",
        class_name="form card",
    )
    return rx.fragment(form, add_choice_dialog())


def _content(parts: Mapping[str, rx.Component]) -> Iterator[rx.Component | Inputs]:
    """The sections in order, those between two parts together."""
    for has_part, titles in groupby(SECTIONS, parts.__contains__):
        if has_part:
            yield from (parts[title] for title in titles)
        else:
            yield tuple(_section(title) for title in titles)


def _section(title: str, more: rx.Component | None = None) -> rx.Component:
    fields = [field for field in FORM_FIELDS if field.section == title]
    row = fields_row(
        fields,
        values=State.values,
        problems=State.problems,
        options=State.options,
        key=State.opened,
        required=State.named,
        classes=COMMERCIAL_ONLY,
        beside_option=add_choice,
    )
    return section(title, row, more) if more else section(title, row)


def _system_facts() -> rx.Component:
    """What the system notes by itself, at the foot of the record."""
    facts = (
        ("Number", Record.number),
        ("Created", Record.created),
        ("Last modified", Record.modified),
    )
    return rx.el.dl(
        *[rx.el.div(rx.el.dt(label), rx.el.dd(text)) for label, text in facts],
        aria_label="System facts",
        class_name="system-facts",
    )


def _save_bar(above: rx.Component | None) -> rx.Component:
    count = State.problems.length()
    words = rx.cond(count == 1, "1 problem", f"{count} problems")
    return rx.el.div(
        above,
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
