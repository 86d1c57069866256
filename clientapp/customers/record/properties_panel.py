"""The properties of a customer on its page."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

import reflex as rx

from clientapp.customers.record.properties_state import CustomerPropertiesState as State
from clientapp.customers.record.properties_state import PropertyLine
from clientapp.ui import controls


def properties_panel() -> rx.Component:
    """What the customer owns, rents or manages, and did; nothing where no role is stated."""
    panel = rx.el.section(
        rx.el.div(
            rx.el.h2("Properties", rx.el.span(State.lines.length(), class_name="muted")),
            class_name="section-head",
        ),
        rx.el.ul(rx.foreach(State.lines, _line)),
        aria_label="Properties",
        class_name="section parts",
    )
    return rx.cond(State.lines.length() > 0, panel, None)


def _line(line: rx.Var[PropertyLine]) -> rx.Component:
    name, url, role, time, standing = (line[at] for at in range(5))
    return rx.el.li(
        rx.el.div(
            controls.link(rx.el.b(name), url, class_name="link"),
            controls.tag(role, "accent"),
            rx.cond(standing != "", controls.tag(standing), None),
            class_name="part-title",
        ),
        rx.cond(time != "", rx.el.p(time, class_name="muted"), None),
        class_name="part",
    )
