"""Buttons, links and tags: plain elements with class names.

Texts and values may be plain or Vars of a state; further props (`on_click`, `disabled`, `key`,
…) go through to the element.
"""
# pyright: basic

from __future__ import annotations

from typing import Any, Literal

import reflex as rx

Look = Literal["plain", "primary", "danger", "quiet"]
Tone = Literal["plain", "good", "info", "warn", "bad", "accent"]
Text = str | rx.Var[str]


def _button_class(look: Look | rx.Var[str], small: bool) -> Text:
    if isinstance(look, rx.Var):
        return f"btn {look}"
    return " ".join(["btn", look if look != "plain" else "", "small" if small else ""]).strip()


def button(
    label: Text, *, look: Look | rx.Var[str] = "plain", small: bool = False, **props: Any
) -> rx.Component:
    """A button; `type="submit"` inside a form, else it submits nothing."""
    props.setdefault("type", "button")
    return rx.el.button(label, class_name=_button_class(look, small), **props)


def link(label: Text | rx.Component, href: Text, **props: Any) -> rx.Component:
    """A link to another page of the application, followed without loading it anew."""
    return rx.el.a(label, href=href, **props)


def link_button(
    label: Text, href: Text, *, look: Look = "plain", small: bool = False, **props: Any
) -> rx.Component:
    """A link that looks like a button."""
    return link(label, href, class_name=_button_class(look, small), **props)


def tag(text: Text, tone: Tone | rx.Var[str] = "plain") -> rx.Component:
    """A word on a coloured ground. The tone says nothing that the word does not."""
    return rx.el.span(text, class_name=f"tag {tone}")


def grouped(number: rx.Var[int]) -> rx.Var[str]:
    """A number with commas, as the server writes it in texts."""
    return rx.Var(f"({number}).toLocaleString('en-US')").to(str)
