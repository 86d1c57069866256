"""The contacts of a customer on its page."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp.contacts.state import ContactCard
from clientapp.contacts.state import ContactsState as State
from clientapp.editing.parts_panel import edit_button, parts_section
from clientapp.ui import controls
from clientapp.ui.contact_link import reached


def contacts_section(locked: rx.Var[bool] | bool = False) -> rx.Component:
    """Their cards. They may stand in a form; `contact_dialog` stands outside of it.

    Args:
        locked: whether nobody may change them: the customer is in Trash.
    """
    return parts_section(
        "Contacts",
        State,
        lambda card: _card(card, locked),
        nothing="Nobody is here yet. Add who pays, who approves, or who lets you in.",
        buttons=[controls.button("Add contact", small=True, on_click=State.add)],
        locked=locked,
    )


def _card(card: rx.Var[ContactCard], locked: rx.Var[bool] | bool) -> rx.Component:
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
        rx.el.div(edit_button(State, card.id, card.name, locked), class_name="actions"),
        key=card.id.to_string(),
        class_name="part",
    )


def _reached(text: rx.Var[str], address: rx.Var[str]) -> rx.Component:
    return rx.cond(text != "", rx.el.span(reached(text, address)), None)
