"""What the lookup offers below its box: records, pages, and a new customer with what was typed."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

from collections.abc import Iterator
from typing import Any

import reflex as rx

from clientapp import frame, routes
from clientapp.access.state import AccountState
from clientapp.customers.record import short_form_state
from clientapp.lookup.found import Found
from clientapp.lookup.state import LookupState as State
from clientapp.ui import controls
from clientapp.ui.icons import icon
from clientapp.ui.popup import opening, runs
from clientapp.ui.shell import NavEntry

ICONS = {
    "customer": "user",
    "contact": "contact",
    "place": "map-pin",
    "property": "house",
    "organization": "building-2",
}

NEW = {
    "New Customer": routes.NEW_CUSTOMER,
    "New Organization": routes.NEW_ORGANIZATION,
    "New Property": routes.NEW_PROPERTY,
}
"""What can be created, and where."""

OPTION: dict[str, Any] = {"role": "option", "tab_index": -1, "class_name": "lookup-option"}


def options() -> Iterator[rx.Component]:
    """All options, the best first; before typing, what was opened last and every page."""
    yield rx.cond(State.asked.strip() == "", _recent(), rx.foreach(State.found, _option))
    yield _group("Go to", *_ways())
    yield rx.cond((State.asked.strip() != "") & AccountState.may_edit, _new_with_this(), None)


def _recent() -> rx.Component:
    shown = _group("Recent", rx.foreach(State.recent, _option))
    return rx.cond(State.recent.length() > 0, shown, None)


def _option(found: rx.Var[Found]) -> rx.Component:
    """A record: what it is called, what everybody is to know of it, where it is, what matched."""
    part = {name: found[at] for at, name in enumerate(Found._fields)}
    kind, matched = part["kind"].to(str), part["matched"]
    icons = [(name, icon(drawing)) for name, drawing in ICONS.items()]
    return controls.link(
        rx.fragment(
            rx.match(kind, *icons, icon("file")),
            rx.el.span(
                rx.el.b(part["title"]),
                rx.foreach(part["warnings"].to(list[tuple[str, str]]), _warning),
                class_name="title",
            ),
            rx.el.span(kind, class_name="kind"),
            rx.el.span(
                rx.cond(matched != "", rx.el.span(matched, class_name="matched"), None),
                rx.el.span(part["detail"]),
                class_name="detail",
            ),
        ),
        part["url"],
        key=f"{kind}-{part['id']}-{part['url']}",
        **OPTION,
    )


def _warning(warning: rx.Var[tuple[str, str]]) -> rx.Component:
    label, reason = warning[0], warning[1]
    return rx.el.span(label, title=reason, key=label, class_name="tag bad")


def _ways() -> Iterator[rx.Component]:
    """What can be done and where one can go, as far as it is typed."""
    new = [NavEntry(name, "plus", at, shown=AccountState.may_edit) for name, at in NEW.items()]
    typed = State.asked.strip().lower()
    for entry in (*new, *frame.NAV):
        words = rx.Var.create(entry.label.lower()).to(str)
        fits = words.contains(typed) & rx.Var.create(entry.shown)
        line = controls.link(rx.fragment(icon(entry.icon), entry.label), entry.href, **OPTION)
        yield rx.cond(fits, line, None)


def _group(label: str, *options: rx.Component) -> rx.Component:
    heading = rx.el.div(label, aria_hidden="true", class_name="nav-group")
    return rx.el.div(heading, *options, role="group", aria_label=label)


def _new_with_this() -> rx.Component:
    return rx.el.button(
        icon("plus"),
        rx.el.span("New Customer with this", class_name="title"),
        rx.el.span(State.given_words, class_name="detail"),
        type="button",
        on_click=runs(opening(short_form_state.POPUP, State.given)),
        **OPTION,
    )
