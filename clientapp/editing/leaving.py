"""What the browser does about a form that is not saved: it marks, counts, keeps, and asks.

The marks, the count and the drafts are `assets/form.js`, which reads what the form is drawn with
here; `assets/components.jsx` asks before the form is left.
"""
# pyright: basic

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import reflex as rx

from clientapp.ui.browser import BrowserComponent
from clientapp.ui.controls import Text, button

Inputs = tuple[rx.Component, ...]
"""Parts of a form that are locked with it."""


class LeaveGuard(BrowserComponent):
    """Asks before a form with unsaved changes is left; draw it once on the form's page."""

    tag = "LeaveGuard"


def watched_form(
    *content: rx.Component | Inputs,
    save_bar: rx.Component,
    base: Text,
    path: Text,
    locked: rx.Var[bool],
    **props: Any,
) -> rx.Component:
    """A form whose unsaved changes are marked, counted and kept.

    It submits, besides its fields, "base" and "typed": the version that each change of a field was
    begun at, such as "phone:5 city:6".

    Args:
        content: inputs, and what else stands between them.
        save_bar: stands below the content, unless the form is locked.
        base: "record:version:token" that the inputs were drawn from; new when they are.
        path: the address that a draft belongs to.
        locked: whether nothing can be typed.
    """
    form = rx.el.form(
        rx.el.input(type="hidden", name="base", value=base, read_only=True),
        rx.el.input(type="hidden", name="typed", default_value=""),
        *(_unlocked(each, locked) if isinstance(each, tuple) else each for each in content),
        rx.cond(locked, None, save_bar),
        no_validate=True,
        custom_attrs={"data-form": base, "data-path": path},
        **props,
    )
    return rx.fragment(form, LeaveGuard.create())


def _unlocked(inputs: Inputs, locked: rx.Var[bool]) -> rx.Component:
    return rx.el.fieldset(
        *inputs, disabled=locked, role="presentation", custom_attrs={"data-inputs": ""}
    )


def draft_line() -> rx.Component:
    """Where it is said that a draft came back."""
    return rx.el.p(role="status", class_name="draft", custom_attrs={"data-draft": ""})


def unsaved_count() -> rx.Component:
    """Where the unsaved changes are counted."""
    count = rx.el.span(class_name="tag warn", custom_attrs={"data-count": ""})
    return rx.el.span(count, role="status")


def discard_button() -> rx.Component:
    """Puts all back, and can be taken back itself; there while there is something to do."""
    return button("Discard", hidden=True, custom_attrs={"data-discard": ""})


def saved_script(form_path: str, record_path: str, version: int) -> str:
    """What tells the browser that what it sent from `form_path` is stored at `record_path`."""
    return f"window.clientapp.form.saved('{form_path}', '{record_path}', {int(version)})"


def focus_script(name: str) -> str:
    """What gives the focus to a field of the form that is shown."""
    return f"window.clientapp.form.focus('{name}')"


def begun_at(typed: str, names: Collection[str], newest: int) -> dict[str, int]:
    """Read "typed" of a submitted form; what is not about a field or a version is left out.

    Args:
        names: the fields that there are.
        newest: the version of the form, which nobody can have seen more than.
    """
    pairs = (each.partition(":") for each in typed.split())
    return {
        name: min(int(version), newest)
        for name, _, version in pairs
        if name in names and version.isascii() and version.isdecimal() and len(version) < 10
    }
