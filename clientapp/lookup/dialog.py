"""One box for everything, from every page: the button "Search everything" and its dialog.

The box is a combobox: the focus stays in it, the arrows go through the options below. What the
keys do is `assets/lookup.jsx`.
"""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false, reportIndexIssue=false

from collections.abc import Iterator
from typing import Any

import reflex as rx

from clientapp import frame, routes
from clientapp.access.state import AccountState
from clientapp.customers.record import short_form_state
from clientapp.lookup.found import Found
from clientapp.lookup.state import LONGEST
from clientapp.lookup.state import LookupState as State
from clientapp.ui import controls
from clientapp.ui.browser import BrowserComponent, Modal
from clientapp.ui.dialog import FIRST
from clientapp.ui.icons import icon
from clientapp.ui.popup import closing, opening, popup, runs

POPUP = "lookup"
NAME = "Search everything"
LISTED = "lookup-options"
ASSET = "/lookup.jsx"

PATHS = {routes.CUSTOMER_PAGE.partition("[")[0]: "customer"}
"""Where the addresses of records begin, by whose pages it is known what was opened."""

ICONS = {
    "customer": "user",
    "contact": "contact",
    "place": "map-pin",
    "organization": "building-2",
}

OPTION: dict[str, Any] = {"role": "option", "tab_index": -1, "class_name": "lookup-option"}


class LookupKeys(BrowserComponent):
    """The keys that open and close the lookup; notes which records are opened."""

    library = f"$/public{ASSET}"
    tag = "LookupKeys"

    popup: rx.Var[str]
    user: rx.Var[str]
    paths: rx.Var[dict[str, str]]


class KeyHint(BrowserComponent):
    """These keys as this machine names them."""

    library = f"$/public{ASSET}"
    tag = "KeyHint"


class Combobox(BrowserComponent):
    """A box and its options; `on_open` gets the records that were opened last, in a text."""

    library = f"$/public{ASSET}"
    tag = "Combobox"

    popup: rx.Var[str]
    user: rx.Var[str]
    paths: rx.Var[dict[str, str]]
    asked: rx.Var[str]
    answers: rx.Var[int]
    on_open: rx.EventHandler[rx.event.passthrough_event_spec(str)]


def lookup_button() -> rx.Component:
    """For the top bar of every page."""
    return rx.el.button(
        icon("search"),
        rx.el.span(NAME, class_name="words"),
        KeyHint.create(),
        type="button",
        on_click=runs(opening(POPUP)),
        class_name="btn lookup-button",
        custom_attrs={"aria-keyshortcuts": "Control+K Meta+K"},
    )


def lookup_dialog() -> rx.Component:
    """For every page: the dialog, and the keys that open it."""
    browser = {"popup": POPUP, "user": AccountState.email, "paths": rx.Var.create(PATHS)}
    content = Combobox.create(
        _box(),
        _said(),
        rx.el.div(
            rx.cond(State.asked == "", _recent(), rx.foreach(State.found, _option)),
            _pages(),
            rx.cond((State.asked != "") & AccountState.may_edit, _new_with_this(), None),
            role="listbox",
            aria_label="Results",
            class_name="lookup-options",
            custom_attrs={"id": LISTED},
        ),
        _keys(),
        asked=State.asked,
        answers=State.answers,
        on_open=State.open,
        on_unmount=State.close,
        **browser,
    )
    dialog = Modal.create(
        content,
        on_cancel=runs(closing(POPUP)),
        class_name="dialog lookup",
        custom_attrs={"aria-label": NAME},
    )
    return rx.fragment(LookupKeys.create(**browser), popup(POPUP, dialog, on_leave=""))


def _box() -> rx.Component:
    box = rx.el.input(
        type="text",
        placeholder="Name, phone, email, address, number",
        on_change=State.look_for,
        role="combobox",
        aria_label=NAME,
        aria_expanded="true",
        aria_controls=LISTED,
        aria_autocomplete="list",
        auto_complete="off",
        spell_check=False,
        max_length=LONGEST,
        enter_key_hint="go",
        class_name="input",
        custom_attrs=FIRST,
    )
    close = rx.el.button(
        icon("x"),
        type="button",
        aria_label="Close",
        on_click=runs(closing(POPUP)),
        class_name="icon-button",
    )
    return rx.el.div(icon("search"), box, close, class_name="lookup-box")


def _said() -> rx.Component:
    """What cannot be seen in the list: that nothing was found, or could be read; the number of
    results is for who hears the page."""
    count = State.found.length()
    counted = rx.cond(count == 1, "1 result", f"{count} results")
    nothing = rx.cond(count == 0, f"No match for “{State.asked}”.", counted)
    words = rx.cond(State.problem != "", State.problem, rx.cond(State.asked == "", "", nothing))
    seen = (State.problem != "") | ((State.asked != "") & (count == 0))
    return rx.el.p(words, role="status", class_name=rx.cond(seen, "lookup-said", "visually-hidden"))


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


def _pages() -> rx.Component:
    """What can be done and where one can go, as far as it is typed."""
    return _group("Go to", *_ways())


def _ways() -> Iterator[rx.Component]:
    new = frame.shell.NavEntry(
        *("New Customer", "plus", routes.NEW_CUSTOMER), shown=AccountState.may_edit
    )
    typed = State.asked.lower()
    for entry in (new, *frame.NAV):
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


def _keys() -> rx.Component:
    lines = (("↑ ↓", "Choose"), ("Enter", "Open"), ("Ctrl Enter", "New tab"), ("Esc", "Close"))
    said = [rx.el.span(*[rx.el.kbd(key) for key in keys.split()], words) for keys, words in lines]
    return rx.el.div(*said, aria_hidden="true", class_name="lookup-keys")
