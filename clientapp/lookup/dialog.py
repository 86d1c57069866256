"""One box for everything, from every page: the button "Search everything" and its dialog.

The box is a combobox: the focus stays in it, the arrows go through the options below. What the
keys do is `assets/lookup.jsx`.
"""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp import routes
from clientapp.access.state import AccountState
from clientapp.lookup.options_panel import options
from clientapp.lookup.state import LONGEST
from clientapp.lookup.state import LookupState as State
from clientapp.ui.browser import BrowserComponent, Modal
from clientapp.ui.dialog import FIRST
from clientapp.ui.icons import icon
from clientapp.ui.popup import closing, opening, popup, runs

POPUP = "lookup"
NAME = "Search everything"
LISTED = "lookup-options"
ASSET = "/lookup.jsx"

PATHS = {
    routes.CUSTOMER_PAGE.partition("[")[0]: "customer",
    routes.ORGANIZATION_PAGE.partition("[")[0]: "organization",
    routes.PROPERTY_PAGE.partition("[")[0]: "property",
}
"""Where the addresses of records begin, by whose pages it is known what was opened."""


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
            *options(),
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
        custom_attrs={**FIRST},  # Reflex adds to it
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
    count, typed = State.found.length(), State.asked.strip() != ""
    counted = rx.cond(count == 1, "1 result", f"{count} results")
    nothing = rx.cond(count == 0, f"No match for “{State.asked}”.", counted)
    words = rx.cond(State.problem != "", State.problem, rx.cond(typed, nothing, ""))
    seen = (State.problem != "") | (typed & (count == 0))
    return rx.el.p(words, role="status", class_name=rx.cond(seen, "lookup-said", "visually-hidden"))


def _keys() -> rx.Component:
    lines = (("↑ ↓", "Choose"), ("Enter", "Open"), ("Ctrl Enter", "New tab"), ("Esc", "Close"))
    said = [rx.el.span(*[rx.el.kbd(key) for key in keys.split()], words) for keys, words in lines]
    return rx.el.div(*said, aria_hidden="true", class_name="lookup-keys")
