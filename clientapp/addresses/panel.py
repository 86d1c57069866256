"""The addresses of a customer on its page, "Sites & Locations", and the key in its heading."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp.addresses.state import AddressCard
from clientapp.addresses.state import AddressesState as State
from clientapp.editing.parts_panel import edit_button, parts_section
from clientapp.ui import controls
from clientapp.ui.icons import icon


def addresses_panel(locked: rx.Var[bool] | bool = False) -> rx.Component:
    """Their cards. It may stand in a form; `address_dialogs` stands outside of it.

    Args:
        locked: whether nobody may change them: the customer is in Trash.
    """
    return parts_section(
        "Sites & Locations",
        State,
        lambda card: _card(card, locked),
        nothing="There is no address yet. Add where the bills go and where the work is done.",
        buttons=[
            rx.cond(State.count > 0, _same_as_billing(), None),
            controls.button("Add address", small=True, on_click=State.add),
        ],
        locked=locked,
    )


def access_button() -> rx.Component:
    """For the heading of the record: its primary site, with the key to its access information."""
    first = State.cards[0]
    there = State.is_open & (State.cards.length() > 0) & first.is_primary_site
    place = rx.el.span(first.title, class_name="muted", custom_attrs={"id": "primary-site"})
    key = rx.cond(first.has_access, _key(first.id, "primary-site"), None)
    return rx.cond(there, rx.el.span(place, key, class_name="primary-site"), None)


def _same_as_billing() -> rx.Component:
    return controls.button("Same as billing", small=True, on_click=State.same_as_billing)


def _card(card: rx.Var[AddressCard], locked: rx.Var[bool] | bool) -> rx.Component:
    own_id = f"address-card-{card.id}"
    primary = card.is_primary_site & (State.count > 1)
    return rx.el.li(
        rx.el.div(
            rx.el.b(card.title, custom_attrs={"id": own_id}),
            rx.cond(card.is_billing, controls.tag("Billing address", "info"), None),
            rx.cond(card.is_site, controls.tag("Site address"), None),
            rx.cond(primary, controls.tag("Primary site", "accent"), None),
            class_name="part-title",
        ),
        rx.cond(
            (card.place != "") | (card.others != ""),
            rx.el.p(
                card.place,
                rx.cond((card.place != "") & (card.others != ""), " · ", ""),
                card.others,
                class_name="muted",
            ),
            None,
        ),
        rx.el.div(
            rx.cond(card.has_access, _key(card.id, own_id), None),
            rx.cond(card.property_url != "", _property(card, own_id), None),
            edit_button(State, card.id, card.title, locked),
            class_name="actions",
        ),
        key=card.id.to_string(),
        class_name="part",
    )


def _property(card: rx.Var[AddressCard], described_by: rx.Var[str]) -> rx.Component:
    return controls.link_button(
        "Open property", card.property_url, small=True, aria_describedby=described_by
    )


def _key(address_id: rx.Var[int], described_by: str | rx.Var[str]) -> rx.Component:
    return rx.el.button(
        icon("key-round"),
        type="button",
        title="Access information",
        aria_label="Access information",
        aria_describedby=described_by,
        on_click=State.show_access(address_id),
        class_name="btn small key",
    )
