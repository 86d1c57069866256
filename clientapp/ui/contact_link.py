"""A phone or an e-mail address that can be clicked."""
# pyright: basic

from __future__ import annotations

import reflex as rx
from reflex_components_core.el.elements.inline import A

from clientapp.ui.controls import Text


def reached(text: Text, address: Text) -> rx.Component:
    """Words that lead to `address` ("tel:…", "mailto:…"), plain ones where it is empty.

    `A` is the browser's own link: React Router, whose link is `rx.el.a`, knows no such addresses.
    """
    link = A.create(text, href=address, class_name="link")
    return rx.cond(rx.Var.create(address) != "", link, rx.fragment(text))
