"""The contacts of a record on its page."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

from typing import Any

import reflex as rx

from clientapp.contacts.state import ContactCard
from clientapp.editing.parts_panel import edit_button, parts_section
from clientapp.ui import controls
from clientapp.ui.contact_link import reached


def contacts_section(
    state: Any,
    locked: rx.Var[bool] | bool = False,
    nothing: str = "Nobody is here yet. Add who pays, who approves, or who lets you in.",
) -> rx.Component:
    """Their cards. They may stand in a form; `contact_dialog` stands outside of it.

    Args:
        state: the kind's `ContactsState`.
        locked: whether nobody may change them: the record is in Trash.
        nothing: what there is to do where nobody is there.
    """
    return parts_section(
        "Contacts",
        state,
        lambda card: _card(state, card, locked),
        nothing=nothing,
        buttons=[controls.button("Add contact", small=True, on_click=state.add)],
        locked=locked,
    )


def _card(state: Any, card: rx.Var[ContactCard], locked: rx.Var[bool] | bool) -> rx.Component:
    primary = controls.tag("Primary contact", "accent")
    return rx.el.li(
        rx.el.div(
            rx.el.b(card.name),
            rx.cond(card.is_primary, primary, None),
            rx.cond(card.role != "", controls.tag(card.role), None),
            rx.cond(card.title != "", rx.el.span(card.title, class_name="muted"), None),
            class_name="part-title",
        ),
        rx.el.p(
            _reached(card.phone, card.phone_link),
            _reached(card.phone2, card.phone2_link),
            _reached(card.email, card.email_link),
            class_name="reached",
        ),
        rx.cond(card.note != "", rx.el.p(card.note, class_name="note"), None),
        rx.cond(card.others != "", rx.el.p(card.others, class_name="muted"), None),
        rx.el.div(edit_button(state, card.id, card.name, locked), class_name="actions"),
        key=card.id.to_string(),
        class_name="part",
    )


def _reached(text: rx.Var[str], address: rx.Var[str]) -> rx.Component:
    return rx.cond(text != "", rx.el.span(reached(text, address)), None)
