"""The keys of a list, and the card that lists them."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp.ui.browser import BrowserComponent

KEYS = (
    ("/", "Search"),
    ("j", "Next row"),
    ("k", "Row before"),
    ("Enter", "Open"),
    ("x", "Tick"),
    ("Shift x", "Tick up to here"),
    ("n", "New"),
    ("?", "This list"),
    ("Ctrl k", "Search everything"),
)


class ListKeys(BrowserComponent):
    """Listens while the list is on the page."""

    tag = "ListKeys"


def list_keys() -> rx.Component:
    """The keys, and the card that `?` opens; Escape closes it."""
    lines = [
        rx.el.div(rx.el.dt(*[rx.el.kbd(key) for key in keys.split()]), rx.el.dd(words))
        for keys, words in KEYS
    ]
    card = rx.el.div(
        rx.el.h2("Keys"),
        rx.el.dl(*lines, class_name="facts"),
        role="group",
        aria_label="Keys",
        class_name="menu keys",
        custom_attrs={"id": "keys", "popover": "auto", "data-key": "?"},
    )
    return rx.fragment(ListKeys.create(), card)
