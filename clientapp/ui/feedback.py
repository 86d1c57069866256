"""What a screen says of itself: the four faces, notices, the status line, the connection."""
# pyright: basic

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import reflex as rx
from reflex_components_core.core.banner import has_too_many_connection_errors

from clientapp.ui.controls import Text, button
from clientapp.ui.icons import icon

Tone = Literal["info", "good", "warn", "bad"]
_SIGNS: dict[Tone, str] = {
    "info": "info",
    "good": "check",
    "warn": "triangle-alert",
    "bad": "triangle-alert",
}


def empty(title: Text, text: Text, *actions: rx.Component) -> rx.Component:
    """Nothing is here: why, and what to do about it."""
    return rx.el.div(
        rx.el.h2(title),
        rx.el.p(text),
        rx.el.div(*actions, class_name="actions"),
        class_name="empty",
    )


def loading(rows: int = 24) -> rx.Component:
    """Grey bars where rows will be. They appear after 150 ms: what is quick shows no bars."""
    bars = [rx.el.i() for _ in range(rows)]
    return rx.el.div(
        rx.el.span("Loading", class_name="visually-hidden"),
        *bars,
        role="status",
        class_name="skeleton",
    )


def error(title: Text, text: Text, retry: Any = None) -> rx.Component:
    """It did not work: what did not, what it means, and the event that tries again."""
    again = button("Try again", on_click=retry) if retry is not None else None
    return rx.el.div(
        rx.el.h2(icon("triangle-alert"), title),
        rx.el.p(text),
        rx.el.div(again, class_name="actions"),
        role="alert",
        class_name="empty failed",
    )


def faces(
    full: rx.Component,
    *,
    problem: rx.Var[str],
    is_loading: rx.Var[bool],
    is_empty: rx.Var[bool],
    when_problem: rx.Component,
    when_empty: rx.Component,
    when_loading: rx.Component | None = None,
) -> rx.Component:
    """The one of the four faces that is true: a problem first, then loading, empty, full.

    `is_loading` is for the first load only. A list that is asked again keeps its rows.
    """
    waiting = when_loading if when_loading is not None else loading()
    settled = rx.cond(is_empty, when_empty, full)
    return rx.cond(problem != "", when_problem, rx.cond(is_loading, waiting, settled))


def notice(text: Text, *actions: rx.Component, tone: Tone = "info") -> rx.Component:
    """A line across the content that stays until its reason is gone."""
    return rx.el.div(
        icon(_SIGNS[tone]),
        rx.el.p(text),
        *actions,
        role="alert" if tone == "bad" else "status",
        class_name=f"notice {tone}",
    )


def status(text: Text) -> rx.Component:
    """A quiet line that is read out when it changes, such as "13,942 customers"."""
    return rx.el.span(text, role="status", class_name="muted")


@rx.memo
def connection_banner() -> rx.Component:
    """A line that is there while the server does not answer.

    Two failures in a row show it, as one is a hiccup. The live region is always there, so that
    a screen reader hears the text arrive.
    """
    words = "Not connected. Your work is kept here; reconnecting."
    line = rx.el.p(icon("wifi-off"), words)
    return rx.el.div(
        rx.cond(has_too_many_connection_errors, line), role="status", class_name="connection"
    )


def app_wraps() -> dict[tuple[int, str], Callable[[bool], rx.Component | None]]:
    """For `rx.App(extra_app_wraps=…)`: our connection line in place of Reflex's."""
    return {(5, "Overlay"): lambda stateful: rx.fragment(connection_banner()) if stateful else None}


def toaster() -> rx.Component:
    """For `rx.App(toaster=…)`: where `rx.toast` shows a short message, clear of the save bar."""
    return rx.toast.provider(
        position="bottom-right", offset="72px", rich_colors=False, expand=False, close_button=True
    )
