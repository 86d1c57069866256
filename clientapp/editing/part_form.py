"""What the browser does about the form of a part of a record, which is drawn in a dialog."""
# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

from __future__ import annotations

import reflex as rx

from clientapp.ui.browser import BrowserComponent


class Kept(BrowserComponent):
    """Keeps what is typed in the form around it, and says in "typed" what was changed. `user` is
    who types, empty while that is not known yet."""

    tag = "Kept"

    place: rx.Var[str]
    drawn: rx.Var[str]
    user: rx.Var[str]


def _value(value: rx.Var[str]) -> tuple[rx.Var[str]]:
    return (value,)


class Watch(BrowserComponent):
    """Tells the server when the input of a name is changed inside of it."""

    tag = "Watch"

    input: rx.Var[str]
    on_value: rx.EventHandler[_value]


def forgetting(place: str) -> str:
    """The script that drops the drafts of a place: they are saved, or not wanted."""
    return (
        "try { Object.keys(localStorage)"
        f".filter((key) => key.startsWith('draft:') && key.endsWith(':{place}'))"
        ".forEach((key) => localStorage.removeItem(key)) } catch { /* no storage, no drafts */ }"
    )
