"""The search box of a list: each key press asks, and the URL says what is searched for."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false

import reflex as rx

from clientapp.listing.state import ListState
from clientapp.ui.fields import search_box

FOLLOW = rx.vars.FunctionStringVar.create(
    "(() => { const url = new URL(window.location.href);"
    """ const box = document.querySelector('input[name="q"]'); const text = box.value.trim();"""
    " if (!url.searchParams.has('changed')) new URLSearchParams(box.dataset.full).forEach("
    "(value, name) => url.searchParams.has(name) || url.searchParams.set(name, value));"
    " if (text) url.searchParams.set('q', text); else url.searchParams.delete('q');"
    " url.searchParams.delete('page');"
    " window.history.replaceState(window.history.state, '', url); })"
)
"""Replaces the entry of the browser's history, so that Back skips the letters in between."""

CATCH_UP = rx.Var(
    """() => { const box = document.querySelector('input[name="q"]');"""
    f" if (box.value !== box.defaultValue) {FOLLOW}(); }}"
).to(rx.EventChain)
"""The page is painted before it can hear: what was typed by then is in the URL when it asks."""


def list_search(label: str, state: type[ListState]) -> rx.Component:
    """A search box named by its label, for a list."""
    return search_box(
        label,
        name="q",
        default_value=state.search,
        on_mount=CATCH_UP,
        on_change=state.search_for,
        # At once, not in the queue of events, which waits for the connection.
        custom_attrs={"onInput": FOLLOW, "data-key": "/", "data-full": state.full_query},
    )
