"""Above the buttons of a new customer: who is here already and is like it, and why."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp import routes
from clientapp.customers.likeness import Near
from clientapp.customers.record.near_state import NEAR_FIELDS, CustomerNearState
from clientapp.ui import controls
from clientapp.ui.browser import BrowserComponent
from clientapp.ui.icons import icon


class FieldsLeft(BrowserComponent):
    """Stands in a form and tells the texts of some inputs when one of them is left."""

    tag = "FieldsLeft"

    names: rx.Var[list[str]]
    on_left: rx.EventHandler[rx.event.passthrough_event_spec(dict[str, str])]


def near_watch(state: type[CustomerNearState]) -> rx.Component:
    """Draw it inside of the form that is watched."""
    return FieldsLeft.create(names=rx.Var.create(list(NEAR_FIELDS)), on_left=state.look)


def near_panel(state: type[CustomerNearState]) -> rx.Component:
    """A live region, with the likely ones in it while there are some; each opens in a tab of its
    own, so that nothing typed is lost."""
    count = state.found.length()
    title = rx.cond(
        count == 1, "This may be the same customer", "One of these may be the same customer"
    )
    shown = rx.el.div(
        rx.el.p(icon("users"), title, class_name="near-title"),
        rx.el.ul(rx.foreach(state.found, _line)),
        class_name="near",
    )
    return rx.el.div(
        rx.cond(count > 0, shown, None),
        role="status",
        on_unmount=state.look({}),
        class_name="near-status",
    )


def _line(near: rx.Var[Near]) -> rx.Component:
    part = {name: near[at] for at, name in enumerate(Near._fields)}
    row_id = part["id"].to(int)
    aside = rx.el.span(" (opens in a new tab)", class_name="visually-hidden")
    return rx.el.li(
        controls.link(rx.fragment(part["name"], aside), routes.customer(row_id), target="_blank"),
        rx.foreach(
            part["reasons"].to(list[str]),
            lambda reason: rx.el.span(reason, key=reason, class_name="tag warn"),
        ),
        rx.el.span(part["detail"], class_name="detail"),
        key=row_id.to_string(),
    )
