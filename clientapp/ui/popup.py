"""What is drawn only while it is asked for: opened and closed in the browser, without the server.

So what was typed in it stays where it is when the server restarts or the connection is lost.
"""
# pyright: basic

from __future__ import annotations

import reflex as rx

from clientapp.ui.browser import BrowserComponent


class Popup(BrowserComponent):
    """Children that are there from the event "open <name>" of the window to "close <name>"."""

    tag = "Popup"

    name: rx.Var[str]
    form: rx.Var[str]
    on_leave: rx.EventHandler[rx.event.no_args_event_spec]


def popup(name: str, content: rx.Component, *, on_leave: str, form: str = "") -> rx.Component:
    """A place for a dialog, closed at first.

    Args:
        name: unique on its page.
        content: the dialog.
        on_leave: script for when the page is left or loaded anew while it is open.
        form: the id of the form in it that `opening` may fill.
    """
    return Popup.create(content, name=name, form=form, on_leave=runs(on_leave))


def opening(name: str, given: rx.Var[dict[str, str]] | None = None) -> str:
    """The script that opens it, its form filled with texts by the names of its inputs."""
    detail = "undefined" if given is None else given
    return f"window.dispatchEvent(new CustomEvent('open {name}', {{ detail: {detail} }}))"


def closing(name: str) -> str:
    """The script that closes it; what was typed in it is gone."""
    return f"window.dispatchEvent(new Event('close {name}'))"


def runs(script: str) -> rx.Var:
    """A script as what an element does when it is used: `on_click=runs(opening("keys"))`."""
    return rx.Var(f"(event) => {{ {script}; }}").to(rx.EventChain)
