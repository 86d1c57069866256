"""The components of `assets/components.jsx`: what the browser does without asking the server."""
# pyright: basic

from __future__ import annotations

from typing import Any

import reflex as rx

ASSET = "/components.jsx"


class BrowserComponent(rx.Component):
    """One of them; the name of the class is its name there."""

    library = f"$/public{ASSET}"


def _ticked(checked: rx.Var[bool], shift: rx.Var[bool]) -> tuple[rx.Var[bool], rx.Var[bool]]:
    return checked, shift


class TickBox(BrowserComponent):
    """A tick box that answers at once. `on_tick` gets (ticked, with the shift key)."""

    tag = "TickBox"

    checked: rx.Var[bool]
    mixed: rx.Var[bool]
    on_tick: rx.EventHandler[_ticked]


def _width(width: rx.Var[int]) -> tuple[rx.Var[int]]:
    return (width,)


class Edge(BrowserComponent):
    """The edge of a table's head, by which its column is drawn. `on_draw` gets the width in pixels,
    0 after a double click."""

    tag = "Edge"

    on_draw: rx.EventHandler[_width]


class KeptText(BrowserComponent):
    """A text box that keeps what is typed in this tab, under its page and `kept`, until the window
    is told to forget it; it begins with that, else with `text`. `user` is who types, empty while
    that is not known yet."""

    tag = "KeptText"

    kept: rx.Var[str]
    text: rx.Var[str]
    user: rx.Var[str]


class Modal(BrowserComponent):
    """A dialog in front of the page; see `ui.dialog.modal`."""

    tag = "Modal"

    on_cancel: rx.EventHandler[rx.event.no_args_event_spec]


class FirstFocus(BrowserComponent):
    """Children whose first input gets the focus whenever `at` becomes another one; it is marked as
    that of a dialog is (`ui.dialog.FIRST`)."""

    tag = "FirstFocus"

    at: rx.Var[int]


def focus_on(element: str) -> Any:
    """Give the focus to what an answer points at, unless somebody types elsewhere by now.

    Args:
        element: JavaScript that finds it.
    """
    return rx.call_script(f"window.clientapp.focus({element})")


def tick_box(
    label: str | rx.Var[str],
    *,
    checked: bool | rx.Var[bool],
    on_tick: Any,
    mixed: bool | rx.Var[bool] = False,
    **props: Any,
) -> rx.Component:
    """A tick box without words beside it, named `label` for a screen reader.

    Args:
        checked: what the server says; the box answers before that arrives.
        mixed: some of what it stands for is ticked.
        on_tick: event for (ticked, whether the shift key was held).
    """
    attributes = {"aria-label": label, **props.pop("custom_attrs", {})}
    return TickBox.create(
        checked=checked, mixed=mixed, on_tick=on_tick, custom_attrs=attributes, **props
    )
