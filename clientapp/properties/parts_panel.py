"""The customers of a property on its page, and what one has to know there."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp.access.state import AccountState
from clientapp.editing.parts_panel import edit_button, parts_section
from clientapp.properties.parts_state import CustomerCard
from clientapp.properties.parts_state import PropertyCustomersState as Customers
from clientapp.properties.resources_state import ResourceCard
from clientapp.properties.resources_state import ResourcesState as Resources
from clientapp.ui import controls


def customers_section(locked: rx.Var[bool]) -> rx.Component:
    """Who owns, rents and manages it, from when to when."""
    return parts_section(
        "Customers",
        Customers,
        lambda card: _customer(card, locked),
        nothing="Nobody has to do with it yet. Add who owns it, rents it or manages it.",
        buttons=[controls.button("Add customer", small=True, on_click=Customers.add)],
        locked=locked,
    )


def resources_section(locked: rx.Var[bool]) -> rx.Component:
    """Meters, parking, codes."""
    return parts_section(
        "Resources",
        Resources,
        lambda card: _resource(card, locked),
        nothing="Nothing is noted yet. Add a meter, where to park, or a gate code.",
        buttons=[controls.button("Add resource", small=True, on_click=Resources.add)],
        locked=locked,
    )


def _customer(card: rx.Var[CustomerCard], locked: rx.Var[bool]) -> rx.Component:
    said = rx.cond(card.id > 0, card.time, "Its site; no role said")
    return rx.el.li(
        rx.el.div(
            controls.link(rx.el.b(card.name), card.url, class_name="link"),
            rx.cond(card.role != "", controls.tag(card.role, "accent"), None),
            rx.cond(card.standing != "", controls.tag(card.standing), None),
            rx.cond(card.in_trash, controls.tag("Customer in Trash", "bad"), None),
            class_name="part-title",
        ),
        rx.cond(said != "", rx.el.p(said, class_name="muted"), None),
        rx.cond(
            card.id > 0,
            rx.el.div(edit_button(Customers, card.id, card.name, locked), class_name="actions"),
            None,
        ),
        class_name="part",
    )


def _resource(card: rx.Var[ResourceCard], locked: rx.Var[bool]) -> rx.Component:
    own_id = f"resource-card-{card.id}"
    return rx.el.li(
        rx.el.div(
            rx.el.b(card.name, custom_attrs={"id": own_id}),
            rx.cond(card.is_secret, controls.tag("Secret"), None),
            class_name="part-title",
        ),
        rx.cond(Resources.seen_id == card.id, _seen(), rx.el.p(card.value)),
        rx.el.div(
            rx.cond(card.is_secret, _show(card, own_id), None),
            edit_button(Resources, card.id, card.name, locked),
            class_name="actions",
        ),
        key=card.id.to_string(),
        class_name="part",
    )


def _seen() -> rx.Component:
    """The value of a secret, which is forgotten with the page."""
    return rx.el.p(Resources.seen, role="status", on_unmount=Resources.hide)


def _show(card: rx.Var[ResourceCard], described_by: rx.Var[str]) -> rx.Component:
    heard = {"small": True, "aria_describedby": described_by}
    button = rx.cond(
        Resources.seen_id == card.id,
        controls.button("Hide", on_click=Resources.hide, **heard),
        controls.button("Show", on_click=Resources.show(card.id), **heard),
    )
    return rx.cond(AccountState.may_see_secrets, button, None)
