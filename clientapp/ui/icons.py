"""Icons: lucide, drawn in the size and colour of `assets/clientapp.css`."""
# pyright: basic

from __future__ import annotations

import reflex as rx


def icon(name: str) -> rx.Component:
    """An icon by its lucide name, in the colour of the text beside it, silent to a screen reader.

    Raises:
        ValueError: lucide has no icon of this name (Reflex would draw a question mark).
    """
    drawing = rx.icon(name, class_name="icon", aria_hidden="true")
    if drawing.tag == "CircleHelp":
        raise ValueError(f"No icon is named {name}")
    return drawing
