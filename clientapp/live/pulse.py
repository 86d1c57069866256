"""A pulse: an event every few seconds while somebody can see the page."""

# pyright: basic

from __future__ import annotations

from typing import Any

import reflex as rx

from clientapp.ui.browser import BrowserComponent


class Pulse(BrowserComponent):
    """See `pulse`."""

    tag = "Pulse"

    seconds: rx.Var[float]
    on_pulse: rx.EventHandler[rx.event.no_args_event_spec]


def pulse(on_pulse: Any, seconds: float = 5) -> rx.Component:
    """An element that shows nothing and keeps the page in touch with what others do.

    Args:
        on_pulse: event without arguments, fired every few seconds while the browser's tab is
            visible, and at once when it becomes visible again; never while it is hidden. The
            first comes after `seconds`: what is there at the start, the page asks for as it opens.
        seconds: between two of them.
    """
    return Pulse.create(on_pulse=on_pulse, seconds=seconds)
